SELECT
    id, patient, title, given_names, family_name, issued_at, issued_by, assessed_on, stated_on, covers_from, covers_to, not_fit,
    conditions, verdict, replaces, cancelled, replaced_by, renews, renewed_by, by_hand, duplicates, papers
FROM note_line
ORDER BY issued_at_micros
