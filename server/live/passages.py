"""What can be found of a meeting: what its public page says, passage by passage."""

from __future__ import annotations

from collections.abc import Iterator

from server.journal.search import Passage
from server.meeting.agenda import AgendaItem
from server.meeting.audience import Sight
from server.meeting.meeting import Meeting
from server.meeting.record import Audience, Entry
from server.meeting.sides import Sides
from server.render.house import House, Houses
from server.render.language import Voice, voice
from server.render.plain import plain
from server.render.templates import say
from server.words import N_

MEETING, ITEM = N_("Meeting"), N_("Agenda item")


class Passages:
    """The passages of one meeting. An entry that has not changed is not drawn again."""

    def __init__(self) -> None:
        self._sight = Sight(Audience.PUBLIC)
        self._houses = Houses()
        self._drawn: dict[str, tuple[Entry, House, str]] = {}

    def of(self, sides: Sides) -> list[Passage]:
        """What everybody may read of it now, in the words of its page."""
        seen = self._sight.of(sides)
        house = self._houses.of(seen)
        tongue = voice(seen.profile.languages[0], seen.profile.timezone)
        found = [_whole(seen)]
        for item in seen.items:
            found.append(_item(seen, item))
            found += self._entries(seen, item, house, tongue)
        return found

    def _entries(
        self, meeting: Meeting, item: AgendaItem, house: House, tongue: Voice
    ) -> Iterator[Passage]:
        for entry in item.record:
            if words := self._words(entry, house, tongue):
                place, kind = f"on-record-{entry.id}", type(entry.matter).title
                yield _passage(meeting, place, kind, item.title, words, item=item.number)

    def _words(self, entry: Entry, house: House, tongue: Voice) -> str:
        known = self._drawn.get(entry.id)
        if known is not None and known[0] is entry and known[1] is house:
            return known[2]
        words = plain(say(tongue, "live", entry, house, Audience.PUBLIC.value))
        self._drawn[entry.id] = entry, house, words
        return words


def _whole(meeting: Meeting) -> Passage:
    about = (meeting.body, meeting.council, meeting.place)
    return _passage(meeting, "", MEETING, meeting.title, ", ".join(filter(None, about)))


def _item(meeting: Meeting, item: AgendaItem) -> Passage:
    folded = [item.summary, *item.recommendations]
    words = "\n".join([*folded, *(paper.title for paper in item.papers)]).strip()
    within = f"text-{item.anchor}" if any(folded) else ""
    place = f"agenda-{item.anchor}"
    return _passage(meeting, place, ITEM, item.title, words, item=item.number, words_at=within)


def _passage(  # what is told of the meeting with each
    meeting: Meeting, anchor: str, kind: str, title: str, words: str, **more: str
) -> Passage:
    return Passage(
        anchor=anchor,
        kind=kind,
        title=title,
        words=words,
        heading=meeting.title,
        body=meeting.body,
        day=meeting.date,
        rehearsal=meeting.rehearsal,
        **more,
    )
