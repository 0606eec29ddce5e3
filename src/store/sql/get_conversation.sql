SELECT id, title, ended_at, note, patient, shown FROM conversation WHERE id = :id
