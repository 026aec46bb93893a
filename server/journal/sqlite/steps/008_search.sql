-- What everybody may read, to be found by its words (server/journal/search). It is made from the
-- journal and can be deleted at any time; nothing that is not public is ever in it.
CREATE TABLE passage (
    number       INTEGER NOT NULL PRIMARY KEY,
    meeting      TEXT    NOT NULL,
    anchor       TEXT    NOT NULL,      -- its place on the public page; '' is the page
    words_at     TEXT    NOT NULL,
    kind         TEXT    NOT NULL,
    item         TEXT    NOT NULL,
    title        TEXT    NOT NULL,
    words        TEXT    NOT NULL,
    heading      TEXT    NOT NULL,
    body         TEXT    NOT NULL,
    day          TEXT    NOT NULL,
    rehearsal    INTEGER NOT NULL,
    sought_title TEXT    NOT NULL,      -- plain words with blanks between them
    sought_words TEXT    NOT NULL,
    digest       BLOB    NOT NULL,
    UNIQUE (meeting, anchor)
);

-- Words are plain already, without accents and capitals: nothing is taken from them here.
CREATE VIRTUAL TABLE passage_words USING fts5 (
    sought_title,
    sought_words,
    content = 'passage',
    content_rowid = 'number',
    tokenize = 'unicode61 remove_diacritics 0'
);

CREATE TRIGGER passage_added AFTER INSERT ON passage BEGIN
    INSERT INTO passage_words (rowid, sought_title, sought_words)
        VALUES (new.number, new.sought_title, new.sought_words);
END;

CREATE TRIGGER passage_deleted AFTER DELETE ON passage BEGIN
    INSERT INTO passage_words (passage_words, rowid, sought_title, sought_words)
        VALUES ('delete', old.number, old.sought_title, old.sought_words);
END;
