"""The house style of a board: a title table, items with their decisions and actions beneath the
discussion, and the attendance list as an appendix.
"""

from __future__ import annotations

from collections.abc import Iterator

from server.minutes.bounds import bounded
from server.minutes.model import (
    Block,
    ExclusionNote,
    ItemNote,
    Line,
    Note,
    Paragraph,
    Part,
    SittingNote,
    Span,
)
from server.minutes.register import register
from server.minutes.sheet import (
    Columns,
    Element,
    Heading,
    Origin,
    Particulars,
    Passage,
    Sentence,
    Sheet,
)
from server.render.language import Voice
from server.words import N_, Said

_DEEPEST = 4
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
    return Sheet(
        key=note.key,
        title=note.title,
        language=note.language,
        author=note.council or note.body,
        subject=f"{note.meeting}, {voice.date(note.date)}",
        as_of=note.as_of,
        marks=tuple(_marks(note, voice)),
        running=f"{note.meeting}, {voice.short_date(note.date)}",
        page_of=voice.gettext("Page {page} of {pages}"),
        go=voice.gettext("Go to entry"),
        elements=tuple(bounded(_elements(note, voice), voice)),
        restricted=note.restricted,
    )


def _marks(note: Note, voice: Voice) -> Iterator[str]:
    if note.restricted:
        yield note.restricted
    if note.rehearsal:
        yield voice.gettext("Rehearsal – not a record of a real meeting")
    if note.draft:
        yield voice.gettext("DRAFT")


def _elements(note: Note, voice: Voice) -> Iterator[Element]:
    if note.closing is None:
        yield Sentence(voice.gettext("The meeting has not been closed: this is the note so far."))
    yield _particulars(note, voice)
    yield Heading(1, voice.gettext("Attendance"))
    yield Sentence(_attached(note, voice))
    yield Columns(voice.gettext("Item"), voice.gettext("Decisions and actions"))
    for item in note.items:
        yield from _Item(item, note, voice).elements(1)
    if note.exclusions:
        yield Heading(1, voice.gettext("Private business"))
        yield from map(_excluded, note.exclusions)
    if note.sitting:
        yield Heading(1, voice.gettext("Times of the meeting"))
        yield from _times(note, voice)
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


# The items


class _Item:
    """An item's heading, discussion, sub-items, and what came of it."""

    def __init__(self, item: ItemNote, note: Note, voice: Voice) -> None:
        self._item = item
        self._note = note
        self._voice = voice

    def elements(self, level: int) -> Iterator[Element]:
        item, below = self._item, min(level + 1, _DEEPEST)
        yield Heading(level, item.title, item.number, item.anchor)
        closing = self._note.closing
        if item.number in self._note.unreached and closing is not None:
            yield _told(closing, "narrative", self._voice.gettext("This item was not reached."))
        yield from self._in_private()
        yield from map(_passage, item.narrative)
        for child in item.children:
            yield from _Item(child, self._note, self._voice).elements(below)
        if item.afterwards:
            yield Heading(below, self._again(N_("Item {number} (continued)")))
            yield from map(_passage, item.afterwards)
        if item.summaries:
            yield Heading(below, self._summary())
            yield from map(_passage, item.summaries)
        for part in (Part.DECISION, Part.ACTION):
            concluded = [block for block in item.conclusions if block.part is part]
            if concluded:
                private = all(block.private for block in concluded)
                yield Heading(below, self._concluded(part, len(concluded)), private=private)
                yield from map(_passage, concluded)
        if item.outcomes and item.children and not (item.conclusions or item.afterwards):
            yield Heading(below, self._again(N_("Outcome of item {number}")))
        yield from map(_passage, item.outcomes)

    def _in_private(self) -> Iterator[Element]:
        """That it was taken in private, and what it is called there."""
        item = self._item
        if item.in_private is not None:
            event, line = item.in_private.event, (Span(item.in_private.text),)
            origin = Origin(event, f"entry-{event}", first=False)
            yield Passage(origin, "narrative", (Paragraph(line),))
        if item.private_title:
            title: Line = (Span(self._again(N_("Title in private: {title}"))),)
            yield Passage(Origin("", ""), "narrative", (Paragraph(title),), private=True)

    def _summary(self) -> str:
        rule = self._note.summary_rule
        summary = self._voice.gettext("Summary")
        return f"{summary} ({self._voice.gettext(rule)})" if rule else summary

    def _concluded(self, part: Part, count: int) -> str:
        """What stands above the decisions, and above the actions.

        It names the item where it would read as if it belonged to the last sub-item.
        """
        named = bool(self._item.children) and not self._item.afterwards
        return self._again(_CONCLUDED[part is Part.DECISION, count > 1, named])

    def _again(self, sentence: str) -> str:
        return self._voice.say(
            Said(sentence, number=self._item.number, title=self._item.private_title)
        )


def _passage(block: Block) -> Passage:
    origin = Origin(block.event, f"entry-{block.event}")
    return Passage(origin, block.part.value, block.pieces, block.private)


def _excluded(exclusion: ExclusionNote) -> Passage:
    origin = Origin(exclusion.event, f"entry-{exclusion.event}", first=False)
    return Passage(origin, "sitting", (Paragraph((Span(exclusion.text),)),))


# The sitting


def _times(note: Note, voice: Voice) -> Iterator[Element]:
    for turn in note.sitting:
        yield Passage(Origin(turn.event, "sitting"), "sitting", turn.pieces, turn.private)
    for since, until in note.short:
        sentence = (
            N_("The meeting was without a quorum from {since} until {until}.")
            if until
            else N_("The meeting was without a quorum from {since}.")
        )
        told = voice.say(Said(sentence, since=since, until=until))
        yield _told(note.sitting[-1], "sitting", told)
    if note.unreached and note.closing is not None:
        sentence = voice.ngettext(
            "Not reached: item {items}.", "Not reached: items {items}.", len(note.unreached)
        )
        yield _told(note.closing, "sitting", sentence.format(items=voice.listed(note.unreached)))


def _told(turn: SittingNote, part: str, text: str) -> Passage:
    """Once more something that follows from the sitting, in the words of the house style."""
    line: Line = (Span(text),)
    return Passage(Origin(turn.event, "sitting", first=False), part, (Paragraph(line),))
