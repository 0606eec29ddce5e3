UPDATE follow_up SET not_reached_on = :on WHERE id = :id AND answered_on IS NULL
