"""Office files are zip archives: which kind one is, told by the list of its parts.

Nothing is unpacked but the first of a small part that says what the whole is, so an archive that
would grow without end (a “zip bomb”) costs no more than another.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from pathlib import Path

import msgspec

_END, _END_64 = b"PK\x05\x06", b"PK\x06\x07"
_LONGEST_END = 22 + 65535  # bytes, with its comment
_MOST_LISTED = 1 << 20  # bytes of the list of parts: ten thousand of them
_MOST_READ = 1 << 18  # bytes of the one part that is read
_CONTENTS = "[Content_Types].xml"
_OOXML = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
_ODF = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}
_PROGRAMS = (".bin.vba", "vbaproject.bin", ".exe", ".dll", ".js", ".vbs", ".hta", ".ps1", ".bat")


class Unreadable(Exception):
    """No archive, or none that is worth reading on."""


class Zipped(msgspec.Struct, frozen=True):
    """What an archive is: the ending of its kind, or none; and whether it has programs in it."""

    ending: str = ""
    macros: bool = False


def kind_of_zip(file: Path) -> Zipped:
    """What this archive is. Raises Unreadable."""
    _require_short_list(file)
    try:
        with zipfile.ZipFile(file) as archive:
            return _kind(archive)
    except (zipfile.BadZipFile, zlib.error, ValueError, RuntimeError, EOFError, KeyError) as why:
        raise Unreadable from why


def _kind(archive: zipfile.ZipFile) -> Zipped:
    names = {info.filename.lower() for info in archive.infolist()}
    if _CONTENTS in archive.namelist():
        contents = _read(archive, _CONTENTS).lower()
        found = [ending for part, ending in _OOXML.items() if part in names]
        macros = b"macroenabled" in contents or _has_programs(names)
        return Zipped(found[0] if len(found) == 1 else "", macros)
    if "mimetype" in archive.namelist():
        scripts = any(name.startswith(("basic/", "scripts/")) for name in names)
        ending = _ODF.get(_read(archive, "mimetype").strip(), "")
        return Zipped(ending, scripts or _has_programs(names))
    return Zipped()


def _has_programs(names: set[str]) -> bool:
    return any(name.endswith(_PROGRAMS) or "/macrosheets/" in name for name in names)


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    """The first of a part: what is packed is unpacked no further."""
    with archive.open(name) as part:
        return part.read(_MOST_READ)


def _require_short_list(file: Path) -> None:
    """Python reads the whole list of parts: let it be a short one."""
    size = file.stat().st_size
    with file.open("rb") as opened:
        opened.seek(max(0, size - _LONGEST_END))
        tail = opened.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + 22 or tail[max(0, at - 20) : at].startswith(_END_64):
        raise Unreadable
    (listed,) = struct.unpack_from("<L", tail, at + 12)
    if listed > _MOST_LISTED:
        raise Unreadable
