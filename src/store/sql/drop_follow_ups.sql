DELETE FROM follow_up WHERE patient = :patient AND answered_on IS NULL
