"""What `Database` says, for PostgreSQL, on the thread that has the connection."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from hashlib import sha256
from selectors import EVENT_READ, DefaultSelector
from time import monotonic
from typing import Any, TypeAlias

import psycopg
from psycopg import errors
from psycopg.pq import TransactionStatus

from server.journal.database import Taken
from server.journal.postgresql.address import NAME, Address
from server.journal.postgresql.texts import adapt, escaped
from server.journal.postgresql.trouble import being_moved, first_line, in_doubt, lost
from server.journal.postgresql.wire import cut

log = logging.getLogger(__name__)

Cursor: TypeAlias = psycopg.Cursor[tuple[Any, ...]]

WRITING = "writing"
"""What every connection that writes shares a lock over, and whoever moves the journal has alone."""

PARTING_SECONDS = 1.0
"""So long the connection of somebody who has just stopped may still hold that lock."""

LONGEST_RUNG = 7999  # bytes that PostgreSQL takes in a notification

# The server, too, notices soon when we are gone.
_SETTINGS = f"""
SET search_path TO {NAME};
SET tcp_keepalives_idle TO 3;
SET tcp_keepalives_interval TO 2;
SET tcp_keepalives_count TO 3;
SET tcp_user_timeout TO 8000;
SET default_transaction_isolation TO 'read committed';
"""

# Every commit waits for the disk, whatever the server's default is; one that waits for standbys
# as well stays as it is. Whoever holds a lock and was cut off loses it before others give up.
_TO_WRITE = """
SET lock_timeout TO '10s';
SET idle_in_transaction_session_timeout TO '5s';
SELECT set_config('synchronous_commit', 'on', false)
    WHERE current_setting('synchronous_commit') IN ('off', 'local', 'remote_write');
