SELECT case_json FROM note WHERE id = :id
