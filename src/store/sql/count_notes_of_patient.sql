SELECT count(*) FROM note WHERE patient = :patient
