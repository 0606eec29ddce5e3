SELECT content FROM draft WHERE note = :note
