"""An acknowledged line survives: a killed server, and a sync before each acknowledgement."""

from __future__ import annotations

import re
import shutil
import signal
import sqlite3
import subprocess
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest

from server.journal.journal import open_journal
from tests.journal.given import ROOT, crowd


def killed(path: Path, acknowledged: int) -> set[tuple[str, ...]]:
    """Kill a busy server once it has acknowledged so many; return all that was heard of it."""
    with subprocess.Popen(crowd(path, 8, 10**6), cwd=ROOT, stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        heard = [server.stdout.readline() for _ in range(acknowledged)]
        server.kill()
        heard += server.stdout.readlines()
    assert server.returncode == -signal.SIGKILL
    return {tuple(one.decode().split()) for one in heard}


@pytest.mark.parametrize("acknowledged", [1, 50, 500])
async def test_what_a_killed_server_acknowledged_is_there(path: Path, acknowledged: int) -> None:
    heard = killed(path, acknowledged)
    journal = await open_journal(path)
    rows = [row for name in await journal.streams() for row in await journal.read(name)]
    await journal.close()
    assert len(heard) >= acknowledged
    assert heard <= {(row.stream, row.id) for row in rows}


def test_each_acknowledgement_comes_after_a_sync(path: Path) -> None:
    if _traceable():
        calls = _traced(path, lines=20)
        assert calls.count("told") == 20
        assert all(before == "synced" for before, now in pairwise(calls) if now == "told")
    else:
        # Without a tracer this much can be seen: it is committed, in the mode that syncs, by then.
        _each_is_committed_when_told(path, lines=20)


def _traceable() -> bool:
    strace = shutil.which("strace")
    if strace is None:
        return False
    # It is there in some containers where nobody may trace.
    return subprocess.run([strace, "-o", "/dev/null", "true"], capture_output=True).returncode == 0


def _traced(path: Path, lines: int) -> list[str]:
    """Return, in order, when the journal's log was synced and when a clerk was told."""
    trace = path.with_name("trace")
    command = ["strace", "-f", "-y", "-e", "trace=fsync,fdatasync,write", "-o", str(trace)]
    subprocess.run([*command, *crowd(path, 1, lines)], cwd=ROOT, check=True, capture_output=True)
    calls, pending = [], set()
    for call in trace.read_text().splitlines():
        thread = call.split()[0]
        if re.search(r"sync\(\d+<[^>]*-wal>", call):
            if "unfinished" in call:
                pending.add(thread)
            elif call.endswith("= 0"):
                calls.append("synced")
        elif re.search(r"<\.\.\. f(data)?sync resumed>.*= 0", call) and thread in pending:
            pending.remove(thread)
            calls.append("synced")
        elif re.search(r'write\(1<[^>]*>, "s0 ', call):
            calls.append("told")
    return calls


def _each_is_committed_when_told(path: Path, lines: int) -> None:
    with subprocess.Popen(crowd(path, 1, lines), cwd=ROOT, stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        for heard in server.stdout:
            with closing(sqlite3.connect(path)) as database:
                assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
                id = heard.decode().split()[1]
                assert database.execute("SELECT 1 FROM line WHERE id = ?", (id,)).fetchone()
    assert server.returncode == 0
