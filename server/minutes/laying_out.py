"""What house styles have in common: how a sheet begins, how an item is told, and the sitting."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from server.minutes.bounds import bounded
from server.minutes.model import (
    Block,
    ExclusionNote,
    ItemNote,
    Line,
    Note,
    Paragraph,
    SittingNote,
    Span,
)
from server.minutes.sheet import Element, Heading, Origin, Passage, Sheet
from server.render.language import Voice
from server.words import N_, Said

_DEEPEST = 4


def laid_out(note: Note, voice: Voice, elements: Iterable[Element]) -> Sheet:
    """These elements as the sheet of a note."""
    return Sheet(
        key=note.key,
        title=note.title,
        language=note.language,
        author=note.council or note.body,
        subject=_dated(note, voice, voice.date(note.date)),
        as_of=note.as_of,
        marks=tuple(_marks(note, voice)),
        running=_dated(note, voice, voice.short_date(note.date)),
        page_of=voice.gettext("Page {page} of {pages}"),
        go=voice.gettext("Go to entry"),
        elements=tuple(bounded(elements, voice)),
        restricted=note.restricted,
    )


def _dated(note: Note, voice: Voice, day: str) -> str:
    """The meeting with its day, which many have in their name."""
    named = voice.short_date(note.date) in note.meeting
    return note.meeting if named else f"{note.meeting}, {day}"


def _marks(note: Note, voice: Voice) -> Iterator[str]:
    if note.restricted:
        yield note.restricted
    if note.rehearsal:
        yield voice.gettext("Rehearsal – not a record of a real meeting")
    if note.draft:
        yield voice.gettext("DRAFT")


# The items


class LaidOut:
    """An item's heading, discussion, sub-items, and what came of it; a house style says how the
    discussion and the conclusions are told."""

    def __init__(self, item: ItemNote, note: Note, voice: Voice) -> None:
        self._item = item
        self._note = note
        self._voice = voice

    def elements(self, level: int) -> Iterator[Element]:
        """All of it, with the heading on this level."""
        item, below = self._item, min(level + 1, _DEEPEST)
        yield Heading(level, item.title, item.number, item.anchor)
        closing = self._note.closing
        if item.number in self._note.unreached and closing is not None:
            yield _told(closing, "narrative", self._voice.gettext("This item was not reached."))
        yield from self._in_private()
        yield from self._discussed(item.narrative)
        for child in item.children:
            yield from type(self)(child, self._note, self._voice).elements(below)
        if item.afterwards:
            yield Heading(below, self._again(N_("Item {number} (continued)")))
            yield from self._discussed(item.afterwards)
        if item.summaries:
            yield Heading(below, self._summary())
            yield from map(passage, item.summaries)
        yield from self._concluded(below)
        yield from map(passage, item.returns)
        if item.outcomes and item.children and not (item.conclusions or item.afterwards):
            yield Heading(below, self._again(N_("Outcome of item {number}")))
        yield from map(passage, item.outcomes)

    def _discussed(self, blocks: tuple[Block, ...]) -> Iterator[Element]:
        """What was said and done."""
        return map(passage, blocks)

    def _concluded(self, level: int) -> Iterator[Element]:
        """The decisions and the actions, beneath a heading of this level if they have one."""
        return map(passage, self._item.conclusions)

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

    def _again(self, sentence: str) -> str:
        return self._voice.say(
            Said(sentence, number=self._item.number, title=self._item.private_title)
        )


def passage(block: Block) -> Passage:
    """What an event says."""
    origin = Origin(block.event, f"entry-{block.event}")
    return Passage(origin, block.part.value, block.pieces, block.private)


def _excluded(exclusion: ExclusionNote) -> Passage:
    origin = Origin(exclusion.event, f"entry-{exclusion.event}", first=False)
    return Passage(origin, "sitting", (Paragraph((Span(exclusion.text),)),))


# The sitting


def sitting(note: Note, voice: Voice) -> Iterator[Element]:
    """When the meeting sat: in private, with a quorum, and from when until when."""
    if note.exclusions:
        yield Heading(1, voice.gettext("Private business"))
        yield from map(_excluded, note.exclusions)
    if not note.sitting:
        return
    yield Heading(1, voice.gettext("Times of the meeting"))
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
