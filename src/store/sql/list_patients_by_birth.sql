SELECT id, title, given_names, family_name, date_of_birth, nhs_number, address, postcode
FROM patient
WHERE date_of_birth = :date_of_birth
ORDER BY id
