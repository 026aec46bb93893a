"""Papers are kept once, whole or not at all, and for their owner alone."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from server.papers import NotTaken, Papers
from server.papers.logo import keep_logo, logo_address
from server.papers.store import orphans
from tests.papers.files import GOOD, JPEG, PDF, PNG

NOW = datetime.now(UTC)


def papers_in(folder: Path, ahead: timedelta = timedelta()) -> Papers:
    return Papers(folder / "papers", lambda: NOW + ahead)


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


async def test_a_file_is_kept_by_what_is_in_it_for_its_owner_alone(tmp_path: Path) -> None:
    papers = papers_in(tmp_path)
    kept = await papers.keep_bytes(PDF, "Plan of the playground.exe")
    digest = sha256(PDF).hexdigest()
    assert kept.digest == digest
    assert kept.address == f"/papers/{digest}/Plan-of-the-playground.pdf"
    assert (kept.kind.ending, kept.size) == ("pdf", len(PDF))
    file = tmp_path / "papers" / digest[:2] / digest[2:]
    assert papers.find(digest) == file
    assert file.read_bytes() == PDF
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "papers").stat().st_mode) == 0o700


async def test_the_same_content_is_there_once_and_never_written_over(tmp_path: Path) -> None:
    papers = papers_in(tmp_path)
    one = await papers.keep_bytes(PDF, "One.pdf")
    before = files(tmp_path)[0].stat()
    two = await papers.keep_bytes(PDF, "Two.pdf")
    assert (one.digest, two.name) == (two.digest, "Two.pdf")
    assert [file.stat() for file in files(tmp_path)] == [before]


async def test_what_is_refused_leaves_nothing(tmp_path: Path) -> None:
    papers = papers_in(tmp_path)
    with pytest.raises(NotTaken):
        await papers.keep_bytes(b"MZ\0\0", "Report.pdf")
    assert files(tmp_path) == []


@pytest.mark.parametrize("digest", ["", "..", "../journal.db", "a" * 63, "A" * 64, "a" * 64])
def test_nothing_else_is_found(tmp_path: Path, digest: str) -> None:
    assert papers_in(tmp_path).find(digest) is None


CUT_SHORT = """
import asyncio, os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from server.papers import Papers

async def write():
    with Papers(Path(sys.argv[1]), lambda: datetime.now(UTC)).incoming() as incoming:
        await incoming.write(b"%PDF-" + b"x" * 3_000_000)
        os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(write())
"""


def test_whoever_is_killed_in_the_middle_leaves_no_half_file(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CUT_SHORT, str(tmp_path / "papers")],
        cwd=Path(__file__).parents[2],
        check=False,
    )
    assert done.returncode == -signal.SIGKILL
    left = files(tmp_path)
    assert [file.name[0] + file.suffix for file in left] == ["..part"]
    assert list(papers_in(tmp_path)) == []
    with papers_in(tmp_path).incoming():
        assert left[0].exists()  # somebody may be writing it
    with papers_in(tmp_path, timedelta(days=2)).incoming():
        assert not left[0].exists()


async def test_a_full_disk_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NotTaken, match="The disk of the server is full"):
        await papers_in(tmp_path).keep_bytes(PDF, "Plan.pdf")
    assert files(tmp_path) == []


async def test_orphans_are_what_nothing_refers_to_and_stay(tmp_path: Path) -> None:
    papers = papers_in(tmp_path)
    one = await papers.keep_bytes(PDF, "One.pdf")
    two = await papers.keep_bytes(GOOD["docx"], "Two.docx")
    assert orphans(papers, {one.digest}) == [two.digest]
    assert set(papers) == {one.digest, two.digest}


@pytest.mark.parametrize("content", [PNG, JPEG])
async def test_a_logo_is_a_picture(tmp_path: Path, content: bytes) -> None:
    digest = await keep_logo(papers_in(tmp_path), content)
    assert logo_address(digest) == f"/papers/{sha256(content).hexdigest()}/logo"
    assert papers_in(tmp_path).find(digest) is not None


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<svg/>", "a PNG or a JPEG"),
        (PDF, "a PNG or a JPEG"),
        (PNG + b"\0" * (1 << 20), "larger than 1 MB"),
    ],
)
async def test_nothing_else_is_a_logo(tmp_path: Path, content: bytes, sentence: str) -> None:
    with pytest.raises(NotTaken, match=sentence):
        await keep_logo(papers_in(tmp_path), content)
    assert list(papers_in(tmp_path)) == []
