SELECT
    (SELECT count(*) FROM patient),
    (SELECT count(*) FROM note),
    (SELECT count(*) FROM draft),
    (SELECT issued_at FROM note ORDER BY issued_at_micros DESC LIMIT 1)
