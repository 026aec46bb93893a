"""Coming in and going out: the pages of links, sign-in, passphrases and sign-out."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from aiohttp import web

from server.journal.secrets.accounts import LinkSpent
from server.journal.secrets.links import Link
from server.live.allowance import TooMany
from server.meeting.sitting import Phase
from server.pages.doors.book import ON_DEVICE
from server.pages.doors.cookies import OUT, PRIVATE, Key, held, take_back
from server.pages.doors.endings import CLEARED
from server.pages.doors.officers import BadField, WrongSignIn
from server.pages.doors.passphrase import HINT, LEAST
from server.pages.doors.what import What
from server.pages.drawing import page
from server.pages.limits import short
from server.pages.site import SITE, voice_for
from server.pages.slip import typed
from server.pages.wire import WIRE
from server.pages.your_meetings import YOURS
from server.words import N_

DEVICE = "known"
"""The cookie of a browser that an officer has signed in with before: see `server.pages.limits`."""


async def enter(request: web.Request) -> web.Response:
    """Open a personal link: one for many uses lets in; one for a single use asks first.

    Programs that fetch an address to show what is behind it must not use it up; and nobody who is
    signed in may become somebody else by following a link of theirs and not noticing.
    """
    link = await _link(request)
    doors = request.app[SITE].doors
    if await doors.inside_by(request, link):
        return _to(_page_of(request, link))
    instead_of = await doors.inside_as(request, link)
    if link.single_use or instead_of or _only_looking(request) or await _led(request):
        once = link.single_use
        return _drawn(request, "enter", name=link.name, single_use=once, instead_of=instead_of)
    return (await doors.enter(request, link)).let_in(request, _page_of(request, link))


async def come_in(request: web.Request) -> web.Response:
    """Come in by a link, and use it up if it is for a single use."""
    link = await _link(request)
    key = await request.app[SITE].doors.enter(request, link)
    return key.let_in(request, _page_of(request, link))


async def sign_in_page(request: web.Request) -> web.Response:
    """Where an officer signs in."""
    return _sign_in(request, next=request.query.get("next", ""))


async def sign_in(request: web.Request) -> web.Response:
    """Sign an officer in. Refused, the page comes again with the name, never the passphrase."""
    form = await request.post()
    login, passphrase, after = (str(form.get(n, "")) for n in ("login", "passphrase", "next"))
    tries = request.app[WIRE].attempts
    about = login, request.remote or "", held(request, DEVICE)
    try:
        with tries.trying(*about):
            key = await request.app[SITE].doors.sign_in_officer(request, login, passphrase)
    except TooMany as told:
        problem, status = voice_for(request).say(told), 429
        await request.app[SITE].doors.refused(request, What.FLOOD, "", N_("signing in"))
    except WrongSignIn as told:
        problem, status = voice_for(request).say(told), 422
    else:
        response = key.let_in(request, local(after))
        known = tries.succeeded(*about)
        await request.app[SITE].doors.know(short(known), short(login))
        Key(DEVICE, known, ON_DEVICE).give(request, response)
        return response
    return _sign_in(request, status, {"login": problem}, login=login[:200], next=after)


async def sign_out_page(request: web.Request) -> web.Response:
    """Where one signs out: words that are not recorded yet go, so it is said before."""
    back = request.query.get("back", "")
    return _drawn(request, "sign_out", back=back if local(back) == back else "/")


async def sign_out(request: web.Request) -> web.Response:
    """End every sign-in of this browser."""
    names = await request.app[SITE].doors.sign_out(request)
    response = _to("/sign-in?out=1")
    response.headers.update(CLEARED)
    for name in names:
        take_back(request, response, name)
    Key(OUT, "1").give(request, response)
    return response


async def passphrase_page(request: web.Request) -> web.Response:
    """Where an officer chooses a passphrase, by a link that works once."""
    return await _choosing(request, await _invitation(request))


async def choose_passphrase(request: web.Request) -> web.Response:
    """Choose a passphrase and come in. Refused, the form comes again, without the passphrase."""
    doors, invitation = request.app[SITE].doors, await _invitation(request)
    form = await request.post()
    name, login, chosen = (str(form.get(n, "")) for n in ("name", "login", "passphrase"))
    try:
        if invitation.person:
            key = await doors.choose(request, invitation, chosen)
        else:
            key = await doors.begin(request, invitation, name, login, chosen)
    except BadField as told:
        errors = {told.field: voice_for(request).say(told)}
        return await _choosing(request, invitation, 422, errors, name=name, login=login)
    except LinkSpent:
        await doors.refuse_link(request)
    return key.let_in(request, YOURS)


def local(address: str) -> str:
    """An address of this site to go on to; the officer's meetings for anything else."""
    parts = urlsplit(address)
    here = not parts.scheme and not parts.netloc and re.fullmatch(r"/(?!/)[\w./?=&%-]*", address)
    return address if here else YOURS


