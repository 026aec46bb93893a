"""Reading an agenda, whatever it is in: by its content, not by what its name says."""

from __future__ import annotations

import re

from server.importing.agenda import ImportedAgenda
from server.importing.finding import Finding, Weight
from server.importing.legistar import read_legistar
from server.importing.moderngov import read_moderngov
from server.importing.text import read_text
from server.importing.toml import read_meeting_file_agenda
from server.importing.word import read_word
from server.words import N_, Said

MOST_FILE = 8 * 1024 * 1024
"""Bytes of a file with an agenda in it."""

_ZIP = b"PK\x03\x04"
_OLD_WORD = b"\xd0\xcf\x11\xe0"
_PDF = b"%PDF"
_ITEMS = re.compile(r"^\[\[items\]\]\s*(#.*)?$", re.MULTILINE)  # as a meeting file has them
_NOT_A_SYSTEM = (b"<!doctype html", b"<html", b"<ai1>")  # pages, and the tagged text of ModernGov


def read_agenda(name: str, content: bytes) -> ImportedAgenda:
    """What a file, or what was pasted, says. Whatever it is, it is told what is wrong with it."""
    if len(content) > MOST_FILE:
        return _unusable(
            N_("{name} is larger than {most} MB. Send the agenda without the reports."),
            name=name,
            most=MOST_FILE // (1024 * 1024),
        )
    start = content[:512].lstrip(b"\xef\xbb\xbf \t\r\n")
    if content.startswith((_ZIP, _OLD_WORD)):
        return read_word(content)
    if content.startswith(_PDF):
        return _unusable(
            N_("A PDF does not say what is an item and what is not: copy its text, and paste it.")
        )
    if start.startswith(b"<") and not start.lower().startswith(_NOT_A_SYSTEM):
        return read_moderngov(content)
    if start.startswith((b"{", b"[")) and b'"Event' in content:
        return read_legistar(content)
    text = _decoded(content)
    if _ITEMS.search(text):
        return read_meeting_file_agenda(text)
    return read_text(text)


def _decoded(content: bytes) -> str:
    """The text, in the encoding that it seems to be in."""
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _unusable(sentence: str, **values: object) -> ImportedAgenda:
    return ImportedAgenda(findings=(Finding(Weight.WRONG, Said(sentence, **values)),))
