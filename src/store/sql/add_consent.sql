INSERT INTO consent (id, patient, recipient_kind, recipient, items, purpose, given_at, ends_on, clinician, second_items)
VALUES (:id, :patient, :recipient_kind, :recipient, :items, :purpose, :given_at, :ends_on, :clinician, :second_items)
