SELECT title, count(*) FROM conversation WHERE substr(ended_at, 1, 10) BETWEEN :from AND :to GROUP BY title ORDER BY title
