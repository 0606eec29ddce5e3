SELECT EXISTS (SELECT 1 FROM pause WHERE patient = :patient)
