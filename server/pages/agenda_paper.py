"""The agenda as a document: the notice, the same for everybody, and the members' summons."""

from __future__ import annotations

import asyncio

from aiohttp import web

from server.live.meetings import Running
from server.live.rights import admitted
from server.meeting.audience import seen_by
from server.meeting.command import Office
from server.meeting.meeting import Meeting
from server.meeting.record import Audience
from server.meeting.summons import as_summoned
from server.minutes.html import fragment
from server.minutes.markdown import markdown
from server.minutes.sheet import Sheet
from server.pages.brand import brand_of_meeting, contact_of
from server.pages.drawing import draw_page
from server.pages.inside import FORMATS, PRIVATE
from server.pages.papers.interested import own_ahead
from server.pages.printed import PRINTED
from server.pages.site import SITE, running, voice_for
from server.render.house import house_of
from server.render.language import Voice
from server.summons import Around, notice, summons

_OFFICES = (Office.CLERK, Office.CHAIR, Office.MEMBER, Office.OFFICER)


async def agenda(request: web.Request) -> web.Response:
    """The notice of a meeting with its agenda, to print or keep. It holds what everybody may know,
    and no time but that at which it was issued."""
    following = running(request)
    tongue, outside = voice_for(request, following), following.live.outside
    sheet = _notice(request, outside, tongue)
    brand = brand_of_meeting(request.app[SITE].council.register, outside)

    def draw() -> bytes:
        return _page(request, sheet, outside, tongue, public=True).encode()

    answer = await request.app[PRINTED].newest(
        (outside.key, tongue.language, "html"), (sheet, brand), draw, "text/html; charset=utf-8"
    )
    return answer.response(request)


async def agenda_file(request: web.Request) -> web.Response:
    """The same as a Word file, or as Markdown for a council’s own web site."""
    following, ending = running(request), request.match_info["ending"]
    tongue, outside = voice_for(request, following), following.live.outside
    sheet = _notice(request, outside, tongue, apart=True)
    answer = await request.app[PRINTED].newest(
        (outside.key, tongue.language, ending),
        sheet,
        lambda: _written(sheet, ending),
        _type(ending),
    )
    response = answer.response(request)
    _named(response, f"{outside.key}-agenda", ending)
    return response


async def summons_page(request: web.Request) -> web.Response:
    """The summons to the members, as whoever is signed in to the meeting may see it: it tells the
    clerk, and whom it calls, of what is not published, and is then marked."""
    following = running(request)
    meeting, tongue = await _seen(request, following), voice_for(request, following)
    sheet = _summons(request, meeting, tongue)
    html = await asyncio.to_thread(_page, request, sheet, meeting, tongue, public=False)
    return web.Response(text=html, content_type="text/html", headers=PRIVATE)


async def summons_file(request: web.Request) -> web.Response:
    """The same as a Word file."""
    following = running(request)
    meeting, tongue = await _seen(request, following), voice_for(request, following)
    sheet = _summons(request, meeting, tongue, apart=True)
    content = await asyncio.to_thread(_written, sheet, "docx")
    response = web.Response(body=content, content_type=_type("docx"), headers=PRIVATE)
    mark = "-restricted" if sheet.restricted else ""
    _named(response, f"{meeting.key}-summons{mark}", "docx")
    return response


async def _seen(request: web.Request, following: Running) -> Meeting:
    """The meeting as whoever asks is summoned to it; 403 for whoever is not signed in to it. The
    clerk sees all; others what they may read ahead, and nothing that came later in private."""
    sides, who = following.live.sides, request.app[SITE].doors.who
    for office in _OFFICES:
        door = await admitted(who, sides, request, office.value)
        if door is not None and office is Office.CLERK:
            return seen_by(sides, Audience.CLERK)
        if door is not None:
            known = seen_by(sides, Audience.PUBLIC)
            return as_summoned(known, own_ahead(request, following, door.person).readable)
    raise web.HTTPForbidden


def _notice(request: web.Request, outside: Meeting, tongue: Voice, *, apart: bool = False) -> Sheet:
    around = _around(request, outside, apart=apart)
    of = (outside.key, tongue.language, "apart" if apart else "")
    return request.app[PRINTED].sheet(of, outside, around, lambda: notice(outside, tongue, around))


def _summons(
    request: web.Request, meeting: Meeting, tongue: Voice, *, apart: bool = False
) -> Sheet:
    return summons(meeting, tongue, _around(request, meeting, apart=apart))


def _around(request: web.Request, meeting: Meeting, *, apart: bool) -> Around:
    site = request.app[SITE]
    return Around(contact_of(site.council.register, meeting), site.memory.base(), apart)


def _page(
    request: web.Request, sheet: Sheet, meeting: Meeting, tongue: Voice, *, public: bool
) -> str:
    return draw_page(
        request.app[SITE].assets,
        "agenda_paper",
        tongue,
        house=house_of(meeting),
        sheet=sheet,
        paper=fragment(sheet, tongue),
        public=public,
        brand=brand_of_meeting(request.app[SITE].council.register, meeting),
    )


def _written(sheet: Sheet, ending: str) -> bytes:
    if ending == "md":
        return markdown(sheet)
    # Imported when first written: the library for Word files takes a third of the start-up time.
    from server.minutes.document import document

    return document(sheet)


def _type(ending: str) -> str:
    kind = FORMATS[ending][0]
    return kind if ending == "docx" else f"{kind}; charset=utf-8"


def _named(response: web.Response, name: str, ending: str) -> None:
    if response.status == web.HTTPOk.status_code:
        response.headers["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
