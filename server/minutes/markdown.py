"""The note as Markdown (CommonMark, with tables). What was typed comes out as it was typed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from server.minutes.model import Bullets, Line, Piece, Span
from server.minutes.sheet import (
    Boundary,
    Columns,
    Element,
    Heading,
    Particulars,
    Passage,
    Register,
    Row,
    Sentence,
    Sheet,
    Signature,
)

# Marks that mean something anywhere in a line. "_" only does at the edge of a word, "<" before
# what may be a tag, "&" in the name of a character, "#" at the edge of a heading.
_ANYWHERE = re.compile(
    r"[\\`*\[\]|~$]|(?<![^\W_])_|_(?![^\W_])|<(?=[A-Za-z/!?])|&(?=#?\w+;)|(?<!\S)#"
)
# Marks that mean something at the beginning of a line: lists, quotations, rules.
_AT_BEGINNING = re.compile(
    r"^(\s*)(?:(\d{1,9})(?=[.)](?:\s|$))|(?=>|[-+](?:\s|$)|--|=+\s*$))", re.MULTILINE
)

_BLANK = "\\_" * 24  # to be filled in by hand
_ADDRESS = re.compile(r"[<>\\\s]")  # what would end the address of a link, or mean something in it


def markdown(sheet: Sheet) -> bytes:
    """The sheet as Markdown text."""
    return ("\n\n".join(_blocks(sheet)) + "\n").encode()


def _blocks(sheet: Sheet) -> Iterator[str]:
    for mark in sheet.marks:
        yield f"**{escaped(mark)}**"
    yield f"# {escaped(sheet.title)}"
    for element in sheet.elements:
        yield from _element(element)


def _element(element: Element) -> Iterator[str]:
    match element:
        case Passage():
            yield from map(_piece, element.pieces)
        case Particulars():
            yield _particulars(element)
        case Register():
            yield _register(element)
        case Signature():
            yield from (f"{escaped(label)}: {_BLANK}" for label in element.labels)
        case _:
            yield _words(element)


def _words(element: Heading | Columns | Sentence | Boundary) -> str:
    match element:
        case Heading():
            text = " ".join(filter(None, (element.number, element.text)))
            return "#" * (element.level + 1) + " " + _in_line(text)
        case Columns():
            return f"**{escaped(element.left)} – {escaped(element.right)}**"
        case Sentence():
            return escaped(element.text)
        case Boundary():
            return f"**[{escaped(element.text)}]**"


def _piece(piece: Piece) -> str:
    if isinstance(piece, Bullets):
        return "\n".join("- " + _line(point).replace("\n", "\n  ") for point in piece.points)
    return _line(piece.line)


def _line(line: Line) -> str:
    """A line of words; a new line within it is kept by a backslash."""
    return "".join(map(_span, line))


def _span(span: Span) -> str:
    words = span.text.strip()
    mark = "**" * span.strong + "*" * span.em
    text = span.text.replace(words, f"{mark}{escaped(words)}{mark[::-1]}", 1) if words else " "
    if span.link:
        text = f"[{text}](<{_ADDRESS.sub(lambda c: f'%{ord(c[0]):02X}', span.link)}>)"
    return text.replace("\n", "\\\n")


def _particulars(table: Particulars) -> str:
    rows = [_row(f"**{_in_line(label)}**", _in_line(value)) for label, value in table.rows]
    return "\n".join([rows[0], _row("---", "---"), *rows[1:]])


def _register(table: Register) -> str:
    count = len(table.columns)
    head = [_row(*map(_in_line, table.columns)), _row(*["---"] * count)]
    rows = [_row(*_person(row)[:count]) for group in table.groups for row in group.rows]
    return "\n".join(head + rows)


def _person(row: Row) -> tuple[str, ...]:
    remarks = ", ".join(remark.text for remark in row.remarks)
    name = f"{row.name.text} ({remarks})" if remarks else row.name.text
    return _in_line(row.role), _in_line(name), _in_line(row.authority)


def _row(*cells: str) -> str:
    return "| " + " | ".join(cells) + " |"


def _in_line(text: str) -> str:
    return escaped(" ".join(text.split()))


def escaped(text: str) -> str:
    """The text with a backslash before each mark that Markdown would take for its own."""
    return _AT_BEGINNING.sub(r"\1\2\\", _ANYWHERE.sub(r"\\\g<0>", text))
