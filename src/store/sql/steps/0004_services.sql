-- Local services, what came of bringing them up, follow-ups that were asked for, and who is not to be contacted about work.

-- The practice's own entries of the directory; the shipped ones are part of the program.
CREATE TABLE own_service (
    id TEXT PRIMARY KEY,
    content TEXT NOT NULL
) STRICT;

CREATE TABLE referral (
    id TEXT PRIMARY KEY,
    patient TEXT NOT NULL REFERENCES patient (id),
    service_name TEXT NOT NULL,
    stage TEXT NOT NULL,
    -- The day from which somebody should ask what became of it; null where nothing is awaited.
    chase_from TEXT,
    changed_at_micros INTEGER NOT NULL,
    content TEXT NOT NULL
) STRICT;
CREATE INDEX referral_by_patient ON referral (patient, changed_at_micros);
CREATE INDEX referral_by_change ON referral (changed_at_micros);
CREATE INDEX referral_by_chase ON referral (chase_from) WHERE chase_from IS NOT NULL;

CREATE TABLE follow_up (
    id TEXT PRIMARY KEY,
    patient TEXT NOT NULL REFERENCES patient (id),
    months INTEGER NOT NULL,
    counted_from TEXT NOT NULL,
    due TEXT NOT NULL,
    touch TEXT NOT NULL,
    answered_on TEXT,
    not_reached_on TEXT,
    answers TEXT,
    UNIQUE (patient, counted_from, months)
) STRICT;
CREATE INDEX follow_up_by_due ON follow_up (due) WHERE answered_on IS NULL;
CREATE INDEX follow_up_by_patient ON follow_up (patient, due);

CREATE TABLE recurrence (
    id INTEGER PRIMARY KEY,
    patient TEXT NOT NULL REFERENCES patient (id),
    began TEXT NOT NULL,
    content TEXT NOT NULL
) STRICT;
CREATE INDEX recurrence_by_patient ON recurrence (patient, began);

-- A row means: do not contact this person about work, since that day.
CREATE TABLE no_contact (
    patient TEXT PRIMARY KEY REFERENCES patient (id),
    since TEXT NOT NULL
) STRICT;
