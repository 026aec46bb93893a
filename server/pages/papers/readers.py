"""Who may read a paper: the meetings and plans that refer to it decide, at the moment of asking.

Everybody, if some meeting tells everybody of it; whoever is signed in to a meeting, if what they
are shown of it now has it, or what they may read ahead of it; officers with an account, whatever
plans and meetings refer to. Nobody in whom an interest, declared in any meeting, keeps it from them
there. For all others it is not there, and is looked for no longer than what
there never was.
"""

from __future__ import annotations

from enum import Enum, auto

from aiohttp import web

from server.live.meetings import Meetings, Running
from server.live.rights import acting, admitted, audience_of
from server.live.signed_in import SignedIn
from server.meeting.audience import seen_by
from server.meeting.command import Office
from server.meeting.record import Audience
from server.pages.papers.interested import kept_back
from server.pages.papers.told import TOLD, addresses, ahead_of
from server.pages.site import SITE, Site
from server.papers.logo import logo_address

_OFFICES = (Office.CLERK, Office.CHAIR, Office.MEMBER, Office.OFFICER)


class Readers(Enum):
    """For whom a paper is there."""

    NOBODY = auto()
    WHO_ASKS = auto()
    EVERYBODY = auto()


async def readers_of(request: web.Request, address: str) -> Readers:
    """For whom this paper is there, as far as it concerns who asks."""
    site, told = request.app[SITE], request.app[TOLD]
    public = any(address in told.everybody(running) for running in site.meetings)
    if public or _is_logo(site, address):
        return Readers.EVERYBODY
    inside = (*site.meetings, *site.meetings.rehearsals)
    having = [running for running in inside if address in told.anybody(running)]
    officer = await site.doors.officer(request)
    if officer is not None and (having or _is_planned(site, address)):
        return Readers.WHO_ASKS
    for running in having or _any(site.meetings):
        if await _is_shown(request, running, address):
            return Readers.WHO_ASKS
    return Readers.NOBODY


def _any(meetings: Meetings) -> list[Running]:
    """One meeting to ask the doors about, so that what nobody has is not told by being quicker."""
    return list(meetings)[:1]


def _is_planned(site: Site, address: str) -> bool:
    return any(
        address == paper.url
        for stream in site.council.plans()
        for planned in stream.state.items
        for paper in planned.item.papers
    )


def _is_logo(site: Site, address: str) -> bool:
    logos = (council.logo for council in site.council.register.councils.values())
    return any(logo and address == logo_address(logo) for logo in logos)


async def _is_shown(request: web.Request, running: Running, address: str) -> bool:
    """Whether who asks is shown this paper in the meeting, in an office that they have there."""
    sides, who = running.live.sides, request.app[SITE].doors.who
    for office in _OFFICES:
        door = await admitted(who, sides, request, office.value)
        if door is None or kept_back(request, running, door.person, (address,)):
            continue
        if _is_seen(running, acting(sides, door), address):
            return True
        if address in addresses(ahead_of(running, door.person).readable):
            return True
    return False


def _is_seen(running: Running, asking: SignedIn, address: str) -> bool:
    audience = audience_of(running.live.meeting, asking)
    if audience is Audience.PUBLIC:  # that everybody is told of it was asked before
        return False
    return address in addresses(seen_by(running.live.sides, audience).items)
