"""The paragraphs of a Word file as lines: numbers as Word shows them, rows of tables with tabs.

A heading begins with #, a bullet with •, and a line in bold stands between ** where a document has
no numbers by which its items could be known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from server.importing.lines import tidy
from server.importing.numbering import leading
from server.importing.package import Package
from server.importing.word_numbering import BULLET, Lists
from server.importing.word_styles import Styles, numbering
from server.words import N_, Said

MOST_PARAGRAPHS = 20_000
MOST_CHARACTERS = 1_000_000

_LONG = N_("This Word file is too long to be an agenda. Choose the agenda without its reports.")
_DAMAGED = N_("This Word file is damaged and cannot be read. Open it in Word and save it again.")
_SKIPPED = {
    qn(tag)
    for tag in ("w:instrText", "w:pPr", "w:rPr", "w:del", "w:moveFrom", "w:sectPr", "w:tblPr")
} | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
_BREAKS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_P, _T, _TBL, _TR, _TC = (qn(f"w:{tag}") for tag in ("p", "t", "tbl", "tr", "tc"))
_TXBX, _LINK, _R_ID = qn("w:txbxContent"), qn("w:hyperlink"), qn("r:id")
_RELATIONS = "word/_rels/document.xml.rels"


class _Paragraph(msgspec.Struct):
    list_id: str
    number: str
    text: str
    heading: int = 0
    bold: bool = False


class WordLines:
    """The lines of a Word file: `text`; what was deleted in it; and what stands beside the text.

    Raises `Said` where the file cannot be read.
    """

    def __init__(self, package: Package) -> None:
        document = package.part("word/document.xml")
        body = document.find(qn("w:body")) if document is not None else None
        if document is None or body is None:
            raise Said(_DAMAGED)
        if sum(1 for _ in document.iter(_P)) > MOST_PARAGRAPHS:
            raise Said(_LONG)
        self._lists = Lists(package.part("word/numbering.xml"))
        self._styles = Styles(package.part("word/styles.xml"))
        self._links = _links(package.part(_RELATIONS))
        self._list = ""  # the list of the paragraph before
        lines = _without_bold(list(self._blocks(body)))
        self.text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
        if len(self.text) > MOST_CHARACTERS:
            raise Said(_LONG)
        self.deleted = _deleted(document)
        self.beside = "\n".join(_beside(package))

    def _blocks(self, parent: BaseOxmlElement) -> Iterator[str]:
        """The lines of everything in a body, a cell or a text box."""
        for child in parent.iterchildren():
            if child.tag == _P:
                yield from self._paragraph_lines(child)
            elif child.tag == _TBL:
                yield ""
                yield from self._table(child)
                self._list = ""
            elif child.tag not in _SKIPPED and isinstance(child.tag, str):
                yield from self._blocks(child)  # a content control, or an insertion

    def _table(self, table: BaseOxmlElement) -> Iterator[str]:
        for row in table.iter(_TR):
            if _nearest(row, _TBL) is table:
                cells = [cell for cell in row.iter(_TC) if _nearest(cell, _TR) is row]
                yield from self._row([list(self._cell(cell)) for cell in cells])

    def _cell(self, cell: BaseOxmlElement) -> Iterator[str]:
        """The lines of a cell that are not blank. A number alone may be all that it shows."""
        for child in cell.iterchildren():
            if child.tag == _P:
                read = self._paragraph(child)
                shown = _shown(read, in_table=True)
                yield from (line for line in shown.split("\n") if line.strip())
                yield from self._boxes(child)
            elif child.tag not in _SKIPPED and isinstance(child.tag, str):
                inner = self._table(child) if child.tag == _TBL else self._cell(child)
                yield from (line for line in inner if line.strip())

    def _row(self, cells: list[list[str]]) -> Iterator[str]:
        """The first lines of its cells beside each other, and the others below."""
        first = [cell[0] for cell in cells if cell]
        if first:
            marked = [_unmarked(line) if n else line for n, line in enumerate(first)]
            yield "\t".join(marked)
        for cell in cells:
            yield from cell[1:]

    def _paragraph_lines(self, paragraph: BaseOxmlElement) -> Iterator[str]:
        """A blank line stands before it, but not within one list: there the numbers go on."""
        read = self._paragraph(paragraph)
        if not read.list_id or read.list_id != self._list:
            yield ""
        self._list = read.list_id
        yield from _shown(read, in_table=False).split("\n")
        yield from self._boxes(paragraph)

    def _boxes(self, paragraph: BaseOxmlElement) -> Iterator[str]:
        """What stands in text boxes that hang on a paragraph."""
        for box in paragraph.iter(_TXBX):
            inside = any(each.tag in _SKIPPED for each in box.iterancestors())
            if not inside and _nearest(box, _P) is paragraph:
                yield from self._blocks(box)

    def _paragraph(self, paragraph: BaseOxmlElement) -> _Paragraph:
        properties = paragraph.find(qn("w:pPr"))
        named = properties.find(qn("w:pStyle")) if properties is not None else None
        style = self._styles.of(named.get(qn("w:val"), "") if named is not None else "")
        list_id, level = numbering(properties)
        if not list_id:
            list_id, level = style.list_id, level or style.level
        number = self._lists.number(list_id, level) if list_id not in ("", "0") else ""
        text = "".join(self._words(paragraph))
        bold = style.bold or _bold(paragraph)
        if not number:  # numbers that were typed go on where they look the same
            list_id = f"typed {style} {bold}" if leading(text.strip()) else ""
        return _Paragraph(list_id, number, text, style.heading, bold)

    def _words(self, parent: BaseOxmlElement) -> Iterator[str]:
        for child in parent.iterchildren():
            if child.tag == _T:
                yield child.text or ""
            elif child.tag in _BREAKS:
                yield _BREAKS[child.tag]
            elif child.tag == _LINK:
                yield from self._link(child)
            elif isinstance(child.tag, str) and child.tag not in _SKIPPED and child.tag != _TXBX:
                yield from self._words(child)

    def _link(self, link: BaseOxmlElement) -> Iterator[str]:
        """The words of a link, and where it leads if they do not say it."""
        words = "".join(self._words(link))
        address = self._links.get(link.get(_R_ID, ""), "")
        yield words
        if address and address.rstrip("/") not in words:
            yield f" {address} "


def _nearest(element: BaseOxmlElement, tag: str) -> BaseOxmlElement | None:
    return next(element.iterancestors(tag), None)


def _shown(paragraph: _Paragraph, in_table: bool) -> str:
    """A paragraph as text; a line break in it begins another line."""
    text = "\n".join(line.strip() for line in paragraph.text.split("\n"))
    if not text.strip():
        return paragraph.number if in_table and paragraph.number != BULLET else ""
    if paragraph.number:
        between = " " if paragraph.number[-1] in ".):•" else "\t"
        return f"{paragraph.number}{between}{text.strip()}"
    if paragraph.heading and leading(text.strip()) is None:
        return f"{'#' * paragraph.heading} {text.strip()}"
    if paragraph.bold and "\n" not in text and "\t" not in text:
        return f"**{text}**"
    return text


def _unmarked(line: str) -> str:
    bold = re.fullmatch(r"\*\*(.+)\*\*", line)
    return bold[1] if bold else re.sub(r"^#{1,6} ", "", line)


def _without_bold(lines: list[str]) -> list[str]:
    """The marks of bold are for documents without numbers: there they tell the items."""
    if sum(leading(_unmarked(line)) is not None for line in lines) < 2:
        return lines
    return [_unmarked(line) if line.startswith("**") else line for line in lines]


def _bold(paragraph: BaseOxmlElement) -> bool:
    """Whether all its words are in bold."""
    runs = [run for run in paragraph.iterchildren(qn("w:r")) if (run.findtext(_T) or "").strip()]
    marks = [run.find(f"{qn('w:rPr')}/{qn('w:b')}") for run in runs]
    off = ("0", "false", "off")
    return bool(runs) and all(m is not None and m.get(qn("w:val"), "1") not in off for m in marks)


def _links(part: BaseOxmlElement | None) -> dict[str, str]:
    found = {}
    for each in part.iterchildren() if part is not None else ():
        address = each.get("Target", "")
        if each.get("TargetMode") == "External" and re.match(r"https?://\S+\Z", address):
            found[each.get("Id", "")] = address
    return found


def _deleted(document: BaseOxmlElement) -> str:
    words = []
    for tag in ("w:del", "w:moveFrom"):
        for change in document.iter(qn(tag)):
            texts = (each.text or "" for each in change.iter(qn("w:delText"), _T))
            words.append(tidy("".join(texts)))
    return "\n".join(each for each in words if each)


def _beside(package: Package) -> Iterator[str]:
    """The words of headers, footers, notes and comments."""
    pattern = re.compile(r"word/(?:header|footer|footnotes|endnotes|comments)\d*\.xml")
    seen = set()
    for name in [each for each in package.names if pattern.fullmatch(each)][:30]:
        part = package.part(name)
        for paragraph in part.iter(_P) if part is not None else ():
            words = tidy("".join(each.text or "" for each in paragraph.iter(_T)))
            if words and words not in seen:
                seen.add(words)
                yield words
