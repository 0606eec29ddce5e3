INSERT INTO conversation (id, patient, clinician, note, ended_at, ended_at_micros, question_set, title, shown, content)
VALUES (:id, :patient, :clinician, :note, :ended_at, :ended_at_micros, :question_set, :title, :shown, :content)
