INSERT INTO note (
    id, patient, clinician, issued_at, issued_at_micros, case_json, rule_set, verdict, findings, reason, print,
    issued_by, assessed_on, stated_on, covers_from, covers_to, not_fit, conditions, draft
)
VALUES (
    :id, :patient, :clinician, :issued_at, :issued_at_micros, :case_json, :rule_set, :verdict, :findings, :reason, :print,
    :issued_by, :assessed_on, :stated_on, :covers_from, :covers_to, :not_fit, :conditions, :draft
)
