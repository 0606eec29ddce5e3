UPDATE follow_up SET answered_on = :on, answers = :answers WHERE id = :id
