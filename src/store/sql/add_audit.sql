INSERT INTO audit (seq, at, at_micros, clinician, kind, patient, subject, detail, mac)
VALUES (:seq, :at, :at_micros, :clinician, :kind, :patient, :subject, :detail, :mac)
