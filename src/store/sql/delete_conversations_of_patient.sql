DELETE FROM conversation WHERE patient = :patient
