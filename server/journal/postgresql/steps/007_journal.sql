-- Everything, as the steps up to the seventh have made it in SQLite: from here on each step has the
-- same number and the same meaning in both stores. Texts are compared by their bytes, as there.
CREATE TABLE line (
    stream      TEXT COLLATE "C" NOT NULL,
    position    BIGINT           NOT NULL,
    event       TEXT COLLATE "C" NOT NULL,
    id          TEXT COLLATE "C" NOT NULL,
    actor       TEXT COLLATE "C" NOT NULL,
    command     TEXT COLLATE "C" NOT NULL,
    recorded_at TEXT COLLATE "C" NOT NULL,
    happened_at TEXT COLLATE "C" NOT NULL,
    salt        BYTEA,               -- NULL once erased, as the payload
    payload     BYTEA,
    commitment  BYTEA            NOT NULL,
    digest      BYTEA            NOT NULL,
    private     INTEGER          NOT NULL DEFAULT 0 CHECK (private IN (0, 1)),
    PRIMARY KEY (stream, position)
);

-- Where each stream ends, so that a lost last line is noticed.
CREATE TABLE stream (
    name     TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    position BIGINT           NOT NULL,
    digest   BYTEA            NOT NULL
);

CREATE TABLE answer (
    stream  TEXT COLLATE "C" NOT NULL,
    actor   TEXT COLLATE "C" NOT NULL,
    command TEXT COLLATE "C" NOT NULL,
    answer  BYTEA            NOT NULL,
    PRIMARY KEY (stream, actor, command)
);

-- All that follows stands outside the chain and can be deleted without a trace. Nothing is in
-- clear: tokens are kept as their SHA-256, passphrases by Argon2id. '' stands for "none" and
-- "not yet".

CREATE TABLE account (
    id         TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    name       TEXT COLLATE "C" NOT NULL,
    login      TEXT COLLATE "C" NOT NULL UNIQUE,
    passphrase TEXT COLLATE "C" NOT NULL,
    role       TEXT COLLATE "C" NOT NULL,
    disabled   INTEGER          NOT NULL,
    made_at    TEXT COLLATE "C" NOT NULL
);

CREATE TABLE identity (
    issuer  TEXT COLLATE "C" NOT NULL,
    subject TEXT COLLATE "C" NOT NULL,
    account TEXT COLLATE "C" NOT NULL,
    by_role INTEGER          NOT NULL,
    PRIMARY KEY (issuer, subject),
    UNIQUE (issuer, account)
);

CREATE TABLE browser (
    hash    TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    login   TEXT COLLATE "C" NOT NULL,
    seen_at TEXT COLLATE "C" NOT NULL
);

CREATE TABLE link (
    id         TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    hash       BYTEA            NOT NULL UNIQUE,
    office     TEXT COLLATE "C" NOT NULL,
    person     TEXT COLLATE "C" NOT NULL,
    name       TEXT COLLATE "C" NOT NULL,
    key        TEXT COLLATE "C" NOT NULL,
    single_use INTEGER          NOT NULL,
    expires_at TEXT COLLATE "C" NOT NULL,
    made_by    TEXT COLLATE "C" NOT NULL,
    made_at    TEXT COLLATE "C" NOT NULL,
    used_at    TEXT COLLATE "C" NOT NULL,
    revoked_at TEXT COLLATE "C" NOT NULL,
    maker      TEXT COLLATE "C" NOT NULL DEFAULT '',
    council    TEXT COLLATE "C" NOT NULL DEFAULT '',
    marks      TEXT COLLATE "C" NOT NULL DEFAULT ''
);

CREATE INDEX links_by_key ON link (key);
CREATE INDEX links_by_maker ON link (maker) WHERE maker <> '';

CREATE TABLE sign_in (
    id         TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    hash       BYTEA            NOT NULL UNIQUE,
    account    TEXT COLLATE "C" NOT NULL,
    link       TEXT COLLATE "C" NOT NULL,
    office     TEXT COLLATE "C" NOT NULL,
    person     TEXT COLLATE "C" NOT NULL,
    name       TEXT COLLATE "C" NOT NULL,
    key        TEXT COLLATE "C" NOT NULL,
    device     TEXT COLLATE "C" NOT NULL,
    address    TEXT COLLATE "C" NOT NULL,
    began_at   TEXT COLLATE "C" NOT NULL,
    seen_at    TEXT COLLATE "C" NOT NULL,
    expires_at TEXT COLLATE "C" NOT NULL,
    ends_at    TEXT COLLATE "C" NOT NULL,
    ended_at   TEXT COLLATE "C" NOT NULL,
    why        TEXT COLLATE "C" NOT NULL,
    council    TEXT COLLATE "C" NOT NULL DEFAULT '',
    marks      TEXT COLLATE "C" NOT NULL DEFAULT ''
);

CREATE INDEX sign_ins_that_go_on ON sign_in (expires_at) WHERE ended_at = '';

-- The number of a line has the name that SQLite gives it.
CREATE TABLE audit (
    rowid   BIGINT           NOT NULL PRIMARY KEY,
    at      TEXT COLLATE "C" NOT NULL,
    who     TEXT COLLATE "C" NOT NULL,
    what    TEXT COLLATE "C" NOT NULL,
    detail  TEXT COLLATE "C" NOT NULL,
    address TEXT COLLATE "C" NOT NULL,
    seal    BYTEA            NOT NULL DEFAULT ''
);

CREATE INDEX audit_by_time ON audit (at);

-- What the last line is, so that a loss at the end is found as well.
CREATE TABLE audit_end (
    id     INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    number BIGINT  NOT NULL,
    seal   BYTEA   NOT NULL
);
