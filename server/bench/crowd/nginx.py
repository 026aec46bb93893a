"""nginx: with nchan as another server of a feed, and by itself as the measure of pages."""

from __future__ import annotations

import asyncio
import os
import pwd
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from string import Template

from server.bench import processes
from server.bench.crowd import meters
from server.bench.crowd.packages import NotInstalled
from server.bench.crowd.peers import NCHAN, posting, started
from server.bench.crowd.served import Served, always
from server.bench.waiting import until

CONFIGURATION = Path(__file__).parent.parent / "peers" / "nginx.conf"
MODULES = ("/usr/lib/nginx/modules", "/usr/lib64/nginx/modules", "/usr/share/nginx/modules")
PATIENCE_SECONDS = 10.0
CONNECTIONS = 19_000

FEED = """location = /feed {
      nchan_subscriber websocket;
      nchan_channel_id all;
      nchan_subscriber_first_message newest;
    }
    location = /push {
      nchan_publisher;
      nchan_channel_id all;
      nchan_message_buffer_length 2;
    }"""


def nchan() -> str:
    """Where the module lies. Raises NotInstalled."""
    _program()
    for folder in MODULES:
        module = Path(folder) / "ngx_nchan_module.so"
        if module.exists():
            return str(module)
    raise NotInstalled("nginx has no nchan here (apt-get install libnginx-mod-nchan)")


@asynccontextmanager
async def nginx_nchan(folder: Path, cores: set[int], text: bytes) -> AsyncIterator[Served]:
    """A feed by nginx with nchan, which pushes this text. Raises NotInstalled."""
    given = {"load_nchan": f"load_module {nchan()};", "nchan": FEED}
    async with _nginx(folder, cores, **given) as (port, pid), posting(port, text) as (_, push):
        yield Served(NCHAN, port, meters.with_children(pid), always("/feed"), push)


@asynccontextmanager
async def nginx_page(
    folder: Path, cores: set[int], page: bytes, encoding: str
) -> AsyncIterator[int]:
    """These bytes as /page; the port. Raises NotInstalled."""
    (folder / "page").write_bytes(page)
    async with _nginx(folder, cores, encoding=encoding) as (port, _):
        yield port


def _program() -> str:
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    if program is None:
        raise NotInstalled("there is no nginx (apt-get install nginx)")
    return program


@asynccontextmanager
async def _nginx(folder: Path, cores: set[int], **given: str) -> AsyncIterator[tuple[int, int]]:
    """nginx with one worker; its port and its first process."""
    program, port = _program(), processes.free_port()
    own = pwd.getpwuid(os.geteuid()).pw_name
    values = {
        "user": f"user {own};" if os.geteuid() == 0 else "",
        "folder": str(folder),
        "port": str(port),
        "connections": str(CONNECTIONS),
        "load_nchan": "",
        "nchan": "",
        "encoding": "gzip",
        **given,
    }
    written = folder / "nginx.conf"
    written.write_text(Template(CONFIGURATION.read_text()).substitute(values))
    words = (program, "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(written))
    async with started(cores, *words) as process:
        await until("nginx did not listen", lambda: _listens(port), PATIENCE_SECONDS)
        yield port, process.pid


async def _listens(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection(processes.HOST, port)
    except OSError:
        return False
    writer.close()
    return True
