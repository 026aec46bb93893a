"""Bytes that somebody gave become text, whatever program wrote them, or a finding says why not."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from server.importing.finding import Finding, Weight
from server.words import N_, Said

MOST_BYTES = 8_000_000

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The beginnings of what Office and others save: archives, older Office files, PDF.
_NO_TEXT = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-")
_DECLARED_WESTERN = re.compile(
    rb"""\A\s*<\?xml[^>]{0,200}encoding=["'](?:iso-8859-1|windows-1252)["']""", re.IGNORECASE
)


class Unusable(Exception):
    """What was given cannot be read at all; `finding` says why, and what to do."""

    def __init__(self, sentence: str, where: int = 0, /, **values: object) -> None:
        super().__init__(sentence)
        self.finding = Finding(Weight.WRONG, Said(sentence, **values), where)


class Decoded(NamedTuple):
    """The text without a byte order mark, and what was guessed to get it."""

    text: str
    findings: tuple[Finding, ...] = ()


def decoded(content: bytes | str) -> Decoded:
    """The text of what was given. Raises Unusable if it is too long or in no encoding we know."""
    if len(content) > MOST_BYTES:
        sentence = N_("This is larger than {most} megabytes, too large to be read.")
        raise Unusable(sentence, most=MOST_BYTES // 1_000_000)
    if isinstance(content, str):
        return Decoded(content.removeprefix("\ufeff"))
    if content.startswith(_NO_TEXT):
        sentence = N_(
            "This is a workbook, a document or an archive and no text. Open it, and save what is "
            "wanted as CSV."
        )
        raise Unusable(sentence)
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return Decoded(_strictly(content.removeprefix(mark), encoding))
    unmarked = _without_mark(content)
    if unmarked is not None:
        return Decoded(_strictly(content, unmarked))
    try:
        return Decoded(content.decode("utf-8"))
    except UnicodeDecodeError:
        return _western(content)


def _without_mark(content: bytes) -> str | None:
    """UTF-16 that does not say so: most of its characters have one byte that is zero."""
    head = content[:400]
    half = len(head) // 2
    if half < 2 or head.count(0) < half // 2:
        return None
    odd = head[1::2].count(0)
    even = head[0::2].count(0)
    if odd > half // 2 and even <= half // 10:
        return "utf-16-le"
    return "utf-16-be" if even > half // 2 and odd <= half // 10 else None


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        sentence = N_("This is damaged: its letters cannot be read. Save it again as UTF-8.")
        raise Unusable(sentence) from error


def _western(content: bytes) -> Decoded:
    text = content.decode("cp1252", errors="replace")
    if _DECLARED_WESTERN.match(content):
        return Decoded(text)
    sentence = N_(
        "This is not in UTF-8; it was read as Windows wrote it in Western Europe. See that letters "
        "with accents are right, or save it again as UTF-8."
    )
    return Decoded(text, (Finding(Weight.GUESSED, Said(sentence)),))
