"""The kinds of files that are taken, told by what is in them and never by what they are called."""

from __future__ import annotations

import codecs
from pathlib import Path

import msgspec

from server.papers.zipped import Unreadable, kind_of_zip
from server.words import N_, Said

_AT_ONCE = 1 << 20  # bytes
_HEAD = 4096  # bytes in which a browser would look for HTML, and more
_ALLOWED = frozenset("\t\n\r\f")
_MARKUP = ("<!doctype", "<html", "<head", "<body", "<script", "<svg", "<iframe", "<?xml", "<style")
_OFFICE = "application/vnd.openxmlformats-officedocument."
_OASIS = "application/vnd.oasis.opendocument."


class NotTaken(Said):
    """A file that is not taken; the sentence says why, and what to do."""


class Kind(msgspec.Struct, frozen=True):
    """A kind of file: the ending that its name gets, the type that it is served with, what people
    call it. `shown`: browsers show it themselves; all else they are given to save."""

    ending: str
    type: str
    words: str
    shown: bool = False


KINDS = {
    kind.ending: kind
    for kind in (
        Kind("pdf", "application/pdf", N_("PDF"), True),
        Kind("docx", f"{_OFFICE}wordprocessingml.document", N_("Word")),
        Kind("xlsx", f"{_OFFICE}spreadsheetml.sheet", N_("Excel")),
        Kind("pptx", f"{_OFFICE}presentationml.presentation", N_("PowerPoint")),
        Kind("odt", f"{_OASIS}text", N_("OpenDocument text")),
        Kind("ods", f"{_OASIS}spreadsheet", N_("OpenDocument spreadsheet")),
        Kind("odp", f"{_OASIS}presentation", N_("OpenDocument slides")),
        Kind("png", "image/png", N_("picture"), True),
        Kind("jpg", "image/jpeg", N_("picture"), True),
        Kind("txt", "text/plain; charset=utf-8", N_("text"), True),
        Kind("csv", "text/csv; charset=utf-8", N_("CSV")),
    )
}
ACCEPTED = ",".join(f".{ending}" for ending in (*KINDS, "jpeg"))
"""What a field for files says that it takes."""

_MAGIC = ((b"%PDF-", "pdf"), (b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpg"))


def kind_of(file: Path, name: str) -> Kind:
    """The kind of a file. It reads all of a text, and of an archive only the list of its parts.

    `name` is what it was called, for the sentence. Raises NotTaken.
    """
    with file.open("rb") as opened:
        head = opened.read(_HEAD)
    if not head:
        raise NotTaken(N_("“{name}” is empty. Choose another file."), name=name)
    for magic, ending in _MAGIC:
        if head.startswith(magic):
            return KINDS[ending]
    if head.startswith(b"PK\x03\x04"):
        return _zipped(file, name)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise NotTaken(
            N_(
                "“{name}” is in an old form of Office, or is locked with a password. Save it as "
                "PDF, or in the newer form without a password, and choose it again."
            ),
            name=name,
        )
    return _text(file, head, name)


def _zipped(file: Path, name: str) -> Kind:
    try:
        found = kind_of_zip(file)
    except Unreadable:
        raise _unknown(name) from None
    if found.macros:
        raise NotTaken(
            N_(
                "“{name}” has macros, which are programs, in it. Save it without them, such as "
                ".docx and not .docm, or as PDF, and choose it again."
            ),
            name=name,
        )
    if found.ending not in KINDS:
        raise _unknown(name)
    return KINDS[found.ending]


def _text(file: Path, head: bytes, name: str) -> Kind:
    begins = head.decode("utf-8", "replace").removeprefix("\ufeff").lstrip().lower()
    if begins.startswith(("<", "#!")) or any(mark in begins for mark in _MARKUP):
        raise _unknown(name)
    if not _is_text(file):
        raise _unknown(name)
    return KINDS["csv" if name.lower().endswith(".csv") else "txt"]


def _is_text(file: Path) -> bool:
    """Whether it is UTF-8 all through, with nothing in it that is not for reading."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with file.open("rb") as opened:
        try:
            while piece := opened.read(_AT_ONCE):
                if not _readable(decoder.decode(piece)):
                    return False
            decoder.decode(b"", True)
        except UnicodeDecodeError:
            return False
    return True


def _readable(text: str) -> bool:
    return all(c >= " " or c in _ALLOWED for c in set(text))


def _unknown(name: str) -> NotTaken:
    return NotTaken(
        N_(
            "“{name}” is of no kind that is taken: PDF, Word (.docx), Excel (.xlsx), PowerPoint "
            "(.pptx), OpenDocument, PNG, JPEG, plain text or CSV in UTF-8. Save it as PDF, and "
            "choose it again."
        ),
        name=name,
    )
