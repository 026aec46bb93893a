"""Files of every kind that is taken, and of some that are not."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 20
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
PROGRAM = b"MZ\x90\0" + b"\0" * 60
_TYPES = "[Content_Types].xml"
_MAIN = "application/vnd.openxmlformats-officedocument.{}.main+xml"
OOXML = {
    "docx": ("word/document.xml", "wordprocessingml.document"),
    "xlsx": ("xl/workbook.xml", "spreadsheetml.sheet"),
    "pptx": ("ppt/presentation.xml", "presentationml.presentation"),
}
ODF = {"odt": "text", "ods": "spreadsheet", "odp": "presentation"}


def zipped(parts: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def office(ending: str, types: bytes = b"", more: Mapping[str, bytes] | None = None) -> bytes:
    """An Office file as such programs write it, in its bare bones."""
    part, kind = OOXML[ending]
    told = types or _MAIN.format(kind).encode()
    return zipped({_TYPES: told, part: b"<document/>", **(more or {})})


def open_document(ending: str, more: Mapping[str, bytes] | None = None) -> bytes:
    kind = f"application/vnd.oasis.opendocument.{ODF[ending]}".encode()
    return zipped({"mimetype": kind, "content.xml": b"<content/>", **(more or {})})


def bomb() -> bytes:
    """A Word file of some hundred kilobytes that unpacks to 200 MB."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open(_TYPES, "w") as part:
            for _ in range(200):
                part.write(b" " * 1_000_000)
        archive.writestr("word/document.xml", b"<document/>")
    return made.getvalue()


GOOD = {
    "pdf": PDF,
    "png": PNG,
    "jpg": JPEG,
    "txt": "Gŵyl y Môr\r\n".encode(),
    "csv": b"name,votes\r\nOwen,7\r\n",
    **{ending: office(ending) for ending in OOXML},
    **{ending: open_document(ending) for ending in ODF},
}
"""One of each kind, by the ending that its name is given."""

BAD = {
    "Report.pdf": PROGRAM,
    "Page.html": b"<!doctype html><script>alert(1)</script>",
    "Page as text.txt": b"Hello\n<SCRIPT>alert(1)</SCRIPT>",
    "Drawing.svg": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "Drawing.png": b'\xef\xbb\xbf <svg onload="x"/>',
    "Do it.txt": b"#!/bin/sh\nrm -rf /\n",
    "Not UTF-8.txt": b"caf\xe9",
    "Letter.doc": OLD_WORD,
    "Empty.pdf": b"",
    "Zip.docx": zipped({"a.txt": b"a"}),
    "Half.docx": office("docx")[:100],
    "Both.docx": zipped({_TYPES: b"", "word/document.xml": b"", "xl/workbook.xml": b""}),
    "Macros.docx": office("docx", more={"word/vbaProject.bin": b"x"}),
    "Macros told.docx": office("docx", b"application/vnd.ms-word.document.macroEnabled.main+xml"),
    "Old macros.xlsx": office("xlsx", more={"xl/macrosheets/sheet1.xml": b"x"}),
    "Macros.odt": open_document("odt", {"Basic/Standard/Module1.xml": b"x"}),
    "Program inside.odt": open_document("odt", {"setup.exe": b"x"}),
    "Page before.pdf": b"<html><script>alert(1)</script>%PDF-1.4",
}
"""What is not taken, by what it is called."""
