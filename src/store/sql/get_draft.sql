SELECT content FROM draft WHERE id = :id
