INSERT INTO practice (only, content) VALUES (1, :content)
ON CONFLICT (only) DO UPDATE SET content = excluded.content
