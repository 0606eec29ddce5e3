SELECT stage, count(*) FROM referral WHERE json_extract(content, '$.steps[#-1].on') BETWEEN :from AND :to GROUP BY stage ORDER BY stage
