INSERT INTO removal (patient, at, clinician, reason, notes, last_day) VALUES (:patient, :at, :clinician, :reason, :notes, :last_day)
