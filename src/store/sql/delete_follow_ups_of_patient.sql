DELETE FROM follow_up WHERE patient = :patient
