"""A rule as the tables of rules tell it, and the sources that several of them have."""

from __future__ import annotations

from typing import NamedTuple

SCH12 = "Local Government Act 1972 Sch 12"
DPI = "Localism Act 2011 s.31"
STANDING_ORDERS = "Standing orders; the usual form"


class Rule(NamedTuple):
    """A rule, its source, how to take it out of the code, and the tests that then fail."""

    name: str
    source: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]
