"""The note as a PDF, tagged for those who have it read to them.

Typst makes it in its PDF/UA-1 mode and refuses what would break that: then the file is tagged all
the same, but does not claim to be PDF/UA.
"""

from __future__ import annotations

import importlib.metadata
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec
import typst

from server import places
from server.minutes.sheet import Sheet

_TEMPLATE = "minutes/sheet.typ"
_FONT = "fontpkg-noto-sans"  # has ŵ and ŷ, which many a font lacks


def pdf(sheet: Sheet) -> bytes:
    """The sheet as a PDF. The same sheet gives the same bytes.

    Where a character is in no font at hand, it is shown as a box, and the file is not PDF/UA.
    """
    try:
        return _made(sheet, "ua-1")
    except typst.TypstError:  # not logged: it quotes the words, and they may be private
        return _made(sheet, None)


def _made(sheet: Sheet, standard: Literal["ua-1"] | None) -> bytes:
    template = places.templates() / _TEMPLATE
    return typst.compile(
        template.read_bytes(),
        format="pdf",
        pdf_standards=standard,
        font_paths=_fonts(),
        sys_inputs={"sheet": _data(sheet)},
        timestamp=int(sheet.as_of.timestamp()),
    )


def _data(sheet: Sheet) -> str:
    """The sheet as JSON, in which each element says its shape."""
    given = msgspec.to_builtins(sheet)
    for element, shown in zip(given["elements"], sheet.elements, strict=True):
        element["shape"] = shown.shape
    return msgspec.json.encode(given).decode()


@cache
def _fonts() -> typst.Fonts:
    """Those of the program alone, or the same note would look otherwise on another machine."""
    files = importlib.metadata.files(_FONT) or []
    font = next(file for file in files if file.suffix == ".ttf")
    folder = Path(str(font.locate())).parent
    return typst.Fonts(include_system_fonts=False, font_paths=[folder])
