-- What a person agreed to share. A row is never changed: taking it back is a row of its own.
CREATE TABLE consent (
    id TEXT PRIMARY KEY,
    patient TEXT NOT NULL REFERENCES patient (id),
    recipient_kind TEXT NOT NULL CHECK (recipient_kind IN ('employer', 'service', 'dwp', 'other')),
    recipient TEXT NOT NULL, -- as JSON, with the name
    items TEXT NOT NULL CHECK (items NOT IN ('', '[]')), -- a JSON list
    purpose TEXT NOT NULL CHECK (trim(purpose) <> ''),
    given_at TEXT NOT NULL,
    ends_on TEXT,
    clinician TEXT NOT NULL REFERENCES clinician (id),
    second_items TEXT, -- the items agreed to a second time, one by one
    CHECK (recipient_kind <> 'dwp' OR second_items IS items)
) STRICT, WITHOUT ROWID;

CREATE INDEX consent_by_patient ON consent (patient, given_at);

CREATE TABLE consent_withdrawal (
    consent TEXT PRIMARY KEY REFERENCES consent (id),
    at TEXT NOT NULL,
    clinician TEXT NOT NULL REFERENCES clinician (id)
) STRICT, WITHOUT ROWID;

-- What left the room, the oldest first. Only the person's own copy and the practice's own record need no consent.
CREATE TABLE disclosure (
    id INTEGER PRIMARY KEY,
    patient TEXT NOT NULL REFERENCES patient (id),
    consent TEXT REFERENCES consent (id),
    recipient_kind TEXT NOT NULL CHECK (recipient_kind IN ('person', 'clinical_record', 'employer', 'service', 'dwp', 'other')),
    recipient TEXT NOT NULL,
    items TEXT NOT NULL CHECK (items NOT IN ('', '[]')),
    purpose TEXT NOT NULL CHECK (trim(purpose) <> ''),
    paper TEXT NOT NULL,
    how TEXT NOT NULL CHECK (how IN ('printed', 'saved', 'copied', 'letter')),
    document TEXT NOT NULL,
    content TEXT NOT NULL, -- the question set and version behind the words
    at TEXT NOT NULL,
    clinician TEXT NOT NULL REFERENCES clinician (id),
    CHECK ((recipient_kind IN ('person', 'clinical_record')) = (consent IS NULL))
) STRICT;

CREATE INDEX disclosure_by_patient ON disclosure (patient, id);
CREATE INDEX disclosure_by_consent ON disclosure (consent) WHERE consent IS NOT NULL;

-- Nothing goes to anybody but the one named, of anybody but the person who agreed, after it was taken back or has ended.
CREATE TRIGGER disclosure_is_agreed BEFORE INSERT ON disclosure
WHEN NEW.consent IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM consent
    WHERE consent.id = NEW.consent AND consent.patient = NEW.patient AND consent.recipient = NEW.recipient
    AND (consent.ends_on IS NULL OR substr(NEW.at, 1, 10) <= consent.ends_on)
    AND NOT EXISTS (SELECT 1 FROM consent_withdrawal WHERE consent_withdrawal.consent = NEW.consent)
)
BEGIN
    SELECT RAISE(ABORT, 'nothing is shared without consent');
END;

-- No item goes that was not agreed to.
CREATE TRIGGER disclosure_keeps_to_its_items BEFORE INSERT ON disclosure
WHEN NEW.consent IS NOT NULL AND EXISTS (
    SELECT 1 FROM json_each(NEW.items) AS gone
    WHERE NOT EXISTS (
        SELECT 1 FROM consent, json_each(consent.items) AS agreed WHERE consent.id = NEW.consent AND agreed.value = gone.value
    )
)
BEGIN
    SELECT RAISE(ABORT, 'this item was not agreed to');
END;

CREATE TRIGGER consent_is_never_changed BEFORE UPDATE ON consent
BEGIN
    SELECT RAISE(ABORT, 'a consent is never changed');
END;

CREATE TRIGGER consent_is_never_removed BEFORE DELETE ON consent
BEGIN
    SELECT RAISE(ABORT, 'a consent is never removed');
END;

CREATE TRIGGER consent_is_given_once BEFORE INSERT ON consent WHEN EXISTS (SELECT 1 FROM consent WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'a consent is given once');
END;

CREATE TRIGGER withdrawal_is_never_changed BEFORE UPDATE ON consent_withdrawal
BEGIN
    SELECT RAISE(ABORT, 'a withdrawal is never changed');
END;

CREATE TRIGGER withdrawal_is_never_removed BEFORE DELETE ON consent_withdrawal
BEGIN
    SELECT RAISE(ABORT, 'a withdrawal is never removed');
END;

CREATE TRIGGER withdrawal_is_made_once BEFORE INSERT ON consent_withdrawal
WHEN EXISTS (SELECT 1 FROM consent_withdrawal WHERE consent = NEW.consent)
BEGIN
    SELECT RAISE(ABORT, 'a consent is withdrawn once');
END;

CREATE TRIGGER disclosure_is_never_changed BEFORE UPDATE ON disclosure
BEGIN
    SELECT RAISE(ABORT, 'what was shared is never changed');
END;

CREATE TRIGGER disclosure_is_never_removed BEFORE DELETE ON disclosure
BEGIN
    SELECT RAISE(ABORT, 'what was shared is never removed');
END;

CREATE TRIGGER disclosure_is_told_once BEFORE INSERT ON disclosure WHEN EXISTS (SELECT 1 FROM disclosure WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'what was shared is told once');
END;
