"""Files in words: what kind one is and how large, as people read it beside a link."""

from __future__ import annotations

import re
from collections.abc import Callable

from server.words import N_

_TOGETHER = "\u00a0"  # a number and its unit stand in one line
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


def file_told(url: str, size: int, gettext: Callable[[str], str]) -> str:
    """What stands in brackets after a paper’s title, “PDF, 312 kB”; empty for other addresses, and
    the kind alone where the size is not known."""
    kind = file_kind(url)
    if not kind:
        return ""
    return f"{gettext(kind)}, {file_size(size).replace(' ', _TOGETHER)}" if size else gettext(kind)


def file_size(size: int) -> str:
    """A number of bytes as people read it: 640 bytes, 12 kB, 1.2 MB."""
    if size < 1_000:
        return f"{size} bytes"
    if size < 999_500:
        return f"{round(size / 1_000)} kB"
    return f"{size / 1_000_000:.1f} MB"
