DELETE FROM referral WHERE patient = :patient
