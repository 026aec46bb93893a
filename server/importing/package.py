"""The parts of a Word file, unpacked with care: what is no such file, or is a trap, is refused."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement

from server.words import N_, Said

MOST_BYTES = 30_000_000  # of the file
MOST_UNPACKED = 300_000_000  # of all its parts, as the file states it
MOST_MEMBERS = 3_000
MOST_PART = 15_000_000  # of one part that is read
MOST_RATIO = 400  # how much bigger a part may be than its packed form

_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

_NO_WORD = N_("This is no Word file (.docx). Choose one, or copy the agenda and paste it as text.")
_EMPTY = N_("The file is empty.")
_PDF = N_("This is a PDF. Copy the agenda out of it and paste it as text.")
_DOC = N_("This is an old Word file (.doc). Save it as .docx in Word, and choose that.")
_LOCKED = N_(
    "This file is locked with a password. Take the password off in Word, and choose it again."
)
_MACROS = N_("This Word file has macros. Save it as a plain .docx in Word, and choose that.")
_BIG = N_("This file is too large to be an agenda. Choose the agenda without its reports.")
_DAMAGED = N_("This Word file is damaged and cannot be read. Open it in Word and save it again.")
_ENTITIES = N_("This Word file has definitions in it that no agenda needs, and was not read.")

_NAMES = (
    (b"%PDF", _PDF),
    (b"{\\rtf", _NO_WORD),
)


class Package:
    """The parts of one Word file. Raises `Said`, for a person, where it cannot be trusted."""

    def __init__(self, content: bytes) -> None:
        _look(content)
        try:
            self._zip = zipfile.ZipFile(BytesIO(content))
            self._infos = {info.filename: info for info in self._zip.infolist()}
        except _BROKEN:
            raise Said(_NO_WORD) from None
        self._check()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its parts."""
        return tuple(self._infos)

    def part(self, name: str) -> BaseOxmlElement | None:
        """A part, parsed without entities; None if there is none."""
        info = self._infos.get(name)
        if info is None:
            return None
        content = self._unpacked(info)
        if re.search(rb"<!\s*(?:DOCTYPE|ENTITY)", content[:100_000], re.I):
            raise Said(_ENTITIES)
        try:
            root: BaseOxmlElement = parse_xml(content)
        except (ValueError, SyntaxError, LookupError):  # lxml's errors are a SyntaxError
            raise Said(_DAMAGED) from None
        if root.getroottree().docinfo.doctype:  # written in some other encoding
            raise Said(_ENTITIES)
        return root

    def _unpacked(self, info: zipfile.ZipInfo) -> bytes:
        """The bytes of a part. What it states of its size is not believed."""
        try:
            with self._zip.open(info) as member:
                content = member.read(MOST_PART + 1)
        except _BROKEN:
            raise Said(_DAMAGED) from None
        if len(content) > MOST_PART:
            raise Said(_BIG)
        return content

    def _check(self) -> None:
        infos = self._infos.values()
        if any(info.flag_bits & 1 for info in infos):
            raise Said(_LOCKED)
        if "word/document.xml" not in self._infos:
            raise Said(_NO_WORD)
        if any(name.lower().endswith("vbaproject.bin") for name in self._infos):
            raise Said(_MACROS)
        whole = sum(info.file_size for info in infos)
        if len(self._infos) > MOST_MEMBERS or whole > MOST_UNPACKED or any(map(_bomb, infos)):
            raise Said(_BIG)


_BROKEN = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    NotImplementedError,  # a way of packing that Word does not use
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    LookupError,
    zipfile.zlib.error,  # type: ignore[attr-defined]
)


def _bomb(info: zipfile.ZipInfo) -> bool:
    return info.file_size > 1_000_000 and info.file_size > MOST_RATIO * max(info.compress_size, 1)


def _look(content: bytes) -> None:
    """Refuse by its first bytes what is plainly something else."""
    if not content:
        raise Said(_EMPTY)
    if len(content) > MOST_BYTES:
        raise Said(_BIG)
    if content.startswith(_OLD):
        raise Said(_LOCKED if _ENCRYPTED in content else _DOC)
    for begins, sentence in _NAMES:
        if content.startswith(begins):
            raise Said(sentence)
    if not content.startswith(b"PK"):
        raise Said(_NO_WORD)
