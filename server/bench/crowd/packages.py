"""The libraries of the servers on Node.js, fetched once for each state of their lock."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path

from server.bench.native.build import BUILT

SOURCES = Path(__file__).parent.parent / "peers"
LISTS = ("package.json", "package-lock.json", ".npmrc")
SCRIPTS = ("ws.js", "socket-io.js")
LONGEST_SECONDS = 120


class NotInstalled(Exception):
    """A server cannot be had here; the sentence says what is missing."""


def packages(into: Path = BUILT) -> Path:
    """The folder with the servers on Node.js and their libraries. Raises NotInstalled."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        raise NotInstalled("there is no Node.js with npm")
    lists = b"\0".join((SOURCES / name).read_bytes() for name in LISTS)
    folder = into / f"peers-{hashlib.sha256(lists).hexdigest()[:12]}"
    folder.mkdir(parents=True, exist_ok=True)
    for name in (*LISTS, *SCRIPTS):
        shutil.copy(SOURCES / name, folder)
    fetched = folder / ".fetched"
    if not fetched.exists():
        _fetch(npm, folder)
        fetched.touch()
    return folder


def _fetch(npm: str, folder: Path) -> None:
    try:
        done = subprocess.run(  # noqa: S603  # the npm of this machine, on our own list
            [npm, "ci", "--silent"],
            cwd=folder,
            check=False,
            capture_output=True,
            timeout=LONGEST_SECONDS,
        )
    except subprocess.TimeoutExpired as error:
        raise NotInstalled("npm did not fetch the libraries in time") from error
    if done.returncode:
        raise NotInstalled("npm could not fetch the libraries (is there a network?)")
