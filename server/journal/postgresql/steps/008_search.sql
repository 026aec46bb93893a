-- What everybody may read, to be found by its words (server/journal/search). It is made from the
-- journal and can be deleted at any time; nothing that is not public is ever in it.
CREATE TABLE passage (
    number       BIGINT           NOT NULL GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    meeting      TEXT COLLATE "C" NOT NULL,
    anchor       TEXT COLLATE "C" NOT NULL,      -- its place on the public page; '' is the page
    words_at     TEXT COLLATE "C" NOT NULL,
    kind         TEXT COLLATE "C" NOT NULL,
    item         TEXT COLLATE "C" NOT NULL,
    title        TEXT COLLATE "C" NOT NULL,
    words        TEXT COLLATE "C" NOT NULL,
    heading      TEXT COLLATE "C" NOT NULL,
    body         TEXT COLLATE "C" NOT NULL,
    day          TEXT COLLATE "C" NOT NULL,
    rehearsal    INTEGER          NOT NULL,
    sought_title TEXT COLLATE "C" NOT NULL,      -- plain words with blanks between them
    sought_words TEXT COLLATE "C" NOT NULL,
    digest       BYTEA            NOT NULL,
    -- A title weighs more. The stroke between, which is in no word, lets no row of words go across.
    sought TSVECTOR NOT NULL GENERATED ALWAYS AS (
        setweight(to_tsvector('pg_catalog.simple', sought_title), 'A')
        || '''|'':1'::tsvector
        || setweight(to_tsvector('pg_catalog.simple', sought_words), 'B')
    ) STORED,
    UNIQUE (meeting, anchor)
);

CREATE INDEX passages_by_word ON passage USING GIN (sought);
