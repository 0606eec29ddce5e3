-- The last day that anything in a record is about: covered, stated or issued, the last save of a draft, the end of a conversation, what became
-- of a referral, a follow-up that is due or done, an agreement and its end. What left the room is no reason to keep it longer: a bundle of all
-- records would keep everybody's.
SELECT max(day)
FROM (
    SELECT max(coalesce(covers_to, stated_on), stated_on, substr(issued_at, 1, 10)) AS day FROM note WHERE patient = :patient
    UNION ALL
    SELECT substr(saved_at, 1, 10) FROM draft WHERE patient = :patient
    UNION ALL
    SELECT substr(ended_at, 1, 10) FROM conversation WHERE patient = :patient
    UNION ALL
    SELECT date(changed_at_micros / 1000000, 'unixepoch') FROM referral WHERE patient = :patient
    UNION ALL
    SELECT max(due, coalesce(answered_on, due), coalesce(not_reached_on, due)) FROM follow_up WHERE patient = :patient
    UNION ALL
    SELECT substr(began, 1, 10) FROM recurrence WHERE patient = :patient
    UNION ALL
    SELECT substr(since, 1, 10) FROM no_contact WHERE patient = :patient
    UNION ALL
    SELECT max(substr(given_at, 1, 10), coalesce(ends_on, '')) FROM consent WHERE patient = :patient
    UNION ALL
    SELECT substr(at, 1, 10) FROM consent_withdrawal WHERE consent IN (SELECT id FROM consent WHERE patient = :patient)
)
