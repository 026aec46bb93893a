"""The journal in a PostgreSQL database."""

from __future__ import annotations

import asyncio
from functools import partial

from server.journal.journal import InUse
from server.journal.postgresql import schema
from server.journal.postgresql.address import Address
from server.journal.postgresql.bell import PostgresBell
from server.journal.postgresql.connection import PostgresConnection
from server.journal.stored import StoredJournal
from server.words import N_

PARTING_SECONDS, LOOKS = 2.0, 10
"""So long the connections of a server that has just been stopped may still be there."""


class PostgresJournal(StoredJournal):
    """A database that any number of processes may write to."""

    def __init__(
        self, address: Address, writing: PostgresConnection, reading: PostgresConnection
    ) -> None:
        self._address = address
        self._listening = PostgresBell(address, writing)
        super().__init__(writing, reading, self._listening)

    @classmethod
    async def open(cls, url: str, *, read_only: bool = False) -> PostgresJournal:
        """Open the database as `open_journal` promises."""
        address = Address(url, read_only=read_only)
        reading = PostgresConnection(address, read_only=True)
        writing = reading if read_only else PostgresConnection(address, read_only=False)
        journal = cls(address, writing, reading)
        try:
            if read_only:
                await reading.run(partial(schema.check, address=address, read_only=True))
            else:
                await writing.run(partial(schema.prepare, address=address))
        except BaseException:
            await journal.close()
            raise
        return journal

    async def must_be_alone(self) -> None:
        for _ in range(LOOKS):
            if not await self._others():
                return
            await asyncio.sleep(PARTING_SECONDS / LOOKS)
        raise InUse(
            N_("Orderpaper is running on {path}. Stop it first on every machine."),
            path=self._address,
        )

    async def _others(self) -> int:
        """How many connections of other processes of ours there are."""
        [(own,)] = await self.reading.execute("SELECT pg_backend_pid()")
        [(others,)] = await self.writing.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND application_name = current_setting('application_name')"
            " AND pid NOT IN (pg_backend_pid(), ?)",
            own,
        )
        return int(others)

    async def close(self) -> None:
        await self._listening.close()
        await super().close()
