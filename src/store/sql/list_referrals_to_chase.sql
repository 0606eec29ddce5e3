SELECT referral.content, trim(patient.title || ' ' || patient.given_names || ' ' || patient.family_name)
FROM referral JOIN patient ON patient.id = referral.patient
WHERE referral.chase_from IS NOT NULL AND referral.chase_from <= :today
    AND NOT EXISTS (SELECT 1 FROM no_contact WHERE no_contact.patient = referral.patient)
ORDER BY referral.chase_from LIMIT :most
