SELECT role FROM person_role WHERE clinician = :clinician
