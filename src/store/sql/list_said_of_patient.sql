SELECT id, ended_at, content
FROM conversation
WHERE patient = :patient
ORDER BY ended_at_micros DESC, id
