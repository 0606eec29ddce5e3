-- Two entries of one person: what is recorded under `merged` shows in `kept` until that is undone. Neither entry is changed by it.
CREATE TABLE patient_merge (
    id INTEGER PRIMARY KEY,
    merged TEXT NOT NULL REFERENCES patient (id),
    kept TEXT NOT NULL REFERENCES patient (id),
    at TEXT NOT NULL,
    clinician TEXT NOT NULL REFERENCES clinician (id),
    reason TEXT NOT NULL CHECK (trim(reason) <> ''),
    undone_at TEXT,
    undone_by TEXT REFERENCES clinician (id),
    CHECK (merged <> kept),
    CHECK ((undone_at IS NULL) = (undone_by IS NULL))
) STRICT;

CREATE UNIQUE INDEX patient_is_merged_once ON patient_merge (merged) WHERE undone_at IS NULL;
CREATE INDEX patient_merge_by_kept ON patient_merge (kept) WHERE undone_at IS NULL;

-- What is left of a record that was removed: that there was one, who removed it, when and why. It names nobody but who removed it.
CREATE TABLE removal (
    patient TEXT PRIMARY KEY,
    at TEXT NOT NULL,
    clinician TEXT NOT NULL REFERENCES clinician (id),
    reason TEXT NOT NULL CHECK (trim(reason) <> ''),
    notes INTEGER NOT NULL,
    last_day TEXT -- the last day that the record was about
) STRICT, WITHOUT ROWID;

CREATE TRIGGER removal_is_never_changed BEFORE UPDATE ON removal
BEGIN
    SELECT RAISE(ABORT, 'what was removed stays told');
END;

CREATE TRIGGER removal_is_never_removed BEFORE DELETE ON removal
BEGIN
    SELECT RAISE(ABORT, 'what was removed stays told');
END;

-- An issued note goes only with the whole record of its patient, whose removal is told first.
DROP TRIGGER note_is_never_removed;

CREATE TRIGGER note_is_never_removed BEFORE DELETE ON note
WHEN NOT EXISTS (SELECT 1 FROM removal WHERE removal.patient = OLD.patient)
BEGIN
    SELECT RAISE(ABORT, 'an issued note is never removed');
END;

DROP TRIGGER note_event_is_never_removed;

CREATE TRIGGER note_event_is_never_removed BEFORE DELETE ON note_event
WHEN NOT EXISTS (SELECT 1 FROM note INNER JOIN removal ON removal.patient = note.patient WHERE note.id = OLD.note)
BEGIN
    SELECT RAISE(ABORT, 'what happened to a note is never removed');
END;

DROP TRIGGER consent_is_never_removed;

CREATE TRIGGER consent_is_never_removed BEFORE DELETE ON consent
WHEN NOT EXISTS (SELECT 1 FROM removal WHERE removal.patient = OLD.patient)
BEGIN
    SELECT RAISE(ABORT, 'a consent is never removed');
END;

DROP TRIGGER withdrawal_is_never_removed;

CREATE TRIGGER withdrawal_is_never_removed BEFORE DELETE ON consent_withdrawal
WHEN NOT EXISTS (SELECT 1 FROM consent INNER JOIN removal ON removal.patient = consent.patient WHERE consent.id = OLD.consent)
BEGIN
    SELECT RAISE(ABORT, 'a withdrawal is never removed');
END;

DROP TRIGGER disclosure_is_never_removed;

CREATE TRIGGER disclosure_is_never_removed BEFORE DELETE ON disclosure
WHEN NOT EXISTS (SELECT 1 FROM removal WHERE removal.patient = OLD.patient)
BEGIN
    SELECT RAISE(ABORT, 'what was shared is never removed');
END;

-- What was removed does not come back.
CREATE TRIGGER patient_does_not_come_back BEFORE INSERT ON patient WHEN EXISTS (SELECT 1 FROM removal WHERE patient = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'this record was removed');
END;
