"""What a clerk types as plain text, as paragraphs and lists.

A blank line parts paragraphs; lines that begin with "- ", "• " or "· " are a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby

from markupsafe import Markup, escape

_BLANK = re.compile(r"\n\s*\n")
_BULLET = re.compile(r"^\s*[-•·*–]\s+(?=\S)")


@lru_cache(maxsize=4096)
def prose(text: str) -> Markup:
    """The text as HTML: only p, br, ul and li, everything typed escaped; no word of it is lost.

    What was typed is shown in several panels, audiences and languages, and is drawn once for all.
    """
    typed = str(escape(str(text)))  # as a whole: it neither adds nor takes a line or a bullet
    drawn = (_block(lines) for part in _BLANK.split(typed.strip()) for lines in _runs(part))
    return Markup("".join(drawn))  # noqa: S704  # escaped above


def _runs(part: str) -> Iterator[list[str]]:
    """The lines of a part that are points, and those that are not, each run together."""
    lines = (line for line in part.split("\n") if line.strip())
    for _, run in groupby(lines, key=_is_point):
        yield list(run)


def _block(lines: Iterable[str]) -> str:
    first, *_ = lines
    if _is_point(first):
        points = (f"<li>{_BULLET.sub('', line).strip()}</li>" for line in lines)
        return f"<ul>{''.join(points)}</ul>"
    return f"<p>{'<br>'.join(line.strip() for line in lines)}</p>"


def _is_point(line: str) -> bool:
    return _BULLET.match(line) is not None
