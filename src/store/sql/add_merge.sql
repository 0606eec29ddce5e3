INSERT INTO patient_merge (merged, kept, at, clinician, reason) VALUES (:merged, :kept, :at, :clinician, :reason)
