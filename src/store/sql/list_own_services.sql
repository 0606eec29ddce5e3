SELECT content FROM own_service ORDER BY id
