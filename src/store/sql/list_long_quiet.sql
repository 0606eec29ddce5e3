-- Entries that have notes or drafts, none of them newer than a moment. What else their record is about is asked of each.
SELECT patient
FROM (
    SELECT patient, max(issued_at_micros) AS newest FROM note GROUP BY patient
    UNION ALL
    SELECT patient, max(saved_at_micros) FROM draft GROUP BY patient
)
GROUP BY patient
HAVING max(newest) <= :until
