"""The lines of what was pasted: odd spaces made plain, and what their form says of them."""

from __future__ import annotations

import re
import unicodedata

import msgspec

_SPACES = re.compile(r"[^\S\t\n]+")
_GAP = re.compile(r" *\t[ \t]*|[^\S\t\n]{3,}")  # three spaces are a column in plain text
_BULLET = re.compile(r"(?:[•·●▪■◦‣○∙➢✓\-–—*>\uf000-\uf0ff§¨]|o(?=\s{2}|\t))\s+(?=\S)")
_HEADING = re.compile(r"(#{1,6})\s+(?=\S)")
_BOLD = re.compile(r"\*\*(.+)\*\*\s*")


class Line(msgspec.Struct, frozen=True):
    """A line that is not blank.

    `number` counts from one, blank lines too. In `text` a tab stands between the cells of a row,
    and nowhere else. `gap` is whether a blank line stands before it; `heading` is its level, 0 for
    none; all these are what its form says, and its words may say otherwise.
    """

    number: int
    text: str
    gap: bool = False
    heading: int = 0
    bold: bool = False
    bullet: bool = False
    cell: bool = False  # a tab stands before it, as a cell of a table comes out of some programs

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells of a row of a table; one where it is no row."""
        return tuple(self.text.split("\t"))

    @property
    def plain(self) -> str:
        """Its words with a space where a cell ends."""
        return self.text.replace("\t", " ")

    @property
    def shouted(self) -> bool:
        """Whether it is all in capitals, and is words."""
        return self.text.isupper() and sum(c.isalpha() for c in self.text) > 3


def lines_of(text: str) -> list[Line]:
    """Every line that is not blank. The marks of headings, bullets and bold become hints."""
    found: list[Line] = []
    gap = False
    for number, raw in enumerate(text.splitlines(), start=1):
        line = _line(number, raw, gap)
        gap = line is None
        if line is not None:
            found.append(line)
    return found


def tidy(text: str) -> str:
    """The text on one line without what cannot be printed, every run of spaces a single one."""
    return " ".join(plain_characters(text).split())


def plain_characters(text: str) -> str:
    """Without soft hyphens and what is not seen; odd hyphens and spaces become plain ones."""
    text = unicodedata.normalize("NFC", text).replace("\u2011", "-")
    if text.isprintable():
        return text
    return "".join(_character(c) for c in text)


def _character(c: str) -> str:
    if c.isprintable() or c in "\n\t" or "\uf000" <= c <= "\uf0ff":
        return c
    return " " if unicodedata.category(c).startswith("Z") else ""


def _line(number: int, raw: str, gap: bool) -> Line | None:
    text = plain_characters(raw).strip()
    heading = bullet = 0
    if mark := _HEADING.match(text):
        text, heading = text[mark.end() :], len(mark[1])
    bold = _BOLD.fullmatch(text)
    if bold:
        text = bold[1].strip()
    if mark := _BULLET.match(text):
        text, bullet = text[mark.end() :], 1
    text = _SPACES.sub(" ", _GAP.sub("\t", text))
    text = "".join(c for c in text if c.isprintable() or c == "\t").strip()
    if not text:
        return None
    return Line(number, text, gap, heading, bold is not None, bool(bullet), raw[:1] == "\t")
