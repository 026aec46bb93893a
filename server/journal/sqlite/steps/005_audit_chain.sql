-- Each line of the audit log seals the one before, so that a line which is changed or taken out is
-- found (server/journal/secrets/audit.py). Lines from before have no seal.
ALTER TABLE audit ADD COLUMN seal BLOB NOT NULL DEFAULT x'';

-- What the last line is, so that a loss at the end is found as well.
CREATE TABLE audit_end (
    id     INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    number INTEGER NOT NULL,
    seal   BLOB NOT NULL
);
