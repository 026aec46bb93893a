"""Finding words in PostgreSQL: its full-text search, without a dictionary."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from psycopg import errors

from server.journal.database import Database
from server.journal.postgresql.database import PostgresDatabase
from server.journal.search.index import TOO_LONG, CannotSearch
from server.journal.search.wanted import Term, Wanted


class PostgresSearch:
    """The dialect of tsquery (PostgreSQL manual, 8.11.2)."""

    source = "passage, CAST(? AS tsquery) AS wanted"
    match = "sought @@ wanted"
    best_first = "ts_rank(sought, wanted) DESC"

    def written(self, sought: Wanted) -> str:
        every = [_written(term) for term in sought.terms]
        none = [f"!{_written(term)}" for term in sought.without]
        return " & ".join(every + none)

    @contextmanager
    def hurried(self, database: Database, seconds: float) -> Iterator[None]:
        asked = cast(PostgresDatabase, database)
        asked.run_script(f"SET LOCAL statement_timeout TO {int(seconds * 1000)}")
        try:
            yield
        except errors.QueryCanceled as trouble:
            raise CannotSearch(TOO_LONG) from trouble

    def scrub(self, database: Database) -> None:
        cast(PostgresDatabase, database).free("passage")


def _written(term: Term) -> str:
    """Words are letters and digits: in quotes they are no more than that."""
    row = " <-> ".join(f"'{word}'" for word in term.words)
    return f"({row}{':*' if term.begins else ''})"
