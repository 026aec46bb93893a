"""The pages of those inside: clerk, chair and member."""

from __future__ import annotations

import asyncio

from aiohttp import web

from server.live.inside import AUDIENCES
from server.live.meetings import Running
from server.live.rights import acting, admitted, doors_of
from server.live.signed_in import SignedIn
from server.meeting.command import Office
from server.meeting.record import Audience
from server.minutes import page as minutes_page
from server.minutes.workings import workings
from server.pages.drawing import meeting_page, page
from server.pages.site import SITE, running, voice_for
from server.render.house import house_of
from server.render.seat import Seat

PRIVATE = {"Cache-Control": "private, no-store"}
FORMATS = {
    "html": ("text/html", "inline"),
    "docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "attachment",
    ),
    "md": ("text/markdown", "attachment"),
    "json": ("application/json", "attachment"),
}


async def signed_in(request: web.Request) -> SignedIn:
    """Who is asking for this page, or 403: the link of the meeting must be opened first.

    Whoever presides has the chair’s page; who no longer does is sent to the member’s.
    """
    office, meeting = request.match_info["office"], running(request).live.meeting
    who = request.app[SITE].doors.who
    door = await admitted(who, meeting, request, office)
    if door is not None:
        return acting(meeting, door)
    doors = await doors_of(who, meeting, request, office)
    if not doors:
        raise web.HTTPForbidden
    own = doors[0]
    if request.method == "POST":  # what they may do now decides, and no word of theirs is lost
        return acting(meeting, own)
    # Signed in, but the office has passed to another: there is a page for what they are now.
    raise web.HTTPSeeOther(f"/meetings/{meeting.key}/{acting(meeting, own).office.value}")


async def meeting(request: web.Request) -> web.Response:
    """The page of an office in a meeting. `?entry=` fills the clerk's forms that correct one."""
    asking, following = await signed_in(request), running(request)
    found = following.live.meeting.find_entry(request.query.get("entry", ""))
    if found is None or asking.office is not Office.CLERK:
        return inside_page(request, following, asking)
    _, entry = found
    own = {"entry": entry.id, "version": str(entry.version), "text": entry.matter.words}
    kept = {"correct_entry": own, "strike_entry": {"entry": entry.id}}
    return inside_page(request, following, asking, kept=kept)


def inside_page(
    request: web.Request,
    following: Running,
    asking: SignedIn,
    status: int = 200,
    **given: object,
) -> web.Response:
    """The page of somebody inside, with what a refused form left to be said and kept."""
    audience = AUDIENCES[asking.office.value]
    given["now"] = request.app[SITE].now().isoformat()
    if audience is Audience.MEMBER:
        given["seat"] = _seat(request, following, asking)
    html = meeting_page(request, following, audience, **given)
    return web.Response(text=html, status=status, content_type="text/html", headers=PRIVATE)


async def note(request: web.Request) -> web.Response:
    """The draft note, for the clerk and the chair."""
    following = running(request)
    await _clerk_or_chair(request, following)
    ending = request.match_info["ending"]
    meeting = following.live.meeting
    tongue = voice_for(request, following)
    content = (await request.app[SITE].documents.files(meeting, tongue))[ending]
    content_type, disposition = FORMATS[ending]
    name = f"{meeting.key}-draft-{meeting.profile.document}.{ending}"
    headers = {**PRIVATE, "Content-Disposition": f'{disposition}; filename="{name}"'}
    if ending == "html":  # a file of its own carries its style inside
        headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'"
    charset = None if ending == "docx" else "utf-8"
    return web.Response(body=content, content_type=content_type, charset=charset, headers=headers)


async def note_page(request: web.Request) -> web.Response:
    """The draft note on a page, each sentence with the way to its entry."""
    following = running(request)
    asking = await _clerk_or_chair(request, following)
    tongue = voice_for(request, following)
    meeting = following.live.meeting
    clerk = asking.office is Office.CLERK
    passages = await asyncio.to_thread(minutes_page, meeting, tongue, clerk=clerk)
    html = page(
        request,
        "note",
        tongue,
        house=house_of(meeting),
        key=meeting.key,
        office=asking.office.value,
        note=passages,
        workings=workings(meeting, tongue) if clerk else (),
    )
    return web.Response(text=html, content_type="text/html", headers=PRIVATE)


async def _clerk_or_chair(request: web.Request, following: Running) -> SignedIn:
    meeting, who = following.live.meeting, request.app[SITE].doors.who
    for office in (Office.CLERK, Office.CHAIR):
        found = await admitted(who, meeting, request, office.value)
        if found is not None:
            return acting(meeting, found)
    raise web.HTTPForbidden


def _seat(request: web.Request, following: Running, asking: SignedIn) -> str:
    seat = Seat(asking.person, voice_for(request, following))
    meeting = following.live.meeting
    seat.show(meeting, house_of(meeting))
    return seat.html
