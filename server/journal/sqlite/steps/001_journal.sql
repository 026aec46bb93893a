-- Recognises a journal among other SQLite files: "Ordp".
PRAGMA application_id = 0x4F726470;

-- Keeps its rowid, unlike the rest: each line is then written to the end of the table and never
-- moved, so that no copy of what must be erased is left in the free space of another page.
CREATE TABLE line (
    stream      TEXT    NOT NULL,
    position    INTEGER NOT NULL,
    event       TEXT    NOT NULL,
    id          TEXT    NOT NULL,
    actor       TEXT    NOT NULL,
    command     TEXT    NOT NULL,
    recorded_at TEXT    NOT NULL,
    happened_at TEXT    NOT NULL,
    salt        BLOB,               -- NULL once erased, as the payload
    payload     BLOB,
    commitment  BLOB    NOT NULL,
    digest      BLOB    NOT NULL,
    PRIMARY KEY (stream, position)
);

-- Where each stream ends, so that a lost last line is noticed.
CREATE TABLE stream (
    name     TEXT    NOT NULL PRIMARY KEY,
    position INTEGER NOT NULL,
    digest   BLOB    NOT NULL
) WITHOUT ROWID;

CREATE TABLE answer (
    stream  TEXT NOT NULL,
    actor   TEXT NOT NULL,
    command TEXT NOT NULL,
    answer  BLOB NOT NULL,
    PRIMARY KEY (stream, actor, command)
) WITHOUT ROWID;

-- Not in the chain: it can be deleted without a trace.
CREATE TABLE secret (
    hash       BLOB NOT NULL PRIMARY KEY,
    office     TEXT NOT NULL,
    subject    TEXT NOT NULL,
    stream     TEXT NOT NULL,
    expires_at TEXT NOT NULL
) WITHOUT ROWID;
