"""What an audience may see: a copy of the meeting made by allow-list, of the same type.

There are two sides of a meeting: as it is inside, and as it is known outside, which private
business never changes. Everybody but the clerk is shown the outside; members and the chair who are
inside while the public is excluded are shown besides what concerns the items then in hand, and
nothing of other private items, for which they may not have been in the room.

A field that is not named here is not there for anybody but the clerk; a matter is there only if its
kind says so. Templates never hide facts: what they are given may be shown.
"""

from __future__ import annotations

from msgspec.structs import replace

from server.meeting.agenda import AgendaItem
from server.meeting.debate import Debate
from server.meeting.interests import Interest, Interests
from server.meeting.meeting import Meeting
from server.meeting.motions import Motions
from server.meeting.presence import Attendance, Presence
from server.meeting.record import Audience, Entry
from server.meeting.sides import Sides
from server.meeting.votes import Votes


class Sight:
    """How one audience sees one meeting. What has not changed is the same object as before."""

    def __init__(self, audience: Audience) -> None:
        self.audience = audience
        self._items: dict[str, tuple[AgendaItem, AgendaItem]] = {}
        self._entries: dict[str, tuple[Entry, Entry | None]] = {}
        self._presence: tuple[Presence, Presence] | None = None
        self._interests: tuple[Interests, Interests] | None = None
        self._debate: tuple[Debate, Debate] | None = None

    def of(self, sides: Sides) -> Meeting:
        """The meeting as this audience may see it."""
        if self.audience is Audience.CLERK:
            return sides.inside
        inside = self.audience is not Audience.PUBLIC and sides.inside.private is not None
        return self._allowed(_admitted(sides) if inside else sides.outside)

    def _allowed(self, meeting: Meeting) -> Meeting:
        if meeting.sealed:
            raise ValueError("the inside of a meeting is shown to nobody but the clerk")
        return Meeting(
            key=meeting.key,
            body=meeting.body,
            title=meeting.title,
            council=meeting.council,
            starts_at=meeting.starts_at,
            place=meeting.place,
            profile=meeting.profile,
            people=meeting.people,
            items=tuple(self._item(item) for item in meeting.items),
            join=None if self.audience is Audience.PUBLIC else meeting.join,
            dial_in=() if self.audience is Audience.PUBLIC else meeting.dial_in,
            watch=meeting.watch,
            notice=meeting.notice,
            body_id=meeting.body_id,
            rehearsal=meeting.rehearsal,
            performed=meeting.performed,
            vacancies=meeting.vacancies,
            disqualified=meeting.disqualified,
            substitutions=meeting.substitutions,
            motions=meeting.motions,
            votes=meeting.votes,
            order=meeting.order,
            faults=meeting.faults,
            extended=meeting.extended,
            suspended=meeting.suspended,
            sitting=meeting.sitting,
            presence=self._seen_presence(meeting.presence),
            interests=self._seen_interests(meeting.interests),
            exclusions=meeting.exclusions,
            debate=self._seen_debate(meeting.debate),
        )

    def _item(self, item: AgendaItem) -> AgendaItem:
        known = self._items.get(item.number)
        if known is not None and known[0] is item:
            return known[1]
        seen = (self._entry(entry) for entry in item.record)
        # A number, title and outcome are always published; the record is what is allowed of it.
        shown = AgendaItem(
            number=item.number,
            title=item.title,
            parent=item.parent,
            purpose=item.purpose,
            summary=item.summary,
            recommendations=item.recommendations,
            presenters=item.presenters,
            minutes=item.minutes,
            papers=item.papers,
            minutes_of=item.minutes_of,
            declarations=item.declarations,
            budget=item.budget,
            urgent=item.urgent,
            access=item.access,
            paragraphs=item.paragraphs,
            private_title=item.private_title,
            public_interest=item.public_interest,
            report_exempt=item.report_exempt,
            standing=item.standing,
            spans=item.spans,
            record=tuple(entry for entry in seen if entry is not None),
        )
        self._items[item.number] = (item, shown)
        return shown

    def _entry(self, entry: Entry) -> Entry | None:
        known = self._entries.get(entry.id)
        if known is not None and known[0] is entry:
            return known[1]
        seen = entry.seen_by(self.audience)
        self._entries[entry.id] = (entry, seen)
        return seen

    def _seen_presence(self, presence: Presence) -> Presence:
        if self._presence is None or self._presence[0] is not presence:
            members = {
                id: Attendance(person=a.person, answer=a.answer, spells=a.spells)
                for id, a in presence.answered.items()
            }
            self._presence = presence, Presence(members, presence.others, presence.chair)
        return self._presence[1]

    def _seen_interests(self, interests: Interests) -> Interests:
        if self._interests is None or self._interests[0] is not interests:
            self._interests = interests, replace(interests)
        return self._interests[1]

    def _seen_debate(self, debate: Debate) -> Debate:
        """Those outside see who has the floor; who waits for it is for those inside."""
        if self.audience is not Audience.PUBLIC:
            return debate
        if self._debate is None or self._debate[0] is not debate:
            shown = self._debate[1] if self._debate is not None else Debate()
            self._debate = debate, shown if shown.turns == debate.open else Debate((), debate.open)
        return self._debate[1]


def _admitted(sides: Sides) -> Meeting:
    """The outside, and of the inside what concerns the items in hand: for those who may stay."""
    inside, outside = sides
    numbers = {item.number for item in inside.all_in_hand}
    known = {interest.id for interest in outside.interests.declared}
    return replace(
        outside,
        items=tuple(
            _as_taken(inside.item(item.number), item) if item.number in numbers else item
            for item in outside.items
        ),
        sitting=inside.sitting,
        presence=inside.presence,
        interests=replace(
            inside.interests,
            declared=tuple(
                interest
                for interest in inside.interests.declared
                if interest.id in known or _concerns(inside, interest, numbers)
            ),
        ),
        motions=Motions(
            tuple(
                moved
                for motion in inside.motions.moved
                if (moved := motion if motion.item in numbers else outside.motions.find(motion.id))
            )
        ),
        votes=Votes(
            tuple(
                replace(taken, before=None)
                for vote in inside.votes.taken
                if (taken := vote if vote.item in numbers else outside.votes.find(vote.id))
            )
        ),
        faults=inside.faults,
        debate=Debate(
            tuple(request for request in inside.debate.requests if request.item in numbers),
            tuple(turn for turn in inside.debate.turns if turn.item in numbers),
        ),
    )


def _as_taken(item: AgendaItem, known: AgendaItem) -> AgendaItem:
    """An item in hand with what is private of it since it was taken: what was recorded before may
    have concerned an item for which somebody was not in the room."""
    since = item.spans[-1].since if item.spans else None
    old = {entry.id: entry for entry in known.record}
    record = (
        entry if not entry.private or (since is not None and entry.at >= since) else None
        for entry in item.record
    )
    return replace(item, record=tuple(old.get(e.id, e) for e in record if e is not None))


def _concerns(meeting: Meeting, interest: Interest, numbers: set[str]) -> bool:
    return any(interest in meeting.bearing(meeting.item(number)) for number in numbers)


def seen_by(sides: Sides, audience: Audience) -> Meeting:
    """The meeting as an audience may see it, seen for the first time."""
    return Sight(audience).of(sides)
