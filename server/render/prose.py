"""What a clerk types as plain text, as paragraphs and lists.

A blank line parts paragraphs; lines that begin with "- ", "• " or "· " are a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

import msgspec
from markupsafe import Markup, escape

_BULLET = re.compile(r"^\s*[-•·*–]\s+")


class Paragraph(msgspec.Struct, frozen=True):
    """A paragraph; `lines` are as they were typed."""

    lines: tuple[str, ...]


class Bullets(msgspec.Struct, frozen=True):
    """A list of points."""

    points: tuple[str, ...]


def blocks(text: str) -> Iterator[Paragraph | Bullets]:
    """The text in blocks, in order; no word of it is lost."""
    for part in re.split(r"\n\s*\n", text.strip()):
        lines = [line for line in part.split("\n") if line.strip()]
        for bulleted, run in groupby(lines, key=lambda line: bool(_BULLET.match(line))):
            if bulleted:
                yield Bullets(tuple(_BULLET.sub("", line).strip() for line in run))
            else:
                yield Paragraph(tuple(line.strip() for line in run))


def prose(text: str) -> Markup:
    """The text as HTML: only p, br, ul and li, everything typed escaped."""
    drawn = Markup()
    for block in blocks(text):
        if isinstance(block, Bullets):
            points = Markup().join(Markup("<li>{}</li>").format(p) for p in block.points)
            drawn += Markup("<ul>{}</ul>").format(points)
        else:
            lines = Markup("<br>").join(escape(line) for line in block.lines)
            drawn += Markup("<p>{}</p>").format(lines)
    return drawn
