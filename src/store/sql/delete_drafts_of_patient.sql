DELETE FROM draft WHERE patient = :patient
