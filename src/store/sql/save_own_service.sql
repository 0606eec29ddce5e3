INSERT INTO own_service (id, content) VALUES (:id, :content)
ON CONFLICT (id) DO UPDATE SET content = excluded.content
