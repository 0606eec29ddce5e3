SELECT recipient_kind, count(*) FROM disclosure
WHERE substr(at, 1, 10) BETWEEN :from AND :to AND recipient_kind NOT IN ('person', 'clinical_record')
GROUP BY recipient_kind
ORDER BY recipient_kind
