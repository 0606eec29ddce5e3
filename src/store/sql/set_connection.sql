-- A commit that was acknowledged survives the power cut.
PRAGMA synchronous = FULL;
PRAGMA foreign_keys = ON;
-- So that REPLACE meets the triggers that guard issued notes.
PRAGMA recursive_triggers = ON;
-- What was deleted is overwritten, and nothing is sorted on the disk.
PRAGMA secure_delete = ON;
PRAGMA temp_store = MEMORY;
PRAGMA trusted_schema = OFF;
PRAGMA cell_size_check = ON;
