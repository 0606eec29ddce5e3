SELECT seq, at, clinician, kind, patient, subject, detail
FROM audit
WHERE (:before IS NULL OR seq < :before)
    AND (:clinician IS NULL OR clinician = :clinician)
    AND (:kinds IS NULL OR kind IN (SELECT value FROM json_each(:kinds)))
    AND (:patients IS NULL OR patient IN (SELECT value FROM json_each(:patients)))
    AND (:from_micros IS NULL OR at_micros >= :from_micros)
    AND (:to_micros IS NULL OR at_micros < :to_micros)
ORDER BY seq DESC
LIMIT :limit
