"""The first event of every meeting: it is convened, with its whole agenda, membership and rules."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

import msgspec
from msgspec.structs import replace

from server.meeting.agenda import Access, AgendaItem, Link, Purpose
from server.meeting.conference import DialIn
from server.meeting.event import Event, Stamp
from server.meeting.meeting import Meeting
from server.meeting.notice import Notice
from server.meeting.people import Person
from server.meeting.profile import Profile
from server.words import N_


class PlannedItem(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An item as the summons gives it; AgendaItem says what its fields mean."""

    number: str
    title: str
    parent: str = ""
    purpose: Purpose = Purpose.INFORMATION
    summary: str = ""
    recommendations: tuple[str, ...] = ()
    presenters: tuple[str, ...] = ()
    minutes: int = 0
    papers: tuple[Link, ...] = ()
    minutes_of: date | None = None
    declarations: bool = False
    budget: bool = False
    access: Access = Access.OPEN
    paragraphs: tuple[str, ...] = ()
    private_title: str = ""
    public_interest: str = ""

    @property
    def closed(self) -> bool:
        """Whether it is exempt or confidential."""
        return self.access is not Access.OPEN

    def outside(self) -> PlannedItem:
        """The item as the summons gives it to everybody."""
        known = msgspec.structs.asdict(self.on_agenda().outside())
        return PlannedItem(**{name: known[name] for name in self.__struct_fields__})

    def on_agenda(self) -> AgendaItem:
        """The item as nothing has been done about it yet."""
        return AgendaItem(**msgspec.structs.asdict(self))


class MeetingConvened(Event, frozen=True):
    """The meeting was convened. The profile is whole: rules changed later touch nothing here.

    `attend`: how to attend and to watch, for everybody. `body_id`: the body in the council's
    register, and `plan_id` the plan, if it was convened from there. `performed`: a rehearsal that
    is played from a script until somebody takes over.
    """

    title: ClassVar[str] = N_("Meeting convened")
    undoable: ClassVar[bool] = False

    key: str
    body: str
    name: str
    council: str
    starts_at: datetime
    place: str
    profile: Profile
    people: tuple[Person, ...] = ()
    items: tuple[PlannedItem, ...] = ()
    join: Link | None = None
    watch: Link | None = None
    rehearsal: bool = False
    performed: bool = False
    vacancies: int = 0
    disqualified: int = 0
    dial_in: tuple[DialIn, ...] = ()
    attend: str = ""
    body_id: str = ""
    plan_id: str = ""

    def told(self, heard: Meeting, stamp: Stamp) -> MeetingConvened:
        """Closed items by their open titles alone, and no exempt paper."""
        return replace(self, items=tuple(item.outside() for item in self._inherited()))

    def _inherited(self) -> tuple[PlannedItem, ...]:
        """The items; what stands beneath a closed one is closed as that is."""
        told: dict[str, PlannedItem] = {}
        for item in self.items:
            above = told.get(item.parent)
            if above is not None and above.closed and not item.closed:
                item = replace(item, access=above.access, paragraphs=above.paragraphs)
            told[item.number] = item
        return tuple(told.values())

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        return Meeting(
            key=self.key,
            body=self.body,
            title=self.name,
            council=self.council,
            starts_at=self.starts_at,
            place=self.place,
            profile=self.profile,
            people=self.people,
            vacancies=self.vacancies,
            disqualified=self.disqualified,
            items=tuple(item.on_agenda() for item in self._inherited()),
            join=self.join,
            dial_in=self.dial_in,
            watch=self.watch,
            notice=Notice(published_at=stamp.happened_at, attend=self.attend),
            body_id=self.body_id,
            rehearsal=self.rehearsal,
            performed=self.performed,
        )
