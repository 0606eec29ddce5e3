DELETE FROM disclosure WHERE patient = :patient
