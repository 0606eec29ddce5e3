WITH RECURSIVE up (id, depth) AS (
    SELECT :id, 0
    UNION ALL
    SELECT patient_merge.kept, up.depth + 1
    FROM up
    CROSS JOIN patient_merge ON patient_merge.merged = up.id AND patient_merge.undone_at IS NULL
    WHERE up.depth < 100
)
SELECT id FROM up ORDER BY depth DESC LIMIT 1
