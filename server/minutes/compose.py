"""Composing: the meeting becomes its note, in a language. The same meeting, the same note.

The public note is composed of the meeting as it is known outside and of nothing else, so it cannot
hold private business (LGA 1972 s.100C(1)); the full note is a second document, composed of the
meeting as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

import msgspec

from server.meeting.agenda import AgendaItem, Standing
from server.meeting.declared import ResultDeclared
from server.meeting.meeting import Meeting
from server.meeting.quorum import inquorate, quorum
from server.meeting.record import Audience, Entry
from server.meeting.sides import Sides
from server.meeting.sitting import Phase
from server.minutes import attendance
from server.minutes.marking import marked
from server.minutes.model import Block, ItemNote, Note, Part, Piece
from server.minutes.private import Private, left_untold
from server.minutes.restricted import read, writable
from server.minutes.sitting import sitting
from server.render.house import house_of
from server.render.language import Voice
from server.render.templates import kind, say
from server.words import N_, Said

_TITLES = {
    "note": N_("Note of last {body} meeting"),
    "minutes": N_("Minutes of the {body} meeting"),
}


def compose(outside: Meeting, voice: Voice, audience: Audience = Audience.CLERK) -> Note:
    """The note of a meeting as it is known outside, that holds what this audience may see.

    It may be composed at any time: until the meeting is closed, it is the note so far. Entries
    that were struck out are not in it; those that were corrected stand in their last words. Raises
    ValueError for a meeting that holds private business.
    """
    if outside.sealed:
        raise ValueError("the public note is composed of the meeting as it is known outside")
    return _compose(outside, voice, audience, restricted="")


def compose_full(sides: Sides, voice: Voice) -> Note:
    """The full note of a meeting with private business, which is marked and not for publication.

    What stands on the record outside as well is not marked as private.
    """
    heard = frozenset(entry.id for item in sides.outside.items for entry in item.record)
    mark = marked(sides.inside, voice)
    return _compose(sides.inside, voice, Audience.CLERK, restricted=mark, heard=heard)


def _compose(
    meeting: Meeting,
    voice: Voice,
    audience: Audience,
    *,
    restricted: str,
    heard: frozenset[str] = frozenset(),
) -> Note:
    figures = quorum(meeting)
    blocks = _Blocks(meeting, voice, audience, heard)
    return Note(
        key=meeting.key,
        title=_title(meeting, voice),
        document=meeting.profile.document,
        style=meeting.profile.house_style,
        language=voice.language,
        body=writable(meeting.body),
        council=writable(meeting.council),
        meeting=writable(meeting.title),
        date=meeting.date,
        place=writable(meeting.place),
        as_of=_as_of(meeting),
        rehearsal=meeting.rehearsal,
        sitting=sitting(meeting, voice, audience),
        items=_Items(meeting, blocks, voice, full=bool(restricted)).under(""),
        members=attendance.members(meeting, voice),
        others=attendance.others(meeting),
        presided=tuple(attendance.presided(meeting)),
        needed=figures.needed,
        membership=figures.membership,
        unreached=_unreached(meeting, full=bool(restricted)),
        short=tuple(_short(meeting)),
        exclusions=Private(meeting, voice).exclusions(),
        restricted=restricted,
        summary_rule=meeting.profile.private.summary,
    )


def _title(meeting: Meeting, voice: Voice) -> str:
    sentence = _TITLES.get(meeting.profile.document, _TITLES["minutes"])
    return voice.say(Said(sentence, body=writable(meeting.body)))


def _as_of(meeting: Meeting) -> datetime:
    """When the note's last fact was: the close, once the meeting is closed."""
    latest = meeting.sitting.latest
    if latest is not None and latest.phase is Phase.CLOSED:
        return latest.at
    times = [entry.at for item in meeting.items for entry in item.record]
    times += [change.at for change in meeting.sitting.changes]
    return max(times, default=meeting.starts_at)


# The items


