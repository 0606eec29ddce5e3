SELECT event.kind, event.at, event.clinician, clinician.content, event.reason, event.other
FROM note_event AS event
CROSS JOIN clinician ON clinician.id = event.clinician
WHERE event.note = :note
ORDER BY event.id
