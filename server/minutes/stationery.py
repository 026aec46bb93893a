"""The stationery: page, styles, language and properties of a Word file in the house style."""

from __future__ import annotations

from datetime import UTC
from typing import NamedTuple

from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm
from docx.styles.style import ParagraphStyle

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
    right: int = 0
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

# Word draws one border around paragraphs that are alike: the lines between them are named apart.
_TO_SIGN = "".join(
    f'<w:{side} w:val="single" w:sz="6" w:space="3" w:color="000000"/>'
    for side in ("bottom", "between")
)
_SHADE = "E7E6E6"
_BAND = "".join(
    f'<w:{side} w:val="single" w:sz="12" w:space="3" w:color="{_SHADE}"/>'
    for side in ("top", "left", "bottom", "right")
)
_BENEATH = _Style(
    bold=True,
    before=8,
    after=4,
    left=2 * _INDENT,
    hanging=_INDENT,
    keep_with_next=True,
)
_STYLES = {
    "Normal": _Style(),
    "Title": _Style(size=18, bold=True, before=6, after=14),
    "Heading 1": _Style(
        size=12,
        bold=True,
        before=16,
        left=_INDENT,
        hanging=_INDENT,
        keep_with_next=True,
        borders=_RULE,
    ),
    "Heading 2": _BENEATH,
    "Heading 3": _BENEATH,
    "Heading 4": _BENEATH,
    "Body Text": _Style(),
    "List Bullet": _Style(after=4, left=_INDENT + 360, hanging=360),
    "Header": _Style(size=9, after=0, tabs=(("right", _TEXT_WIDTH),)),
    "Footer": _Style(size=9, after=0),
    "Note Times": _Style(keep_with_next=True),
    "Note Text": _Style(left=_INDENT),
    "Note Mark": _Style(size=12, bold=True, after=10, left=105, right=105, borders=_BOX),
    "Note Columns": _Style(
        bold=True,
        before=14,
        after=0,
        tabs=(("left", _INDENT),),
        left=105,
        right=105,
        keep_with_next=True,
        borders=_BAND,
        shade=_SHADE,
    ),
    "Note Cell": _Style(before=2, after=2),
    "Note Signed": _Style(before=24, right=2835, keep_with_next=True, borders=_TO_SIGN),
}
_SIDE = '<w:{} w:val="single" w:sz="12" w:space="3" w:color="000000"/>'
_RESTRICTED = {
    "Note Private": _Style(
        size=10, bold=True, before=6, keep_with_next=True, borders=_SIDE.format("top")
    ),
    "Note Private End": _Style(size=10, bold=True, after=10, borders=_SIDE.format("bottom")),
}


def prepare(word: Word, sheet: Sheet) -> None:
    """Make the empty document the stationery of this sheet."""
    _lighten(word)
    _page(word)
    locale = _LOCALES.get(sheet.language, sheet.language)
    _defaults(word, locale)
    styles = _STYLES | _RESTRICTED if sheet.restricted else _STYLES
    for name, style in styles.items():
        _set(_style(word, name), style)
    _language(word.styles["Normal"].element.rPr, locale)
    _properties(word, sheet, locale)


def _lighten(word: Word) -> None:
    """Leave out what the library's own template brings and a note has no use for."""
    for relations in (word.part.rels, word.part.package.rels):
        for id, relation in list(relations.items()):
            if relation.reltype.endswith(("/thumbnail", "/stylesWithEffects", "/customXml")):
                del relations[id]


def _page(word: Word) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = Cm(2.3), Cm(2)
    section.header_distance = section.footer_distance = Cm(1)


def _defaults(word: Word, locale: str) -> None:
    """The language and the fonts of everything that names none of its own."""
    styles = word.styles.element
    (defaults,) = styles.xpath("w:docDefaults/w:rPrDefault/w:rPr")
    _language(defaults, locale)
    defaults.replace(
        defaults.find(qn("w:rFonts")),
        parse_xml(
            f'<w:rFonts {nsdecls("w")} w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}"'
            f' w:cs="{FONT}"/>'
        ),
    )
    _settings(word, locale)


