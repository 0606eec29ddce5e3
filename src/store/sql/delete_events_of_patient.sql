DELETE FROM note_event WHERE note IN (SELECT id FROM note WHERE patient = :patient)
