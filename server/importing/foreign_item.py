"""An item of an agenda as another system has it, and the numbers that such items get here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from server.importing.findings import Findings
from server.words import N_

MOST_NUMBER = 20


class ForeignPaper(NamedTuple):
    """A document of an item. `closed`: it is not published."""

    title: str
    url: str
    closed: bool = False


class ForeignItem(NamedTuple):
    """What another system says of an item. All words are plain; `line` is 0 where there is none.

    `closed`: its title and its papers are not published either.
    """

    number: str
    title: str
    text: str = ""
    papers: tuple[ForeignPaper, ...] = ()
    closed: bool = False
    line: int = 0

    @property
    def named(self) -> str:
        """What a person would call it in a list."""
        return " ".join(part for part in (self.number, self.title) if part)

    @property
    def all_words(self) -> str:
        """Everything that it says, to be put back by hand."""
        papers = (f"{paper.title} {paper.url}".strip() for paper in self.papers)
        return "\n".join(part for part in (self.named, self.text, *papers) if part)


def number_in(written: str) -> str:
    """A number as a meeting file has it: 6 for “6.”, “(6)” and “Item 6”, 6.a for “6(a)”."""
    words = re.sub(r"\A\s*(?:agenda\s+)?item\b", "", written, flags=re.IGNORECASE)
    number = ".".join(re.findall(r"[0-9A-Za-z]+", words))
    # A number has a figure, or is short as A, iv and FC are: “Part two” is none.
    likely = re.search(r"[0-9]", number) or len(number) <= 4
    return number if likely and len(number) <= MOST_NUMBER and number.strip("0.") else ""


def numbered(items: Sequence[ForeignItem], notes: Findings) -> Iterator[tuple[str, ForeignItem]]:
    """Every item with a number that no other has; what had to be changed is noted."""
    numbers = [number_in(item.number) for item in items]
    if not any(numbers):
        if items:
            notes.guessed(N_("No item has a number. They are counted from 1; see that they fit."))
        yield from ((str(n), item) for n, item in enumerate(items, start=1))
        return
    taken, last = set(numbers), ""
    seen: set[str] = set()
    for number, item in zip(numbers, items, strict=True):
        if number and number not in seen:
            last = number
        else:
            number = _free(number or last, taken)
            _note(number, item, notes)
        seen.add(number)
        taken.add(number)
        yield number, item


def _free(after: str, taken: set[str]) -> str:
    """The next of 6A, 6B … that nobody has."""
    stem = after[: MOST_NUMBER - 4]
    letters = (f"{stem}{letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    found = next((number for number in letters if number not in taken), None)
    if found is not None:
        return found
    return next(n for n in (f"{stem}Z{count}" for count in range(1, 1000)) if n not in taken)


def _note(number: str, item: ForeignItem, notes: Findings) -> None:
    if item.number:
        sentence = N_("“{written}” is no number of its own here; the item is numbered {number}.")
        notes.guessed(sentence, item.line, item.named, written=item.number[:40], number=number)
    else:
        sentence = N_("This item has no number; it is numbered {number}.")
        notes.guessed(sentence, item.line, item.named, number=number)
