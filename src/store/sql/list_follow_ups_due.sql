WITH RECURSIVE held (id) AS (
    -- Whoever said it in one of their entries said it in all that were joined.
    SELECT patient FROM no_contact
    UNION
    SELECT patient_merge.kept FROM held JOIN patient_merge ON patient_merge.merged = held.id AND patient_merge.undone_at IS NULL
    UNION
    SELECT patient_merge.merged FROM held JOIN patient_merge ON patient_merge.kept = held.id AND patient_merge.undone_at IS NULL
)
SELECT follow_up.id, follow_up.patient, trim(patient.title || ' ' || patient.given_names || ' ' || patient.family_name), follow_up.months, follow_up.counted_from, follow_up.due, follow_up.touch,
    follow_up.answered_on, follow_up.not_reached_on, follow_up.answers
FROM follow_up JOIN patient ON patient.id = follow_up.patient
WHERE follow_up.answered_on IS NULL AND follow_up.due <= :until
    AND follow_up.patient NOT IN (SELECT id FROM held)
ORDER BY follow_up.due LIMIT :most
