"""How the items of an agenda are numbered, and where the first of them may stand."""

from __future__ import annotations

import re

import msgspec
from msgspec.structs import replace

from server.importing.lines import Line
from server.importing.numbering import Kind, Numbered, leading

FARTHEST = 20  # a number so much higher than the last is no number of the next item

_START = re.compile(
    r"(?:the\s+)?a\s?g\s?e\s?n\s?d\s?a(?:\s+items?)?|order of (?:business|the day)|business"
    r"|items of business|business to be (?:transacted|considered)|rhaglen|agenda / rhaglen"
    r"|rhaglen / agenda|y rhaglen"
    r"|(?:agenda )?item\s(?:decisions and actions|title|subject|.*pages?)",
    re.I,
)
_AT = re.compile(
    r"\(?(?:[01]?\d|2[0-3])(?:[.:][0-5]\d\s*(?:[ap]\.?m\.?)?|\s*[ap]\.?m\.?)\)?[\s:–-]+(?=\S)", re.I
)
_CLOCK = re.compile(r"(?:[01]?\d|2[0-3])(?::[0-5]\d|[.][0-5]\d\s*[ap]\.?m\b)\s+(?=\S)", re.I)
_BESIDE = " .:-–—*_|"


class Shape(msgspec.Struct, frozen=True):
    """The way in which the items are told from what stands between them.

    `kind` numbers them; without one it is their form: "bullet", "heading", "bold", "clock" or
    "block".
    """

    kind: Kind | None
    series: str = ""
    form: str = ""
    start: int = 0  # the index of the first line that may be an item
    paged: bool = False  # the table has a column of page numbers


def is_start(line: Line) -> bool:
    """Whether the line says that the agenda begins after it."""
    return bool(_START.fullmatch(line.plain.strip(_BESIDE)))


def begins_at(line: Line) -> bool:
    """Whether the line begins with a time of day and goes on with words, as in a running order."""
    found = _AT.match(line.text)
    return found is not None and any(map(str.isalpha, line.text[found.end() :]))


def shape_of(lines: list[Line]) -> Shape | None:
    """How the items are numbered; None where nothing looks like an agenda."""
    start = _start(lines)
    found = _from(lines, start, bool(start)) or (_from(lines, 0, False) if start else None)
    if found is None:
        return None
    above = lines[max(start - 5, 0) : start]
    return replace(
        found, paged=any("page" in line.text.lower() for line in above if is_start(line))
    )


def _start(lines: list[Line]) -> int:
    """After the word “Agenda”: after its last, if no item stands between."""
    start = 0
    for n, line in enumerate(lines):
        if is_start(line):
            start = n + 1
        elif start and _begins_items(leading(line.text)):
            break
    return start


def _begins_items(found: Numbered | None) -> bool:
    if found is None or not found.strong or not found.rest:
        return False
    return found.kind not in (Kind.DOTTED, Kind.LETTER, Kind.ROMAN)


def last_number(lines: list[Line], kind: Kind | None) -> int:
    """The line of the last number that may be one of an item."""
    numbers = ((line.number, leading(line.text)) for line in reversed(lines))
    return next((n for n, found in numbers if found and found.kind is kind), 0)


def runs_on(kind: Kind, value: int, last: int, strong: bool) -> bool:
    """Whether a number may be the next after `last`: digits before words must be exactly so."""
    if strong or kind is not Kind.PLAIN:
        return last < value <= last + FARTHEST or (last == 0 and value <= 999)
    return value == last + 1


def _from(lines: list[Line], start: int, marked: bool) -> Shape | None:
    runs: dict[tuple[Kind, str], tuple[int, int]] = {}
    for line in lines[start:]:
        found = leading(line.text)
        if found is not None and not line.bullet:
            _count(runs, found)
    chosen = _chosen(runs, marked)
    clocks = sum(_CLOCK.match(line.text) is not None for line in lines[start:])
    if chosen is not None and clocks > max(1, runs[chosen][1]):  # 11.00 is a number by itself
        return Shape(None, form="clock", start=start)
    if chosen is not None:
        return Shape(chosen[0], chosen[1], start=start)
    return _by_form(lines, start, marked)


def _count(runs: dict[tuple[Kind, str], tuple[int, int]], found: Numbered) -> None:
    key = found.kind, found.series if found.kind is Kind.SLASHED else ""
    last, count = runs.get(key, (0, 0))
    if runs_on(found.kind, found.value, last, found.strong):
        runs[key] = found.value, count + 1


def _chosen(runs: dict[tuple[Kind, str], tuple[int, int]], marked: bool) -> tuple[Kind, str] | None:
    slashed = [(run[1], key) for key, run in runs.items() if key[0] is Kind.SLASHED]
    if slashed and max(slashed)[0] >= 2:
        return max(slashed)[1]
    for kind in (Kind.PLAIN, Kind.UPPER, Kind.LETTER, Kind.ROMAN, Kind.BRACKETED, Kind.DOTTED):
        least = 1 if kind is Kind.PLAIN or marked else 2
        if runs.get((kind, ""), (0, 0))[1] >= least:
            return kind, ""
    return None


def _by_form(lines: list[Line], start: int, marked: bool) -> Shape | None:
    after = lines[start:]
    counts = {
        "heading": sum(bool(line.heading) for line in after),
        "bold": sum(line.bold for line in after),
        "bullet": sum(line.bullet for line in after),
        "clock": sum(map(begins_at, after)),
    }
    for form, count in counts.items():
        if count >= 2 and (marked or form in ("heading", "clock")):
            return Shape(None, form=form, start=start)
    return Shape(None, form="block", start=start) if marked and after else None
