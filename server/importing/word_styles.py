"""What the styles of a Word file say of their paragraphs: headings, and lists."""

from __future__ import annotations

import re

import msgspec
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from server.importing.word_numbering import whole

_MOST_BASES = 12


class Style(msgspec.Struct, frozen=True):
    """A paragraph style: the level of its heading, 0 for none, and the list it belongs to."""

    heading: int = 0
    list_id: str = ""
    level: int = 0
    bold: bool = False


class Styles:
    """The paragraph styles of a document."""

    def __init__(self, part: BaseOxmlElement | None) -> None:
        self._parts: dict[str, BaseOxmlElement] = {}
        self._known: dict[str, Style] = {}
        for each in part.iterchildren(qn("w:style")) if part is not None else ():
            self._parts[each.get(qn("w:styleId"), "")] = each

    def of(self, name: str) -> Style:
        """The style of that id, with what it has from those it is based on."""
        if name not in self._known:
            self._known[name] = self._read(name)
        return self._known[name]

    def _read(self, name: str) -> Style:
        chain = list(self._chain(name))
        heading = next((level for each in chain if (level := _heading(each))), 0)
        bold = any(each.find(f"{qn('w:rPr')}/{qn('w:b')}") is not None for each in chain)
        for each in chain:
            list_id, level = numbering(each.find(qn("w:pPr")))
            if list_id:
                return Style(heading, list_id, level, bold)
        return Style(heading, bold=bold)

    def _chain(self, name: str) -> list[BaseOxmlElement]:
        chain: list[BaseOxmlElement] = []
        while (part := self._parts.get(name)) is not None and len(chain) < _MOST_BASES:
            chain.append(part)
            based = part.find(qn("w:basedOn"))
            name = based.get(qn("w:val"), "") if based is not None else ""
        return chain


def numbering(properties: BaseOxmlElement | None) -> tuple[str, int]:
    """The list and the level that paragraph properties name; "0" is: no list whatever the style."""
    found = properties.find(qn("w:numPr")) if properties is not None else None
    if found is None:
        return "", 0
    num, level = found.find(qn("w:numId")), found.find(qn("w:ilvl"))
    list_id = num.get(qn("w:val"), "") if num is not None else ""
    return list_id, whole(level.get(qn("w:val"))) if level is not None else 0


def _heading(style: BaseOxmlElement) -> int:
    name = style.find(qn("w:name"))
    called = name.get(qn("w:val"), "").lower() if name is not None else ""
    if found := re.fullmatch(r"heading ([1-6])", called):
        return int(found[1])
    return 1 if called == "title" else 0
