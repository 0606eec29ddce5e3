DELETE FROM draft WHERE note = :note
