"""The agenda: numbered items, what they are for, and where each stands."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

import msgspec
from msgspec.structs import replace

from server.meeting.record import Entry
from server.meeting.span import Span


class Purpose(StrEnum):
    """What an item is brought for."""

    INFORMATION = "information"
    DISCUSSION = "discussion"
    DECISION = "decision"


class Standing(StrEnum):
    """Where an item stands."""

    PENDING = "pending"
    IN_HAND = "in_hand"
    TAKEN = "taken"
    DEFERRED = "deferred"
    WITHDRAWN = "withdrawn"


class Access(StrEnum):
    """Whether those outside may know what is said under an item.

    Exempt information is closed by resolution, confidential information by the law itself.
    """

    OPEN = "open"
    EXEMPT = "exempt"
    CONFIDENTIAL = "confidential"


class Link(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A title and the address where it is found. `exempt`: a paper, such as an appendix, that is
    not published, though its item may be open. `size`: of a file that is kept here, in bytes, as it
    was when the agenda was published; 0 where nobody knows it."""

    title: str
    url: str
    exempt: bool = False
    size: int = 0


class AgendaItem(msgspec.Struct, frozen=True):
    """A numbered piece of the agenda. The number never changes, in whatever order it is taken.

    `presenters` are ids of people, or names of those who are on no list; `minutes` is the time
    planned, in minutes; `minutes_of` is set on the item that agrees an earlier meeting's minutes;
    `declarations` on the item under which interests are asked for; `budget` on one that sets the
    council's budget or council tax (SI 2014/165; LGFA 1992 s.106). `urgent` is the reason why it
    was admitted though it is not on the summons (LGA 1972 s.100B(4)).

    A closed item keeps an open `title`; `private_title` says inside what it is about. `paragraphs`
    number the descriptions of exempt information, `public_interest` is why they outweigh it.
    `report_exempt`: it is taken in public, and what the agenda says of it is not published.
    """

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
    urgent: str = ""
    access: Access = Access.OPEN
    paragraphs: tuple[str, ...] = ()
    private_title: str = ""
    public_interest: str = ""
    report_exempt: bool = False
    standing: Standing = Standing.PENDING
    spans: tuple[Span, ...] = ()
    record: tuple[Entry, ...] = ()

    @property
    def taken(self) -> bool:
        """Whether it has been in hand at some time."""
        return bool(self.spans)

    @property
    def closed(self) -> bool:
        """Whether what is said under it is private business."""
        return self.access is not Access.OPEN

    def outside(self) -> AgendaItem:
        """The item as those outside know it before the meeting: its open title and its ground."""
        if not self.closed:
            return replace(self, papers=tuple(p for p in self.papers if not p.exempt))
        return AgendaItem(
            self.number,
            self.title,
            self.parent,
            self.purpose,
            minutes=self.minutes,
            minutes_of=self.minutes_of,
            declarations=self.declarations,
            budget=self.budget,
            access=self.access,
            paragraphs=self.paragraphs,
            public_interest=self.public_interest,
            standing=self.standing,
            spans=self.spans,
            record=self.record,
        )

    @property
    def anchor(self) -> str:
        """Its name in an address and as the id of an element."""
        return "item-" + "".join(c if c.isalnum() else "-" for c in self.number)

    def ended_by(self, at: datetime) -> bool:
        """Whether it had been considered, and was no more, at that time."""
        last = self.spans[-1].until if self.spans else None
        return last is not None and last <= at

    def in_hand_at(self, at: datetime) -> bool:
        """Whether it was in hand at that time."""
        begun = (span for span in self.spans if span.since <= at)
        return any(span.until is None or at < span.until for span in begun)

    def take(self, at: datetime) -> AgendaItem:
        """The item in hand from `at` on."""
        return replace(self, standing=Standing.IN_HAND, spans=(*self.spans, Span(at)))

    def leave(self, at: datetime) -> AgendaItem:
        """The item no longer in hand."""
        if self.standing is not Standing.IN_HAND:
            return self
        return replace(self, standing=Standing.TAKEN, spans=self._ended(at))

    def put_aside(self, standing: Standing, at: datetime) -> AgendaItem:
        """The item deferred or withdrawn."""
        return replace(self, standing=standing, spans=self._ended(at))

    def put_back(self) -> AgendaItem:
        """The item deferred or withdrawn no more."""
        if self.standing not in (Standing.DEFERRED, Standing.WITHDRAWN):
            return self
        return replace(self, standing=Standing.TAKEN if self.taken else Standing.PENDING)

    def _ended(self, at: datetime) -> tuple[Span, ...]:
        if self.spans and self.spans[-1].until is None:
            last = self.spans[-1]
            return (*self.spans[:-1], Span(last.since, max(at, last.since)))
        return self.spans

    def enter(self, entry: Entry) -> AgendaItem:
        """The item with one entry more, in the order in which things happened."""
        record = self.record
        place = len(record)
        while place and record[place - 1].at > entry.at:
            place -= 1
        return replace(self, record=(*record[:place], entry, *record[place:]))

    def change(self, entry: Entry) -> AgendaItem:
        """The item with this entry in place of the one with the same id."""
        return replace(self, record=tuple(entry if e.id == entry.id else e for e in self.record))
