"""The markup of a Word file: paragraphs, runs and tables as WordprocessingML (ECMA-376 part 1).

Built as text and read once: a table cell costs a hundredth of what python-docx asks for one.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from server.minutes.model import Line, Span

_BREAK = Markup("<w:br/>")
_TAB = Markup("<w:tab/>")
_BLUE = "0B4A8F"
_RUN = Markup("<w:r>{}</w:r>")
_MARK = Markup('<w:r><w:fldChar w:fldCharType="{}"/></w:r>')  # of a field in parts


def paragraph(style: str, *content: Markup, new_page: bool = False) -> Markup:
    """A paragraph in a style, by the style's id."""
    properties = Markup("<w:pageBreakBefore/>") * new_page
    return Markup('<w:p><w:pPr><w:pStyle w:val="{}"/>{}</w:pPr>{}</w:p>').format(
        style, properties, Markup().join(content)
    )


def run(
    text: str, *, bold: bool = False, italic: bool = False, colour: str = "", under: bool = False
) -> Markup:
    """Words in one manner. "\\n" begins a new line, "\\t" goes to the next tab stop."""
    manner = Markup("<w:b/><w:bCs/>") * bold + Markup("<w:i/><w:iCs/>") * italic
    if colour:
        manner += Markup('<w:color w:val="{}"/>').format(colour)
    manner += Markup('<w:u w:val="single"/>') * under
    properties = Markup("<w:rPr>{}</w:rPr>").format(manner) if manner else Markup()
    return Markup("<w:r>{}{}</w:r>").format(properties, _BREAK.join(map(_tabbed, text.split("\n"))))


def line(spans: Line) -> Markup:
    """A line of words."""
    return Markup().join(map(_span, spans))


def _span(span: Span) -> Markup:
    bold, italic = span.strong, span.em
    if not span.link:
        return run(span.text, bold=bold, italic=italic)
    return _linked(span.link, run(span.text, bold=bold, italic=italic, colour=_BLUE, under=True))


def _linked(url: str, words: Markup) -> Markup:
    """Words that lead somewhere: a field, so that the address needs no entry of its own. In parts,
    for LibreOffice makes no link of a simple one."""
    address = url.replace("\\", "%5C").replace('"', "%22")
    asked = Markup('<w:instrText xml:space="preserve"> HYPERLINK "{}" </w:instrText>')
    parts = (_MARK.format("begin"), _RUN.format(asked.format(address)), _MARK.format("separate"))
    return Markup().join((*parts, words, _MARK.format("end")))


def field(instruction: str, shown: str) -> Markup:
    """What the word processor fills in, and what it shows until then."""
    return Markup('<w:fldSimple w:instr=" {} "><w:r><w:t>{}</w:t></w:r></w:fldSimple>').format(
        instruction, shown
    )


def table(
    caption: str, description: str, widths: tuple[int, ...], rows: Iterable[Markup]
) -> Markup:
    """A table of full width; `widths` of its columns in twentieths of a point."""
    grid = Markup().join(Markup('<w:gridCol w:w="{}"/>').format(width) for width in widths)
    return Markup(
        "<w:tbl><w:tblPr>"
        '<w:tblStyle w:val="TableGrid"/><w:tblW w:w="{}" w:type="dxa"/>{}'
        '<w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="00A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1"'
        ' w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
        '<w:tblCaption w:val="{}"/><w:tblDescription w:val="{}"/>'
        "</w:tblPr><w:tblGrid>{}</w:tblGrid>{}</w:tbl>"
    ).format(sum(widths), _RULED, caption, description, grid, Markup().join(rows))


def row(widths: tuple[int, ...], cells: Iterable[Markup], *, heads: bool = False) -> Markup:
    """A row that no page break parts; one that `heads` is repeated on each page."""
    drawn = Markup().join(_cell(w, c) for w, c in zip(widths, cells, strict=True))
    header = Markup("<w:tblHeader/>") * heads
    return Markup("<w:tr><w:trPr><w:cantSplit/>{}</w:trPr>{}</w:tr>").format(header, drawn)


_RULED = Markup(
    "<w:tblBorders>"
    '<w:top w:val="single" w:sz="8" w:space="0" w:color="000000"/>'
    '<w:left w:val="nil"/>'
    '<w:bottom w:val="single" w:sz="8" w:space="0" w:color="000000"/>'
    '<w:right w:val="nil"/>'
    '<w:insideH w:val="single" w:sz="4" w:space="0" w:color="A6A6A6"/>'
    '<w:insideV w:val="nil"/>'
    "</w:tblBorders>"
)


def _cell(width: int, content: Markup) -> Markup:
    return Markup('<w:tc><w:tcPr><w:tcW w:w="{}" w:type="dxa"/></w:tcPr>{}</w:tc>').format(
        width, content
    )


def _tabbed(text: str) -> Markup:
    parts = (Markup('<w:t xml:space="preserve">{}</w:t>').format(p) for p in text.split("\t"))
    return _TAB.join(parts)
