"""Lines that a page was too narrow for are made one again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from server.importing.lines import Line

_CUT = re.compile(r"\((?:pages?|pp?\.?)[\d\s,–—-]*$", re.I)
_REST = re.compile(r"[\d\s,–—-]*\)")


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