class _Items:
    """Composes items with their sub-items beneath them."""

    def __init__(self, meeting: Meeting, blocks: _Blocks, voice: Voice, *, full: bool) -> None:
        self._meeting = meeting
        self._full = full
        self._private = Private(meeting, voice)
        self._blocks = blocks
        self._above = _above(meeting.items)

    def under(self, number: str) -> tuple[ItemNote, ...]:
        """The items whose place is beneath this one; beneath none, those of the agenda itself."""
        items = self._meeting.items
        return tuple(self._item(item) for item in items if self._above[item.number] == number)

    def _item(self, item: AgendaItem) -> ItemNote:
        children = self.under(item.number)
        blocks = self._blocks.of(item.record)
        back = _returns(blocks)
        told = [b for b in blocks if b.part is Part.NARRATIVE and b not in back]
        turn = self._end_of_those_under(item.number)
        conclusions = tuple(b for b in blocks if b.part in (Part.DECISION, Part.ACTION))
        outcomes = tuple(block for block in blocks if block.part is Part.OUTCOME)
        summaries = tuple(block for block in blocks if block.part is Part.SUMMARY)
        came = bool(conclusions or outcomes or summaries)
        return ItemNote(
            number=writable(item.number),
            title=writable(item.title),
            anchor=item.anchor,
            parent=self._above[item.number],
            purpose=item.purpose,
            standing=item.standing,
            taken_at=tuple(span.since.astimezone(self._meeting.zone) for span in item.spans),
            presenters=tuple(writable(self._meeting.name_of(id)) for id in item.presenters),
            narrative=tuple(block for block in told if turn is None or block.at < turn),
            afterwards=tuple(block for block in told if turn is not None and block.at >= turn),
            returns=back,
            conclusions=conclusions,
            outcomes=outcomes,
            children=children,
            access=item.access,
            paragraphs=item.paragraphs,
            private_title=writable(item.private_title) if self._full else "",
            in_private=self._private.of_item(item, told=came, public=not self._full),
            summaries=summaries,
        )

    def _end_of_those_under(self, number: str) -> datetime | None:
        """When the last of its sub-items was done with, if one was taken."""
        items = self._meeting.items
        spans = [s for item in items if self._above[item.number] == number for s in item.spans]
        return max((span.until or span.since for span in spans), default=None)


class _Blocks:
    """Has each entry worded by the template of its kind of business."""

    def __init__(
        self, meeting: Meeting, voice: Voice, audience: Audience, heard: frozenset[str]
    ) -> None:
        self._private = Private(meeting, voice)
        self._house = house_of(meeting)
        self._voice = voice
        self._audience = audience
        self._zone = meeting.zone
        self._heard = heard

    def of(self, record: Iterable[Entry]) -> tuple[Block, ...]:
        """The blocks of all entries that say something and were not struck out."""
        blocks = (self._block(entry) for entry in record if entry.struck is None)
        return tuple(block for block in blocks if block.pieces)

    def _block(self, entry: Entry) -> Block:
        matter = entry.matter
        facts = msgspec.to_builtins(matter)
        facts.pop("item", None)
        return Block(
            event=entry.id,
            kind=entry.kind,
            name=matter.name,
            part=self._part(entry),
            at=entry.at.astimezone(self._zone),
            pieces=(*self._said(entry), *self._private.besides(entry)),
            words=matter.words,
            facts=facts,
            private=entry.private and entry.id not in self._heard,
        )

    def _said(self, entry: Entry) -> tuple[Piece, ...]:
        return read(say(self._voice, "minutes", entry, self._house, self._audience.value))

    def _part(self, entry: Entry) -> Part:
        """Where its kind's template says that it belongs: `minuted_as`, by the event's name.

        A result that concludes nothing is no decision: a lost amendment, a void vote.
        """
        minuted_as = getattr(kind(self._voice, entry.kind), "minuted_as", {})
        part = Part(minuted_as.get(entry.matter.name, Part.NARRATIVE))
        inconclusive = isinstance(entry.matter, ResultDeclared) and not entry.matter.concludes
        return Part.NARRATIVE if inconclusive else part


_COMING_BACK = ("MemberReturned", "PublicReadmitted")


def _returns(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Who came back when all was said and decided: told after the decision, as it happened. What
    was decided in private is published later, and does not come before them for that."""
    back: list[Block] = []
    for block in reversed(blocks):
        if block.name in _COMING_BACK:
            back.insert(0, block)
        elif block.part is Part.NARRATIVE or _decides(block):
            break
    return tuple(back) if any(block.part is Part.DECISION for block in blocks) else ()


def _decides(block: Block) -> bool:
    return block.part is Part.DECISION and block.name != "DecisionReleased"


def _above(items: tuple[AgendaItem, ...]) -> dict[str, str]:
    """The item beneath which each one stands: an earlier one, so that none stands in a ring."""
    above: dict[str, str] = {}
    for item in items:
        above[item.number] = item.parent if item.parent in above else ""
    return above


def _short(meeting: Meeting) -> Iterator[tuple[datetime, datetime | None]]:
    """The times without a quorum, on the clock of the body."""
    for span in inquorate(meeting):
        until = span.until.astimezone(meeting.zone) if span.until else None
        yield span.since.astimezone(meeting.zone), until


# What was left undone


def _unreached(meeting: Meeting, *, full: bool) -> tuple[str, ...]:
    """The items to which the meeting had not come when it was closed.

    An item counts as reached when one of its sub-items was; where it was not, its sub-items go
    without saying. Of what was left untold nothing is said outside.
    """
    if meeting.sitting.phase is not Phase.CLOSED:
        return ()
    above = _above(meeting.items)
    reached: set[str] = set()
    for item in reversed(meeting.items):
        if item.standing is not Standing.PENDING or item.number in reached:
            reached |= {item.number, above[item.number]}
    untold = [] if full else [item.number for item in meeting.items if left_untold(meeting, item)]
    passed = (*reached, *untold)
    left = [item.number for item in meeting.items if item.number not in passed]
    return tuple(writable(number) for number in left if above[number] not in left)
