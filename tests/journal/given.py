"""Lines to store, and a server that stores them, for the tests of the journal."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from server.journal.journal import Append, Line

ROOT = Path(__file__).parents[2]
OPENED = datetime(2026, 3, 5, 18, 30, tzinfo=UTC)
_numbers = count(1)


def line(
    text: str = "The report was noted.", *, minute: int = 0, actor: str = "clerk", command: str = ""
) -> Line:
    """A line that says something, each with an id of its own."""
    number = next(_numbers)
    return Line(
        event="DecisionRecorded",
        payload=text.encode(),
        id=f"id-{number}",
        actor=actor,
        command=command or f"command-{number}",
        recorded_at=OPENED + timedelta(minutes=minute),
        happened_at=OPENED,
    )


def said(*texts: str, after: int = 0, stream: str = "meeting/1") -> list[Append]:
    """One append of some lines."""
    return [Append(stream, after, tuple(line(text) for text in texts))]


def crowd(path: Path, clerks: int, lines: int) -> list[str]:
    """The command that starts `crowd.py`, from `ROOT`."""
    return [sys.executable, "-m", "tests.journal.crowd", str(path), str(clerks), str(lines)]
