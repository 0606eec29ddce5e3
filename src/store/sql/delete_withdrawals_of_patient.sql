DELETE FROM consent_withdrawal WHERE consent IN (SELECT id FROM consent WHERE patient = :patient)
