"""The meeting: the fold of its events, from the agenda to the close."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import msgspec
from msgspec.structs import replace

from server.meeting.act import Act
from server.meeting.agenda import AgendaItem, Link, Standing
from server.meeting.event import Stamp
from server.meeting.interests import Interests
from server.meeting.people import Capacity, Person
from server.meeting.presence import Presence
from server.meeting.profile import Profile
from server.meeting.record import Entry, Matter
from server.meeting.refused import SHOWN, Refused
from server.meeting.sitting import Sitting
from server.words import N_


class Meeting(msgspec.Struct, frozen=True):
    """A meeting of a body, whole. Every change makes a new one; what did not change is shared."""

    key: str
    body: str
    title: str
    council: str
    starts_at: datetime
    place: str
    profile: Profile
    people: tuple[Person, ...] = ()
    items: tuple[AgendaItem, ...] = ()
    join: Link | None = None
    watch: Link | None = None
    rehearsal: bool = False
    performed: bool = False
    sitting: Sitting = Sitting()
    presence: Presence = Presence()
    interests: Interests = Interests()
    acts: tuple[Act, ...] = ()

    # People

    @property
    def members(self) -> tuple[Person, ...]:
        """Those with a seat on the body, in seat order."""
        return tuple(p for p in self.people if p.member)

    @property
    def others(self) -> tuple[Person, ...]:
        """Officers and guests that the meeting file names."""
        return tuple(p for p in self.people if not p.member)

    def find_person(self, id: str) -> Person | None:
        """The person with this id, if the meeting knows one."""
        return next((p for p in self.people if p.id == id), None)

    def person(self, id: str) -> Person:
        """The person with this id. Raises Refused."""
        if not id:
            raise Refused(N_("Say who is meant."))
        found = self.find_person(id)
        if found is None:
            raise Refused(
                N_("Nobody on the list of this meeting has the id “{id}”."), id=id[:SHOWN]
            )
        return found

    def member(self, id: str) -> Person:
        """The member with this id. Raises Refused for anybody else."""
        found = self.person(id)
        if found.capacity is not Capacity.MEMBER:
            raise Refused(
                N_("{name} is not a member of {body}: record them as in attendance."),
                name=found.name,
                body=self.body,
            )
        return found

    def name_of(self, id: str) -> str:
        """The name of a person by id; a name that is on no list stands for itself."""
        found = self.find_person(id)
        return found.name if found else id

    # Agenda

    def find_item(self, number: str) -> AgendaItem | None:
        """The item with this number, if there is one."""
        return next((i for i in self.items if i.number == number), None)

    def item(self, number: str) -> AgendaItem:
        """The item with this number. Raises Refused."""
        if not number:
            raise Refused(N_("Say which item is meant."))
        found = self.find_item(number)
        if found is None:
            raise Refused(
                N_("There is no item {number} on this agenda: its items are {numbers}."),
                number=number[:SHOWN],
                numbers=", ".join(i.number for i in self.items),
            )
        return found

    @property
    def in_hand(self) -> AgendaItem | None:
        """The item that is being considered; of an item and its sub-item, the sub-item."""
        found = [i for i in self.items if i.standing is Standing.IN_HAND]
        return found[-1] if found else None

    @property
    def next_item(self) -> AgendaItem | None:
        """The item to be taken next: the first that was not taken, after the one in hand."""
        now = self.in_hand
        start = self.items.index(now) + 1 if now is not None else 0
        order = (*self.items[start:], *self.items[:start])
        return next((i for i in order if i.standing is Standing.PENDING), None)

    @property
    def undone(self) -> tuple[AgendaItem, ...]:
        """The items that were neither taken nor put off."""
        return tuple(i for i in self.items if i.standing is Standing.PENDING)

    def in_hand_at(self, at: datetime) -> AgendaItem | None:
        """The item that was being considered at that time, by what is known now."""
        found = [i for i in self.items if i.in_hand_at(at)]
        return found[-1] if found else None

    def item_or_in_hand(self, number: str, at: datetime) -> AgendaItem:
        """The item with this number; if none is named, the one in hand at that time, or else now.

        Raises Refused.
        """
        if number:
            return self.item(number)
        found = self.in_hand_at(at) or self.in_hand
        if found is None:
            raise Refused(N_("No item is in hand. Take an item, or say which one is meant."))
        return found

    def children(self, number: str) -> tuple[AgendaItem, ...]:
        """The sub-items of an item."""
        return tuple(i for i in self.items if i.parent == number)

    def with_item(self, item: AgendaItem) -> Meeting:
        """With this item in place of the one with the same number."""
        return replace(
            self, items=tuple(item if i.number == item.number else i for i in self.items)
        )

    # The record

    def enter(self, number: str, stamp: Stamp, matter: Matter) -> Meeting:
        """With this matter on the record under an item."""
        item = self.find_item(number)
        if item is None:
            return self
        entry = Entry(stamp.id, stamp.happened_at, stamp.recorded_at, stamp.actor, matter)
        return self.with_item(item.enter(entry))

    def find_entry(self, id: str) -> tuple[AgendaItem, Entry] | None:
        """The entry with this id and the item under which it stands, if there is one."""
        for item in self.items:
            for entry in item.record:
                if entry.id == id:
                    return item, entry
        return None

    def entry(self, id: str) -> Entry:
        """The entry with this id. Raises Refused."""
        found = self.find_entry(id)
        if found is None:
            raise Refused(
                N_("That entry is not on the record: it may have been undone. Look again."), id=id
            )
        return found[1]

    def change_entry(self, id: str, change: Callable[[Entry], Entry]) -> Meeting:
        """With one entry changed; without it, the same meeting."""
        found = self.find_entry(id)
        if found is None:
            return self
        item, entry = found
        return self.with_item(item.change(change(entry)))

    def reword(self, id: str, text: str, stamp: Stamp, reason: str = "") -> Meeting:
        """With one entry in other words; how it read before is kept."""
        found = self.find_entry(id)
        if found is None:
            return self
        item, entry = found
        changed = entry.changed(entry.matter.reworded(text), stamp, reason)
        return changed.matter.when_reworded(self.with_item(item.change(changed)), changed)

    # Time

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of the body, in which its times are read and written."""
        return ZoneInfo(self.profile.timezone)

    @property
    def date(self) -> date:
        """The day on which it starts."""
        return self.starts_at.astimezone(self.zone).date()


NOWHERE = Meeting(
    key="",
    body="",
    title="",
    council="",
    starts_at=datetime(1970, 1, 1, tzinfo=UTC),
    place="",
    profile=Profile(name=""),
)
