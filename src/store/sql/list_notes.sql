SELECT
    note.id, note.patient, patient.title, patient.given_names, patient.family_name, note.issued_at, note.issued_by,
    note.assessed_on, note.stated_on, note.covers_from, note.covers_to, note.not_fit, note.conditions, note.verdict
FROM note
CROSS JOIN patient ON patient.id = note.patient
ORDER BY note.issued_at_micros
