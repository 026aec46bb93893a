"""Whoever else uses the machine finds no note, and does not learn that one is private."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.minutes.files import store

pytestmark = pytest.mark.skipif(os.name != "posix", reason="modes are of POSIX")


@pytest.fixture(autouse=True)
def open_to_all() -> Iterator[None]:
    """A user who lets everybody read what programs write."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def test_a_note_and_the_folders_made_for_it_are_its_owners_alone(tmp_path: Path) -> None:
    store(tmp_path / "drafts" / "m1", "draft", "en", {"md": b"Noted."})
    modes = {
        str(path.relative_to(tmp_path)): stat.S_IMODE(path.stat().st_mode)
        for path in tmp_path.rglob("*")
    }
    assert modes == {"drafts": 0o700, "drafts/m1": 0o700, "drafts/m1/draft.md": 0o600}


def test_a_folder_that_was_there_keeps_its_rights(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    store(tmp_path, "note", "en", {"md": b"Noted."})
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755
