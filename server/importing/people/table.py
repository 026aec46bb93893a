"""A table of people as a spreadsheet saves it: CSV with commas, semicolons, bars or tabs."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import NamedTuple

from server.importing.decoding import Unusable, decoded
from server.importing.findings import Findings
from server.importing.markup import one_line
from server.importing.people.cells import Cells, guarded, honorific
from server.importing.people.columns import Columns, columns_of, tell_unread
from server.importing.people.person import (
    MOST_PEOPLE,
    ImportedPeople,
    ImportedPerson,
    gathered,
)
from server.words import N_

MOST_BEFORE_HEADINGS = 20
MOST_CELLS = 200

_DELIMITERS = ",;\t|"


class Row(NamedTuple):
    """A row that is not empty, and the line on which it begins."""

    line: int
    cells: list[str]


def read_table(content: bytes | str) -> ImportedPeople:
    """The people of a table whose headings say what stands under them, in any order.

    A row with more cells than headings is left out whole, as its cells may have slipped under
    wrong headings. Cells of columns that are not read are in no finding.
    """
    notes = Findings()
    try:
        text, findings = decoded(content)
        notes.add(findings)
        rows = _rows(_without_nul(text, notes), notes)
        people = _people(rows, notes)
    except Unusable as unusable:
        return ImportedPeople(findings=(*notes.all(), unusable.finding))
    return gathered(people, notes)


def _without_nul(text: str, notes: Findings) -> str:
    if "\x00" in text:
        notes.guessed(N_("There are characters in this that are no text; they are left out."))
    return text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")


def _rows(text: str, notes: Findings) -> list[Row]:
    """The rows that are not empty, no more than are needed to see that there are too many."""
    delimiter, start = _delimiter(text)
    with suppress(csv.Error):
        return _parsed(text, delimiter, start, strict=True)
    try:
        rows = _parsed(text, delimiter, start, strict=False)
    except csv.Error as error:
        raise Unusable(N_("This is no table that can be read. Save it as CSV.")) from error
    notes.guessed(N_("Quotation marks stand where none belong. See that every row is right."))
    return rows


def _parsed(text: str, delimiter: str, start: int, strict: bool) -> list[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    rows: list[Row] = []
    line = 1
    try:
        for cells in reader:
            if line > start and any(cell.strip() for cell in cells):
                rows.append(Row(line, cells))
            if len(rows) > MOST_PEOPLE + MOST_BEFORE_HEADINGS:
                break
            line = reader.line_num + 1
    except csv.Error as error:
        if "unexpected end" not in str(error):
            raise
        sentence = N_("On line {line} a quotation mark is opened that is never closed.")
        raise Unusable(sentence, line, line=line) from error
    return rows


def _delimiter(text: str) -> tuple[str, int]:
    """What stands between cells, and how many lines before the table say so (sep=;)."""
    first, _, _ = text[:2_000].partition("\n")
    if first.casefold().startswith("sep=") and len(first.strip("\n")) == 5:
        return (first[4] if first[4] in _DELIMITERS else ","), 1
    best, most = ",", 0
    for line in text[:20_000].splitlines()[:MOST_BEFORE_HEADINGS]:
        outside = re.sub(r'"[^"]*"', "", line)
        for delimiter in _DELIMITERS:
            headings = columns_of([cell.strip(' "') for cell in line.split(delimiter)])
            if (
                headings is not None
                and outside.count(delimiter) >= most
                and len(headings.places) > 1
            ):
                return delimiter, 0
            if outside.count(delimiter) > most:
                best, most = delimiter, outside.count(delimiter)
    return best, 0


def _people(rows: list[Row], notes: Findings) -> list[ImportedPerson]:
    place, columns = _headings(rows)
    for row in rows[:place]:
        told = [cell for cell in row.cells if cell.strip()]
        # Several cells may be a row of people under headings that were not understood.
        words = one_line(told[0]) if len(told) == 1 else ""
        notes.leave(N_("This stands above the headings and is left out."), row.line, words)
    tell_unread(columns, rows[place].line, notes)
    below = rows[place + 1 :]
    if len(below) > MOST_PEOPLE:
        sentence = N_("There are more than {most} rows, too many for one council.")
        raise Unusable(sentence, most=f"{MOST_PEOPLE:,}")
    cells = Cells(notes)
    return [_person(row, columns, cells) for row in _fitting(below, columns, notes)]


def _headings(rows: Sequence[Row]) -> tuple[int, Columns]:
    for place, row in enumerate(rows[: MOST_BEFORE_HEADINGS + 1]):
        columns = columns_of(row.cells[:MOST_CELLS])
        if columns is not None:
            return place, columns
    sentence = N_(
        "No heading says where the names stand. Write a first row with “Name”, and “Ward”, "
        "“Group”, “Committee”, “Role”, “From” and “Until” as far as you have them."
    )
    raise Unusable(sentence)


def _fitting(rows: Sequence[Row], columns: Columns, notes: Findings) -> Iterator[Row]:
    for row in rows:
        if any(cell.strip() for cell in row.cells[columns.width :]):
            # Its words are not told: one of its cells may be part of an address.
            sentence = N_(
                "Line {line} has more cells than there are headings, so that they may stand under "
                "wrong ones: left out. Put words with commas in quotation marks."
            )
            notes.leave(sentence, row.line, "", line=row.line)
            continue
        needed = max(columns.places.values(), default=0) + 1
        if len(row.cells) < needed and len(row.cells) < columns.width:
            sentence = N_(
                "Line {line} has fewer cells than there are headings; the last are empty."
            )
            notes.guessed(sentence, row.line, line=row.line)
        yield row


def _person(row: Row, columns: Columns, cells: Cells) -> ImportedPerson:
    said = {field: _cell(row.cells, place) for field, place in columns.places.items()}
    prefix = said.get("prefix", "")
    position = said.get("position", "")
    if prefix and not honorific(prefix) and not position:
        sentence = N_("“{text}” is no title before a name; read as a post held.")
        cells.notes.guessed(sentence, row.line, prefix, text=prefix[:60])
        prefix, position = "", prefix
    return ImportedPerson(
        name=_name(said, prefix),
        ward=said.get("ward", ""),
        group=said.get("group", ""),
        authority=said.get("authority", ""),
        role=said.get("role", ""),
        capacity=cells.capacity(said.get("capacity", ""), said.get("role", ""), row.line),
        votes=cells.votes(said.get("votes", ""), row.line),
        body=said.get("body", ""),
        since=cells.day(said.get("since", ""), row.line),
        until=cells.day(said.get("until", ""), row.line),
        identifier=said.get("identifier", ""),
        position=position,
        line=row.line,
    )


def _name(said: dict[str, str], prefix: str) -> str:
    whole = said.get("name", "")
    name = whole or f"{said.get('first', '')} {said.get('surname', '')}".strip()
    if name and prefix and not name.casefold().startswith(prefix.casefold()):
        name = f"{prefix} {name}"
    suffix = said.get("suffix", "")
    return f"{name} {suffix}".strip() if name and not name.endswith(suffix) else name


def _cell(cells: Sequence[str], place: int) -> str:
    """The words of a cell; the apostrophe that keeps a spreadsheet from running them taken off."""
    words = one_line(cells[place]) if place < len(cells) else ""
    return words[1:] if guarded(words) else words
