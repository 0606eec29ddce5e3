SELECT draft FROM note WHERE id = :id
