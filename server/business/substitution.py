"""Substitutes: who sits for a member, and a seat that passes from one to the other.

One seat has one voice. By the profile whoever of the two joins first is the member for the whole
meeting, or the seat is handed over between items; `server.meeting.seats` says whose it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import ClassVar

from server.meeting import (
    N_,
    UNTIL_CLOSE,
    Actor,
    Advice,
    Entry,
    Event,
    Meeting,
    Office,
    OnOpenRecord,
    Refused,
    Stamp,
    command,
    replace,
)
from server.meeting.people import Capacity, Person, Substitution
from server.meeting.proceedings import last_taken, where_declared
from server.meeting.profile import Arrival
from server.meeting.quorum import here
from server.meeting.seats import holder, substitution_of
from server.meeting.votes import Despite

NOTICE = N_("Notice of a substitute")
SAME_GROUP = N_("A substitute is of the same group")
BETWEEN_ITEMS = N_("A seat is handed over between items")


class SubstituteNamed(OnOpenRecord, frozen=True):
    """Somebody was named to sit for a member."""

    title: ClassVar[str] = N_("Substitute named")
    substitute: str
    member: str
    despite: tuple[Despite, ...] = ()

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        named = Substitution(stamp.id, self.substitute, self.member, stamp.happened_at)
        substitutions = (*meeting.substitutions, named)
        return super().apply(replace(meeting, substitutions=substitutions), stamp)

    def require_strikable(self, meeting: Meeting, entry: Entry) -> None:
        for id in (self.substitute, self.member):
            if meeting.presence.of(id).spells:
                raise Refused(
                    N_("{name} has been at the meeting, so this stands: somebody sat in the seat."),
                    name=meeting.name_of(id),
                )

    def when_struck(self, meeting: Meeting, entry: Entry) -> Meeting:
        others = tuple(s for s in meeting.substitutions if s.id != entry.id)
        return replace(meeting, substitutions=others)


class SeatHandedOver(OnOpenRecord, frozen=True):
    """The seat passed from the member to the substitute, or back. `person` sits in it now."""

    title: ClassVar[str] = N_("Seat handed over")
    person: str
    before: str
    despite: tuple[Despite, ...] = ()

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        found = substitution_of(meeting, self.person)
        if found is None:
            return meeting
        handed = (*found.handed, (self.person, stamp.happened_at))
        return super().apply(_handed(meeting, found, handed), stamp)

    def require_strikable(self, meeting: Meeting, entry: Entry) -> None:
        found = substitution_of(meeting, self.person)
        passed_on = found is not None and found.handed[-1:] != ((self.person, entry.at),)
        if passed_on or any(vote.put_at >= entry.at for vote in meeting.votes.taken):
            raise Refused(
                N_("A vote was taken, or the seat passed on, since then: hand the seat back.")
            )

    def when_struck(self, meeting: Meeting, entry: Entry) -> Meeting:
        found = substitution_of(meeting, self.person)
        if found is None:
            return meeting
        handed = tuple(each for each in found.handed if each != (self.person, entry.at))
        return _handed(meeting, found, handed)


@command(
    Office.CLERK,
    phases=UNTIL_CLOSE,
    in_public=True,
    offered="member",
    sends=("person",),
    asks={"person": N_("Choose who comes as the substitute.")},
)
def name_substitute(
    meeting: Meeting, actor: Actor, person: str, member: str, override: str = ""
) -> Iterator[Event]:
    """A substitute is named for a member who cannot come, at the time at which notice was given."""
    substitute, replaced = meeting.person(person), meeting.person(member)
    _require_allowed(meeting)
    _require_capacities(meeting, substitute, replaced)
    for each in (substitute, replaced):
        _require_free(meeting, each)
    came = meeting.presence.of(replaced.id).spells
    if came:
        raise Refused(
            N_("{name} has been here since {time} and holds the seat: nobody can sit in it."),
            name=replaced.name,
            time=came[0].since,
        )
    advice = Advice(override)
    _advise(meeting, actor, substitute, replaced, advice)
    yield SubstituteNamed(_stands_under(meeting, actor), substitute.id, replaced.id, advice.despite)


@command(Office.CLERK, phases=UNTIL_CLOSE, in_public=True)
def hand_over_seat(
    meeting: Meeting, actor: Actor, person: str, override: str = ""
) -> Iterator[Event]:
    """The seat passes to the other of the two, between items."""
    taking = meeting.person(person)
    found = substitution_of(meeting, taking.id)
    if found is None:
        raise Refused(N_("{name} shares no seat with a substitute."), name=taking.name)
    if meeting.profile.substitutes.arrival is Arrival.FIRST_HOLDS:
        raise Refused(
            N_(
                "A seat is not handed over here: whoever of the two joins first is the member "
                "for the whole meeting."
            )
        )
    meeting.require_no_vote()
    _require_after_what_was_done(meeting, actor, found)
    before = holder(meeting, found, actor.at)
    if before == taking.id:
        raise Refused(N_("{name} sits in the seat already."), name=taking.name)
    if not here(meeting, taking, actor.at):
        raise Refused(
            N_("{name} was not present at {time}: record first that they came."),
            name=taking.name,
            time=actor.at,
        )
    advice = Advice(override)
    begun = _under_discussion(meeting)
    if begun:
        advice.against(
            BETWEEN_ITEMS,
            N_(
                "A seat is handed over between items, and the discussion of item {number} has "
                "begun. Wait for its end, or say why not."
            ),
            number=begun,
        )
    yield SeatHandedOver(_stands_under(meeting, actor), taking.id, before, advice.despite)


def _require_allowed(meeting: Meeting) -> None:
    rule = meeting.profile.substitutes
    if rule.allowed:
        return
    if rule.source:
        raise Refused(
            N_("The rules of {body} do not allow substitutes: {source}."),
            body=meeting.body,
            source=rule.source,
        )
    raise Refused(N_("The rules of {body} do not allow substitutes."), body=meeting.body)


def _require_capacities(meeting: Meeting, substitute: Person, replaced: Person) -> None:
    if substitute.capacity is not Capacity.SUBSTITUTE:
        raise Refused(
            N_("{name} is not on the list of substitutes of {body}."),
            name=substitute.name,
            body=meeting.body,
        )
    if not replaced.member:
        raise Refused(
            N_("{name} has no seat on {body} in which somebody could sit."),
            name=replaced.name,
            body=meeting.body,
        )


def _require_free(meeting: Meeting, person: Person) -> None:
    found = substitution_of(meeting, person.id)
    if found is not None:
        raise Refused(
            N_("{substitute} is named already as the substitute for {member}."),
            substitute=meeting.name_of(found.substitute),
            member=meeting.name_of(found.member),
        )


def _advise(
    meeting: Meeting, actor: Actor, substitute: Person, replaced: Person, advice: Advice
) -> None:
    """What the body's rules of notice and groups have against it."""
    rule = meeting.profile.substitutes
    latest = meeting.starts_at - timedelta(minutes=rule.notice)
    if rule.notice and actor.at > latest:
        advice.against(
            NOTICE,
            N_(
                "Notice of a substitute is to be given by {time} on {day}. State when it was "
                "given, or say why it is accepted."
            ),
            time=latest,
            day=latest.astimezone(meeting.zone).date(),
        )
    if rule.same_group and substitute.group.casefold() != replaced.group.casefold():
        advice.against(
            SAME_GROUP,
            N_("{substitute} is not of the same group as {member}."),
            substitute=substitute.name,
            member=replaced.name,
        )


