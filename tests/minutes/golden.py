"""The notes as they are to look, kept as files: of a small meeting, of one partly in private, and
of three whole meetings.

After a change that is meant, `python -m tests.minutes.golden` writes them anew: read the
difference before you keep it.
"""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from server.minutes import write, write_full
from server.render.language import voice
from tests.minutes.closed import everything_closed
from tests.minutes.made import ENGLISH, PROFILE, everything
from tests.minutes.meetings import board, planning, welsh

FOLDER = Path(__file__).parent / "golden"
KEPT = ("html", "md", "txt", "json")
KEPT_OF_WHOLE = ("md", "json")  # what a format makes of each element, the small meetings show
WELSH = voice("cy", "Europe/London")


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


def whole() -> dict[str, dict[str, bytes]]:
    """The notes of three whole meetings, by name, in every format."""
    harbour = welsh()
    return {
        "board": write(board().outside, ENGLISH),
        "planning": write(planning().outside, ENGLISH),
        "welsh-public": write(harbour.outside, WELSH),
        "welsh-restricted": write_full(harbour.sides, WELSH),
    }


if __name__ == "__main__":
    for name, files in notes().items():
        for ending in KEPT:
            (FOLDER / f"{name}.{ending}").write_bytes(files[ending])
    for name, files in whole().items():
        for ending in KEPT_OF_WHOLE:
            (FOLDER / f"{name}.{ending}").write_bytes(files[ending])
