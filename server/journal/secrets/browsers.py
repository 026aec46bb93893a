"""The browsers with which officers have signed in, which a restart does not make strangers."""

from __future__ import annotations

from datetime import datetime

from server.journal.database import SECRETS, Connection, Database
from server.journal.moment import written

MOST = 10_000  # that are kept; the oldest are forgotten first


class Browsers:
    """Hashes alone: of the cookie that a browser keeps, and of the login that it was used with."""

    def __init__(self, writing: Connection, reading: Connection) -> None:
        self._writing = writing
        self._reading = reading

    async def all(self) -> dict[str, str]:
        """The login of each browser, the latest seen last."""
        found = await self._reading.execute("SELECT hash, login FROM browser ORDER BY seen_at")
        return dict(found)

    async def keep(self, browser: str, login: str, at: datetime) -> None:
        """Remember that an officer has signed in with this browser."""

        def work(database: Database) -> None:
            with database.transaction(SECRETS):
                database.execute(
                    "INSERT INTO browser (hash, login, seen_at) VALUES (?, ?, ?) ON CONFLICT (hash)"
                    " DO UPDATE SET login = excluded.login, seen_at = excluded.seen_at",
                    (browser, login, written(at)),
                )
                database.execute(
                    "DELETE FROM browser WHERE hash NOT IN"
                    " (SELECT hash FROM browser ORDER BY seen_at DESC LIMIT ?)",
                    (MOST,),
                )

        await self._writing.run(work)

    async def forget(self, before: datetime) -> None:
        """Forget those not seen since, whose cookie has gone as well."""
        await self._writing.change(
            SECRETS, "DELETE FROM browser WHERE seen_at < ?", written(before)
        )
