"""A server whose officers sign in by a directory."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from server.app import Server, serving
from server.config import Settings
from server.journal.secrets.accounts import Role
from server.pages.doors.what import What
from tests.live.conftest import CONVENED
from tests.provider.running import ADDRESS, CLIENT, SECRET, TENANT

GWEN = "gwen.hughes@council.example"
ROLES = {"roles": "roles", "clerks": ["Orderpaper.Clerk"], "administrators": ["Orderpaper.Admin"]}


class House:
    """A server whose officers sign in by a directory, and its book."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.url = f"http://127.0.0.1:{server.port}"
        self.clerks_page = f"{ADDRESS}/meetings/{CONVENED.key}/clerk"

    async def add(self, login: str = GWEN, role: Role = Role.CLERK) -> None:
        """Add an officer, as an administrator does."""
        await self.server.doors.add_account("Gwen Hughes", login, role, by="test")

    async def inside(self) -> list[str]:
        """The names of those who are signed in."""
        return [each.name for each in await self.server.doors.sign_ins()]

    async def told(self) -> list[tuple[str, str]]:
        """What the audit log tells of, and of whom; the newest first."""
        lines = await self.server.journal.secrets.audit.latest(50)
        return [(line.what, line.who) for _, line in lines]

    async def refused(self) -> list[str]:
        """The details of the refused sign-ins, the newest first."""
        lines = await self.server.journal.secrets.audit.latest(50)
        return [line.detail for _, line in lines if line.what == What.REFUSED]


@contextlib.asynccontextmanager
async def house(folder: Path, issuer: str, **changes: object) -> AsyncIterator[House]:
    """A server that is set up for this directory as an Entra ID one is."""
    written = setting(folder, issuer=issuer, **changes)
    asked = Settings(port=0, data=folder / "data", address=ADDRESS, single_sign_on=written)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("no_proxy", "127.0.0.1")  # a machine’s own way out is not asked here
        async with serving(asked) as server:
            await server.meetings.convene(CONVENED, "test")
            yield House(server)


def setting(folder: Path, **changes: object) -> Path:
    """A file that describes a directory."""
    (folder / "single-sign-on.secret").write_text(f"{SECRET}\n")
    (folder / "single-sign-on.secret").chmod(0o600)
    given = {
        "name": "Microsoft",
        "client_id": CLIENT,
        "client_secret_file": "single-sign-on.secret",
        "tenant": TENANT,
        "person": "oid",
        "login": "preferred_username",
        **changes,
    }
    lines = [
        f"{name} = {str(value).lower() if isinstance(value, bool) else repr(value)}"
        for name, value in given.items()
        if value is not None
    ]
    written = folder / "single-sign-on.toml"
    written.write_text("\n".join(lines))
    return written
