SELECT content FROM referral WHERE id = :id
