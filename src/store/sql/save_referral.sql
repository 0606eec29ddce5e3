INSERT INTO referral (id, patient, service_name, stage, chase_from, changed_at_micros, content)
VALUES (:id, :patient, :service_name, :stage, :chase_from, :changed_at_micros, :content)
ON CONFLICT (id) DO UPDATE SET
    stage = excluded.stage, chase_from = excluded.chase_from, changed_at_micros = excluded.changed_at_micros, content = excluded.content
