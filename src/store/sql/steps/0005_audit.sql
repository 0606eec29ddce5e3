-- The audit log. Each row authenticates its own content and the row before it, with a key that only an opened folder has.
-- There is no reference to the patient's row, because what was done stays told after a record is deleted.
CREATE TABLE audit (
    seq INTEGER PRIMARY KEY CHECK (seq > 0),
    at TEXT NOT NULL,
    at_micros INTEGER NOT NULL,
    clinician TEXT, -- none where nobody was signed in
    kind TEXT NOT NULL,
    patient TEXT,
    subject TEXT, -- what it was done to: note:…, draft:…, patient:…, person:…
    detail TEXT NOT NULL, -- a phrase of the program, never anybody's words
    mac BLOB NOT NULL CHECK (length(mac) = 32)
) STRICT;

CREATE INDEX audit_by_patient ON audit (patient, seq) WHERE patient IS NOT NULL;

CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit log is never changed');
END;

CREATE TRIGGER audit_is_never_removed BEFORE DELETE ON audit
BEGIN
    SELECT RAISE(ABORT, 'nothing is removed from the audit log');
END;

CREATE TRIGGER audit_grows_at_its_end BEFORE INSERT ON audit
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM audit)
BEGIN
    SELECT RAISE(ABORT, 'the audit log grows at its end');
END;

-- What somebody who signs in may do; without a row, all that a clinician may.
CREATE TABLE person_role (
    clinician TEXT PRIMARY KEY REFERENCES clinician (id),
    role TEXT NOT NULL CHECK (role IN ('clinician', 'assistant', 'manager'))
) STRICT, WITHOUT ROWID;

-- Counts the saves of a draft, so that one that was changed elsewhere meanwhile is noticed.
ALTER TABLE draft ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
