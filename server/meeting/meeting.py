"""The meeting: the fold of its events, from the agenda to the close."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import msgspec
from msgspec.structs import replace

from server.meeting.act import Act
from server.meeting.agenda import AgendaItem, Link, Standing
from server.meeting.conference import DialIn
from server.meeting.connections import Connections
from server.meeting.debate import Debate
from server.meeting.event import Stamp
from server.meeting.exclusion import Exclusion
from server.meeting.faults import Fault
from server.meeting.interests import Interest, Interests
from server.meeting.motions import Motion, Motions
from server.meeting.notice import Notice
from server.meeting.offers import Offers
from server.meeting.people import Capacity, Person, Substitution, name_among
from server.meeting.presence import Presence
from server.meeting.profile import Profile
from server.meeting.record import Entry, Matter
from server.meeting.refused import SHOWN, Refused
from server.meeting.sitting import Sitting
from server.meeting.votes import Vote, Votes
from server.words import N_


class Meeting(msgspec.Struct, frozen=True):
    """A meeting of a body, whole. Every change makes a new one; what did not change is shared.

    `vacancies` are seats that nobody holds; the quorum counts them. `disqualified`: how many of
    them are of members who were disqualified at one time (LGA 1972 Sch 12 para 45). `order` is the
    running order by item numbers, once it was changed by resolution. `extended`: minutes by which
    the sitting's time limit was extended. `suspended`: the item under which rules are suspended.
    `exclusions` are the times in private; `sealed` the ids of acts that are private business, which
    a meeting as those outside know it has none of. `body_id`: the body in the council's register.
    """

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
    dial_in: tuple[DialIn, ...] = ()
    watch: Link | None = None
    rehearsal: bool = False
    performed: bool = False
    sitting: Sitting = Sitting()
    presence: Presence = Presence()
    interests: Interests = Interests()
    vacancies: int = 0
    disqualified: int = 0
    substitutions: tuple[Substitution, ...] = ()
    motions: Motions = Motions()
    votes: Votes = Votes()
    order: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    extended: int = 0
    suspended: str = ""
    acts: tuple[Act, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    debate: Debate = Debate()
    offers: Offers = Offers()
    connections: Connections = Connections()
    notice: Notice = Notice()
    body_id: str = ""
    sealed: frozenset[str] = frozenset()

    # Private business

    @property
    def private(self) -> Exclusion | None:
        """The exclusion that lasts; None while the meeting is in public."""
        latest = self.exclusions[-1] if self.exclusions else None
        return latest if latest is not None and latest.until is None else None

    def private_at(self, at: datetime) -> bool:
        """Whether the meeting was in private at that time."""
        return any(exclusion.at(at) for exclusion in self.exclusions)

    def is_closed(self, number: str) -> bool:
        """Whether an item, or one above it, is closed to those outside."""
        line = (self.find_item(each) for each in self.line_of(number))
        return any(item is not None and item.closed for item in line)

    # People

    @property
    def members(self) -> tuple[Person, ...]:
        """Those with a seat on the body, in seat order."""
        return tuple(p for p in self.people if p.member)

    @property
    def may_sit(self) -> tuple[Person, ...]:
        """The members, and everybody who may be named as a substitute for one."""
        return tuple(p for p in self.people if p.member or p.capacity is Capacity.SUBSTITUTE)

    @property
    def invited(self) -> tuple[Person, ...]:
        """Those who have a page of their own: who may sit, and the officers on the list."""
        officers = (p for p in self.people if p.capacity is Capacity.OFFICER)
        return (*self.may_sit, *officers)

    @property
    def callable(self) -> tuple[Person, ...]:
        """Those who are called at the roll: the members, each with the substitute who was named."""
        named = {s.substitute: s.member for s in self.substitutions}
        substitutes = [p for p in self.people if p.id in named]
        return tuple(
            person
            for member in self.members
            for person in (member, *(p for p in substitutes if named[p.id] == member.id))
        )

    def office_holder(self, title: str) -> Person | None:
        """The member whose role on the body has this title."""
        return next((p for p in self.members if p.role.lower() == title.lower()), None)

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
        """The member with this id, or the substitute named for one. Raises Refused for others."""
        found = self.person(id)
        if found.capacity is Capacity.SUBSTITUTE and found not in self.callable:
            raise Refused(
                N_("{name} may be a substitute: say first for whom they come."), name=found.name
            )
        if found.capacity not in (Capacity.MEMBER, Capacity.SUBSTITUTE):
            raise Refused(
                N_("{name} is not a member of {body}: record them as in attendance."),
                name=found.name,
                body=self.body,
            )
        return found

    def name_of(self, id: str) -> str:
        """The name of a person by id; a name that is on no list stands for itself."""
        return name_among(self.people, id)

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
    def all_in_hand(self) -> tuple[AgendaItem, ...]:
        """All that is being considered: several where items are taken together."""
        return tuple(i for i in self.items if i.standing is Standing.IN_HAND)

    @property
    def in_hand(self) -> AgendaItem | None:
        """The item that is being considered; of an item and its sub-item, the sub-item.

        Of items taken together it is the first.
        """
        return _foremost(self.all_in_hand)

    @property
    def next_item(self) -> AgendaItem | None:
        """The item to be taken next: the first that was not taken, after the one in hand."""
        running = self.running_order
        now = self.all_in_hand
        start = max((running.index(item) + 1 for item in now), default=0)
        if self.order:  # the order that was resolved upon is kept: nothing in it is passed over
            start = 0
        order = (*running[start:], *running[:start])
        return next((i for i in order if i.standing is Standing.PENDING), None)

    @property
    def next_in_public(self) -> AgendaItem | None:
        """The item to be taken next that is not closed."""
        running = self.running_order
        start = max((running.index(item) + 1 for item in self.all_in_hand), default=0)
        order = (*running[start:], *running[:start])
        pending = (i for i in order if i.standing is Standing.PENDING)
        covered = self.private.items if self.private is not None else ()
        return next(
            (i for i in pending if not self.is_closed(i.number) and i.number not in covered), None
        )

    @property
    def running_order(self) -> tuple[AgendaItem, ...]:
        """The items in the order in which they are to be taken; their numbers stay."""
        if not self.order:
            return self.items
        place = {number: n for n, number in enumerate(self.order)}
        return tuple(sorted(self.items, key=lambda item: place.get(item.number, len(place))))

    def bearing(self, item: AgendaItem) -> tuple[Interest, ...]:
        """The interests that bear on an item, because of itself or of an item above it."""
        budget, line = self.sets_budget(item.number), self.line_of(item.number)
        return tuple(
            interest
            for interest in self.interests.declared
            if any(interest.concerns(number, budget=budget) for number in line)
        )

    @property
    def undone(self) -> tuple[AgendaItem, ...]:
        """The items that were neither taken nor put off."""
        return tuple(i for i in self.items if i.standing is Standing.PENDING)

    def in_hand_at(self, at: datetime) -> AgendaItem | None:
        """The item that was being considered at that time, by what is known now."""
        return _foremost(tuple(i for i in self.items if i.in_hand_at(at)))

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

    def line_of(self, number: str) -> tuple[str, ...]:
        """The numbers of an item and of all items above it."""
        line: list[str] = []
        item = self.find_item(number)
        while item is not None and item.number not in line:
            line.append(item.number)
            item = self.find_item(item.parent)
        return tuple(line)

    def is_beneath(self, item: AgendaItem, numbers: Iterable[str]) -> bool:
        """Whether an item stands under one of these, and is none of them."""
        above = set(numbers)
        return item.number not in above and not above.isdisjoint(self.line_of(item.number))

    def sets_budget(self, number: str) -> bool:
        """Whether an item sets the council's budget: itself, one above it or one under it."""
        line = self.line_of(number)
        under = (i for i in self.items if i.budget and number in self.line_of(i.number))
        above = (item.budget for each in line if (item := self.find_item(each)) is not None)
        return any(above) or any(under)

    def with_item(self, item: AgendaItem) -> Meeting:
        """With this item in place of the one with the same number."""
        return replace(
            self, items=tuple(item if i.number == item.number else i for i in self.items)
        )

    # Votes and motions

    def before_it(self, number: str = "") -> Motion | None:
        """The motion that is to be decided first: under an item, or under what is in hand, of an
        item and its sub-item the sub-item first."""
        numbers = [number] if number else [item.number for item in reversed(self.all_in_hand)]
        found = (self.motions.first_in(each) for each in numbers or [""])
        return next((motion for motion in found if motion is not None), None)

    def motion(self, id: str) -> Motion:
        """The motion with this id, or if none is named what is before the meeting. Raises
        Refused."""
        item = self.in_hand
        found = self.motions.find(id) if id else self.motions.first_in(item.number if item else "")
        if found is None:
            raise Refused(
                N_("That motion is not on the record: it may have been undone. Look again.")
                if id
                else N_("No motion is before the meeting: one must be moved first.")
            )
        return found

    def vote(self, id: str = "") -> Vote:
        """The vote with this id, or the one that is open or tied. Raises Refused."""
        found = self.votes.find(id) if id else self.votes.pending
        if found is None:
            raise Refused(
                N_("That vote is not on the record: it may have been undone. Look again.")
                if id
                else N_("No vote is open. Put the question first.")
            )
        return found

    def require_no_vote(self) -> None:
        """Refuse what cannot be done before the vote that is open is decided."""
        vote = self.votes.pending
        if vote is not None and vote.tied:
            raise Refused(
                N_(
                    "The vote on item {number} is tied. Record the casting vote, or the lot, first."
                ),
                number=vote.item,
            )
        if vote is not None:
            raise Refused(
                N_(
                    "A vote is open on item {number}, since {time}. Close it first, or make it "
                    "void and say why."
                ),
                number=vote.item,
                time=vote.put_at,
            )

    # The record

    def enter(self, number: str, stamp: Stamp, matter: Matter) -> Meeting:
        """With this matter on the record under an item."""
        item = self.find_item(number)
        if item is None:
            return self
        entry = Entry(
            stamp.id,
            stamp.happened_at,
            stamp.recorded_at,
            stamp.actor,
            matter,
            private=stamp.private,
        )
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


def _foremost(items: tuple[AgendaItem, ...]) -> AgendaItem | None:
    """Of an item and its sub-item the sub-item, else the first."""
    above = {item.parent for item in items}
    return next((item for item in items if item.number not in above), None)


NOWHERE = Meeting(
    key="",
    body="",
    title="",
    council="",
    starts_at=datetime(1970, 1, 1, tzinfo=UTC),
    place="",
    profile=Profile(name=""),
)
