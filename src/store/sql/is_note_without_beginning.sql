SELECT EXISTS (
    SELECT 1
    FROM note
    WHERE NOT EXISTS (SELECT 1 FROM note_event WHERE note_event.note = note.id AND note_event.kind IN ('issued', 'by_hand'))
)
