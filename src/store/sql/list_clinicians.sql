SELECT content FROM clinician ORDER BY added
