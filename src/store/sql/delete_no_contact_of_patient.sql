DELETE FROM no_contact WHERE patient = :patient
