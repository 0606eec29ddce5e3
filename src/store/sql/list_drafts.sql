SELECT draft.id, draft.patient, patient.title, patient.given_names, patient.family_name, draft.saved_at
FROM draft
CROSS JOIN patient ON patient.id = draft.patient
ORDER BY draft.saved_at_micros DESC, draft.id DESC
LIMIT :limit
