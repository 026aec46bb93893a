"""The bell of those who have the same database open: PostgreSQL's LISTEN and NOTIFY."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from secrets import randbelow

import psycopg

from server.journal.database import Connection, Database
from server.journal.postgresql.address import NAME, Address
from server.journal.postgresql.connection import PATIENCE
from server.journal.postgresql.texts import unescaped
from server.journal.postgresql.trouble import first_line
from server.journal.postgresql.wire import cut

SLOWEST = 5.0  # seconds between two attempts to listen again

log = logging.getLogger(__name__)


class PostgresBell:
    """Listens on a connection of its own, from the first who wants to hear until it is closed.

    What an append rings is heard when its transaction is stored, and not before. PostgreSQL lets
    those who ring commit one after the other.
    """

    def __init__(self, address: Address, ringing: Connection) -> None:
        self._address = address
        self._ringing = ringing
        self._heard: list[Callable[[str], None]] = []
        self._listening: asyncio.Task[None] | None = None
        self._closed = False
        self._asking: psycopg.AsyncConnection[tuple[object, ...]] | None = None

    def on(self, heard: Callable[[str], None]) -> None:
        self._heard.append(heard)
        if self._listening is None:
            self._listening = asyncio.create_task(self._listen_for_ever())

    async def ring(self, said: str) -> None:
        def work(database: Database) -> None:
            with database.transaction():
                database.ring(said)

        await self._ringing.run(work)

    async def close(self) -> None:
        """Stop listening."""
        if self._listening is not None:
            self._closed = True
            if self._asking is None:
                self._listening.cancel()
            else:  # whom one cancels while he asks wants an answer to that, too
                cut(self._asking)
            await asyncio.wait({self._listening})

    async def _listen_for_ever(self) -> None:
        pause = 0.1
        while True:
            try:
                async with await self._connect() as connection:
                    pause = 0.1
                    self._tell("")
                    async for rung in connection.notifies():
                        self._tell(unescaped(rung.payload))
            except (psycopg.Error, OSError) as trouble:
                if self._closed:
                    return
                log.warning("The bell is not heard: %s", first_line(trouble))
            # Not all servers at once, when the database is back.
            await asyncio.sleep(pause * (1 + randbelow(100) / 100) / 2)
            pause = min(SLOWEST, pause * 2)

    async def _connect(self) -> psycopg.AsyncConnection[tuple[object, ...]]:
        connection = await psycopg.AsyncConnection.connect(self._address.complete, autocommit=True)
        self._asking = connection
        watch = asyncio.get_running_loop().call_later(PATIENCE, cut, connection)
        try:
            await connection.execute(f"LISTEN {NAME}")
        except BaseException:
            await connection.close()
            raise
        finally:
            watch.cancel()
            self._asking = None
        return connection

    def _tell(self, said: str) -> None:
        for heard in self._heard:
            try:
                heard(said)
            except Exception:  # whatever it was: the others must hear it too
                log.exception("what the bell said could not be heeded")
