"""Files of the note as somebody who opens them reads them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from io import BytesIO

from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def handle_data(self, data: str) -> None:
        self.text += data


def read(files: dict[str, bytes], ending: str) -> str:
    """The words of a file as somebody who opens it reads them."""
    content = files[ending]
    match ending:
        case "html":
            reader = _Text()
            reader.feed(content.decode())
            reader.close()
            return reader.text
        case "docx":
            body = Document(BytesIO(content)).element.body
            return "\n".join(t.text or "" for t in body.iter(qn("w:t")))
        case "pdf":
            return told_by_pdf(content)
        case "txt":
            return content.decode()
        case "md":
            return re.sub(r"\\([!-/:-@\[-`{-~\n])", r"\1", content.decode())
        case _:
            return "\n".join(_strings(json.loads(content)))


def told_by_pdf(content: bytes) -> str:
    """All words of a PDF: on its pages, of its headings, and about it."""
    pdf = PdfReader(BytesIO(content))
    told = [page.extract_text() for page in pdf.pages]
    return "\n".join((*told, *_headings(pdf.outline), *map(str, (pdf.metadata or {}).values())))


def _headings(outline: object) -> Iterator[str]:
    if isinstance(outline, list):
        for each in outline:
            yield from _headings(each)
    else:
        yield str(getattr(outline, "title", ""))


def _strings(value: object) -> Iterator[str]:
    """All words that JSON holds."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _strings(each)


def bare(text: str) -> str:
    """The text without space and without the marks of points."""
    return re.sub(r"[\s•·*–-]", "", text)
