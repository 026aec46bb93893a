"""What an agenda will look like once it is published: its page, its notice and its summons.

Only officers see this. Nothing is stored: the meeting is made of the agenda as it is now, drawn,
and forgotten.
"""

from __future__ import annotations

import asyncio

from aiohttp import web

from server.live.feed import Feed
from server.live.publishing import Unready
from server.meeting.audience import seen_by
from server.meeting.convened import MeetingConvened
from server.meeting.event import Recorded, Stamp
from server.meeting.meeting import Meeting
from server.meeting.record import Audience
from server.meeting.sides import Sides, sides_of
from server.minutes.html import fragment
from server.minutes.sheet import Sheet
from server.pages.agendas.asked import Asked, asked, publisher
from server.pages.agendas.plan_page import page as plan_page
from server.pages.brand import brand_of_meeting, contact_of
from server.pages.door_pages import PRIVATE
from server.pages.drawing import draw_page, public_page
from server.pages.site import SITE, voice_for
from server.render.house import house_of
from server.render.language import Voice, voice
from server.summons import Around, notice, summons


async def preview(request: web.Request) -> web.Response:
    """The public page as it will be."""
    about = await asked(request)
    convened = _convened(request, about)
    if isinstance(convened, web.Response):
        return convened
    sides, tongue = _meeting(request, about, convened), _tongue(request, convened)

    def draw() -> str:
        site = request.app[SITE]
        return public_page(
            site.assets,
            Feed(Audience.PUBLIC, tongue, sides),
            "plan_preview",
            refreshes=False,
            brand=brand_of_meeting(site.council.register, sides.outside),
            path=about.path,
        )

    return _answer(await asyncio.to_thread(draw))


async def preview_notice(request: web.Request) -> web.Response:
    """The public notice with the agenda as it will be, to print."""
    return await _paper(request, to_members=False)


async def preview_summons(request: web.Request) -> web.Response:
    """The summons to the members as it will be, with what is not published."""
    return await _paper(request, to_members=True)


async def _paper(request: web.Request, *, to_members: bool) -> web.Response:
    about = await asked(request)
    convened = _convened(request, about)
    if isinstance(convened, web.Response):
        return convened
    sides, tongue = _meeting(request, about, convened), _tongue(request, convened)
    meeting = seen_by(sides, Audience.CLERK) if to_members else sides.outside
    around = _around(request, meeting)

    def draw() -> str:
        sheet = (summons if to_members else notice)(meeting, tongue, around)
        return _drawn(request, about, sheet, meeting, tongue)

    return _answer(await asyncio.to_thread(draw))


def _drawn(
    request: web.Request, about: Asked, sheet: Sheet, meeting: Meeting, tongue: Voice
) -> str:
    site = request.app[SITE]
    return draw_page(
        site.assets,
        "plan_preview_paper",
        tongue,
        house=house_of(meeting),
        sheet=sheet,
        paper=fragment(sheet, tongue),
        brand=brand_of_meeting(site.council.register, meeting),
        path=about.path,
    )


def _convened(request: web.Request, about: Asked) -> MeetingConvened | web.Response:
    """The meeting that the plan is now; or the page of the plan, which says what is wrong."""
    convened, faults = publisher(request).tried(about.plan)
    if convened is not None and not faults:
        return convened
    return plan_page(request, about, 422, {"": voice_for(request).say(Unready(faults))})


def _meeting(request: web.Request, about: Asked, convened: MeetingConvened) -> Sides:
    now = request.app[SITE].now()
    stamp = Stamp("preview", now, now, about.officer.signature, "preview")
    return sides_of([Recorded(stamp, convened)])


def _tongue(request: web.Request, convened: MeetingConvened) -> Voice:
    languages, wanted = convened.profile.languages, request.query.get("lang", "")
    language = wanted if wanted in languages else languages[0]
    return voice(language, convened.profile.timezone)


def _around(request: web.Request, meeting: Meeting) -> Around:
    site = request.app[SITE]
    return Around(contact_of(site.council.register, meeting), site.memory.base())


def _answer(html: str) -> web.Response:
    return web.Response(text=html, content_type="text/html", headers=PRIVATE)
