DELETE FROM pause WHERE id = :id
