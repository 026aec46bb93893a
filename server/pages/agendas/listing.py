"""The agendas: those in preparation, and those that were published for coming meetings."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from aiohttp import web

from server.council.plan import title_of
from server.live.meetings import Running
from server.pages.admitted import an_officer
from server.pages.agendas.asked import on_the_wall
from server.pages.door_pages import drawn, told
from server.pages.site import SITE, voice_for

MOST_BEGUN = 12  # of the meetings that have begun; the calendar has them all


class Listed(NamedTuple):
    """A plan in the list."""

    id: str
    title: str
    council: str
    starts_at: datetime
    place: str
    items: int
    key: str
    rehearsal: bool


async def agendas(request: web.Request) -> web.Response:
    """Every agenda in preparation, those published that are still to come, and the last ones of
    meetings that have begun."""
    officer = await an_officer(request)
    site = request.app[SITE]
    register, tongue = site.council.register, voice_for(request)
    found = []
    for stream in site.council.plans():
        plan = stream.state
        if plan.arrangements is None:
            continue
        body = register.bodies.get(plan.arrangements.body)
        council = register.council_of(body) if body else None
        found.append(
            Listed(
                plan.id,
                title_of(plan.arrangements, body),
                council.name if council else "",
                on_the_wall(plan.arrangements.starts_at, tongue),
                plan.arrangements.place,
                len(plan.tops),
                plan.key,
                plan.arrangements.rehearsal,
            )
        )
    found.sort(key=lambda each: each.starts_at)
    public = [each for each in found if each.key]
    return drawn(
        request,
        "agendas",
        officer=officer,
        preparing=[each for each in found if not each.key],
        published=[each for each in public if _to_come(site.meetings.find(each.key))],
        begun=[each for each in reversed(public) if not _to_come(site.meetings.find(each.key))][
            :MOST_BEGUN
        ],
        bodies=len(register.bodies),
        told=told(request, officer.sign_in),
    )


def _to_come(running: Running | None) -> bool:
    return running is None or running.live.meeting.sitting.opened_at is None
