"""A virus scanner, where there is one, lets a file pass or does not."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from shlex import quote

import pytest

from server.papers import NotTaken, Papers
from server.papers.scanner import Scanner
from tests.papers.files import PDF

READS = "import sys; sys.exit({}) if open(sys.argv[1], 'rb').read(4) == b'%PDF' else sys.exit(9)"
CLEAN, INFECTED, BROKEN = READS.format(0), READS.format(1), READS.format(2)
SLOW = "import time; time.sleep(60)"


def papers(folder: Path, program: str, seconds: float = 30.0) -> Papers:
    scanner = Scanner(f"{quote(sys.executable)} -c {quote(program)}", seconds)
    return Papers(folder, lambda: datetime.now(UTC), scanner)


async def test_a_clean_file_is_kept(tmp_path: Path) -> None:
    kept = await papers(tmp_path, CLEAN).keep_bytes(PDF, "Plan.pdf")
    assert papers(tmp_path, CLEAN).find(kept.digest) is not None


@pytest.mark.parametrize(
    ("program", "sentence"),
    [(INFECTED, "infected"), (BROKEN, "could not be scanned"), (SLOW, "could not be scanned")],
)
async def test_what_is_infected_and_what_nobody_can_tell_are_refused(
    tmp_path: Path, program: str, sentence: str
) -> None:
    store = papers(tmp_path, program, 0.3 if program is SLOW else 30.0)
    with pytest.raises(NotTaken, match=sentence):
        await store.keep_bytes(PDF, "Plan.pdf")
    assert list(store) == []


async def test_a_scanner_that_is_not_there_lets_nothing_pass(tmp_path: Path) -> None:
    store = Papers(tmp_path, lambda: datetime.now(UTC), Scanner("/nowhere/scanner --fast"))
    with pytest.raises(NotTaken, match="could not be scanned"):
        await store.keep_bytes(PDF, "Plan.pdf")


def test_it_is_off_by_default() -> None:
    assert not Scanner().on
    assert Scanner("clamdscan --fdpass").on
