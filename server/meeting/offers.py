"""Offers: what a member has sent from their own device and the clerk confirms.

It is a command of the clerk's, made ready by the member, so that its words are typed once, by
whoever has them. It was tried when it came, and is tried again when the clerk takes it up: until
then nothing of it is on record, and nobody is told of it but the clerk and that member.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

import msgspec
from msgspec.structs import replace

from server.meeting.event import Event, Stamp
from server.words import N_

if TYPE_CHECKING:
    from server.meeting.meeting import Meeting


class Standing(StrEnum):
    """What has become of an offer."""

    WAITING = "waiting"
    TAKEN_UP = "taken_up"
    PUT_ASIDE = "put_aside"
    WITHDRAWN = "withdrawn"


class Offer(msgspec.Struct, frozen=True):
    """A command that a member made ready. `id` is that of the event by which it came.

    `given` is what the command is given, the member's own id among it. When it came, `item` was in
    hand, `motion` was to be decided first under it, `vote` was the latest, and the public was
    excluded by `side`, if at all. `answer`: why it was put aside, if that was said, and when
    it was answered.
    """

    id: str
    person: str
    command: str
    given: dict[str, object]
    at: datetime
    item: str = ""
    motion: str = ""
    vote: str = ""
    side: str = ""
    standing: Standing = Standing.WAITING
    answer: str = ""
    answered_at: datetime | None = None


class Offers(msgspec.Struct, frozen=True):
    """All that members have sent, in the order in which it came."""

    sent: tuple[Offer, ...] = ()

    @property
    def waiting(self) -> tuple[Offer, ...]:
        """What the clerk has not answered yet."""
        return tuple(offer for offer in self.sent if offer.standing is Standing.WAITING)

    def of(self, person: str) -> tuple[Offer, ...]:
        """What this member has sent."""
        return tuple(offer for offer in self.sent if offer.person == person)

    def find(self, id: str) -> Offer | None:
        """The offer with this id, if there is one."""
        return next((offer for offer in self.sent if offer.id == id), None)

    def with_(self, offer: Offer) -> Offers:
        """With this offer in place of the one with its id, or as the newest."""
        if self.find(offer.id) is None:
            return Offers((*self.sent, offer))
        return Offers(tuple(offer if o.id == offer.id else o for o in self.sent))

    def answered(self, id: str, standing: Standing, at: datetime, answer: str = "") -> Offers:
        """With this offer answered at that time; without it, the same offers."""
        offer = self.find(id)
        if offer is None:
            return self
        return self.with_(replace(offer, standing=standing, answer=answer, answered_at=at))


class CommandOffered(Event, frozen=True):
    """A member sent a command of the clerk's from their own device, to be confirmed."""

    title: ClassVar[str] = N_("Sent to the clerk")
    undoable: ClassVar[bool] = False
    person: str
    offered: str
    given: dict[str, object]

    def told(self, heard: Meeting, stamp: Stamp) -> Event | None:
        return None

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        item, public = meeting.in_hand, meeting.private is None
        known = (v for v in meeting.votes.taken[::-1] if not (public and v.id in meeting.sealed))
        vote = next(known, None)
        first = meeting.motions.first_in(item.number) if item is not None else None
        offer = Offer(
            stamp.id,
            self.person,
            self.offered,
            self.given,
            stamp.happened_at,
            item.number if item is not None else "",
            first.id if first is not None else "",
            vote.id if vote is not None else "",
            meeting.private.by if meeting.private is not None else "",
        )
        return replace(meeting, offers=meeting.offers.with_(offer))
