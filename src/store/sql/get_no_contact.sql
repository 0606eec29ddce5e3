SELECT since FROM no_contact WHERE patient = :patient
