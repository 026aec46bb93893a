"""The house style of a board: a title table, items with their decisions and actions beneath the
discussion, and the attendance list as an appendix.
"""

from __future__ import annotations

from collections.abc import Iterator

from server.minutes.laying_out import LaidOut, laid_out, passage, sitting
from server.minutes.model import Note, Part
from server.minutes.register import register
from server.minutes.sheet import Columns, Element, Heading, Particulars, Sentence, Sheet
from server.render.language import Voice
from server.words import N_

# By whether they are decisions, whether there are several, whether the item is to be named.
_CONCLUDED = {
    (True, False, False): N_("Decision"),
    (True, True, False): N_("Decisions"),
    (True, False, True): N_("Decision on item {number}"),
    (True, True, True): N_("Decisions on item {number}"),
    (False, False, False): N_("Action"),
    (False, True, False): N_("Actions"),
    (False, False, True): N_("Action on item {number}"),
    (False, True, True): N_("Actions on item {number}"),
}


def board(note: Note, voice: Voice) -> Sheet:
    """The note in the style of a board."""
    return laid_out(note, voice, _elements(note, voice))


def _elements(note: Note, voice: Voice) -> Iterator[Element]:
    if note.closing is None:
        yield Sentence(voice.gettext("The meeting has not been closed: this is the note so far."))
    yield _particulars(note, voice)
    yield Heading(1, voice.gettext("Attendance"))
    yield Sentence(_attached(note, voice))
    yield Columns(voice.gettext("Item"), voice.gettext("Decisions and actions"))
    for item in note.items:
        yield from _Item(item, note, voice).elements(1)
    yield from sitting(note, voice)
    if note.draft:
        ending = voice.gettext("This is a draft: it is subject to agreement at the next meeting.")
        yield Sentence(ending)
    yield Heading(1, voice.gettext("Appendix A – Attendance"), new_page=True)
    yield register(note, voice)


def _particulars(note: Note, voice: Voice) -> Particulars:
    rows = [
        (voice.gettext("Title"), note.meeting),
        (voice.gettext("Date"), voice.date(note.date)),
        (voice.gettext("Venue"), note.place),
    ]
    if note.document != "note":  # a note stays within its organisation, minutes leave it
        rows.insert(0, (voice.gettext("Council"), note.council or note.body))
    return Particulars(voice.gettext("The meeting"), tuple(rows))


def _attached(note: Note, voice: Voice) -> str:
    if note.document == "note":
        return voice.gettext("An attendance list is attached as Appendix A to this note.")
    return voice.gettext("An attendance list is attached as Appendix A to these minutes.")


class _Item(LaidOut):
    """An item with its decisions under one heading, and its actions under another."""

    def _concluded(self, level: int) -> Iterator[Element]:
        for part in (Part.DECISION, Part.ACTION):
            concluded = [block for block in self._item.conclusions if block.part is part]
            if concluded:
                private = all(block.private for block in concluded)
                yield Heading(level, self._over(part, len(concluded)), private=private)
                yield from map(passage, concluded)

    def _over(self, part: Part, count: int) -> str:
        """What stands above the decisions, and above the actions.

        It names the item where it would read as if it belonged to the last sub-item.
        """
        named = bool(self._item.children) and not self._item.afterwards
        return self._again(_CONCLUDED[part is Part.DECISION, count > 1, named])
