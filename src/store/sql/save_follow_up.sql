INSERT INTO follow_up (id, patient, months, counted_from, due, touch) VALUES (:id, :patient, :months, :counted_from, :due, :touch)
ON CONFLICT (patient, counted_from, months) DO UPDATE SET touch = excluded.touch
