INSERT INTO consent_withdrawal (consent, at, clinician) VALUES (:consent, :at, :clinician)
