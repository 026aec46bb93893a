"""What members have sent from their own devices, for the clerk to record or put aside."""

from __future__ import annotations

from server.meeting.meeting import Meeting
from server.meeting.offering import field_of_words
from server.meeting.offers import Offer
from server.meeting.sitting import Phase
from server.render.panel import Panel

DECLARATION = "declare_interest"


def offers(meeting: Meeting) -> Panel:
    """What waits for the clerk: first what is due under the item in hand, then as it came; and who
    has sent word that they come late."""
    closed = meeting.sitting.phase is Phase.CLOSED
    waiting = () if closed else meeting.offers.waiting
    due = tuple(offer for offer in waiting if is_due(meeting, offer))
    ordered = (*due, *(offer for offer in waiting if offer not in due))
    late = (
        (a.person, a.expected)
        for a in meeting.presence.members.values()
        if a.expected and a.here is None and not closed
    )
    side = meeting.private.by if meeting.private is not None else ""
    given: dict[str, object] = {
        "offers": ordered,
        "due": tuple(offer.id for offer in due),
        "motions": tuple(meeting.motions.find(_motion_of(offer)) for offer in ordered),
        "worded": tuple(bool(field_of_words(offer.command)) for offer in ordered),
        "elsewhere": tuple(bool(offer.side) and offer.side != side for offer in ordered),
        "late": tuple(late),
    }
    return Panel("offers", "offers", "offers", given)


def is_due(meeting: Meeting, offer: Offer) -> bool:
    """Whether it is a declaration for which the time has come: the item that asks for them is in
    hand, or its own, or that above it."""
    if offer.command != DECLARATION:
        return False
    in_hand = meeting.all_in_hand
    numbers = {number for item in in_hand for number in meeting.line_of(item.number)}
    return any(item.declarations for item in in_hand) or offer.given.get("item") in numbers


def declared_ahead(meeting: Meeting) -> tuple[str, ...]:
    """The members who sent a declaration for what is in hand that is not on record yet."""
    numbers = {n for item in meeting.all_in_hand for n in meeting.line_of(item.number)}
    return tuple(
        dict.fromkeys(
            offer.person
            for offer in meeting.offers.waiting
            if offer.command == DECLARATION and offer.given.get("item") in numbers
        )
    )


def _motion_of(offer: Offer) -> str:
    return str(offer.given.get("motion") or offer.motion)
