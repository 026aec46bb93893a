"""The summons: what it tells those whom it calls, and what of it each of them may read ahead.

Members are called with the exempt papers, for they need to know what they are to decide (LGA 1972
s.100F, Sch 12 para 4). They read what the summons says, as it was published last, and nothing that
came later: so no private business can be seen by it. Whoever has an interest for which they must
leave reads nothing of what it concerns.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from server.meeting.agenda import AgendaItem
from server.meeting.convened import MeetingConvened
from server.meeting.declared_ahead import sent_ahead
from server.meeting.event import Recorded, Stamp
from server.meeting.interests import Interest
from server.meeting.meeting import NOWHERE, Meeting
from server.meeting.people import Capacity, Person
from server.meeting.sides import Sides
from server.meeting.sitting import Phase


class Ahead(NamedTuple):
    """What of a summons somebody may read before the meeting, of that which is not published.

    `readable`: the closed items, and the open ones that have an exempt paper, as the summons gives
    them. `kept_back`: those that an interest keeps from this person, as everybody knows them.
    """

    readable: tuple[AgendaItem, ...] = ()
    kept_back: tuple[AgendaItem, ...] = ()


NOTHING = Ahead()


def summons_of(recorded: Sequence[Recorded]) -> MeetingConvened | None:
    """The summons as it was published last; None before there is any."""
    for each in reversed(recorded):
        event = getattr(each.event, "agenda", each.event)
        if isinstance(event, MeetingConvened):
            return event
    return None


def ahead(summons: MeetingConvened, sides: Sides, person: str) -> Ahead:
    """What this person may read ahead, at this moment: nothing, for who is not called.

    Of the meeting itself nothing counts but who is called, as everybody knows it, the interests of
    this very person, and whether it is over.
    """
    called = whom_it_calls(sides.outside, person)
    if called is None or is_over(sides):
        return NOTHING
    known = summons.apply(NOWHERE, _NEVER)
    told = [i for i in known.items if _is_withheld(known, i) and _comes_for(called, known, i)]
    interests = _interests(sides, called)
    barred = {item.number for item in told if _is_barred(interests, known, item)}
    return Ahead(
        tuple(_without_papers_of(barred, told)),
        tuple(item.outside() for item in told if item.number in barred),
    )


def kept_from(summons: MeetingConvened, sides: Sides, person: str) -> frozenset[str]:
    """The addresses of the papers that an interest keeps from this person here. They stay so once
    the meeting is over: the interest is in what the paper tells of, and not in the day."""
    found = sides.outside.find_person(person) if person else None
    interests = _interests(sides, found) if found is not None else ()
    if not interests:
        return frozenset()
    return frozenset(
        paper.url
        for known in (summons.apply(NOWHERE, _NEVER), sides.inside)
        for item in known.items
        if _is_withheld(known, item) and _is_barred(interests, known, item)
        for paper in item.papers
    )


def as_summoned(known: Meeting, readable: Iterable[AgendaItem]) -> Meeting:
    """The meeting as everybody knows it, and in its items what somebody may read ahead. What was
    closed or opened since is so here too, for everybody knows that."""
    told = {item.number: item for item in readable}
    items = tuple(_told_in(told.get(item.number), item) for item in known.items)
    return replace(known, items=items)


def whom_it_calls(outside: Meeting, person: str) -> Person | None:
    """Who this is, if the summons calls them: a member, an officer on the list, or a substitute
    from when everybody knows for whom they come; no guest."""
    found = outside.find_person(person) if person else None
    if found is None or found.capacity is Capacity.GUEST:
        return None
    if found.capacity is Capacity.SUBSTITUTE and found not in outside.callable:
        return None
    return found


def is_over(sides: Sides) -> bool:
    """Whether there is nothing to read ahead of any more: it was closed, or is not held."""
    return any(side.sitting.phase is Phase.CLOSED or bool(side.notice.cancelled) for side in sides)


_NEVER = Stamp("", NOWHERE.starts_at, NOWHERE.starts_at, "", "")


def _is_withheld(known: Meeting, item: AgendaItem) -> bool:
    return known.is_closed(item.number) or any(paper.exempt for paper in item.papers)


def _comes_for(person: Person, known: Meeting, item: AgendaItem) -> bool:
    """Whether it is for this person: an officer who comes for some items reads those alone."""
    if person.capacity is not Capacity.OFFICER or not person.items:
        return True
    return not set(person.items).isdisjoint(known.line_of(item.number))


def _interests(sides: Sides, person: Person) -> tuple[Interest, ...]:
    """Whatever asks this person to leave, wherever they said it and whether it is recorded yet."""
    said = (
        *sides.outside.interests.declared,
        *sides.inside.interests.declared,
        *sent_ahead(sides.inside, person.id),
    )
    return tuple(each for each in said if each.person == person.id and each.must_leave)


def _is_barred(interests: tuple[Interest, ...], known: Meeting, item: AgendaItem) -> bool:
    """Whether one of these concerns an item, one above it, or one beneath it: the report above may
    tell of what stands beneath."""
    beneath = [i.number for i in known.items if item.number in known.line_of(i.number)]
    return any(
        interest.concerns(each, budget=known.sets_budget(number))
        for interest in interests
        for number in (item.number, *beneath)
        for each in known.line_of(number)
    )


def _told_in(told: AgendaItem | None, known: AgendaItem) -> AgendaItem:
    if told is None:
        return known
    return replace(
        told,
        access=known.access,
        paragraphs=known.paragraphs,
        public_interest=known.public_interest,
        report_exempt=known.report_exempt,
    )


def _without_papers_of(barred: set[str], told: Iterable[AgendaItem]) -> Iterable[AgendaItem]:
    """The items that are not barred, each without the papers that a barred one has too."""
    every = tuple(told)
    kept = {paper.url for item in every if item.number in barred for paper in item.papers}
    for item in every:
        if item.number not in barred:
            papers = tuple(paper for paper in item.papers if paper.url not in kept)
            yield item if len(papers) == len(item.papers) else replace(item, papers=papers)
