SELECT content, saved_at FROM draft ORDER BY saved_at_micros
