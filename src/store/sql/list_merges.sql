SELECT merged, at, reason FROM patient_merge WHERE kept = :kept AND undone_at IS NULL ORDER BY id
