SELECT count(*) FROM no_contact
WHERE EXISTS (SELECT 1 FROM follow_up WHERE follow_up.patient = no_contact.patient AND follow_up.answered_on IS NULL)
    OR EXISTS (SELECT 1 FROM referral WHERE referral.patient = no_contact.patient AND referral.chase_from IS NOT NULL)