"""
_TO_READ = "SET default_transaction_read_only TO on"


class PostgresDatabase:
    """One connection to PostgreSQL."""

    def __init__(self, address: Address) -> None:
        """Connect, which takes no longer than the address allows. Raises what psycopg does."""
        self.since: float | None = None
        """Since when it has been waiting for an answer."""
        self._address = address
        self._rung: list[str] = []
        self._connection = psycopg.connect(address.complete, autocommit=True)

    def settle(self, *, read_only: bool) -> None:
        """Make it fit for us, before anything else; OutOfReach for one that may not write now."""
        adapt(self._connection)
        self.run_script(_SETTINGS)
        if read_only:
            self.run_script(_TO_READ)
        else:
            self._share()
            self.run_script(_TO_WRITE)

    def _share(self) -> None:
        """Be one of those who write. The lock is of the session: it goes when the connection does,
        and the next one takes it again before it writes anything."""
        try:
            self.run_script(
                f"SET lock_timeout TO {int(PARTING_SECONDS * 1000)};"
                f" SELECT pg_advisory_lock_shared({_key(WRITING)})"
            )
        except errors.LockNotAvailable as trouble:
            raise being_moved(self._address) from trouble

    def claim(self) -> bool:
        """Keep out every other connection that would write, from now until this one is closed.

        False if there is one: none is ever waited for.
        """
        return self._one("SELECT pg_try_advisory_lock(?)", _key(WRITING))

    @property
    def claimed(self) -> bool:
        """Whether this connection keeps the others out: one that was made anew does not."""
        return self._one(
            "SELECT count(*) > 0 FROM pg_locks WHERE locktype = 'advisory' AND granted"
            " AND mode = 'ExclusiveLock' AND pid = pg_backend_pid()"
        )

    @property
    def usable(self) -> bool:
        """Whether the connection is still there, as far as can be told without asking."""
        if self._connection.closed:
            return False
        # While nothing was asked, the server speaks only to take its leave. (Plain `select` does
        # not know the sockets of a server with a thousand followers.)
        with DefaultSelector() as heard:
            heard.register(self._connection, EVENT_READ)
            return not heard.select(0)

    def execute(self, statement: str, values: Sequence[object] = ()) -> Cursor:
        with self._answered():
            cursor = self._connection.cursor(binary=True)
            return cursor.execute(_translated(statement), values)

    def execute_many(self, statement: str, rows: Sequence[Sequence[object]]) -> None:
        if len(rows) == 1:
            self.execute(statement, rows[0])
            return
        with self._answered():
            self._connection.cursor().executemany(_translated(statement), rows)

    def run_script(self, statements: str) -> None:
        """Run some statements in one round trip."""
        with self._answered():
            self._connection.execute(statements)

    @contextmanager
    def transaction(self, *over: str) -> Iterator[None]:
        # Taken in one order by everybody, in one round trip, so that no two wait for each other.
        keys = ", ".join(map(str, sorted(map(_key, over))))
        lock = f"SELECT pg_advisory_xact_lock(key) FROM unnest('{{{keys}}}'::bigint[]) AS key"  # noqa: S608
        try:
            self.run_script(f"BEGIN; {lock}" if over else "BEGIN")
            yield
            self._ring()
            self._commit()
        except BaseException:
            self.abandon()
            raise
        finally:
            self._rung = []

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        rung = list(self._rung)
        self.run_script("SAVEPOINT tried")
        try:
            yield
            self.run_script("RELEASE tried")
        except BaseException:
            self._rung = rung
            self._take_back("ROLLBACK TO tried")
            raise

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        try:
            self.run_script("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
        finally:
            self.abandon()

    def keep_out(self, *tables: str) -> None:
        names = ", ".join(tables)
        self.run_script(
            "SET LOCAL idle_in_transaction_session_timeout TO 0; "
            f"LOCK TABLE {names} IN EXCLUSIVE MODE"
        )

    def step(self) -> int:
        found = self.execute("SELECT step FROM mark").fetchone()
        return found[0] if found else 0

    def ring(self, said: str) -> None:
        # What is too long to be said is heard as "", which means: look at everything.
        self._rung.append(said if len(escaped(said).encode()) <= LONGEST_RUNG else "")

    def wipe(self) -> None:
        """Free what was erased. Its bytes may stay in freed space until that is used again, in the
        write-ahead log until that is recycled, and in standbys and backups as long as these do.
        """
        self.free("line")

    def free(self, table: str) -> None:
        """Free the room of what was erased in a table, if that can be done now."""
        try:
            self.run_script(f"VACUUM {table}")
        except psycopg.Error as trouble:  # it is erased all the same
            log.warning("The room of what was erased is not freed yet: %s", first_line(trouble))

    def abandon(self) -> None:
        """Take back the transaction that goes on, if one does."""
        idle = (TransactionStatus.IDLE, TransactionStatus.UNKNOWN)
        if self._connection.info.transaction_status not in idle:
            self._take_back("ROLLBACK")

    def close(self) -> None:
        """Disconnect."""
        self._connection.close()

    def cut(self) -> None:
        """Have the call end that waits for an answer; for other threads."""
        cut(self._connection)

    def _one(self, statement: str, *values: object) -> bool:
        found = self.execute(statement, values).fetchone()
        return bool(found and found[0])

    def _take_back(self, statement: str) -> None:
        """Do so, or have the server do it; why it must be done is more than how it fails."""
        try:
            self.run_script(statement)
        except psycopg.Error:
            self._connection.close()

    def _ring(self) -> None:
        """Ring all that was asked for in one round trip, which the commit lets go out."""
        if self._rung:
            self.execute_many("SELECT pg_notify(?, ?)", [(NAME, said) for said in self._rung])

    def _commit(self) -> None:
        try:
            self.run_script("COMMIT")
        except psycopg.Error as trouble:
            if lost(trouble):
                raise in_doubt(self._address) from trouble
            raise

    @contextmanager
    def _answered(self) -> Iterator[None]:
        self.since = monotonic()
        try:
            yield
        except errors.UniqueViolation as trouble:
            raise Taken from trouble
        finally:
            self.since = None


@lru_cache
def _translated(statement: str) -> str:
    return statement.replace("%", "%%").replace("?", "%s")


def _key(over: str) -> int:
    """The number of a lock; locks of other programs in the same database have other numbers."""
    return int.from_bytes(sha256(f"{NAME} {over}".encode()).digest()[:8], signed=True)
