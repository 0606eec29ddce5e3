INSERT INTO disclosure (patient, consent, recipient_kind, recipient, items, purpose, paper, how, document, content, at, clinician)
SELECT patient.id, NULL, :recipient_kind, :recipient, :items, :purpose, :paper, :how, :document, '', :at, :clinician FROM patient
