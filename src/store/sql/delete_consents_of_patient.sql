DELETE FROM consent WHERE patient = :patient
