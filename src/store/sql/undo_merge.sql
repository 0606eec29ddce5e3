UPDATE patient_merge SET undone_at = :at, undone_by = :clinician WHERE merged = :merged AND undone_at IS NULL
