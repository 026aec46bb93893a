"""A PostgreSQL server of the bench's own, in a temporary folder, as it comes."""

from __future__ import annotations

import asyncio
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from server.bench import processes
from server.bench.crowd.packages import NotInstalled
from server.bench.waiting import until

OWNER = "bench"
SYSTEM_USER = "postgres"  # it refuses to be run by root
PATIENCE_SECONDS = 30.0


@asynccontextmanager
async def database() -> AsyncIterator[str]:
    """An empty database; its address. Raises NotInstalled."""
    programs = _programs()
    with tempfile.TemporaryDirectory(prefix="orderpaper-db-") as name:
        folder, port = Path(name), processes.free_port()
        if os.geteuid() == 0:
            shutil.chown(folder, SYSTEM_USER, SYSTEM_USER)
        data = str(folder / "data")
        made = ("-D", data, "-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C")
        await _done(*_as_owner(), str(programs / "initdb"), *made)
        settings = (
            "listen_addresses=127.0.0.1", f"unix_socket_directories={folder}",
            "log_min_messages=fatal",
        )  # fmt: skip
        words = ["-D", data, "-p", str(port)]
        words += [word for each in settings for word in ("-c", each)]
        async with processes.program(*_as_owner(), str(programs / "postgres"), *words):
            url = f"postgresql://{OWNER}@{processes.HOST}:{port}/postgres"
            ready = (str(programs / "pg_isready"), "-q", "-d", url)
            await until("PostgreSQL was not ready", lambda: _succeeds(*ready), PATIENCE_SECONDS)
            yield url


def _programs() -> Path:
    """The folder of PostgreSQL's programs, the newest if there are several."""
    found = shutil.which("initdb")
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda bin: int(bin.parent.name))
    if found is None and not debian:
        raise NotInstalled("there is no PostgreSQL (apt-get install postgresql)")
    return Path(found).resolve().parent if found else debian[-1]


def _as_owner() -> list[str]:
    if os.geteuid() != 0:
        return []
    try:
        user = pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        raise NotInstalled(f"PostgreSQL needs a user named {SYSTEM_USER} beside root") from None
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]


async def _done(*words: str) -> None:
    if not await _succeeds(*words):
        raise NotInstalled("PostgreSQL could not make a database")


async def _succeeds(*words: str) -> bool:
    process = await asyncio.create_subprocess_exec(
        *words, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    return await process.wait() == 0
