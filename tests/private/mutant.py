"""A mutant: one change to the code by which something private would get out."""

from __future__ import annotations

from typing import NamedTuple

FOLD, SOCKETS = "fold", "sockets"
"""What decides: the rules alone, or two servers."""


class Mutant(NamedTuple):
    """One change to the code, and what must notice it."""

    name: str
    file: str
    old: str
    new: str
    by: str = FOLD
    focus: tuple[str, ...] = ()
