SELECT merged, kept FROM patient_merge WHERE undone_at IS NULL
