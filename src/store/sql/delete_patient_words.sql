DELETE FROM patient_word WHERE patient = :patient
