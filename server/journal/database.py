"""What the journal's SQL is written for: statements that every store understands.

A placeholder is written `?`. Texts are compared by their UTF-8 bytes, truth is 0 or 1, and moments
are text (`moment.py`). What the stores do differently are the methods of `Database`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol, TypeAlias, TypeVar

T = TypeVar("T")
Found: TypeAlias = tuple[Any, ...]

SECRETS = "secrets"
"""What every change to accounts, links, sign-ins and the audit log is made over."""


class Taken(Exception):
    """What was to be new is there already: a key or a name that must be unique."""


class Cursor(Protocol):
    """What a statement found."""

    @property
    def rowcount(self) -> int:
        """How many rows it changed."""

    def fetchone(self) -> Found | None: ...

    def fetchall(self) -> list[Found]: ...

    def __iter__(self) -> Iterator[Found]: ...


class Database(Protocol):
    """An open database, on the one thread that may use it."""

    def execute(self, statement: str, values: Sequence[object] = ()) -> Cursor:
        """Run one statement. Raises Taken; UnicodeEncodeError for what is no text."""

    def execute_many(self, statement: str, rows: Sequence[Sequence[object]]) -> None:
        """Run one statement with each of these. Raises as `execute` does."""

    def transaction(self, *over: str) -> AbstractContextManager[None]:
        """Store everything done within it, or nothing.

        Whoever else wants a transaction over one of these waits until this has ended. Raises
        `InDoubt` if nobody can tell which of the two it was.
        """

    def savepoint(self) -> AbstractContextManager[None]:
        """Take back what is done within it if it raises; the transaction around it goes on."""

    def snapshot(self) -> AbstractContextManager[None]:
        """Read the same state throughout, whatever is stored meanwhile."""

    def keep_out(self, *tables: str) -> None:
        """Let nobody else write to these before this transaction has ended, however long it is."""

    def step(self) -> int:
        """Which step of the schema the tables are at; a step has one meaning in every store."""

    def ring(self, said: str) -> None:
        """Ring the bell as soon as the transaction around this is stored."""

    def wipe(self) -> None:
        """Take what was erased from the disk too, as far as the store can."""


class Connection(ABC):
    """A connection that runs whole functions on a thread of its own, one after the other.

    A transaction is thus one call: nobody who is cancelled can leave it half done, and it costs
    one change of thread however many statements it has.
    """

    @abstractmethod
    async def run(self, work: Callable[[Database], T]) -> T:
        """Run this whole, after the calls before it.

        Raises `Full`, `Damaged`, `Unusable` or `OutOfReach` for what the store says.
        """

    @abstractmethod
    async def close(self) -> None:
        """Finish what was asked for, then disconnect."""

    async def execute(self, statement: str, *values: object) -> list[Found]:
        """Run one statement and return the rows that it finds."""
        return await self.run(lambda database: database.execute(statement, values).fetchall())

    async def change(self, over: str, statement: str, *values: object) -> None:
        """Run one statement as a transaction over this."""

        def work(database: Database) -> None:
            with database.transaction(over):
                database.execute(statement, values)

        await self.run(work)
