INSERT INTO patient (id, title, given_names, family_name, date_of_birth, nhs_number, address, postcode)
VALUES (:id, :title, :given_names, :family_name, :date_of_birth, :nhs_number, :address, :postcode)
ON CONFLICT (id) DO UPDATE SET
    title = excluded.title,
    given_names = excluded.given_names,
    family_name = excluded.family_name,
    date_of_birth = excluded.date_of_birth,
    nhs_number = excluded.nhs_number,
    address = excluded.address,
    postcode = excluded.postcode
