"""The notes that playing a script leaves in a folder."""

from __future__ import annotations

import json
import stat
from pathlib import Path

from server import places
from server.minutes import FORMATS
from server.play import play_to_folder
from tests.minutes.closed import SECRET

MEETING = f"""\
body = "Parks Committee"
starts_at = 2027-05-12T19:30:00
place = "Town Hall"
profile = "english_principal_council"

[overrides]
voting.named_on_demand = 1

[[people]]
name = "Cllr Ann Archer"
id = "archer"
role = "Chair"

[[items]]
title = "The café"
access = "confidential"
private_title = "Rent asked of {SECRET}"
"""
OPENED = [
    ("create_meeting", {"file": "meeting.toml"}),
    ("record_present", {"person": "archer"}),
    ("open_meeting", {}),
]
PRIVATELY = [
    ("exclude_public", {"ground": "confidential", "items": "1"}),
    ("take_item", {"item": "1"}),
    ("record_note", {"text": f"{SECRET} was said."}),
]
CLOSED = [("close_meeting", {})]


def played(folder: Path, steps: list[tuple[str, dict[str, str]]]) -> list[Path]:
    lines = (
        {"at": f"2027-05-12T19:{30 + place}:00+01:00", "as": "clerk", "do": do, "with": given}
        for place, (do, given) in enumerate(steps)
    )
    (folder / "meeting.toml").write_text(MEETING)
    (folder / "script.jsonl").write_text("\n".join(map(json.dumps, lines)))
    return play_to_folder(folder / "script.jsonl", folder / "out", places.config() / "profiles")


def test_a_script_without_private_business_leaves_one_note(tmp_path: Path) -> None:
    files = played(tmp_path, OPENED + CLOSED)
    assert [path.name for path in files] == [f"note.{ending}" for ending in FORMATS]


def test_one_with_private_business_leaves_a_full_note_too(tmp_path: Path) -> None:
    files = played(tmp_path, OPENED + PRIVATELY + CLOSED)
    full = [path for path in files if path.name.startswith("note-restricted.")]
    assert len(files) == len(FORMATS) + len(full) == 2 * len(FORMATS)
    assert {stat.S_IMODE(path.stat().st_mode) for path in full} == {0o600}
    holding = {path.name for path in files if SECRET.encode() in path.read_bytes()}
    assert holding == {f"note-restricted.{ending}" for ending in ("html", "md", "txt", "json")}
