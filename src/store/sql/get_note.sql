SELECT id, patient, clinician, issued_at, case_json, rule_set, verdict, findings, reason, print
FROM note
WHERE id = :id
