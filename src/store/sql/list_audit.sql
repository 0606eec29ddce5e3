SELECT seq, at, clinician, kind, patient, subject, detail, at_micros, mac
FROM audit
ORDER BY seq
