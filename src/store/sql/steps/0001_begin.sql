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

-- What happened to a note, the oldest first. A row is never changed: the life of a note is told, not edited.
CREATE TABLE note_event (
    id INTEGER PRIMARY KEY,
    note TEXT NOT NULL REFERENCES note (id),
    kind TEXT NOT NULL CHECK (kind IN (
        'issued', 'by_hand', 'renews', 'replaces', 'printed', 'reprinted', 'saved', 'duplicated', 'renewed', 'replaced', 'cancelled'
    )),
    at TEXT NOT NULL,
    clinician TEXT NOT NULL REFERENCES clinician (id),
    reason TEXT,
    other TEXT REFERENCES note (id),
    CHECK ((kind IN ('renews', 'replaces', 'renewed', 'replaced')) = (other IS NOT NULL)),
    CHECK ((kind IN ('replaces', 'replaced', 'cancelled')) = (reason IS NOT NULL)),
    CHECK (trim(reason) <> ''),
    CHECK (other <> note)
) STRICT;

CREATE INDEX note_event_by_note ON note_event (note);
-- A note is issued once, points at one other at most, and ends once.
CREATE UNIQUE INDEX note_begins_once ON note_event (note) WHERE kind IN ('issued', 'by_hand');
CREATE UNIQUE INDEX note_points_once ON note_event (note) WHERE kind IN ('renews', 'replaces');
CREATE UNIQUE INDEX note_ends_once ON note_event (note) WHERE kind IN ('replaced', 'cancelled');

CREATE TRIGGER note_event_is_never_changed BEFORE UPDATE ON note_event
BEGIN
    SELECT RAISE(ABORT, 'what happened to a note is never changed');
END;

CREATE TRIGGER note_event_is_never_removed BEFORE DELETE ON note_event
BEGIN
    SELECT RAISE(ABORT, 'what happened to a note is never removed');
END;

CREATE TRIGGER a_note_that_ended_has_no_more_events BEFORE INSERT ON note_event
WHEN EXISTS (SELECT 1 FROM note_event WHERE note = NEW.note AND kind IN ('replaced', 'cancelled'))
BEGIN
    SELECT RAISE(ABORT, 'this note is replaced or cancelled');
END;

-- A note with what has become of it.
CREATE VIEW note_line AS
SELECT
    note.id, note.patient, patient.title, patient.given_names, patient.family_name, note.issued_at, note.issued_at_micros, note.issued_by,
    note.assessed_on, note.stated_on, note.covers_from, note.covers_to, note.not_fit, note.conditions, note.verdict,
    (SELECT event.other FROM note_event AS event WHERE event.note = note.id AND event.kind = 'replaces') AS replaces,
    (SELECT event.reason FROM note_event AS event WHERE event.note = note.id AND event.kind = 'cancelled') AS cancelled,
    (SELECT event.other FROM note_event AS event WHERE event.note = note.id AND event.kind = 'replaced') AS replaced_by,
    (SELECT event.other FROM note_event AS event WHERE event.note = note.id AND event.kind = 'renews') AS renews,
    (
        SELECT event.other FROM note_event AS event WHERE event.note = note.id AND event.kind = 'renewed' ORDER BY event.id DESC LIMIT 1
    ) AS renewed_by,
    EXISTS (SELECT 1 FROM note_event AS event WHERE event.note = note.id AND event.kind = 'by_hand') AS by_hand,
    (SELECT count(*) FROM note_event AS event WHERE event.note = note.id AND event.kind = 'duplicated') AS duplicates,
    (
        SELECT count(*) FROM note_event AS event WHERE event.note = note.id AND event.kind IN ('printed', 'reprinted', 'saved')
    ) AS papers
FROM note
CROSS JOIN patient ON patient.id = note.patient;
