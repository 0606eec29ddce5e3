SELECT
    note.patient, note.case_json, note.stated_on, note.covers_from, note.covers_to, note.not_fit,
    EXISTS (SELECT 1 FROM note_event AS event WHERE event.note = note.id AND event.kind = 'cancelled') AS cancelled,
    EXISTS (SELECT 1 FROM note_event AS event WHERE event.note = note.id AND event.kind = 'replaced') AS replaced,
    EXISTS (SELECT 1 FROM note_event AS event WHERE event.note = note.id AND event.kind = 'by_hand') AS by_hand,
    EXISTS (SELECT 1 FROM note_event AS event WHERE event.note = note.id AND event.kind = 'renews') AS follows_on,
    (SELECT count(*) FROM note_event AS event WHERE event.note = note.id AND event.kind = 'duplicated') AS duplicates
FROM note
