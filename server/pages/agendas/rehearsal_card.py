"""What the page of a plan tells of its rehearsal, and of the members who are simulated in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from aiohttp import web

from server.live.answering import SECOND_ITEM
from server.live.cast import TOLD, Cast, Part
from server.meeting.meeting import Meeting
from server.meeting.sitting import Phase
from server.pages.agendas.asked import Asked, publisher
from server.pages.door_pages import ONCE
from server.pages.site import SITE, voice_for
from server.pages.slip import Slip
from server.words import N_, Said


class Played(NamedTuple):
    """A simulated member, and what they answer at the roll-call."""

    name: str
    part: str


class RehearsalCard(NamedTuple):
    """What the page of a plan tells of its rehearsal. `possible`: whether one can be begun."""

    possible: bool
    meeting: Meeting | None = None
    simulated: bool = False
    played: tuple[Played, ...] = ()
    interest: str = ""
    slips: Sequence[Slip] = ()


def rehearsal_card(request: web.Request, about: Asked, *, ready: bool) -> RehearsalCard:
    """What the page tells; `ready`: whether nothing is wrong with the agenda."""
    site = request.app[SITE]
    running = site.rehearsals.of_plan(about.plan.id)
    published = publisher(request).running(about.plan)
    begun = published is not None and published.live.meeting.sitting.phase is not Phase.BEFORE
    if running is None:
        return RehearsalCard(ready and not begun)
    meeting, company = running.live.meeting, site.simulated.company(running)
    kept = request.app[ONCE].kept(about.officer.sign_in, request.query.get("links", ""))
    return RehearsalCard(
        possible=False,
        meeting=meeting,
        simulated=company is not None,
        played=_played(request, meeting, company.cast) if company is not None else (),
        interest=_interest(request, meeting, company.cast) if company is not None else "",
        slips=kept.what if kept is not None else (),
    )


def _played(request: web.Request, meeting: Meeting, cast: Cast) -> tuple[Played, ...]:
    say = voice_for(request).say
    return tuple(
        Played(meeting.name_of(id), say(_part(meeting, part))) for id, part in cast.parts.items()
    )


def _part(meeting: Meeting, part: Part) -> Said:
    """What they answer; of whoever comes late, at which item of this agenda."""
    if part is Part.LATE and len(meeting.items) >= SECOND_ITEM:
        number = meeting.items[SECOND_ITEM - 1].number
        return Said(N_("comes late, when item {number} is taken"), number=number)
    return Said(TOLD[part])


def _interest(request: web.Request, meeting: Meeting, cast: Cast) -> str:
    """Who will declare an interest, and leaves for its item if the rules say so."""
    if not cast.interest:
        return ""
    said = N_(
        "{name} declares an interest in item {number}, and leaves for it if that is the rule."
    )
    name = meeting.name_of(cast.interested)
    return voice_for(request).say(Said(said, name=name, number=cast.interest))
