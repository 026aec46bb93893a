"""The notes as they are to look, kept as files: of a small meeting, and of one partly in private.

After a change that is meant, `python -m tests.minutes.golden` writes them anew: read the
difference before you keep it.
"""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from server.minutes import write, write_full
from tests.minutes.closed import everything_closed
from tests.minutes.made import ENGLISH, PROFILE, everything

FOLDER = Path(__file__).parent / "golden"
KEPT = ("html", "md", "txt", "json")


def kept(ending: str, name: str = "note") -> str:
    """A note as it was kept."""
    return (FOLDER / f"{name}.{ending}").read_text(encoding="utf-8")


def notes() -> dict[str, dict[str, bytes]]:
    """The notes that are kept, by name, in every format."""
    closed = everything_closed()
    council = replace(PROFILE, document="minutes", house_style="resolved")
    return {
        "note": write(everything().meeting, ENGLISH),
        "resolved": write(everything(profile=council).meeting, ENGLISH),
        "private-public": write(closed.outside, ENGLISH),
        "private-restricted": write_full(closed.sides, ENGLISH),
    }


if __name__ == "__main__":
    for name, files in notes().items():
        for ending in KEPT:
            (FOLDER / f"{name}.{ending}").write_bytes(files[ending])
