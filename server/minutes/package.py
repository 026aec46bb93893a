"""The file around a Word document: a ZIP archive that has the same bytes whenever it is made."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document as Word

# A ZIP archive can say no other year (APPNOTE 4.4.6).
_FIRST, _LAST = 1980, 2107


def packed(word: Word, as_of: datetime) -> bytes:
    """The document as a file in which everything bears the date of the note."""
    made = BytesIO()
    word.save(made)
    dated = BytesIO()
    with ZipFile(made) as source, ZipFile(dated, "w") as target:
        for name in source.namelist():
            target.writestr(_dated(name, as_of), source.read(name), ZIP_DEFLATED)
    return dated.getvalue()


def _dated(name: str, as_of: datetime) -> ZipInfo:
    when = as_of.astimezone(UTC)
    year = min(max(when.year, _FIRST), _LAST)
    info = ZipInfo(name, (year, when.month, when.day, when.hour, when.minute, when.second))
    info.create_system = 0  # or it would say on which system the note was written
    return info
