"""The promises of a journal kept in tables, with whatever store the tables are in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from server.journal import lines
from server.journal.bell import Bell
from server.journal.database import Connection, Database
from server.journal.group import Appends, Group, Outcome
from server.journal.journal import Append, Conflict, Damaged, Row
from server.journal.search import Index
from server.journal.secrets import Secrets
from server.journal.tables import RECORD, TABLES, Table

MEETINGS = "meeting/"
"""What the names of the streams of meetings begin with; the rest is the meeting's key."""


class StoredJournal:
    """Keeps the promises of `Journal`: one connection writes, another reads beside it."""

    def __init__(
        self,
        where: object,
        writing: Connection,
        reading: Connection,
        bell: Bell,
        index: Index,
    ) -> None:
        self.where = where
        """Where it is kept, as people may be told."""
        self.writing = writing
        self.reading = reading
        self.bell = bell
        self.secrets = Secrets(writing, reading)
        self.index = index
        self._group = Group(self._store)

    async def append(self, appends: Sequence[Append]) -> None:
        await self._group.append(appends)

    async def _store(self, batch: list[Appends]) -> list[Outcome]:
        return await self.writing.run(partial(_store, batch=batch))

    async def read(self, stream: str, after: int = 0) -> list[Row]:
        return await self.reading.run(lambda database: list(lines.read(database, stream, after)))

    async def verify(self, stream: str) -> int:
        return await self.reading.run(
            lambda database: sum(1 for _ in lines.read(database, stream, after=0))
        )

    async def answer(self, stream: str, actor: str, command: str) -> bytes | None:
        found = await self.reading.execute(
            "SELECT answer FROM answer WHERE stream = ? AND actor = ? AND command = ?",
            stream,
            actor,
            command,
        )
        return found[0][0] if found else None

    async def answers(self, stream: str) -> dict[tuple[str, str], bytes]:
        found = await self.reading.execute(
            "SELECT actor, command, answer FROM answer WHERE stream = ?", stream
        )
        return {(actor, command): answer for actor, command, answer in found}

    async def streams(self, prefix: str = "") -> list[str]:
        found = await self.reading.execute("SELECT name FROM stream")
        return sorted(name for (name,) in found if name.startswith(prefix))

    async def ends(self) -> dict[str, int]:
        return dict(await self.reading.execute("SELECT name, position FROM stream"))

    async def erase(self, stream: str, position: int) -> None:
        await self.writing.run(lambda database: lines.erase(database, stream, position))
        # What was public of it may be among the words that are found; the next start makes those
        # of the meeting anew.
        await self.index.forget(stream.removeprefix(MEETINGS))

    async def must_be_alone(self) -> None:
        """Keep out whoever else would write, until it is closed; InUse if somebody has it open."""

    async def must_have_been_alone(self) -> None:
        """Raise OutOfReach if somebody may have written since; the others are still kept out."""

    async def try_out(self) -> None:
        if self.writing is self.reading:
            await self.reading.run(lambda database: _select_nothing(database, RECORD))
        else:
            await self.writing.run(_write_nothing)

    async def close(self) -> None:
        await self._group.finish()
        await self.index.close()
        await self.reading.close()
        await self.writing.close()


def _store(database: Database, batch: list[Appends]) -> list[Outcome]:
    over = {lines.over(append.stream) for appends in batch for append in appends}
    with database.transaction(*over):
        if len(batch) == 1:  # what is taken back for one is the whole transaction
            _write(database, batch[0])
            return [None]
        return [_try(database, appends) for appends in batch]


def _write(database: Database, appends: Appends) -> None:
    for append in appends:
        lines.write(database, append)


def _write_nothing(database: Database) -> None:
    """All that an append asks of the store before it looks at what is to be written."""
    with database.transaction():
        for table in TABLES:
            names = ", ".join(table.columns)
            database.execute(
                f"INSERT INTO {table.name} ({names}) SELECT {names} FROM {table.name} WHERE 1 = 0"  # noqa: S608
            )
        database.execute("UPDATE stream SET position = position, digest = digest WHERE 1 = 0")


def _select_nothing(database: Database, tables: Sequence[Table]) -> None:
    for table in tables:
        names = ", ".join(table.columns)
        database.execute(f"SELECT {names} FROM {table.name} WHERE 1 = 0")  # noqa: S608  # our own


def _try(database: Database, appends: Appends) -> Outcome:
    """Write these, or none of them and say why; the others in the transaction stand either way."""
    try:
        with database.savepoint():
            _write(database, appends)
    except (Conflict, Damaged, TypeError, ValueError) as refusal:
        return refusal
    return None
