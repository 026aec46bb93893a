"""The note as plain text: to be read anywhere, and to be pasted into anything."""

from __future__ import annotations

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


def plain_text(sheet: Sheet) -> bytes:
    """The sheet as text, a line a paragraph."""
    return ("\n\n".join(_blocks(sheet)) + "\n").encode()


def _blocks(sheet: Sheet) -> Iterator[str]:
    yield from sheet.marks
    yield f"{sheet.title}\n{'=' * len(sheet.title)}"
    for element in sheet.elements:
        yield from _element(element)


def _element(element: Element) -> Iterator[str]:
    match element:
        case Passage():
            yield from map(_piece, element.pieces)
        case Particulars():
            yield "\n".join(f"{label}: {value}" for label, value in element.rows)
        case Register():
            yield "\n".join(_person(row) for group in element.groups for row in group.rows)
        case Signature():
            yield from (f"{label}: {'_' * 24}" for label in element.labels)
        case _:
            yield _words(element)


def _words(element: Heading | Columns | Sentence | Boundary) -> str:
    match element:
        case Heading():
            return _heading(element)
        case Columns():
            return f"{element.left}  {element.right}"
        case Sentence():
            return element.text
        case Boundary():
            return f"[{element.text}]"


def _heading(heading: Heading) -> str:
    text = "  ".join(filter(None, (heading.number, heading.text)))
    return f"{text}\n{'-' * len(text)}" if heading.level == 1 else text


def _piece(piece: Piece) -> str:
    if isinstance(piece, Bullets):
        return "\n".join("- " + _line(point).replace("\n", "\n  ") for point in piece.points)
    return _line(piece.line)


def _line(line: Line) -> str:
    return "".join(map(_span, line))


def _span(span: Span) -> str:
    """The words, and after them in brackets where they lead."""
    return f"{span.text} ({span.link})" if span.link and span.link != span.text else span.text


def _person(row: Row) -> str:
    remarks = ", ".join(remark.text for remark in row.remarks)
    name = f"{row.name.text} ({remarks})" if remarks else row.name.text
    told = f"{row.role}: {name}"
    return f"{told}, {row.authority}" if row.authority else told
