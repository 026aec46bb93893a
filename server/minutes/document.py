"""The note as a Word file (DOCX) that a clerk can go on editing: real styles, no layout tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docx import Document
from docx.document import Document as Word
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml
from docx.text.paragraph import Paragraph
from markupsafe import Markup

from server.minutes.model import Bullets
from server.minutes.package import packed
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
from server.minutes.stationery import GREY, prepare
from server.minutes.wordprocessing import field, line, paragraph, row, run, table

_PARTICULARS = (1418, 8220)
_REGISTER = (1700, 3400, 4538)
_WITHOUT_AUTHORITIES = (1700, 7938)


def document(sheet: Sheet) -> bytes:
    """The sheet as a Word file. The same sheet gives the same bytes."""
    word = Document()
    prepare(word, sheet)
    content = Markup().join(_content(sheet))
    _put(word, f"<w:body {nsdecls('w')}>{content}</w:body>")
    section = word.sections[0]
    if sheet.restricted:
        section.header.paragraphs[0].insert_paragraph_before()
        restricted = paragraph("Header", run(sheet.restricted, bold=True))
        _replace(section.header.paragraphs[0], restricted)
    _replace(section.header.paragraphs[-1], _running(sheet))
    _replace(section.footer.paragraphs[0], _numbered(sheet))
    return packed(word, sheet.as_of)


def _content(sheet: Sheet) -> Iterator[Markup]:
    for mark in sheet.marks:
        yield paragraph("NoteMark", run(mark))
    yield paragraph("Title", run(sheet.title))
    for element in sheet.elements:
        yield from _element(element)


def _element(element: Element) -> Iterator[Markup]:
    match element:
        case Passage():
            yield from _passage(element)
        case Particulars():
            yield _particulars(element)
        case Register():
            yield _register(element)
        case Signature():
            yield from (paragraph("NoteSigned", run(label)) for label in element.labels)
        case _:
            yield _words(element)


def _words(element: Heading | Columns | Sentence | Boundary) -> Markup:
    match element:
        case Heading():
            return _heading(element)
        case Columns():
            return paragraph("NoteColumns", run(f"{element.left}\t{element.right}"))
        case Sentence():
            return paragraph("BodyText", run(element.text))
        case Boundary():
            style = "NotePrivate" if element.begins else "NotePrivateEnd"
            return paragraph(style, run(element.text))


def _heading(heading: Heading) -> Markup:
    number = f"{heading.number}\t" if heading.number else ""
    style = f"Heading{heading.level}"
    return paragraph(style, run(number + heading.text), new_page=heading.new_page)


def _passage(passage: Passage) -> Iterator[Markup]:
    style = "NoteTimes" if passage.part == "sitting" else "NoteText"
    for piece in passage.pieces:
        if isinstance(piece, Bullets):
            yield from (paragraph("ListBullet", line(point)) for point in piece.points)
        else:
            yield paragraph(style, line(piece.line))


def _particulars(particulars: Particulars) -> Markup:
    rows = (
        row(_PARTICULARS, (_cell(label, bold=True), _cell(value)), heads=place == 0)
        for place, (label, value) in enumerate(particulars.rows)
    )
    labels = ", ".join(label for label, _ in particulars.rows)
    return table(particulars.caption, labels, _PARTICULARS, rows)


def _register(register: Register) -> Markup:
    widths = _REGISTER if register.authorities else _WITHOUT_AUTHORITIES
    head = row(widths, (_cell(column, bold=True) for column in register.columns), heads=True)
    rows = (
        row(widths, _person(member, first=place == 0)[: len(widths)])
        for group in register.groups
        for place, member in enumerate(group.rows)
    )
    return table(register.caption, ", ".join(register.columns), widths, (head, *rows))


def _person(person: Row, *, first: bool) -> tuple[Markup, ...]:
    """A role is repeated in every row, so that each can be read alone; but only once aloud."""
    remarks = ", ".join(remark.text for remark in person.remarks)
    name = f"{person.name.text} ({remarks})" if remarks else person.name.text
    role = _cell(person.role, bold=True) if first else _cell(person.role, colour=GREY)
    return role, _cell(name), _cell(person.authority)


def _cell(text: str, *, bold: bool = False, colour: str = "") -> Markup:
    return paragraph("NoteCell", run(text, bold=bold, colour=colour))


# What stands on every page


def _running(sheet: Sheet) -> Markup:
    marks = " – ".join(mark for mark in sheet.marks if mark != sheet.restricted)
    return paragraph("Header", run(marks, bold=True), run(f"\t{sheet.running}"))


def _numbered(sheet: Sheet) -> Markup:
    fields = {"{page}": field("PAGE", "1"), "{pages}": field("NUMPAGES", "1")}
    parts = re.split(r"(\{page\}|\{pages\})", sheet.page_of)
    return paragraph("Footer", *(fields[p] if p in fields else run(p) for p in parts if p))


def _put(word: Word, body: str) -> None:
    """Put these paragraphs and tables before the properties of the page."""
    end = word.element.body.sectPr
    for child in list(parse_xml(body)):
        end.addprevious(child)


def _replace(old: Paragraph, new: Markup) -> None:
    made = parse_xml(str(new).replace("<w:p>", f"<w:p {nsdecls('w')}>", 1))
    old._p.getparent().replace(old._p, made)
