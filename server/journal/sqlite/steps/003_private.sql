-- Whether a line is private business. It is sealed by the digest as the rest of the header is.
ALTER TABLE line ADD COLUMN private INTEGER NOT NULL DEFAULT 0 CHECK (private IN (0, 1));
