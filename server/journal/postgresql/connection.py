"""A connection to PostgreSQL that is made anew when it was lost."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from time import monotonic
from typing import TypeVar

import psycopg

from server.journal.database import Connection
from server.journal.postgresql.address import Address
from server.journal.postgresql.database import PostgresDatabase
from server.journal.postgresql.trouble import first_line, told, unanswered

T = TypeVar("T")

PATIENCE = 20.0  # seconds in which a server must answer a statement
LAST_PATIENCE = 2.0  # and in which, when the journal closes
RESPITE = 0.5  # seconds after a vain attempt in which none other is made


class PostgresConnection(Connection):
    """Connects when it is needed, and says in sentences what PostgreSQL says.

    A call that is under way when the connection is lost raises `OutOfReach`, or `InDoubt` if that
    was while it was confirmed; the next one connects again. None waits for ever.
    """

    def __init__(self, address: Address, *, read_only: bool) -> None:
        self.address = address
        self._read_only = read_only
        self._thread = ThreadPoolExecutor(1, "postgresql")
        self._closed = False
        self._database: PostgresDatabase | None = None
        self._respite = 0.0  # until when nobody tries again, and why the last attempt was vain
        self._fault = ""

    async def run(self, work: Callable[[PostgresDatabase], T]) -> T:
        if self._closed:
            raise ValueError("the journal is closed")
        watching = asyncio.create_task(self._watch(PATIENCE))
        try:
            return await self._on_thread(lambda: self._call(work))
        finally:
            watching.cancel()

    async def close(self) -> None:
        if not self._closed:
            self._closed = True
            watching = asyncio.create_task(self._watch(LAST_PATIENCE))
            await self._on_thread(self._disconnect)
            watching.cancel()
            self._thread.shutdown(wait=False)

    async def _on_thread(self, call: Callable[[], T]) -> T:
        # Whoever stops waiting does not stop the call, and does not want to hear how it ended.
        called = asyncio.get_running_loop().run_in_executor(self._thread, call)
        called.add_done_callback(lambda ended: ended.cancelled() or ended.exception())
        return await asyncio.shield(called)

    async def _watch(self, patience: float) -> None:
        """Cut the connection of a server that has stopped answering, so that the call ends."""
        while True:
            await asyncio.sleep(patience / 4)
            database = self._database
            since = database.since if database is not None else None
            if database is not None and since is not None and monotonic() - since > patience:
                database.cut()

    # On the thread

    def _call(self, work: Callable[[PostgresDatabase], T]) -> T:
        database = self._connected()
        try:
            with told(self.address):
                return work(database)
        finally:
            if not database.usable:
                self._disconnect()

    def _connected(self) -> PostgresDatabase:
        if self._database is not None and not self._database.usable:
            self._disconnect()
        if self._database is None:
            self._database = self._connect()  # before it is asked anything, so that it is watched
            try:
                with told(self.address), self._vain():
                    self._database.settle(read_only=self._read_only)
            except BaseException:
                self._disconnect()
                raise
        return self._database

    def _connect(self) -> PostgresDatabase:
        """Connect; those who waited behind a vain attempt hear of it instead of trying as well."""
        if monotonic() < self._respite:
            raise unanswered(self.address, self._fault)
        with self._vain():
            return PostgresDatabase(self.address)

    @contextlib.contextmanager
    def _vain(self) -> Iterator[None]:
        try:
            yield
        except psycopg.OperationalError as trouble:
            self._respite, self._fault = monotonic() + RESPITE, first_line(trouble)
            raise unanswered(self.address, self._fault) from trouble

    def _disconnect(self) -> None:
        closing, self._database = self._database, None
        if closing is not None:
            closing.close()
