"""The pages of those inside: clerk, chair and member."""

from __future__ import annotations

import asyncio
from datetime import datetime

from aiohttp import web
from markupsafe import Markup

from server.live.inside import seat_of
from server.live.meetings import Running
from server.live.rehearsed import plan_of
from server.live.rights import acting, admitted, audience_of, doors_of
from server.live.signed_in import SignedIn
from server.meeting.admission import is_listed, may_read_all
from server.meeting.audience import seen_by
from server.meeting.command import Office
from server.meeting.meeting import Meeting
from server.meeting.offering import words_of
from server.meeting.record import Audience
from server.meeting.sides import Sides
from server.meeting.summons import NOTHING
from server.meeting.votes import Way
from server.minutes import full_page as minutes_full_page
from server.minutes import has_private_business
from server.minutes import page as minutes_page
from server.minutes.workings import workings
from server.pages.drawing import meeting_page, page
from server.pages.findings import findings
from server.pages.headers import policy_of_file
from server.pages.papers.interested import own_ahead
from server.pages.site import SITE, running, voice_for
from server.render.house import house_of
from server.render.language import Voice
from server.render.layout.voting import is_named_demanded
from server.render.own.outside import kept_out

PRIVATE = {"Cache-Control": "private, no-store"}
FORMATS = {
    "html": ("text/html", "inline"),
    "docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "attachment",
    ),
    "pdf": ("application/pdf", "inline"),
    "md": ("text/markdown", "attachment"),
    "txt": ("text/plain", "attachment"),
    "json": ("application/json", "attachment"),
}

_NOTHING_BESIDE: dict[str, object] = {"workings": (), "findings": None}


async def signed_in(request: web.Request) -> SignedIn:
    """Who is asking for this page, or 403: the link of the meeting must be opened first.

    Whoever presides has the chair’s page; who no longer does is sent to the member’s.
    """
    office, sides = request.match_info["office"], running(request).live.sides
    who = request.app[SITE].doors.who
    door = await admitted(who, sides, request, office)
    if door is not None:
        return acting(sides, door)
    doors = await doors_of(who, sides.inside, request, office)
    if not doors:
        raise web.HTTPForbidden
    own = doors[0]
    if request.method == "POST":  # what they may do now decides, and no word of theirs is lost
        return acting(sides, own)
    # Signed in, but the office has passed to another: there is a page for what they are now.
    key = sides.outside.key
    raise web.HTTPSeeOther(f"/meetings/{key}/{acting(sides, own).office.value}")


async def meeting(request: web.Request) -> web.Response:
    """The page of an office in a meeting. `?entry=` fills the clerk's forms that are about an entry
    of the record, or about what a member sent."""
    asking, following = await signed_in(request), running(request)
    if asking.office is not Office.CLERK:
        return inside_page(request, following, asking, since=await _since(request, asking))
    meeting = following.live.meeting
    kept = {**_begun(meeting), **_about(meeting, request.query.get("entry", ""))}
    return inside_page(request, following, asking, kept=kept)


async def _since(request: web.Request, asking: SignedIn) -> datetime | None:
    """Since when who asks is signed in on this device."""
    held = await request.app[SITE].doors.held(request)
    return next((each.began_at for each in held if each.id == asking.sign_in), None)


def _begun(meeting: Meeting) -> dict[str, dict[str, str]]:
    """How the question is put to begin with: by names, if enough members demand it."""
    named = {"put_question": {"way": Way.NAMED.value, "begun": "true"}}
    return named if is_named_demanded(meeting) else {}


def _about(meeting: Meeting, id: str) -> dict[str, dict[str, str]]:
    """The forms that are about an entry, or an offer, as they begin."""
    found, offer = meeting.find_entry(id), meeting.offers.find(id)
    if found is not None:
        _, entry = found
        own = {"entry": id, "version": str(entry.version), "text": entry.matter.words}
        return {"correct_entry": own, "strike_entry": {"entry": id}}
    if offer is not None:
        sent = {"offer": id, "text": words_of(offer)}
        return {"take_up_offer": sent, "put_aside_offer": {"offer": id}}
    return {}


def inside_page(
    request: web.Request,
    following: Running,
    asking: SignedIn,
    status: int = 200,
    **given: object,
) -> web.Response:
    """The page of somebody inside, with what a refused form left to be said and kept."""
    audience = audience_of(following.live.meeting, asking)
    given["office"] = asking.office.value
    given["now"] = request.app[SITE].now().isoformat()
    given["own"] = asking.person
    given["plan"] = plan_of(following.live.stream) if following.apart else ""
    if audience is Audience.PUBLIC:  # the meeting is in private, or they are not on its list
        given["template"] = "outside"
        given["listed"] = is_listed(following.live.meeting, asking.person)
        given["kept_out"] = kept_out(following.live.sides, asking.person)
    given["seat"] = _seat(request, following, asking, audience)
    given["has_papers_ahead"] = own_ahead(request, following, asking.person) != NOTHING
    html = meeting_page(request, following, audience, **given)
    return web.Response(text=html, status=status, content_type="text/html", headers=PRIVATE)


