INSERT INTO draft (id, patient, note, saved_at, saved_at_micros, content)
VALUES (:id, :patient, :note, :saved_at, :saved_at_micros, :content)
ON CONFLICT (id) DO UPDATE SET
    patient = excluded.patient,
    note = excluded.note,
    saved_at = excluded.saved_at,
    saved_at_micros = excluded.saved_at_micros,
    content = excluded.content,
    revision = draft.revision + 1
