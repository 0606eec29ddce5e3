SELECT content FROM clinician WHERE id = :id
