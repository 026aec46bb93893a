"""Your devices: where somebody is signed in themselves, by an account or a link, and ending it."""

from __future__ import annotations

from aiohttp import web

from server.journal.secrets.sign_ins import SignIn
from server.pages.devices import ended, shown
from server.pages.door_pages import drawn, told
from server.pages.site import SITE, voice_for

OWN = "/your-devices"


async def your_devices(request: web.Request) -> web.Response:
    """Where whoever asks is signed in, on this device and on others."""
    held, own = await _own(request)
    here, word = {each.id for each in held}, voice_for(request).gettext
    return drawn(
        request,
        "your_devices",
        rows=[shown(each, each.id if each.id in here else "", word) for each in own],
        action=OWN,
        told=told(request, held[0].id),
    )


async def end(request: web.Request) -> web.Response:
    """End one of one’s own sign-ins; its pages close at once."""
    held, own = await _own(request)
    await ended(request, own, held[0].id, held[0].name)
    raise web.HTTPSeeOther(OWN)


async def _own(request: web.Request) -> tuple[list[SignIn], list[SignIn]]:
    """The sign-ins that this browser holds, and all those of the same person."""
    doors = request.app[SITE].doors
    held = await doors.held(request)
    if not held:
        raise web.HTTPSeeOther(f"/sign-in?next={OWN}")
    every = await doors.sign_ins()
    return held, [each for each in every if any(_same(each, mine) for mine in held)]


def _same(one: SignIn, other: SignIn) -> bool:
    """Whether both are one person’s: by the account, by the link, or by the list of a meeting."""
    if one.account or other.account:
        return one.account == other.account
    listed = one.person != "" and _listed(one) == _listed(other)
    return one.link == other.link or listed


def _listed(one: SignIn) -> tuple[str, ...]:
    return one.person, one.name, one.key, one.council, one.marks
