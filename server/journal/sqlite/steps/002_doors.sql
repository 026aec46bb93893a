-- All of it stands outside the chain and can be deleted without a trace. Nothing is in clear:
-- tokens are kept as their SHA-256, passphrases by Argon2id. '' stands for "none" and "not yet".

-- Links and sign-ins were one table before, and cannot be told apart: they are given out anew.
DROP TABLE secret;

CREATE TABLE account (
    id         TEXT NOT NULL PRIMARY KEY,
    name       TEXT NOT NULL,
    login      TEXT NOT NULL UNIQUE,
    passphrase TEXT NOT NULL,            -- '' until one is chosen
    role       TEXT NOT NULL,
    disabled   INTEGER NOT NULL,
    made_at    TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE link (
    id         TEXT NOT NULL PRIMARY KEY,
    hash       BLOB NOT NULL UNIQUE,
    office     TEXT NOT NULL,
    person     TEXT NOT NULL,
    name       TEXT NOT NULL,
    key        TEXT NOT NULL,            -- '' if it stands for every meeting
    single_use INTEGER NOT NULL,
    expires_at TEXT NOT NULL,
    made_by    TEXT NOT NULL,
    made_at    TEXT NOT NULL,
    used_at    TEXT NOT NULL,
    revoked_at TEXT NOT NULL
) WITHOUT ROWID;

CREATE INDEX links_by_key ON link (key);

CREATE TABLE sign_in (
    id         TEXT NOT NULL PRIMARY KEY,
    hash       BLOB NOT NULL UNIQUE,
    account    TEXT NOT NULL,
    link       TEXT NOT NULL,
    office     TEXT NOT NULL,
    person     TEXT NOT NULL,
    name       TEXT NOT NULL,
    key        TEXT NOT NULL,
    device     TEXT NOT NULL,
    address    TEXT NOT NULL,
    began_at   TEXT NOT NULL,
    seen_at    TEXT NOT NULL,
    expires_at TEXT NOT NULL,            -- moves on with whatever is done
    ends_at    TEXT NOT NULL,            -- never moves
    ended_at   TEXT NOT NULL,
    why        TEXT NOT NULL
) WITHOUT ROWID;

CREATE INDEX sign_ins_that_go_on ON sign_in (expires_at) WHERE ended_at = '';

CREATE TABLE audit (
    at      TEXT NOT NULL,
    who     TEXT NOT NULL,
    what    TEXT NOT NULL,
    detail  TEXT NOT NULL,
    address TEXT NOT NULL
);

CREATE INDEX audit_by_time ON audit (at);
