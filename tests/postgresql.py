"""A PostgreSQL server of the tests' own: real, in a temporary folder, gone when they are.

    with running() as server:
        url = server.create("faults")

Where PostgreSQL is not installed, `running` raises `NotInstalled`.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

import psycopg

MISSING = (
    "PostgreSQL is not installed here, so nothing is tested on it "
    "(Debian or Ubuntu: apt-get install postgresql)."
)
OWNER = "tests"
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
MODEST = (
    "listen_addresses=127.0.0.1",
    "shared_buffers=16MB",
    "max_connections=50",
    "autovacuum=off",
    "wal_level=minimal",
    "max_wal_senders=0",
)


class NotInstalled(Exception):
    """There is no PostgreSQL on this machine."""


class PostgresServer:
    """A cluster with a port and a socket of its own. It trusts whoever connects."""

    def __init__(self, folder: Path, *, durable: bool = False) -> None:
        """`durable`: let the disk confirm, as outside tests; otherwise nothing waits for it."""
        self.folder = folder
        self.port = _free_port()
        self._programs = programs()
        self._settings = (*MODEST, *(() if durable else QUICK), f"unix_socket_directories={folder}")
        self._names = count(1)
        self._process: subprocess.Popen[bytes] | None = None
        if os.getuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        self._run("initdb", "-D", str(self._data), "-U", OWNER, "-A", "trust", "-E", "UTF8", "-N",
                  "--locale=C", "--no-instructions")  # fmt: skip

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    def url(self, database: str = "postgres", *, tcp: bool = False) -> str:
        """The address of a database, by the socket or over the network."""
        if tcp:
            return f"postgresql://{OWNER}@127.0.0.1:{self.port}/{database}"
        return f"postgresql://{OWNER}@/{database}?host={self.folder}&port={self.port}"

    def create(self, name: str = "", template: str = "template0") -> str:
        """Make a database and return its address; the name is new unless it is given."""
        name = name or f"test{next(self._names)}"
        self.do(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return self.url(name)

    def drop(self, url: str) -> None:
        """Take a database away, whoever is connected to it."""
        name = (
            url.rpartition("/")[2] if "?" not in url else url.partition("?")[0].rpartition("/")[2]
        )
        self.do(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def do(self, statement: str, database: str = "postgres") -> None:
        """Run a statement as the owner of everything."""
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            connection.execute(statement.encode())

    def start(self) -> None:
        """Start, and return when it lets people in."""
        settings = [word for each in self._settings for word in ("-c", each)]
        command = ["-D", str(self._data), "-p", str(self.port), *settings]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [*_as_owner(dies_with_us=True), str(self._programs / "postgres"), *command],
                cwd=self.folder,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        while not self._lets_in():
            if self._process.poll() is not None:
                raise RuntimeError((self.folder / "log").read_text())
            time.sleep(0.02)  # it tells nobody when it lets people in: it can only be asked

    def stop(self) -> None:
        """Have it stop at once and in order, whoever is connected."""
        self._end(signal.SIGINT)

    def restart(self) -> None:
        """Stop, and start again."""
        self.stop()
        self.start()

    def kill(self) -> None:
        """Kill it with all that belongs to it, as a power cut does."""
        self._end(signal.SIGKILL)

    def pause(self) -> None:
        """Let nothing of it run on, though its connections stand, until `resume`."""
        self._signal_all(signal.SIGSTOP)

    def resume(self) -> None:
        """Let it run on."""
        self._signal_all(signal.SIGCONT)

    def _lets_in(self) -> bool:
        try:
            self.do("SELECT 1")
        except psycopg.OperationalError:
            return False
        return True

    def _end(self, number: signal.Signals) -> None:
        if self._process is None:
            return
        if number is signal.SIGKILL:
            killed = self._signal_all(number)
        else:
            self._process.send_signal(number)
            killed = []
        self._process.wait(timeout=30)
        while any(map(_runs, killed)):  # it cannot start again before the last of it has gone
            time.sleep(0.01)  # only its parent can wait for a process, and that has gone
        self._process = None

    def _signal_all(self, number: signal.Signals) -> list[int]:
        """Send a signal to the server and to every process of it, which are returned."""
        assert self._process is not None
        children = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children")
        found = children.read_text().split() if children.exists() else []
        for pid in (self._process.pid, *map(int, found)):
            with suppress(ProcessLookupError):
                os.kill(pid, number)
        return [int(pid) for pid in found]

    def _run(self, program: str, *arguments: str) -> None:
        command = [*_as_owner(), str(self._programs / program), *arguments]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(done.stderr)


@contextmanager
def running(*, durable: bool = False) -> Iterator[PostgresServer]:
    """A server for as long as this is entered. Raises NotInstalled."""
    programs()
    # Not below pytest's own folder: the path of a socket is short, and another user must get there.
    folder = Path(tempfile.mkdtemp(prefix="postgresql-", dir="/tmp"))
    try:
        server = PostgresServer(folder, durable=durable)
        try:
            server.start()
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def programs() -> Path:
    """The folder of PostgreSQL's programs, the newest if there are several."""
    places = [Path(found).resolve().parent for found in (shutil.which("postgres"),) if found]
    if config := shutil.which("pg_config"):
        told = subprocess.run([config, "--bindir"], capture_output=True, text=True)
        places.append(Path(told.stdout.strip()))
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    places += sorted(debian, key=lambda place: int(place.parent.name), reverse=True)
    for place in places:
        if (place / "initdb").exists() and (place / "postgres").exists():
            return place
    raise NotInstalled(MISSING)


def _as_owner(*, dies_with_us: bool = False) -> list[str]:
    """What has a program run as somebody who may run PostgreSQL, which refuses root."""
    if shutil.which("setpriv") is None:
        return ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    words = ["setpriv"]
    if os.getuid() == 0:
        user = pwd.getpwnam("postgres")
        words += [f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
    if dies_with_us:
        words.append("--pdeathsig=INT")  # also when the tests are killed
    return words if len(words) > 1 else []


def _runs(pid: int) -> bool:
    """Whether a process has not ended, be it that nobody has asked how."""
    try:
        return ") Z" not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port
