-- The browsers with which officers have signed in, by the hash of a cookie that opens nothing: whoever
-- tries the same login elsewhere does not make them wait (server/pages/limits.py).
CREATE TABLE browser (
    hash    TEXT NOT NULL PRIMARY KEY,
    login   TEXT NOT NULL,               -- its hash
    seen_at TEXT NOT NULL
) WITHOUT ROWID;
