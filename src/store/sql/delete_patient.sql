DELETE FROM patient WHERE id = :patient
