"""The note of the small meeting as it is to look, kept as files.

After a change that is meant, `python -m tests.minutes.golden` writes them anew: read the
difference before you keep it.
"""

from __future__ import annotations

from pathlib import Path

from server.minutes import write
from tests.minutes.made import ENGLISH, everything

FOLDER = Path(__file__).parent / "golden"
KEPT = ("html", "md", "json")


def kept(ending: str) -> str:
    """The note as it was kept."""
    return (FOLDER / f"note.{ending}").read_text(encoding="utf-8")


if __name__ == "__main__":
    files = write(everything().meeting, ENGLISH)
    for ending in KEPT:
        (FOLDER / f"note.{ending}").write_bytes(files[ending])
