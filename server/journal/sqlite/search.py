"""Finding words in SQLite: its full-text index, FTS5."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import cast

from server.journal.database import Database
from server.journal.search.index import TOO_LONG, CannotSearch
from server.journal.search.wanted import Term, Wanted
from server.journal.sqlite.database import SqliteDatabase

STEPS = 1000  # of SQLite's machine between two looks at the clock: far less than a millisecond


class SqliteSearch:
    """The dialect of FTS5 (sqlite.org/fts5.html §3)."""

    source = "passage_words JOIN passage ON passage.number = passage_words.rowid"
    match = "passage_words MATCH ?"
    best_first = "bm25(passage_words, 4.0, 1.0)"

    def written(self, sought: Wanted) -> str:
        every = " AND ".join(map(_written, sought.terms))
        none = "".join(f" NOT {_written(term)}" for term in sought.without)
        return f"({every}){none}"

    @contextmanager
    def hurried(self, database: Database, seconds: float) -> Iterator[None]:
        connection = cast(SqliteDatabase, database).connection
        end = monotonic() + seconds
        connection.set_progress_handler(lambda: int(monotonic() > end), STEPS)
        try:
            yield
        except sqlite3.OperationalError as trouble:
            if trouble.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
                raise
            raise CannotSearch(TOO_LONG) from trouble
        finally:
            connection.set_progress_handler(None, 0)

    def scrub(self, database: Database) -> None:
        # What is deleted stays among the words until they are merged; what frees is overwritten.
        with database.transaction():
            database.execute("INSERT INTO passage_words (passage_words) VALUES ('optimize')")
        database.wipe()


def _written(term: Term) -> str:
    """Words are letters and digits: in quotes they are no more than that."""
    return f'"{" ".join(term.words)}"' + (" *" if term.begins else "")
