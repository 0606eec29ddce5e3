INSERT INTO note_event (note, kind, at, clinician, reason, other)
VALUES (:note, :kind, :at, :clinician, :reason, :other)
