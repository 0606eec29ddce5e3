SELECT note, kind, at, clinician, reason, other FROM note_event ORDER BY id
