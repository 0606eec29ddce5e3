WITH RECURSIVE held (id) AS (
    -- Whoever said it in one of their entries said it in all that were joined.
    SELECT patient FROM no_contact
    UNION
    SELECT patient_merge.kept FROM held JOIN patient_merge ON patient_merge.merged = held.id AND patient_merge.undone_at IS NULL
    UNION
    SELECT patient_merge.merged FROM held JOIN patient_merge ON patient_merge.kept = held.id AND patient_merge.undone_at IS NULL
)
SELECT id FROM held
WHERE EXISTS (SELECT 1 FROM follow_up WHERE follow_up.patient = held.id AND follow_up.answered_on IS NULL)
    OR EXISTS (SELECT 1 FROM referral WHERE referral.patient = held.id AND referral.chase_from IS NOT NULL)
