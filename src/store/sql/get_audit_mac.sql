SELECT mac FROM audit WHERE seq = :seq
