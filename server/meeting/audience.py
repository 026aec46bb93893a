"""What an audience may see: a copy of the meeting made by allow-list, of the same type.

A field that is not named here is not there for anybody but the clerk; a matter is there only
if its kind says so. Templates never hide facts: what they are given may be shown.
"""

from __future__ import annotations

from msgspec.structs import replace

from server.meeting.agenda import AgendaItem
from server.meeting.command import Actor, Office
from server.meeting.interests import Interests
from server.meeting.meeting import Meeting
from server.meeting.presence import Attendance, Presence
from server.meeting.record import Audience, Entry


class Sight:
    """How one audience sees one meeting. What has not changed is the same object as before."""

    def __init__(self, audience: Audience) -> None:
        self.audience = audience
        self._items: dict[str, tuple[AgendaItem, AgendaItem]] = {}
        self._entries: dict[str, tuple[Entry, Entry | None]] = {}
        self._presence: tuple[Presence, Presence] | None = None
        self._interests: tuple[Interests, Interests] | None = None

    def of(self, meeting: Meeting) -> Meeting:
        """The meeting as this audience may see it."""
        if self.audience is Audience.CLERK:
            return meeting
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
            watch=meeting.watch,
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
                for id, a in presence.members.items()
            }
            self._presence = presence, Presence(members, presence.others, presence.chair)
        return self._presence[1]

    def _seen_interests(self, interests: Interests) -> Interests:
        if self._interests is None or self._interests[0] is not interests:
            self._interests = interests, replace(interests)
        return self._interests[1]


def seen_by(meeting: Meeting, audience: Audience) -> Meeting:
    """The meeting as an audience may see it, seen for the first time."""
    return Sight(audience).of(meeting)


def audience_of(actor: Actor | None) -> Audience:
    """Which drawing somebody sees; nobody in particular is the public."""
    if actor is None:
        return Audience.PUBLIC
    return {
        Office.CLERK: Audience.CLERK,
        Office.CHAIR: Audience.CHAIR,
        Office.MEMBER: Audience.MEMBER,
    }[actor.office]
