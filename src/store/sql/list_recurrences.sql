SELECT content FROM recurrence WHERE patient = :patient ORDER BY began
