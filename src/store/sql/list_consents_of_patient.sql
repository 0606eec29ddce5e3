SELECT consent.id, consent.patient, consent.recipient, consent.items, consent.purpose, consent.given_at, consent.ends_on,
    clinician.content, consent_withdrawal.at
FROM consent
JOIN clinician ON clinician.id = consent.clinician
LEFT JOIN consent_withdrawal ON consent_withdrawal.consent = consent.id
WHERE consent.patient = :patient
ORDER BY consent.given_at, consent.id
