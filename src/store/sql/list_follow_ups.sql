SELECT follow_up.id, follow_up.patient, trim(patient.title || ' ' || patient.given_names || ' ' || patient.family_name), follow_up.months, follow_up.counted_from, follow_up.due, follow_up.touch,
    follow_up.answered_on, follow_up.not_reached_on, follow_up.answers
FROM follow_up JOIN patient ON patient.id = follow_up.patient
