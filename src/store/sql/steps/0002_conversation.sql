-- A finished conversation with the words that were shown: it reads as it was, whatever the questions say later.
CREATE TABLE conversation (
    id TEXT PRIMARY KEY, -- the draft that it was
    patient TEXT NOT NULL REFERENCES patient (id),
    clinician TEXT NOT NULL REFERENCES clinician (id),
    note TEXT REFERENCES note (id), -- none where it was ended without a note
    ended_at TEXT NOT NULL,
    ended_at_micros INTEGER NOT NULL,
    question_set TEXT NOT NULL, -- the set and its version
    title TEXT NOT NULL,
    shown TEXT NOT NULL, -- the wording with the answers
    content TEXT NOT NULL -- the answers alone
) STRICT, WITHOUT ROWID;

CREATE INDEX conversation_by_patient ON conversation (patient, ended_at_micros);

CREATE TRIGGER conversation_is_never_changed BEFORE UPDATE ON conversation
BEGIN
    SELECT RAISE(ABORT, 'a finished conversation is never changed');
END;

-- What was written on a pause: apart from the conversation and from every document.
CREATE TABLE pause (
    id TEXT PRIMARY KEY,
    patient TEXT NOT NULL REFERENCES patient (id),
    clinician TEXT NOT NULL REFERENCES clinician (id),
    content TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX pause_by_patient ON pause (patient);
