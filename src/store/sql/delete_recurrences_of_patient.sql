DELETE FROM recurrence WHERE patient = :patient