def _settings(word: Word, locale: str) -> None:
    settings = word.settings.element
    settings.find(qn("w:themeFontLang")).set(qn("w:val"), locale)
    settings.find(qn("w:zoom")).set(qn("w:percent"), "100")
    settings.remove(settings.find(qn("w:savePreviewPicture")))
    (compatibility,) = settings.xpath("w:compat")
    compatibility.remove(compatibility.find(qn("w:useFELayout")))
    # 14 is the template's: Word 2010, which Word of today opens in "compatibility mode".
    (mode,) = settings.xpath("w:compat/w:compatSetting[@w:name='compatibilityMode']")
    mode.set(qn("w:val"), "15")


def _style(word: Word, name: str) -> ParagraphStyle:
    style: ParagraphStyle
    if name in word.styles:
        style = word.styles[name]
        return style
    style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = word.styles["Normal"]
    style.quick_style = True
    return style


def _set(style: ParagraphStyle, given: _Style) -> None:
    """Give a style our looks in place of the template's; that it makes a list or outline stays."""
    element = style.element
    numbering = element.xpath("w:pPr/w:numPr")
    outline = element.xpath("w:pPr/w:outlineLvl")
    for looks in element.xpath("w:pPr | w:rPr"):
        element.remove(looks)
    paragraph = parse_xml(f"<w:pPr {nsdecls('w')}>{_paragraph_looks(given)}</w:pPr>")
    for each in numbering:
        paragraph.insert(0, each)
    for each in outline:
        paragraph.append(each)
    element.append(paragraph)
    element.append(parse_xml(f"<w:rPr {nsdecls('w')}>{_letter_looks(given)}</w:rPr>"))


def _paragraph_looks(style: _Style) -> str:
    """In the order that the schema wants."""
    looks = "<w:keepNext/><w:keepLines/>" if style.keep_with_next else ""
    if style.borders:
        looks += f"<w:pBdr>{style.borders}</w:pBdr>"
    if style.shade:
        looks += f'<w:shd w:val="clear" w:color="auto" w:fill="{style.shade}"/>'
    if style.tabs:
        tabs = (f'<w:tab w:val="{side}" w:pos="{place}"/>' for side, place in style.tabs)
        looks += f"<w:tabs>{''.join(tabs)}</w:tabs>"
    before, after = int(style.before * 20), int(style.after * 20)
    looks += f'<w:spacing w:before="{before}" w:after="{after}" w:line="264" w:lineRule="auto"/>'
    sides = f'w:left="{style.left}" w:right="{style.right}" w:hanging="{style.hanging}"'
    return f"{looks}<w:ind {sides}/>"


def _letter_looks(style: _Style) -> str:
    bold = "<w:b/><w:bCs/>" if style.bold else ""
    half_points = int(style.size * 2)
    return f'{bold}<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _language(looks: BaseOxmlElement, locale: str) -> None:
    for known in looks.xpath("w:lang"):
        looks.remove(known)
    languages = f'w:val="{locale}" w:eastAsia="{locale}"'
    looks.append(parse_xml(f"<w:lang {nsdecls('w')} {languages}/>"))


def _properties(word: Word, sheet: Sheet, locale: str) -> None:
    about = word.core_properties
    about.title = sheet.title[:_LONGEST_PROPERTY]
    about.author = about.last_modified_by = sheet.author[:_LONGEST_PROPERTY]
    about.subject = sheet.subject[:_LONGEST_PROPERTY]
    about.language = locale
    about.comments = ""
    if sheet.restricted:
        about.category = sheet.restricted[:_LONGEST_PROPERTY]
    about.created = about.modified = sheet.as_of.astimezone(UTC)
