INSERT INTO person_role (clinician, role) VALUES (:clinician, :role)
ON CONFLICT (clinician) DO UPDATE SET role = excluded.role
