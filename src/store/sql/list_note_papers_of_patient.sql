SELECT event.kind, event.at, clinician.content, note.id, note.conditions
FROM note
CROSS JOIN note_event AS event ON event.note = note.id AND event.kind IN ('printed', 'reprinted', 'saved', 'by_hand')
CROSS JOIN clinician ON clinician.id = event.clinician
WHERE note.patient = :patient
ORDER BY event.id
