DELETE FROM note WHERE patient = :patient
