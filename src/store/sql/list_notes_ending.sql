SELECT
    id, patient, title, given_names, family_name, issued_at, issued_by, assessed_on, stated_on, covers_from, covers_to, not_fit,
    conditions, verdict, replaces, cancelled, replaced_by, renews, renewed_by, by_hand, duplicates, papers
FROM note_line
WHERE covers_to >= :from AND covers_to <= :to AND cancelled IS NULL AND replaced_by IS NULL
ORDER BY covers_to
LIMIT :limit
