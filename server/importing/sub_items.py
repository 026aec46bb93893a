"""Which line begins an item under an item, and with which number."""

from __future__ import annotations

import re

from msgspec.structs import replace

from server.importing.draft import Draft
from server.importing.lines import Line
from server.importing.numbering import Kind, Numbered, leading, letters

LONGEST = 200  # characters: what is longer and numbered is a paragraph, not a sub-item
_LONGEST_ROW = 300

_REFERENCE = re.compile(
    r"(?:[A-Z]{1,4}[/\-.])?(?:\d{2}|\d{4})[/\-.](?:\d{3,5})(?:[/\-.][A-Z0-9]{1,5}){0,2}"
    r"(?=[\s:,–-]|$)|[A-Z]{1,3}/\d{4}/\d{3,5}/[A-Z]{1,4}\b"
)


def is_application(line: Line) -> bool:
    """Whether the line begins with the reference of an application, as 24/01234/FUL."""
    return len(line.text) <= _LONGEST_ROW and bool(_REFERENCE.match(line.text))


def names_application(title: str) -> bool:
    """Whether a title begins with such a reference."""
    return bool(_REFERENCE.match(title))


def under(item: Draft, text: str, shape: Kind | None) -> Numbered | None:
    """The number of a line as that of the next sub-item, its label written in full; None if it is
    no such line. The first one says how they are numbered; deeper lists are numbered otherwise."""
    found = leading(text)
    if found is None or not found.rest or len(found.rest) > LONGEST:
        return None
    found = as_letter(found, item.sub_kind, item.counted)
    found = _in_full(item, found) if found is not None else None
    if found is None or (found.kind is shape and not found.strong):
        return None
    if item.sub_kind is None and found.value == 1:
        item.sub_kind = found.kind
    if found.kind is not item.sub_kind or found.value != item.counted + 1:
        return None
    item.counted = found.value
    return found


def _in_full(item: Draft, found: Numbered) -> Numbered | None:
    """Its number as it is cited: 6.1, 6a; none if it names another item."""
    if found.kind is Kind.DOTTED:
        return found if found.label.rpartition(".")[0] == item.number else None
    if found.kind is Kind.UNDER:
        number = re.match(r"\d+", found.label)
        if number is None or number[0] != item.number:
            return None
        return replace(found, kind=letters(found.label[len(item.number) :])[0])
    if found.kind in (Kind.LETTER, Kind.ROMAN):
        joined = found.kind is Kind.LETTER and item.number[-1:].isdigit()
        return replace(found, label=f"{item.number}{'' if joined else '.'}{found.label}")
    return replace(found, label="")


def as_letter(found: Numbered | None, kind: Kind | None, last: int) -> Numbered | None:
    """An i, v or x after h, u or w is a letter, where letters are counted."""
    if found is None or found.kind is not Kind.ROMAN or kind is not Kind.LETTER:
        return found
    if len(found.label) > 1 or ord(found.label) - 96 != last + 1:
        return found
    return replace(found, kind=Kind.LETTER, value=last + 1)
