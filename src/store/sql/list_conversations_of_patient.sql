SELECT id, title, ended_at, note
FROM conversation
WHERE patient = :patient
ORDER BY ended_at_micros DESC, id
