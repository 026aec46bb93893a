"""What members send to the clerk: taken up, put aside, or withdrawn.

Taken up, it is the offered command as the clerk would have given it, tried again by every rule as
things stand now. It bears on what it was sent for: on the item, the motion and the vote of that
time. What was sent in private goes no further than that part of the meeting; what was sent in
public is recorded in private only if it is about the item that is then in hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

import msgspec

from server.meeting import (
    IN_SESSION,
    N_,
    SEATS,
    UNTIL_CLOSE,
    Actor,
    Event,
    Meeting,
    Office,
    Refused,
    Stamp,
    command,
    own,
    replace,
)
from server.meeting.command import Command, commands, decide
from server.meeting.offering import field_of_words
from server.meeting.offers import Offer, Standing


class OfferAnswered(Event, frozen=True):
    """What became of an offer. It is between the member and the clerk."""

    standing: ClassVar[Standing]
    offer: str

    def told(self, heard: Meeting, stamp: Stamp) -> Event | None:
        return None

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        reason = getattr(self, "reason", "")
        offers = meeting.offers.answered(self.offer, self.standing, stamp.recorded_at, reason)
        return replace(meeting, offers=offers)


class OfferTakenUp(OfferAnswered, frozen=True):
    """The clerk recorded what a member had sent. Undone, the offer waits again."""

    title: ClassVar[str] = N_("Recorded as sent by a member")
    standing: ClassVar[Standing] = Standing.TAKEN_UP


class OfferPutAside(OfferAnswered, frozen=True):
    """The clerk did not record what a member had sent. `reason` is for that member alone."""

    title: ClassVar[str] = N_("Put aside")
    standing: ClassVar[Standing] = Standing.PUT_ASIDE
    reason: str = ""


class OfferWithdrawn(OfferAnswered, frozen=True):
    """A member took back what they had sent, before the clerk answered."""

    title: ClassVar[str] = N_("Withdrawn by the member")
    undoable: ClassVar[bool] = False
    standing: ClassVar[Standing] = Standing.WITHDRAWN


@command(Office.CLERK, phases=UNTIL_CLOSE)
def take_up_offer(
    meeting: Meeting,
    actor: Actor,
    offer: str,
    text: str = "",
    version: int = -1,
    override: str = "",
) -> Iterator[Event]:
    """Record what a member has sent; `text` in place of its words, if they were changed.

    `version` tells which text of the motion was on the screen, if the member's is not it.
    """
    found = _waiting(meeting, offer)
    asked = commands.get(found.command)
    if asked is None:
        raise Refused(N_("There is no command “{name}”."), name=found.command)
    _require_side(meeting, actor, found)
    given = _as_meant(meeting, actor, found, asked)
    if text:
        given[_words_of(asked)] = text
    if version >= 0 and "version" in _fields(asked):
        given["version"] = version
    if override:
        given["override"] = override
    yield from decide(meeting, actor, found.command, given)
    yield OfferTakenUp(found.id)


@command(Office.CLERK, phases=UNTIL_CLOSE)
def put_aside_offer(
    meeting: Meeting, actor: Actor, offer: str, reason: str = ""
) -> Iterator[Event]:
    """Do not record what a member has sent. They read that, and the reason if one is given."""
    yield OfferPutAside(_waiting(meeting, offer).id, reason)


@command(*SEATS, phases=UNTIL_CLOSE)
def withdraw_offer(meeting: Meeting, actor: Actor, offer: str) -> Iterator[Event]:
    """Take back what one has sent to the clerk oneself, while it is not answered."""
    person = own(actor, "")
    found = meeting.offers.find(offer)
    if found is not None and found.person != person:
        raise Refused(N_("That was not sent by you: only who sent it can withdraw it."))
    yield OfferWithdrawn(_waiting(meeting, offer).id)


def _waiting(meeting: Meeting, id: str) -> Offer:
    found = meeting.offers.find(id)
    if found is None:
        raise Refused(N_("Nothing of that kind was sent to the clerk. Look at the page again."))
    if found.standing is not Standing.WAITING:
        raise Refused(_ANSWERED[found.standing], name=meeting.name_of(found.person))
    return found


_ANSWERED = {
    Standing.TAKEN_UP: N_("What {name} sent has been recorded already."),
    Standing.PUT_ASIDE: N_("What {name} sent has been put aside already."),
    Standing.WITHDRAWN: N_("{name} has withdrawn what they sent."),
}


def _require_side(meeting: Meeting, actor: Actor, found: Offer) -> None:
    """Refuse to carry what was sent from one side of an exclusion of the public to the other."""
    if found.side:
        then = next((e for e in meeting.exclusions if e.by == found.side), None)
        if then is None or not then.at(actor.at):
            raise Refused(
                N_(
                    "This was sent in private, and that part of the meeting has ended: recorded "
                    "now, others would read it. Give the time in private at which it was done, or "
                    "put it aside."
                )
            )
    elif meeting.private is not None and not _about_what_is_in_hand(meeting, found):
        raise Refused(
            N_(
                "This was sent in public, and the meeting is in private since {time}: record it "
                "when the public is back, so that everybody learns of it."
            ),
            time=meeting.private.since,
        )


def _about_what_is_in_hand(meeting: Meeting, found: Offer) -> bool:
    asked = commands[found.command]
    item = found.item if _of_the_debate(asked) else found.given.get("item", "")
    return item in [each.number for each in meeting.all_in_hand]


def _as_meant(meeting: Meeting, actor: Actor, found: Offer, asked: Command) -> dict[str, object]:
    """What is given with it, bearing on what it was sent for. Raises Refused if that has passed."""
    given = dict(found.given)
    names = _fields(asked)
    if _of_the_debate(asked):
        _require_same_debate(meeting, actor, found, names)
    for name, id in (("motion", found.motion), ("vote", found.vote)):
        if name in names and id:
            given.setdefault(name, id)
    return given


def _require_same_debate(
    meeting: Meeting, actor: Actor, found: Offer, names: Mapping[str, object]
) -> None:
    now = meeting.in_hand_at(actor.at)
    if now is None or now.number != found.item:
        raise Refused(
            N_(
                "This was sent under item {number}, which is not in hand. Take that item first, "
                "or put this aside."
            ),
            number=found.item,
        )
    then = meeting.motions.find(found.motion)
    main = meeting.motions.main_in(found.item)
    if {"motion", "vote"} & set(names) or then is None or main is None or then.open:
        return
    if main.id not in (then.id, then.amends):
        raise Refused(
            N_(
                "This was sent while another motion was under debate, which has been dealt with. "
                "Ask {name} whether it still holds; if not, put it aside."
            ),
            name=meeting.name_of(found.person),
        )


def _of_the_debate(asked: Command) -> bool:
    """Whether it is done to what is in hand, and names no item of its own."""
    return asked.phases == IN_SESSION and "item" not in _fields(asked)


def _words_of(asked: Command) -> str:
    name = field_of_words(asked.name)
    if not name:
        raise Refused(N_("This has no words that could be changed: record it as it is."))
    return name


def _fields(asked: Command) -> dict[str, object]:
    return {field.name: field for field in msgspec.structs.fields(asked.arguments)}
