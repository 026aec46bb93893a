"""The number with which a line begins, in all the ways in which agendas number their items."""

from __future__ import annotations

import re
from enum import StrEnum

import msgspec


class Kind(StrEnum):
    """A way of numbering."""

    PLAIN = "plain"  # 5, 5., 5), Item 5, 5A
    SLASHED = "slashed"  # 125/20, FC1/22
    DOTTED = "dotted"  # 5.1
    UNDER = "under"  # 5a, 5(a): names the item above
    BRACKETED = "bracketed"  # (1)
    LETTER = "letter"  # (a), a.
    UPPER = "upper"  # A.
    ROMAN = "roman"  # (i), ii.


class Numbered(msgspec.Struct, frozen=True):
    """A number and what follows it.

    `label` is the number as a meeting file writes it, of an `UNDER` or a `DOTTED` one in full;
    `value` counts, and `series` is what all numbers of one series share. `strong`: it is marked as
    a number, and is not just digits before words.
    """

    kind: Kind
    value: int
    label: str
    written: str
    rest: str = ""
    series: str = ""
    strong: bool = True


_ITEM = r"(?:(?:agenda\s+)?(?:item|eitem)\s*(?:no\.?|number)?\s*(?=\d))"
_END = r"(?=[\s.):\-–,(]|$)"
_SLASHED = re.compile(
    rf"{_ITEM}?([A-Z]{{0,5}})\s?(\d{{1,4}})/(\d{{1,4}}){_END}[.):]?\s*[-–—]?", re.I
)
_DOTTED = re.compile(rf"{_ITEM}?(\d{{1,3}})((?:\.\d{{1,3}}){{1,4}})[.):]?(?=\s|$)", re.I)
_UNDER = re.compile(
    rf"{_ITEM}?(\d{{1,3}})(?:\.?([a-z])|[\s.]?\(([a-z]{{1,5}})\))[.):]?(?=\s|$)", re.I
)
_PLAIN = re.compile(rf"({_ITEM})?(\d{{1,3}})([.):](?!\d)|\s*[-–—](?=\s)|(?=\s|$|\())", re.I)
_LETTERED = re.compile(r"\(([0-9]{1,3}|[a-z]{1,6}|[A-Z])\)\s*|([a-z]{1,6}|[A-Z])[.)](?=\s|$)")
_ROMAN = re.compile(r"x{0,3}(?:ix|iv|v?i{0,3})\Z")
_UNIT = re.compile(r"\s*(?:[ap]\.?m\b|hours?\b|hrs?\b|%|million\b|noon\b)", re.I)
_SPAN = re.compile(r"\s*(?:mins?|minutes?)\b")  # with a capital it is an item about minutes
_MONTH = re.compile(
    r"\s*(?:st|nd|rd|th)?\s*(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
    r"|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
    r"(?:\s+\d{4}|\s*$|,)",
    re.I,
)


def leading(text: str) -> Numbered | None:
    """The number at the start of a line, if there is one. Of a time or a day it is none."""
    for read in (_slashed, _dotted, _under, _plain, _lettered):
        found = read(text)
        if found is not None:
            return found
    return None


def letters(label: str) -> tuple[Kind, int]:
    """What a letter in a list counts: i, v and x are taken for Roman numbers."""
    if label.isdigit():
        return Kind.BRACKETED, int(label)
    if label.isupper():
        return Kind.UPPER, ord(label[0]) - 64
    if len(label) == 1 and label not in "ivx":
        return Kind.LETTER, ord(label) - 96
    return Kind.ROMAN, _roman(label)


def _roman(label: str) -> int:
    values = [{"i": 1, "v": 5, "x": 10}.get(c, 0) for c in label]
    after = [*values[1:], 0]
    return sum(-v if v < n else v for v, n in zip(values, after, strict=True))


def _slashed(text: str) -> Numbered | None:
    found = _SLASHED.match(text)
    if not found:
        return None
    before, first, second = found[1].upper(), found[2], found[3]
    if len(second) == 1 and not before:
        return None  # a fraction, or a day of a month
    label, rest = f"{before}{first}/{second}", text[found.end() :].strip()
    if len(second) in (1, 3):  # no year: FC26/101 is the 101st of 2026
        return Numbered(Kind.SLASHED, int(second), label, found[0], rest, f"{before}{first}/")
    return Numbered(Kind.SLASHED, int(first), label, found[0], rest, f"{before}/{second}")


def _dotted(text: str) -> Numbered | None:
    found = _DOTTED.match(text)
    if not found or _UNIT.match(text, found.end()):
        return None
    rest = text[found.end() :].strip()
    if re.fullmatch(r"\.0+", found[2]):
        return Numbered(Kind.PLAIN, int(found[1]), str(int(found[1])), found[0], rest)
    last = int(found[2].rpartition(".")[2])
    deep = found[2].count(".")
    label = found[1] + found[2]
    return Numbered(Kind.DOTTED, last, label, found[0], rest, str(deep))


def _under(text: str) -> Numbered | None:
    found = _UNDER.match(text)
    if not found:
        return None
    letter = found[2] or found[3]
    rest = text[found.end() :].strip()
    if found[2] and letter.isupper():
        return Numbered(Kind.PLAIN, int(found[1]), found[1] + letter, found[0], rest)
    if len(letter) > 1 and not _ROMAN.match(letter.lower()):
        return None
    kind, value = letters(letter.lower())
    return Numbered(Kind.UNDER, value, found[1] + letter.lower(), found[0], rest, kind)


def _plain(text: str) -> Numbered | None:
    found = _PLAIN.match(text)
    if not found or any(unit.match(text, found.end()) for unit in (_UNIT, _MONTH, _SPAN)):
        return None
    rest = text[found.end() :].strip()
    strong = bool(found[1] or found[3]) or text[found.end() : found.end() + 1] == "\t"
    number = int(found[2])
    return Numbered(Kind.PLAIN, number, str(number), found[0], rest, strong=strong)


def _lettered(text: str) -> Numbered | None:
    found = _LETTERED.match(text)
    if not found:
        return None
    label = found[1] or found[2]
    if len(label) > 1 and not label.isdigit() and not _ROMAN.match(label):
        return None
    kind, value = letters(label)
    return Numbered(kind, value, label, found[0], text[found.end() :].strip())
