"""The draft of the record: what the meeting's journal holds, as a note in every format.

Where there was private business there are two: the public note, made of the meeting as it is known
outside, and the full note, which is marked. The same meeting in the same language gives the same
bytes. Writing is work for a thread: a note
of a whole day takes some hundred milliseconds.
"""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from server.meeting.meeting import Meeting
from server.meeting.sides import Sides
from server.minutes.board import board
from server.minutes.compose import compose, compose_full
from server.minutes.html import fragment, standalone
from server.minutes.markdown import markdown
from server.minutes.marking import has_private_business
from server.minutes.model import Note
from server.minutes.plain_text import plain_text
from server.minutes.relations import relations
from server.minutes.resolved import resolved
from server.minutes.sheet import Sheet
from server.render.language import Voice

__all__ = [
    "FORMATS",
    "compose",
    "compose_full",
    "full_page",
    "has_private_business",
    "page",
    "write",
    "write_full",
]

STYLES: dict[str, Callable[[Note, Voice], Sheet]] = {"board": board, "resolved": resolved}
"""The house styles by name; a body whose style is not here gets the board's."""

FORMATS = ("html", "docx", "pdf", "md", "txt", "json")


def write(meeting: Meeting | Note, voice: Voice) -> dict[str, bytes]:
    """The note in every format, by the ending of the file's name.

    A meeting is given as it is known outside: one that holds private business raises ValueError.
    """
    # Imported when first written: the library for Word files takes a third of the start-up time.
    from server.minutes.document import document
    from server.minutes.pdf import pdf

    note = meeting if isinstance(meeting, Note) else compose(meeting, voice)
    sheet = lay_out(note, voice)
    return {
        "html": standalone(sheet, voice),
        "docx": document(sheet),
        "pdf": pdf(sheet),
        "md": markdown(sheet),
        "txt": plain_text(sheet),
        "json": relations(note),
    }


def write_full(sides: Sides, voice: Voice) -> dict[str, bytes]:
    """The full note of a meeting with private business, in every format, marked."""
    return write(compose_full(sides, voice), voice)


def full_page(sides: Sides, voice: Voice, *, clerk: bool) -> Markup:
    """The full note as a piece of page, marked."""
    return page(compose_full(sides, voice), voice, clerk=clerk)


def page(meeting: Meeting | Note, voice: Voice, *, clerk: bool) -> Markup:
    """The note as a piece of page; for the clerk each passage leads to its entry."""
    note = meeting if isinstance(meeting, Note) else compose(meeting, voice)
    return fragment(lay_out(note, voice), voice, clerk=clerk)


def lay_out(note: Note, voice: Voice) -> Sheet:
    """The note in the style of its house."""
    return STYLES.get(note.style, board)(note, voice)
