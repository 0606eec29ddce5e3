INSERT INTO disclosure (patient, consent, recipient_kind, recipient, items, purpose, paper, how, document, content, at, clinician)
VALUES (:patient, :consent, :recipient_kind, :recipient, :items, :purpose, :paper, :how, :document, :content, :at, :clinician)
