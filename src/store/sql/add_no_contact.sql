INSERT INTO no_contact (patient, since) VALUES (:patient, :since) ON CONFLICT (patient) DO NOTHING
