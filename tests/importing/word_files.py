"""Word files made for tests: from paragraphs as Word writes them, packed as Word packs them."""

from __future__ import annotations

import zipfile
from io import BytesIO

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACES = (
    f'xmlns:w="{W}"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def _level(at: int, form: str, text: str) -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


_FORMS = ((0, "decimal", "%1."), (1, "lowerLetter", "(%2)"), (2, "decimal", "%1.%3"))
_LEVELS = "".join(_level(*each) for each in _FORMS)
# Lists 1 and 3 are one list, of which 3 begins at 11; 2 has bullets; 4 counts by itself.
_LISTS = f"""<w:numbering {_SPACES}>
<w:abstractNum w:abstractNumId="7">{_LEVELS}</w:abstractNum>
<w:abstractNum w:abstractNumId="8">{_level(0, "bullet", "")}</w:abstractNum>
<w:abstractNum w:abstractNumId="9">{_LEVELS}</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="7"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="11"/></w:lvlOverride></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="9"/></w:num>
</w:numbering>"""
_STYLES = f"""<w:styles {_SPACES}>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Item"><w:name w:val="Agenda Item"/>
<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="Mine"/>
<w:basedOn w:val="Item"/></w:style>
</w:styles>"""
_RELATIONS = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId9" Type="x" Target="https://oakham.example/ducks.pdf" TargetMode="External"/>
</Relationships>"""


def p(text: str, style: str = "", list_id: int = 0, level: int = 0, bold: bool = False) -> str:
    """A paragraph."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    listed = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
    marks = "<w:rPr><w:b/></w:rPr>" if bold else ""
    run = f'<w:r>{marks}<w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    return f"<w:p><w:pPr>{named}{listed if list_id else ''}</w:pPr>{run}</w:p>"


def table(*rows: list[str]) -> str:
    """A table: every cell holds paragraphs."""
    made = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in made) + "</w:tbl>"


def word(*body: str, parts: dict[str, str | bytes] | None = None) -> bytes:
    """A Word file with these paragraphs and tables."""
    document = f"<w:document {_SPACES}><w:body>{''.join(body)}</w:body></w:document>"
    return packed(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": document,
            "word/numbering.xml": _LISTS,
            "word/styles.xml": _STYLES,
            "word/_rels/document.xml.rels": _RELATIONS,
            **(parts or {}),
        }
    )


def packed(parts: dict[str, str | bytes]) -> bytes:
    """A zip of these."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()
