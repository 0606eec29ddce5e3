INSERT INTO pause (id, patient, clinician, content)
VALUES (:id, :patient, :clinician, :content)
ON CONFLICT (id) DO UPDATE SET
    content = excluded.content