def _require_after_what_was_done(meeting: Meeting, actor: Actor, found: Substitution) -> None:
    """Refuse a time at which the seat was still to pass, or to vote, by what is recorded."""
    done = [when for _, when in found.handed]
    done += [vote.closed_at or vote.put_at for vote in meeting.votes.taken if not vote.void]
    if done and actor.at < max(done):
        raise Refused(
            N_("A vote was taken, or the seat passed, at {time}: state a time after that."),
            time=max(done),
        )


def _under_discussion(meeting: Meeting) -> str:
    """The number of an item in hand of which something is on record already."""
    for item in meeting.all_in_hand:
        said = [e for e in item.record if e.struck is None and e.kind != "substitution"]
        if said or any(motion.item == item.number for motion in meeting.motions.moved):
            return item.number
    return ""


def _stands_under(meeting: Meeting, actor: Actor) -> str:
    """Where the meeting was; before it has taken an item, under the one for declarations."""
    return last_taken(meeting, actor.at) or where_declared(meeting, actor.at)


def _handed(
    meeting: Meeting, found: Substitution, handed: tuple[tuple[str, datetime], ...]
) -> Meeting:
    changed = replace(found, handed=handed)
    return replace(
        meeting,
        substitutions=tuple(changed if s.id == found.id else s for s in meeting.substitutions),
    )
