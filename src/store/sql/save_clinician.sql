INSERT INTO clinician (id, added, content) VALUES (:id, (SELECT 1 + count(*) FROM clinician), :content)
ON CONFLICT (id) DO UPDATE SET content = excluded.content
