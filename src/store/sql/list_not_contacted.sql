WITH RECURSIVE held (id) AS (
    -- Whoever said it in one of their entries said it in all that were joined.
    SELECT patient FROM no_contact
    UNION
    SELECT patient_merge.kept FROM held JOIN patient_merge ON patient_merge.merged = held.id AND patient_merge.undone_at IS NULL
    UNION
    SELECT patient_merge.merged FROM held JOIN patient_merge ON patient_merge.kept = held.id AND patient_merge.undone_at IS NULL
)
SELECT id FROM held
