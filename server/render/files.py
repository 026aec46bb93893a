"""Files in words: what kind one is and how large, as people read it beside a link."""

from __future__ import annotations

import re

from server.words import N_

_KEPT_HERE = re.compile(r"/papers/[0-9a-f]{64}/[^/]+\.([a-z]{3,4})\Z")
KINDS = {
    "pdf": N_("PDF"),
    "docx": N_("Word"),
    "xlsx": N_("Excel"),
    "pptx": N_("PowerPoint"),
    "odt": N_("OpenDocument text"),
    "ods": N_("OpenDocument spreadsheet"),
    "odp": N_("OpenDocument slides"),
    "png": N_("picture"),
    "jpg": N_("picture"),
    "txt": N_("text"),
    "csv": N_("CSV"),
}


def file_kind(url: str) -> str:
    """What kind of file an address of this site leads to, to be translated; empty for others."""
    found = _KEPT_HERE.match(url)
    return KINDS.get(found[1], "") if found else ""


def file_size(size: int) -> str:
    """A number of bytes as people read it: 640 bytes, 12 kB, 1.2 MB."""
    if size < 1_000:
        return f"{size} bytes"
    if size < 999_500:
        return f"{round(size / 1_000)} kB"
    return f"{size / 1_000_000:.1f} MB"
