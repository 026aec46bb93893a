"""The journal in a PostgreSQL database."""

from __future__ import annotations

import asyncio
from functools import partial

from server.journal.journal import InUse, OutOfReach
from server.journal.postgresql import schema
from server.journal.postgresql.address import Address
from server.journal.postgresql.bell import PostgresBell
from server.journal.postgresql.connection import PostgresConnection
from server.journal.postgresql.database import PARTING_SECONDS, PostgresDatabase
from server.journal.postgresql.search import PostgresSearch
from server.journal.search import Index
from server.journal.stored import StoredJournal
from server.words import N_

LOOKS = 10
"""So often it is tried whether a server that has just been stopped has gone."""


class PostgresJournal(StoredJournal):
    """A database that any number of processes may write to."""

    def __init__(
        self, address: Address, writing: PostgresConnection, reading: PostgresConnection
    ) -> None:
        self._address = address
        self._writing = writing
        self._listening = PostgresBell(address, writing)
        # It connects when somebody searches, or something is to be found; and takes no turn of
        # those who store commands.
        beside = PostgresConnection(address, read_only=writing is reading)
        index = Index(beside, beside, PostgresSearch())
        super().__init__(address, writing, reading, self._listening, index)

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
            if await self._writing.run(PostgresDatabase.claim):
                return
            await asyncio.sleep(PARTING_SECONDS / LOOKS)
        raise InUse(
            N_("Orderpaper is running on {path}. Stop it first on every machine."),
            path=self._address,
        )

    async def must_have_been_alone(self) -> None:
        if not await self._writing.run(lambda database: database.claimed):
            raise OutOfReach(
                N_(
                    "The connection to {where} broke meanwhile, and others may have written there. "
                    "Nothing was moved. Try again."
                ),
                where=self._address,
            )

    async def close(self) -> None:
        await self._listening.close()
        await super().close()
