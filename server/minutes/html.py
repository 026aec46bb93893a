"""The note as HTML: a piece of page, and a file of its own."""

from __future__ import annotations

from markupsafe import Markup

from server.minutes.sheet import Sheet
from server.render.language import Voice
from server.render.templates import draw


def fragment(sheet: Sheet, voice: Voice, *, clerk: bool = False) -> Markup:
    """The sheet as one <article>; for the clerk each passage leads to its entry."""
    html = draw(voice, "minutes/sheet.html", sheet=sheet, clerk=clerk)
    return Markup(html)  # noqa: S704  # drawn by an autoescaping template


def standalone(sheet: Sheet, voice: Voice) -> bytes:
    """The sheet as a whole file, readable where nothing else is at hand."""
    drawn = fragment(sheet, voice)
    return draw(voice, "minutes/standalone.html", sheet=sheet, fragment=drawn).encode()
