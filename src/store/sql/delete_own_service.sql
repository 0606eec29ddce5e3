DELETE FROM own_service WHERE id = :id
