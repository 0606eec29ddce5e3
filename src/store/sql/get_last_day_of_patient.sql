-- The last day that anything in a record is about: covered, stated or issued, or the last save of a draft.
SELECT max(day)
FROM (
    SELECT max(coalesce(covers_to, stated_on), stated_on, substr(issued_at, 1, 10)) AS day FROM note WHERE patient = :patient
    UNION ALL
    SELECT substr(saved_at, 1, 10) FROM draft WHERE patient = :patient
)
