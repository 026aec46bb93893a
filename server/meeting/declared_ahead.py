"""Declared ahead: an interest that a member has sent, and the clerk has not recorded yet.

It bars nobody before it is on record: what members say of themselves is no part of a roll. But a
member who would be barred by it takes no part while it waits (Localism Act 2011 s.31), so the
clerk answers it first. Of what was sent in private nothing is decided in public.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from server.meeting.command import SEATS, Actor
from server.meeting.declaring import is_whole, on_record
from server.meeting.interests import WHOLE_MEETING, Interest, Part
from server.meeting.meeting import Meeting
from server.meeting.offers import Offer
from server.meeting.profile import Requires
from server.meeting.refused import Refused
from server.words import N_, Term

DECLARATION = "declare_interest"

_BEFORE = {
    Part.MOVE: N_("they move a motion"),
    Part.SECOND: N_("they second a motion"),
    Part.VOTE: N_("the question is put"),
    Part.PRESIDE: N_("they preside"),
    Part.SPEAK: N_("they have the floor"),
}


def unrecorded(
    meeting: Meeting, person: str, numbers: Iterable[str], part: Part
) -> Interest | None:
    """The interest that waits for the clerk, was sent on this side of an exclusion of the public,
    and would bar this person from a part in what concerns any of these items."""
    about = tuple(numbers)
    for interest in _waiting(meeting, person):
        if interest.bars(part) and any(_concerns(meeting, interest, each) for each in about):
            return interest
    return None


def require_recorded(
    meeting: Meeting, actor: Actor, person: str, about: Iterable[str], part: Part
) -> None:
    """Refuse a part from which an interest would bar this person, once the clerk has recorded it.

    Whoever presides is not told which it is, and another member nothing at all: it is between the
    member and the clerk.
    """
    own = actor.office in SEATS and actor.person == person
    if actor.office in SEATS and part is not Part.SPEAK and not own:
        return
    interest = unrecorded(meeting, person, about, part)
    if interest is None:
        return
    if own:
        raise _to_themselves(interest)
    if actor.office in SEATS:
        raise Refused(
            N_(
                "{name} has sent a declaration that the clerk has not recorded yet. Ask the clerk "
                "to answer it before {part}."
            ),
            name=meeting.name_of(person),
            part=Term(_BEFORE[part]),
        )
    raise _to_the_clerk(meeting, interest, part)


def _to_themselves(interest: Interest) -> Refused:
    if not interest.item:
        return Refused(
            N_(
                "You have declared an interest that the clerk has not recorded yet: take no part "
                "until it is."
            )
        )
    return Refused(
        N_(
            "You have declared an interest in item {number} that the clerk has not recorded yet: "
            "take no part until it is."
        ),
        number=interest.item,
    )


def _to_the_clerk(meeting: Meeting, interest: Interest, part: Part) -> Refused:
    kind = meeting.profile.interest_kind(interest.kind)
    sentence = (
        N_(
            "{name} has sent a declaration of an interest in item {number} ({kind}). Record it, "
            "or put it aside, before {part}."
        )
        if interest.item
        else N_(
            "{name} has sent a declaration of an interest ({kind}). Record it, or put it aside, "
            "before {part}."
        )
    )
    return Refused(
        sentence,
        name=meeting.name_of(interest.person),
        number=interest.item,
        kind=Term(kind.name if kind else interest.kind),
        part=Term(_BEFORE[part]),
    )


def _waiting(meeting: Meeting, person: str) -> Iterator[Interest]:
    """What this member has sent, as it would be on record; a dispensation is not theirs to say."""
    side = meeting.private.by if meeting.private is not None else ""
    for offer in meeting.offers.waiting:
        if offer.person != person or offer.command != DECLARATION or offer.side not in ("", side):
            continue
        interest = _as_declared(meeting, offer)
        if interest is not None and not on_record(meeting, person, interest.item, interest.kind):
            yield interest  # else the clerk has recorded the same without taking it up


def sent_ahead(meeting: Meeting, person: str) -> Iterator[Interest]:
    """Every declaration that this member has sent and the clerk has not answered, on whichever side
    of an exclusion. One of a kind that the rules have no more counts as the gravest."""
    for offer in meeting.offers.waiting:
        if offer.person == person and offer.command == DECLARATION:
            item = str(offer.given.get("item", ""))
            about = "" if item == WHOLE_MEETING else item
            gravest = Interest(offer.id, person, about, "", Requires.LEAVE)
            yield _as_declared(meeting, offer) or gravest


def _as_declared(meeting: Meeting, offer: Offer) -> Interest | None:
    kind = meeting.profile.interest_kind(str(offer.given.get("kind", "")))
    if kind is None:
        return None
    item = str(offer.given.get("item", ""))
    about = "" if is_whole(kind, item) else item
    return Interest(
        offer.id, offer.person, about, kind.key, kind.requires, budget_only=kind.budget_only
    )


def _concerns(meeting: Meeting, interest: Interest, number: str) -> bool:
    budget = meeting.sets_budget(number)
    return any(interest.concerns(each, budget=budget) for each in meeting.line_of(number))
