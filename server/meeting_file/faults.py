"""What can be wrong in a file that somebody wrote, and where."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from server.words import Said

Path = tuple[str | int, ...]
_WITHIN = " \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} "


class Fault(NamedTuple):
    """One thing that is wrong: where, as field names and positions, and what."""

    path: Path
    said: Said


class MeetingFileError(Said):
    """A meeting file, or a profile, that cannot be used.

    `faults` are all that were found, in the order of their lines; the sentence is the first's.
    """

    def __init__(self, faults: Iterable[Said]) -> None:
        self.faults = tuple(faults)
        first = self.faults[0]
        super().__init__(first.sentence, **first.values)


def label(path: Path) -> str:
    """A place as a person says it, counted from one."""
    told = ""
    for step in path:
        told += f" {step + 1}" if isinstance(step, int) else f"{_WITHIN}{step}"
    return told.removeprefix(_WITHIN)


def shown(value: object) -> str:
    """A value as it can be shown in a sentence: on one line, and not too long."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "{…}"
    if isinstance(value, list):
        return "[…]"
    if isinstance(value, int) and abs(value) >= 10**18:
        value = hex(value)  # Python refuses to write very long numbers in decimals
    text = "".join(c if c.isprintable() else " " for c in str(value))
    return text if len(text) <= 60 else text[:57] + "…"
