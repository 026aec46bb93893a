"""The stationery: page, styles, language and properties of a Word file in the house style."""

from __future__ import annotations

from typing import NamedTuple

from docx.document import Document as Word

from server.minutes.sheet import Sheet

FONT = "Arial"
GREY = "595959"
_LOCALES = {"en": "en-GB", "cy": "cy-GB"}
_LONGEST_PROPERTY = 255


class _Style(NamedTuple):
    """A paragraph style: sizes in points, indents in twentieths of a point."""

    size: float = 11
    bold: bool = False
    before: float = 0
    after: float = 6
    left: int = 0
    hanging: int = 0
    tabs: tuple[tuple[str, int], ...] = ()
    keep_with_next: bool = False
    borders: str = ""
    shade: str = ""


_INDENT = 709
_TEXT_WIDTH = 9638
_RULE = '<w:top w:val="single" w:sz="4" w:space="6" w:color="A6A6A6"/>'
_BOX = "".join(
    f'<w:{side} w:val="single" w:sz="12" w:space="4" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right")
)
_AT_RIGHT = (("clear", 4320), ("clear", 4680), ("clear", 8640), ("clear", 9360), ("right", _TEXT_WIDTH))

_STYLES = {
    "Normal": _Style(),
    "Title": _Style(size=18, bold=True, before=6, after=14),
    "Heading 1": _Style(
        12, bold=True, before=16, after=6, left=_INDENT, hanging=_INDENT,
        keep_with_next=True, borders=_RULE,
    ),
    "Heading 2": _Style(11, bold=True, before=8, after=4, left=_INDENT, keep_with_next=True,
                        tabs=(("left", _INDENT + 709),)),
    "Heading 3": _Style(11, bold=True, before=8, after=4, left=_INDENT, keep_with_next=True,
                        tabs=(("left", _INDENT + 709),)),
    "Heading 4": _Style(11, bold=True, before=8, after=4, left=_INDENT, keep_with_next=True,
                        tabs=(("left", _INDENT + 709),)),
    "Body Text": _Style(after=6),
    "List Bullet": _Style(left=_INDENT + 360, hanging=360, after=4),
    "Header": _Style(9, after=0, tabs=_AT_RIGHT),
    "Footer": _Style(9, after=0),
    "Note Text": _Style(left=_INDENT),
    "Note Mark": _Style(12, bold=True, after=10, borders=_BOX, left=85),
    "Note Columns": _Style(
        11, bold=True, before=14, after=0, keep_with_next=True, shade="E7E6E6",
        tabs=(("left", _INDENT),),
    ),
    "Note Cell": _Style(before=2, after=2),
}  # fmt: skip


def prepare(word: Word, sheet: Sheet) -> None:
    """Make the empty document the stationery of this sheet."""
    _lighten(word)
    _page(word)
    _defaults(word, _LOCALES.get(sheet.language, sheet.language))
    for name, style in _STYLES.items():
        _set(_style(word, name), style)
    _properties(word, sheet)
