"""The numbers that Word shows before paragraphs, which stand nowhere in their text."""

from __future__ import annotations

import re

import msgspec
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

BULLET = "•"
_DEEPEST = 9  # levels of a list in Word
_VALUES = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
_ROMANS = tuple(
    zip(
        _VALUES,
        ["m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"],
        strict=True,
    )
)


class Level(msgspec.Struct, frozen=True):
    """A level of a list: how its numbers are made, and with which it begins."""

    form: str = "decimal"
    text: str = ""
    start: int = 1


class Lists:
    """The lists of a document. Asked in the order of the paragraphs, it counts as Word does."""

    def __init__(self, part: BaseOxmlElement | None) -> None:
        self._levels: dict[str, dict[int, Level]] = {}
        self._abstract: dict[str, str] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        if part is not None:
            self._read(part)

    def number(self, list_id: str, level: int) -> str:
        """The number of the next paragraph of a list; a bullet, or empty if it shows none."""
        abstract = self._abstract.get(list_id, "")
        levels = self._levels.get(abstract, {})
        here = levels.get(level)
        if here is None or not 0 <= level < _DEEPEST:
            return ""
        counts = self._counts.setdefault(abstract, {})
        if list_id not in self._begun:
            self._begun.add(list_id)
            for at, start in self._restarts.get(list_id, {}).items():
                counts[at] = start - 1
        counts[level] = counts.get(level, here.start - 1) + 1
        for deeper in [n for n in counts if n > level]:
            del counts[deeper]
        if here.form == "bullet":
            return BULLET
        return self._shown(here, levels, counts)

    def _shown(self, here: Level, levels: dict[int, Level], counts: dict[int, int]) -> str:
        def one(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            its = levels.get(at, Level())
            return spelled(counts.get(at, its.start), its.form)

        return re.sub(r"%([1-9])", one, here.text)[:40].strip()

    def _read(self, part: BaseOxmlElement) -> None:
        for abstract in part.iterchildren(qn("w:abstractNum")):
            levels = (_level(each) for each in abstract.iterchildren(qn("w:lvl")))
            self._levels[abstract.get(qn("w:abstractNumId"), "")] = dict(levels)
        for num in part.iterchildren(qn("w:num")):
            name = num.get(qn("w:numId"), "")
            of = num.find(qn("w:abstractNumId"))
            self._abstract[name] = of.get(qn("w:val"), "") if of is not None else ""
            self._restarts[name] = dict(_restarts(num))


def spelled(number: int, form: str) -> str:
    """A number as a list writes it."""
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(97 + (number - 1) % 26) * min((number - 1) // 26 + 1, 5)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman"):
        roman = _roman(number)
        return roman.upper() if form == "upperRoman" else roman
    if form == "decimalZero":
        return f"{number:02d}"
    return "" if form == "none" else str(number)


def whole(text: str | None, otherwise: int = 0) -> int:
    """The number that an attribute holds; what is no number, or too large, is as if not there."""
    return int(text) if text and re.fullmatch(r"\d{1,6}", text, re.ASCII) else otherwise


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMANS:
        while number >= value and len(text) < 20:
            text, number = text + letters, number - value
    return text


def _level(level: BaseOxmlElement) -> tuple[int, Level]:
    def of(tag: str, otherwise: str) -> str:
        found = level.find(qn(tag))
        return found.get(qn("w:val"), otherwise) if found is not None else otherwise

    read = Level(of("w:numFmt", "decimal"), of("w:lvlText", ""), whole(of("w:start", "1"), 1))
    return whole(level.get(qn("w:ilvl"))), read


def _restarts(num: BaseOxmlElement) -> list[tuple[int, int]]:
    found = []
    for override in num.iterchildren(qn("w:lvlOverride")):
        start = override.find(qn("w:startOverride"))
        if start is not None:
            found.append((whole(override.get(qn("w:ilvl"))), whole(start.get(qn("w:val")), 1)))
    return found
