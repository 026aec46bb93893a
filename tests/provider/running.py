"""The directory of the tests: the certified `oidc-provider`, in a process of its own."""

from __future__ import annotations

import asyncio
import json
import shutil
from pathlib import Path

HERE = Path(__file__).parent
ADDRESS = "http://orderpaper.test"
"""The configured address of the server under test. Nothing listens there: `visitor` knows."""
BACK = f"{ADDRESS}/sign-in/single-sign-on/back"
CLIENT = "orderpaper"
SECRET = "s+e/c=r&e t"
TENANT = "5f0c3a0e-tenant"

PEOPLE = {
    "gwen": {
        "oid": "oid-gwen",
        "tid": TENANT,
        "name": "Gwen Hughes",
        "preferred_username": "Gwen.Hughes@council.example",
        "email": "gwen.hughes@council.example",
        "email_verified": True,
    },
    # The same name and address, from another tenant: what "nOAuth" is about.
    "mallory": {
        "oid": "oid-mallory",
        "tid": "another-tenant",
        "name": "Gwen Hughes",
        "preferred_username": "gwen.hughes@council.example",
        "email": "gwen.hughes@council.example",
        "email_verified": False,
    },
    # Somebody new to whom the name of Gwen was given after she left.
    "gwenda": {
        "oid": "oid-gwenda",
        "tid": TENANT,
        "name": "Gwenda Hughes",
        "preferred_username": "gwen.hughes@council.example",
        "email": "gwen.hughes@council.example",
        "email_verified": True,
    },
    "rhys": {
        "oid": "oid-rhys",
        "tid": TENANT,
        "name": "Rhys Bowen",
        "preferred_username": "rhys.bowen@council.example",
        "roles": ["Orderpaper.Clerk"],
    },
}


class Running:
    """The provider. Each start makes another signing key; the port stays."""

    def __init__(self) -> None:
        self.port = 0
        self.issuer = ""
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start it, and wait until it listens: at most twenty seconds."""
        node = shutil.which("node")
        assert node is not None
        asked = {
            "port": self.port,
            "back": BACK,
            "left": f"{ADDRESS}/sign-in",
            "client": {"client_id": CLIENT, "client_secret": SECRET},
            "people": PEOPLE,
        }
        self._process = await asyncio.create_subprocess_exec(
            *(node, str(HERE / "provider.mjs"), json.dumps(asked)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        assert self._process.stdout is not None
        line = await asyncio.wait_for(self._process.stdout.readline(), 20)
        self.issuer = line.decode().strip()
        assert self.issuer, "the provider ended before it listened"
        self.port = int(self.issuer.rpartition(":")[2])

    async def end(self) -> None:
        """End it, if it runs."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await asyncio.wait_for(self._process.wait(), 10)
