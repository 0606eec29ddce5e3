INSERT INTO patient_word (kind, word, name, patient) VALUES (:kind, :word, :name, :patient)
