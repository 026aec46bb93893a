"""What a member has sent to the clerk, and what became of it."""

from __future__ import annotations

from datetime import datetime

import msgspec

from server.meeting.offers import Offer, Standing
from server.meeting.people import Person
from server.meeting.sitting import Phase
from server.render.room import Room

LONGEST = 200  # characters of the words that were sent


class Sent(msgspec.Struct, frozen=True):
    """One thing that was sent. `words` are empty where they belong to private business that the
    member may not be shown now. `choice`: how they voted, which is to be minuted."""

    offer: str
    command: str
    words: str
    item: str
    at: datetime
    standing: str
    answer: str = ""
    private: bool = False
    choice: str = ""


class AllSent(msgspec.Struct, frozen=True):
    """What waits for the clerk, the newest first, and what was answered last of what was sent under
    what is being considered. The rest is in the member’s record. `closed`: it is too late for an
    answer."""

    waiting: tuple[Sent, ...] = ()
    answered: tuple[Sent, ...] = ()
    closed: bool = False


def all_sent(room: Room, person: Person) -> AllSent:
    """What this member has sent."""
    own = room.inside.offers.of(person.id)
    if not own:
        return AllSent()
    ended = (Standing.TAKEN_UP, Standing.PUT_ASIDE)
    now = room.in_hand or ("",)
    answered = [o for o in own if o.standing in ended and o.item in now]
    answered.sort(key=lambda offer: offer.answered_at or offer.at)
    return AllSent(
        tuple(_sent(room, o) for o in reversed(own) if o.standing is Standing.WAITING),
        tuple(_sent(room, o) for o in answered[-1:]),
        room.seen.sitting.phase is Phase.CLOSED,
    )


def ended(room: Room, person: Person) -> tuple[Sent, ...]:
    """What this member has sent and the clerk has answered, or they withdrew."""
    own = room.inside.offers.of(person.id)
    return tuple(_sent(room, o) for o in own if o.standing is not Standing.WAITING)


def _sent(room: Room, offer: Offer) -> Sent:
    told = _may_be_told(room, offer)
    return Sent(
        offer.id,
        offer.command,
        _words(room, offer) if told else "",
        _item(offer),
        offer.at,
        offer.standing.value,
        offer.answer if told and _answer_may_be_told(room, offer) else "",
        not told,
        _choice(offer) if told else "",
    )


def _may_be_told(room: Room, offer: Offer) -> bool:
    """Whether it was sent in public, or in the private business that is going on."""
    if not room.inside.private_at(offer.at):
        return True
    now = room.inside.private
    return now is not None and now.at(offer.at) and offer.item in room.in_hand


def _answer_may_be_told(room: Room, offer: Offer) -> bool:
    """Whether the clerk answered in public, or in the private business that is going on."""
    at, now = offer.answered_at, room.inside.private
    if at is None or not room.inside.private_at(at):
        return True
    return now is not None and now.at(at)


def _words(room: Room, offer: Offer) -> str:
    """What of it tells the member which it was."""
    given = {name: str(value) for name, value in offer.given.items()}
    if offer.command == "name_substitute":
        return room.house.name(given.get("person", ""))
    if offer.command == "declare_interest":
        kind = room.house.interest(given.get("kind", ""))
        return ": ".join(each for each in (kind, _short(given.get("nature", ""))) if each)
    return _short(given.get("text") or given.get("note") or "")


def _item(offer: Offer) -> str:
    """What it is about; nothing if it is about the whole meeting."""
    named = str(offer.given.get("item", ""))
    return "" if named == "all" else named or offer.item


def _choice(offer: Offer) -> str:
    return str(offer.given.get("choice", "")) if offer.command == "record_own_vote" else ""


def _short(words: str) -> str:
    return words if len(words) <= LONGEST else words[:LONGEST].rsplit(" ", 1)[0] + " …"
