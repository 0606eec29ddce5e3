CREATE TABLE practice (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    content TEXT NOT NULL -- as in a case file
) STRICT;

CREATE TABLE clinician (
    id TEXT PRIMARY KEY,
    added INTEGER NOT NULL, -- 1 for the first
    content TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    content TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE patient (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    given_names TEXT NOT NULL,
    family_name TEXT NOT NULL,
    date_of_birth TEXT NOT NULL,
    nhs_number TEXT,
    address TEXT NOT NULL, -- a JSON list of lines
    postcode TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX patient_by_nhs_number ON patient (nhs_number) WHERE nhs_number IS NOT NULL;
CREATE INDEX patient_by_birth ON patient (date_of_birth);

-- What a patient is found by: folded words of the family name (kind 0) and the given names (1), spellings of the date of birth (2)
-- and the NHS number (3). The key is the order in which candidates are shown, so that no search sorts.
CREATE TABLE patient_word (
    kind INTEGER NOT NULL,
    word TEXT NOT NULL,
    name TEXT NOT NULL, -- folded family name and given names
    patient TEXT NOT NULL REFERENCES patient (id) ON DELETE CASCADE,
    PRIMARY KEY (kind, word, name, patient)
) STRICT, WITHOUT ROWID;

CREATE INDEX patient_word_by_patient ON patient_word (patient, word);

CREATE TABLE draft (
    id TEXT PRIMARY KEY,
    patient TEXT NOT NULL REFERENCES patient (id),
    note TEXT NOT NULL, -- the note that it leads to
    saved_at TEXT NOT NULL,
    saved_at_micros INTEGER NOT NULL,
    content TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX draft_by_saved_at ON draft (saved_at_micros);
CREATE INDEX draft_by_patient ON draft (patient);
CREATE INDEX draft_by_note ON draft (note);

CREATE TABLE note (
    id TEXT PRIMARY KEY,
    patient TEXT NOT NULL REFERENCES patient (id),
    clinician TEXT NOT NULL REFERENCES clinician (id),
    issued_at TEXT NOT NULL,
    issued_at_micros INTEGER NOT NULL,
    case_json TEXT NOT NULL, -- exactly as it was judged
    rule_set TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('accept', 'warn')),
    findings TEXT NOT NULL,
    reason TEXT,
    print TEXT NOT NULL,
    -- Read out of the case, for the lists.
    issued_by TEXT NOT NULL,
    assessed_on TEXT NOT NULL,
    stated_on TEXT NOT NULL,
    covers_from TEXT NOT NULL,
    covers_to TEXT, -- none for an indefinite period
    not_fit INTEGER NOT NULL CHECK (not_fit IN (0, 1)),
    conditions TEXT NOT NULL,
    draft TEXT, -- the draft that led to it, with its conversation; none for a note from a case file
    CHECK ((verdict = 'warn') = (reason IS NOT NULL))
) STRICT;

CREATE INDEX note_by_patient ON note (patient, issued_at_micros);
CREATE INDEX note_by_end ON note (covers_to);
CREATE INDEX note_by_issued_at ON note (issued_at_micros);

-- An issued note stays as it was issued, whoever holds the key: duplicate, replacement and cancellation are records of their own.
CREATE TRIGGER note_is_never_changed BEFORE UPDATE ON note
BEGIN
    SELECT RAISE(ABORT, 'an issued note is never changed');
END;

CREATE TRIGGER note_is_never_removed BEFORE DELETE ON note
BEGIN
    SELECT RAISE(ABORT, 'an issued note is never removed');
END;

CREATE TRIGGER note_is_issued_once BEFORE INSERT ON note WHEN EXISTS (SELECT 1 FROM note WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'a note is issued once');
END;

-- A save that comes late does not bring the draft of an issued note back.
CREATE TRIGGER draft_of_an_issued_note_is_closed BEFORE INSERT ON draft WHEN EXISTS (SELECT 1 FROM note WHERE id = NEW.note)
BEGIN
    SELECT RAISE(ABORT, 'the note of this draft is issued');
END;
