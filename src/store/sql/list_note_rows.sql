SELECT id, patient, clinician, issued_at, case_json, rule_set, verdict, findings, reason, print, draft
FROM note
ORDER BY issued_at_micros
