"""The way to the council's directory and back.

All three are plain visits: a form could not lead to another site under our form-action policy.
Where to go on afterwards is a page of this site, kept here and not carried by the directory, so
that nobody can be led astray by a link (no open redirect).
"""

from __future__ import annotations

import logging

from aiohttp import web

from server.live.cookies import cookies
from server.pages.doors.book import address_of
from server.pages.doors.cookies import PRIVATE
from server.pages.doors.officers import WrongSignIn
from server.pages.doors.what import What
from server.pages.drawing import page
from server.pages.foreign import BY_HAND, SAME, origin_of
from server.pages.limits import place_of
from server.pages.sign_in import local
from server.pages.single_sign_on import BACK, BEGIN, END, SingleSignOn
from server.pages.single_sign_on.attempts import LASTS
from server.pages.single_sign_on.identity import Identity, NotAnswering, NotProven
from server.pages.single_sign_on.persons import HOW, NotAdmitted
from server.pages.site import SITE, voice_for
from server.pages.wire import WIRE
from server.words import N_, Said

log = logging.getLogger(__name__)

COOKIE = "single-sign-on"
UNPROVEN = N_(
    "{name} has not confirmed who you are. Begin again. If it goes on, sign in with your "
    "passphrase, or tell the council’s IT service."
)


class _Refused(Said):
    """Somebody may not come in this way; the sentence is for the person."""


def routes() -> list[web.RouteDef]:
    """The addresses. They are there too when it is off, and are then not found."""
    return [
        # Without HEAD: a program that looks where a link leads must not use it up.
        web.get(BEGIN, begin, allow_head=False),
        web.get(BACK, back, allow_head=False),
        web.get(END, end, allow_head=False),
    ]


async def begin(request: web.Request) -> web.StreamResponse:
    """Go to the council’s directory to sign in.

    Nobody is signed in whom another site sent here, before they have pressed a button (OWASP ASVS
    5, 7.6.2): the directory may know them already and ask nothing.
    """
    on = _on(request)
    if not _pressed(request, on):
        after = local(request.query.get("next", ""))
        return _page(request, on, 200, Said(N_("Sign in as an officer of the council.")), after)
    token, attempt = on.attempts.begin(local(request.query.get("next", "")))
    try:
        response = _go(await on.provider.address(attempt, on.back))
    except NotAnswering as trouble:
        return _not_answering(request, on, trouble)
    # Lax, for the directory sends the browser back from another site.
    response.set_cookie(
        _cookie(on),
        token,
        max_age=int(LASTS.total_seconds()),
        httponly=True,
        samesite="Lax",
        secure=_secure(on),
        path="/",
    )
    return response


async def back(request: web.Request) -> web.StreamResponse:
    """Come back from the council’s directory, and be signed in if it knows an officer."""
    on = _on(request)
    attempt = on.attempts.take(cookies(request).get(_cookie(on), ""))
    try:
        if attempt is None:
            raise NotProven("begun elsewhere, used twice or too old")
        identity = await on.provider.identity(request.path_qs, attempt, on.back)
    except NotAnswering as trouble:
        response = _not_answering(request, on, trouble)
    except NotProven as trouble:
        await _refused(request, "", str(trouble))
        response = _page(request, on, 403, _Refused(UNPROVEN, name=on.name))
    else:
        response = await _welcome(request, on, identity, attempt.after)
    response.del_cookie(_cookie(on), path="/", secure=_secure(on), httponly=True, samesite="Lax")
    return response


async def _welcome(
    request: web.Request, on: SingleSignOn, identity: Identity, after: str
) -> web.Response:
    """Sign in whoever was proved, if there is an account."""
    try:
        account = await on.persons.account(identity, address_of(request))
        key = await request.app[SITE].doors.sign_in_as(request, account, HOW)
    except NotAdmitted as told:
        await _refused(request, identity.login, told.detail)
        return _page(request, on, 403, told)
    except WrongSignIn as told:  # disabled in this very moment; the doors have audited it
        return _page(request, on, 403, told)
    return key.let_in(request, after)


async def end(request: web.Request) -> web.StreamResponse:
    """Sign out of the council’s directory too, after signing out here."""
    on = _on(request)
    if not on.end:
        raise web.HTTPNotFound
    try:
        address = await on.provider.end_address(on.base() + "/sign-in")
    except NotAnswering as trouble:
        return _not_answering(request, on, trouble)
    return _go(address or "/sign-in")


def _on(request: web.Request) -> SingleSignOn:
    """What is set up. Raises HTTPNotFound if nothing is, TooMany for too many visits at once."""
    on = request.app[SITE].single_sign_on
    if on is None:
        raise web.HTTPNotFound
    request.app[WIRE].openings.take(place_of(request.remote or ""))
    return on


def _pressed(request: web.Request, on: SingleSignOn) -> bool:
    """Whether one of our own pages leads here, or a bookmark. Without TLS browsers do not say it
    by Sec-Fetch-Site; but our pages send the address that one comes from to us alone."""
    site = request.headers.get("Sec-Fetch-Site", "")
    if site:
        return site in (SAME, BY_HAND)
    ours = {origin_of(on.base()), f"{request.scheme}://{request.host}"}
    return origin_of(request.headers.get("Referer", "")) in ours


def _secure(on: SingleSignOn) -> bool:
    return on.base().startswith("https://")


def _cookie(on: SingleSignOn) -> str:
    """Under TLS with the prefix that keeps other hosts of the council from setting it."""
    return f"__Host-{COOKIE}" if _secure(on) else COOKIE


def _go(address: str) -> web.Response:
    return web.Response(status=303, headers={"Location": address, **PRIVATE})


async def _refused(request: web.Request, who: str, detail: str) -> None:
    await request.app[SITE].doors.refused(request, What.REFUSED, who, f"{HOW}: {detail}")


def _not_answering(request: web.Request, on: SingleSignOn, trouble: NotAnswering) -> web.Response:
    log.warning("single sign-on: the directory does not answer as it must: %s", trouble)
    sentence = N_(
        "{name} does not answer at the moment. Sign in with your passphrase, or try again in a "
        "few minutes."
    )
    return _page(request, on, 503, _Refused(sentence, name=on.name))


def _page(
    request: web.Request, on: SingleSignOn, status: int, said: Said, after: str = ""
) -> web.Response:
    """What is said to somebody who is not signed in; `after`: they may begin, to go there."""
    tongue = voice_for(request)
    given = {"sentence": tongue.say(said), "single_sign_on": on, "after": after}
    html = page(request, "single_sign_on", tongue, **given)
    return web.Response(text=html, status=status, content_type="text/html", headers=PRIVATE)
