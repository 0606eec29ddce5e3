SELECT saved_at FROM draft WHERE id = :id
