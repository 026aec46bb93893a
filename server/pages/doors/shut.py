"""No doors: what a process has where nobody can sign in."""

from __future__ import annotations

from aiohttp import web

from server.journal.secrets.sign_ins import SignIn
from server.pages.doors import Doors
from server.pages.doors.book import Officer
from server.pages.doors.what import What


class ShutDoors(Doors):
    """Everybody is a stranger here: no cookie is looked up, and nothing can be written down."""

    async def officer(self, request: web.Request) -> Officer | None:
        """Nobody."""
        return None

    async def held(self, request: web.Request) -> list[SignIn]:
        """None."""
        return []

    async def why_not(self, request: web.Request, key: str) -> str:
        """Nobody was signed in here."""
        return ""

    async def denied(
        self, request: web.Request, what: What, detail: str, sign_in: str = ""
    ) -> None:
        """The audit log is kept by the processes that let people in."""
