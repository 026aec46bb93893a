"""Devices: who is signed in, on what, and ending it, in a meeting or among the officers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import msgspec
from aiohttp import web
from msgspec.structs import replace

from server.journal.secrets.sign_ins import SignIn
from server.pages.admitted import Keeper, an_administrator, keeper
from server.pages.door_pages import drawn, drawn_of_meeting, tell, told
from server.pages.site import SITE, voice_for
from server.words import N_, Said

WORDS = {
    "administrator": N_("Administrator"),
    "clerk": N_("Clerk"),
    "chair": N_("Chair"),
    "member": N_("Member"),
    "officer": N_("Officer"),
}


class Device(msgspec.Struct, frozen=True):
    """A device that is signed in, as the page tells of it. `own`: it is the one that asks; `mine`:
    whoever looks at the page may end it."""

    id: str
    name: str
    office: str
    device: str
    address: str
    began_at: datetime
    seen_at: datetime
    own: bool
    mine: bool = True


async def of_meeting(request: web.Request) -> web.Response:
    """Who is signed in to this meeting by a link."""
    asking = await keeper(request)
    word = voice_for(request, asking.following).gettext
    found = await _of_meeting(request, asking)
    return drawn_of_meeting(
        request,
        "devices",
        officer=asking.officer,
        rows=[
            replace(shown(each, asking.sign_in, word), mine=_may_end(asking, each))
            for each in found
        ],
        action=f"/meetings/{asking.key}/devices",
        told=told(request, asking.sign_in),
    )


async def end_of_meeting(request: web.Request) -> web.Response:
    """Sign a device out of this meeting; its page closes at once."""
    asking = await keeper(request)
    among = await _of_meeting(request, asking)
    if any(e.id == request.match_info["id"] and not _may_end(asking, e) for e in among):
        raise web.HTTPForbidden
    await ended(request, among, asking.sign_in, asking.signature)
    raise web.HTTPSeeOther(f"/meetings/{asking.key}/devices")


async def of_officers(request: web.Request) -> web.Response:
    """Where officers are signed in, for the administrator."""
    officer = await an_administrator(request)
    word = voice_for(request).gettext
    return drawn(
        request,
        "devices",
        officer=officer,
        rows=[shown(each, officer.sign_in, word) for each in await _of_officers(request)],
        action="/devices",
        told=told(request, officer.sign_in),
    )


async def end_of_officer(request: web.Request) -> web.Response:
    """Sign an officer's device out."""
    officer = await an_administrator(request)
    await ended(request, await _of_officers(request), officer.sign_in, officer.signature)
    raise web.HTTPSeeOther("/devices")


def _may_end(asking: Keeper, sign_in: SignIn) -> bool:
    """A sign-in to every meeting is ended by officers alone: others look after this meeting."""
    return bool(sign_in.key) or asking.officer is not None


async def _of_meeting(request: web.Request, asking: Keeper) -> list[SignIn]:
    """Those by links to this meeting, and by standing links of who is on its list."""
    doors = request.app[SITE].doors
    standing = [
        each
        for each in await doors.sign_ins(key="")
        if doors.office_in(asking.key, each) is not None
    ]
    return [*await doors.sign_ins(key=asking.key), *standing]


async def _of_officers(request: web.Request) -> list[SignIn]:
    return [each for each in await request.app[SITE].doors.sign_ins() if each.account]


async def ended(request: web.Request, among: list[SignIn], own: str, by: str) -> None:
    """End the sign-in of the address, if it is one of these; ended twice is ended."""
    found = next((each for each in among if each.id == request.match_info["id"]), None)
    if found is None:
        return
    await request.app[SITE].doors.end_sign_in(found.id, by, request.remote or "")
    if found.id != own:
        sentence = N_("{name}, {device}: the sign-in is ended, and the page there is closed.")
        tell(request, own, Said(sentence, name=found.name, device=found.device))


def shown(each: SignIn, own: str, word: Callable[[str], str]) -> Device:
    """A sign-in as the page tells of it. `own`: the id of the one that asks."""
    return Device(
        id=each.id,
        name=each.name if each.person or each.account else word(each.name),
        office=word(WORDS[each.office]) if each.person or each.account else "",
        device=word(each.device),
        address=each.address,
        began_at=each.began_at,
        seen_at=each.seen_at,
        own=each.id == own,
    )
