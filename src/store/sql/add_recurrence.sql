INSERT INTO recurrence (patient, began, content) VALUES (:patient, :began, :content)
