WITH RECURSIVE down (id) AS (
    SELECT :kept
    UNION
    SELECT patient_merge.merged
    FROM down
    CROSS JOIN patient_merge ON patient_merge.kept = down.id AND patient_merge.undone_at IS NULL
)
SELECT id FROM down
