DELETE FROM pause WHERE patient = :patient
