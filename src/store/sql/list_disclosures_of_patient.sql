SELECT disclosure.patient, disclosure.consent, disclosure.recipient, disclosure.items, disclosure.purpose, disclosure.paper,
    disclosure.how, disclosure.document, disclosure.content, disclosure.at, clinician.content
FROM disclosure
JOIN clinician ON clinician.id = disclosure.clinician
WHERE disclosure.patient = :patient
ORDER BY disclosure.id