async def _link(request: web.Request) -> Link:
    """The link of the address. Raises NoSuchLink."""
    doors = request.app[SITE].doors
    found = await doors.known(typed(request.match_info["token"]))
    return found if found is not None else await doors.refuse_link(request)


async def _invitation(request: web.Request) -> Link:
    doors = request.app[SITE].doors
    found = await doors.invitation(typed(request.match_info["token"]))
    return found if found is not None else await doors.refuse_link(request)


async def _led(request: web.Request) -> bool:
    """Whether another site led a browser here in which somebody is signed in already."""
    site = request.headers.get("Sec-Fetch-Site", "")
    led = site in ("cross-site", "same-site")
    return led and bool(await request.app[SITE].doors.held(request))


def _only_looking(request: web.Request) -> bool:
    """Whether a browser fetches the page before anybody asked for it."""
    purpose = request.headers.get("Sec-Purpose", request.headers.get("Purpose", ""))
    return request.method == "HEAD" or "prefetch" in purpose


def _page_of(request: web.Request, link: Link) -> str:
    """Where a link leads to: its meeting, or of those that it opens the one that is next."""
    if link.key:
        return f"/meetings/{link.key}/{link.office}"
    site = request.app[SITE]
    opened = [
        (running.live.meeting, office)
        for running in site.meetings
        if (office := site.doors.office_in(running.live.meeting.key, link))
    ]
    now = site.now()
    for meeting, office in sorted(opened, key=lambda each: each[0].starts_at):
        sits = meeting.sitting.phase in (Phase.OPEN, Phase.ADJOURNED)
        if sits or (meeting.starts_at > now and not meeting.sitting.closed_at):
            return f"/meetings/{meeting.key}/{office}"
    if opened:
        meeting, office = max(opened, key=lambda each: each[0].starts_at)
        return f"/meetings/{meeting.key}/{office}"
    return "/"


def _to(address: str) -> web.Response:
    return web.Response(status=303, headers={"Location": address, **PRIVATE})


def _sign_in(
    request: web.Request,
    status: int = 200,
    errors: dict[str, str] | None = None,
    *,
    login: str = "",
    next: str = "",
) -> web.Response:
    return _drawn(
        request,
        "sign_in",
        status,
        errors=errors or {},
        login=login,
        next=next if local(next) == next else "",
        signed_out="out" in request.query,
        single_sign_on=request.app[SITE].single_sign_on,
    )


async def _choosing(
    request: web.Request,
    invitation: Link,
    status: int = 200,
    errors: dict[str, str] | None = None,
    *,
    name: str = "",
    login: str = "",
) -> web.Response:
    account = await request.app[SITE].doors.account(invitation.person)
    if account is not None:
        name, login = account.name, account.login
    return _drawn(
        request,
        "passphrase",
        status,
        errors=errors or {},
        first=account is None,
        name=name[:200],
        login=login[:200],
        hint=voice_for(request).gettext(HINT).format(least=LEAST),
    )


def _drawn(request: web.Request, template: str, status: int = 200, **given: object) -> web.Response:
    html = page(request, template, voice_for(request), **given)
    return web.Response(text=html, status=status, content_type="text/html", headers=PRIVATE)
