"""What an amendment changes, word by word: what it leaves out, what it puts in, what stays."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

_WORD = re.compile(r"\s+|[^\W_]+(?:[’'\-.,][^\W_]+)*|.", re.DOTALL)


class Change(StrEnum):
    """What becomes of some words."""

    STAYS = "stays"
    OUT = "out"
    IN = "in"


class Piece(NamedTuple):
    """Words of which the same becomes."""

    change: Change
    text: str


@lru_cache(maxsize=256)
def compared(before: str, after: str) -> tuple[Piece, ...]:
    """Both texts as one: without what goes in it is the one before, without what goes out the one
    after. What goes out stands before what comes in its place."""
    return tuple(_pieces(_WORD.findall(before), _WORD.findall(after)))


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    # Spaces alone are no match: words that change side by side are one change.
    matcher = SequenceMatcher(str.isspace, old, new)
    for tag, i, j, m, n in matcher.get_opcodes():
        if tag == "equal":
            yield Piece(Change.STAYS, "".join(old[i:j]))
            continue
        if i < j:
            yield Piece(Change.OUT, "".join(old[i:j]))
        if m < n:
            yield Piece(Change.IN, "".join(new[m:n]))
