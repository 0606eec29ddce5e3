SELECT referral.content, trim(patient.title || ' ' || patient.given_names || ' ' || patient.family_name)
FROM referral JOIN patient ON patient.id = referral.patient
ORDER BY referral.changed_at_micros DESC LIMIT :most
