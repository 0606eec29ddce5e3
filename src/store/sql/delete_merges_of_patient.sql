DELETE FROM patient_merge WHERE merged = :patient OR kept = :patient
