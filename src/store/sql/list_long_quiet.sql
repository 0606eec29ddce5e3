-- Entries in which something stands that has a day, none of the common kinds newer than a moment. What else their record is about is asked of
-- each.
SELECT patient
FROM (
    SELECT patient, max(issued_at_micros) AS newest FROM note GROUP BY patient
    UNION ALL
    SELECT patient, max(saved_at_micros) FROM draft GROUP BY patient
    UNION ALL
    SELECT patient, max(ended_at_micros) FROM conversation GROUP BY patient
    UNION ALL
    SELECT patient, max(changed_at_micros) FROM referral GROUP BY patient
    UNION ALL
    SELECT patient, 1000000 * max(unixepoch(due)) FROM follow_up GROUP BY patient
    UNION ALL
    SELECT patient, 1000000 * max(unixepoch(given_at)) FROM consent GROUP BY patient
)
GROUP BY patient
HAVING max(newest) <= :until
