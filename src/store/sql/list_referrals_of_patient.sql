SELECT content, '', changed_at_micros FROM referral WHERE patient = :patient ORDER BY changed_at_micros DESC
