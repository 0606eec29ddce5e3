SELECT EXISTS (SELECT 1 FROM removal WHERE patient = :patient)
