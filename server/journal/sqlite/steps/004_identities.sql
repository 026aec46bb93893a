-- Who of the council's directory an account belongs to. Issuer and subject name a person for ever;
-- an account belongs to one person of a directory, so that a login given to somebody else later
-- does not open it.
CREATE TABLE identity (
    issuer  TEXT    NOT NULL,
    subject TEXT    NOT NULL,
    account TEXT    NOT NULL,
    by_role INTEGER NOT NULL,            -- the directory let them in, and can cease to
    PRIMARY KEY (issuer, subject),
    UNIQUE (issuer, account)
) WITHOUT ROWID;
