"""Lines that a page was too narrow for are made one again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from server.importing import exclusion
from server.importing.labels import labelled
from server.importing.lines import Line
from server.importing.marks import is_pages
from server.importing.numbering import leading

_CUT = re.compile(r"\((?:pages?|pp?\.?)[\d\s,–—-]*$", re.I)
_REST = re.compile(r"[\d\s,–—-]*\)")
_MOST_LINES = 8  # of one resolution
_FULL = 45  # characters of a line that may have been wrapped
_HANGING = re.compile(r"\b(?:paragraphs?|section|schedule|part|act|and|of|the|under|in)$", re.I)


def whole_pages(lines: list[Line]) -> Iterator[Line]:
    """Page numbers in brackets that stand on two lines are one line."""
    waiting: Line | None = None
    for line in lines:
        if waiting is not None and _REST.match(line.text):
            yield replace(waiting, text=f"{waiting.text} {line.text}")
            waiting = None
            continue
        if waiting is not None:
            yield waiting
        waiting = line if _CUT.search(line.text[-40:]) else None
        if waiting is None:
            yield line
    if waiting is not None:
        yield waiting


def whole_resolutions(lines: Sequence[Line]) -> Iterator[Line]:
    """The resolution that excludes the public is one line, on however many it stands."""
    n = 0
    while n < len(lines):
        count = _of_resolution(lines[n : n + _MOST_LINES])
        words = " ".join(line.text for line in lines[n : n + count])
        yield replace(lines[n], text=words) if count > 1 else lines[n]
        n += count


def _of_resolution(lines: Sequence[Line]) -> int:
    """How many of these lines are one resolution; 1 where the first begins none."""
    first = lines[0]
    if len(first.text) > exclusion.MOST or not exclusion.begins(first.text):
        return 1
    count = 1
    while count < len(lines) and _runs_on(lines[count - 1], lines[count]):
        count += 1
    whole = " ".join(line.text for line in lines[:count])
    return count if exclusion.resolution(whole) is not None else 1


def _runs_on(line: Line, following: Line) -> bool:
    if following.gap or following.bullet or line.text.endswith((".", ":", "”")):
        return False
    if _HANGING.search(line.text[-20:]):
        return True
    if leading(following.text) is not None or labelled(following.text) is not None:
        return False
    return following.text[:1].islower() or (
        len(line.text) >= _FULL and not is_pages(following.text)
    )
