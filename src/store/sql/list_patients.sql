SELECT id, title, given_names, family_name, date_of_birth, nhs_number, address, postcode
FROM patient
ORDER BY id