async def note(request: web.Request) -> web.Response:
    """The public draft note as a file, for the clerk and the chair."""
    following = running(request)
    await _clerk_or_chair(request, following)
    outside, tongue = following.live.outside, voice_for(request, following)
    return _file(request, outside, await request.app[SITE].documents.files(outside, tongue))


async def full_note(request: web.Request) -> web.Response:
    """The full draft note as a file, for those who may read private business."""
    following = running(request)
    await _reads_all(request, following)
    sides, tongue = following.live.sides, voice_for(request, following)
    files = await request.app[SITE].documents.full(sides, tongue)
    return _file(request, sides.outside, files, "-restricted")


def _file(
    request: web.Request, meeting: Meeting, files: dict[str, bytes], mark: str = ""
) -> web.Response:
    ending = request.match_info["ending"]
    content = files[ending]
    content_type, disposition = FORMATS[ending]
    name = f"{meeting.key}-draft-{meeting.profile.document}{mark}.{ending}"
    headers = {**PRIVATE, "Content-Disposition": f'{disposition}; filename="{name}"'}
    if ending == "html":  # a file of its own carries its style inside
        headers["Content-Security-Policy"] = policy_of_file(content)
    charset = None if ending in ("docx", "pdf") else "utf-8"
    return web.Response(body=content, content_type=content_type, charset=charset, headers=headers)


async def note_page(request: web.Request) -> web.Response:
    """The public draft note on a page, each sentence with the way to its entry."""
    following = running(request)
    asking = await _clerk_or_chair(request, following)
    outside, inside = following.live.outside, following.live.meeting
    tongue, clerk = voice_for(request, following), asking.office is Office.CLERK
    passages = await asyncio.to_thread(minutes_page, outside, tongue, clerk=clerk)
    # The clerk's notes tell of everything: where there is a full note, they belong to that.
    there_are_two = has_private_business(inside)
    two = there_are_two and _may_read_all(inside, asking)
    beside = clerk and not there_are_two
    given = await _for_the_clerk(following.live.sides, tongue) if beside else _NOTHING_BESIDE
    return _note_page(request, following, asking, passages, two=two, full=False, **given)


async def full_note_page(request: web.Request) -> web.Response:
    """The full draft note on a page, marked; the clerk's notes are with it."""
    following = running(request)
    asking = await _reads_all(request, following)
    sides, tongue = following.live.sides, voice_for(request, following)
    clerk = asking.office is Office.CLERK
    passages = await asyncio.to_thread(minutes_full_page, sides, tongue, clerk=clerk)
    given = await _for_the_clerk(sides, tongue) if clerk else _NOTHING_BESIDE
    return _note_page(request, following, asking, passages, two=True, full=True, **given)


async def _for_the_clerk(sides: Sides, tongue: Voice) -> dict[str, object]:
    """What stands beside the draft for the clerk alone: what to look at, and why numbers are so."""
    found = await asyncio.to_thread(findings, sides, tongue)
    return {"workings": workings(sides.inside, tongue), "findings": found}


def _note_page(
    request: web.Request,
    following: Running,
    asking: SignedIn,
    passages: Markup,
    **given: object,
) -> web.Response:
    outside = following.live.outside
    html = page(
        request,
        "note",
        voice_for(request, following),
        house=house_of(outside),
        key=outside.key,
        office=asking.office.value,
        note=passages,
        **given,
    )
    return web.Response(text=html, content_type="text/html", headers=PRIVATE)


async def _reads_all(request: web.Request, following: Running) -> SignedIn:
    """Who is asking for the full note: 403 for others, 404 where there is none."""
    asking, meeting = await _clerk_or_chair(request, following), following.live.meeting
    if not _may_read_all(meeting, asking):
        raise web.HTTPForbidden
    if not has_private_business(meeting):
        raise web.HTTPNotFound
    return asking


def _may_read_all(meeting: Meeting, asking: SignedIn) -> bool:
    return asking.office is Office.CLERK or may_read_all(meeting, asking.person)


async def _clerk_or_chair(request: web.Request, following: Running) -> SignedIn:
    sides, who = following.live.sides, request.app[SITE].doors.who
    for office in (Office.CLERK, Office.CHAIR):
        found = await admitted(who, sides, request, office.value)
        if found is not None:
            return acting(sides, found)
    raise web.HTTPForbidden


def _seat(request: web.Request, following: Running, asking: SignedIn, audience: Audience) -> str:
    seat = seat_of(asking, audience, voice_for(request, following))
    if seat is None:
        return ""
    seen = seen_by(following.live.sides, Audience.MEMBER)
    seat.show(seen, house_of(seen), following.live.meeting)
    return seat.html
