"""Numbers that were typed, put in order again after items were moved.

An agenda may count on from the last one (101/26, 102/26): then the same row of numbers is given out
again in the new order. What no row has, such as “AOB”, stays as it is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from server.council.change import Change
from server.council.plan import Plan, PlanItem
from server.council.planned import ItemsNumbered

_TAIL = re.compile(r"([^0-9A-Za-z]*)([a-z]|[0-9]{1,3})([^0-9A-Za-z]*)")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class _Row(NamedTuple):
    """Numbers that are counted up between the same words; of at least `width` digits."""

    before: str = ""
    after: str = ""
    first: int = 1
    width: int = 0

    def value(self, number: str) -> int | None:
        """Which of the row this number is; None if it is none of it."""
        found = re.fullmatch(f"{re.escape(self.before)}([0-9]+){re.escape(self.after)}", number)
        return int(found[1]) if found else None

    def nth(self, n: int) -> str:
        """The number so many after the first."""
        return f"{self.before}{str(self.first + n).zfill(self.width)}{self.after}"


class _Tail(NamedTuple):
    """The end of a sub-item's number: the letter or digits, and what stands around them."""

    base: str
    before: str
    mark: str
    after: str

    @property
    def value(self) -> int:
        """Which one it is."""
        return int(self.mark) if self.mark.isdecimal() else _LETTERS.index(self.mark) + 1

    def nth(self, n: int) -> str:
        """The same end for the nth sub-item, from 1; empty if the letters do not suffice."""
        if self.mark.isdecimal():
            return f"{self.before}{n}{self.after}"
        return f"{self.before}{_LETTERS[n - 1]}{self.after}" if n <= len(_LETTERS) else ""


def out_of_order(plan: Plan) -> bool:
    """Whether numbers that were typed do not go up any more, or two items have the same one. What
    is left out between two numbers is nothing that is wrong."""
    numbers = [number for number, _ in plan.numbered]
    if not any(item.item.number for item in plan.items):
        return False
    if len(set(numbers)) < len(numbers):
        return True
    known = {item.ref: number for number, item in plan.numbered}
    row = _row_of(known[top.ref] for top in plan.tops)
    tops = [row.value(known[top.ref]) for top in plan.tops] if row is not None else []
    if not _rising(value for value in tops if value is not None):
        return True
    return any(_subs_disordered(plan, top, known, row) for top in plan.tops)


def renumbered(plan: Plan) -> dict[str, str]:
    """What is to be written as the number of each item that gets another, by its ref; empty for one
    that is counted by itself from then on."""
    known = {item.ref: number for number, item in plan.numbered}
    tops = [known[top.ref] for top in plan.tops]
    twice = len(set(tops)) < len(tops)
    found = _row_of(tops)
    row = found or _Row()
    keep = found is None and not twice  # they are of no row, and none is there twice
    new = {top.ref: top.item.number for top in plan.tops} if keep else dict(_tops(plan, known, row))
    usual = _usual(plan, known, row)
    for n, top in enumerate(plan.tops, start=1):
        now = new[top.ref] or str(n)
        new |= _subs(plan.beneath(top.ref), known, (known[top.ref], now), row, usual)
    return {item.ref: new[item.ref] for item in plan.items if new[item.ref] != item.item.number}


def first_numbers(plan: Plan, most: int = 3) -> list[str]:
    """The numbers that the first items would have then."""
    new = renumbered(plan)
    found = [
        new.get(top.ref, top.item.number) or str(n) for n, top in enumerate(plan.tops, start=1)
    ]
    return found[:most]


def renumber(plan: Plan) -> list[Change]:
    """Number the items again in their order; nothing where all is in order."""
    new = renumbered(plan) if out_of_order(plan) else {}
    return [ItemsNumbered(tuple(new.items()))] if new else []


def _row_of(numbers: Iterable[str]) -> _Row | None:
    """The row that most of these are of; None if nothing, or more than one part, differs."""
    alike: dict[tuple[str, ...], list[list[str]]] = defaultdict(list)
    for number in numbers:
        pieces = re.split(r"([0-9]+)", number)
        alike[tuple(pieces[::2])].append(pieces)
    most = max(alike.values(), key=len, default=[])
    columns = list(zip(*most, strict=True))
    differing = [n for n, column in enumerate(columns) if len(set(column)) > 1]
    if len(differing) != 1:
        return None
    n = differing[0]
    padded = any(digits.startswith("0") for digits in columns[n])
    width = min(map(len, columns[n])) if padded else 0
    before, after = "".join(most[0][:n]), "".join(most[0][n + 1 :])
    return _Row(before, after, min(map(int, columns[n])), width)


def _tops(plan: Plan, known: dict[str, str], row: _Row) -> Iterator[tuple[str, str]]:
    members = [top for top in plan.tops if row.value(known[top.ref]) is not None]
    counted = row == _Row() and len(members) == len(plan.tops)  # no number need be written
    place = {top.ref: n for n, top in enumerate(members)}
    for top in plan.tops:
        if top.ref in place:
            yield top.ref, "" if counted else row.nth(place[top.ref])
        else:
            yield top.ref, top.item.number


def _usual(plan: Plan, known: dict[str, str], row: _Row) -> _Tail | None:
    """How the first sub-item with a number of its own is numbered."""
    typed = [item for item in plan.items if item.under and item.item.number]
    tails = (_tail(known[each.ref], known[each.under], row) for each in typed)
    return next((tail for tail in tails if tail is not None), None)


def _subs(
    subs: Sequence[PlanItem],
    known: dict[str, str],
    above: tuple[str, str],
    row: _Row,
    usual: _Tail | None,
) -> dict[str, str]:
    """The numbers to write for the items under one, whose number was and is `above`."""
    old, new = above
    tails = {sub.ref: _tail(known[sub.ref], old, row) for sub in subs}
    style = next((tail for tail in tails.values() if tail is not None), usual)
    found, n = {}, 0
    for place, sub in enumerate(subs, start=1):
        moved_in = row.value(known[sub.ref]) is not None
        if tails[sub.ref] is None and not moved_in:
            found[sub.ref] = sub.item.number
            continue
        n += 1
        tail = style.nth(n) if style is not None else ""
        number = f"{new if style is not None and style.base else ''}{tail}" if tail else ""
        found[sub.ref] = "" if number == f"{new}.{place}" else number
    return found


def _subs_disordered(plan: Plan, top: PlanItem, known: dict[str, str], row: _Row | None) -> bool:
    """Whether the items under this one are out of order, or one has the number of an item by
    itself."""
    row = row or _Row()
    numbers = [known[sub.ref] for sub in plan.beneath(top.ref)]
    tails = [tail for number in numbers if (tail := _tail(number, known[top.ref], row))]
    moved_in = any(row.value(number) is not None for number in numbers)
    return moved_in or not _rising(tail.value for tail in tails)


def _tail(number: str, above: str, row: _Row) -> _Tail | None:
    if row.value(number) is not None:  # it stood by itself before
        return None
    base = above if number.startswith(above) else ""
    found = _TAIL.fullmatch(number[len(base) :])
    return _Tail(base, found[1], found[2], found[3]) if found else None


def _rising(values: Iterable[int]) -> bool:
    return all(one < other for one, other in pairwise(values))
