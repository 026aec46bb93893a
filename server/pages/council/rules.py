"""The rules of a body in words, and the form with which it gives itself others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from aiohttp import web

from server.council import amending
from server.council.change import Change
from server.council.register import Body, Register
from server.meeting.people import Capacity
from server.meeting.profile import Profile
from server.meeting.refused import Refused
from server.pages.admitted import an_officer
from server.pages.council.deciding import Unfit, act_of, is_stale, marks, told_now, why
from server.pages.council.keeping import council_of, register_of, store, the_body, today_of
from server.pages.council.own_rules import SPEECHES, kept_of, own_rules
from server.pages.council.ready import of_body, ready
from server.pages.door_pages import drawn, told
from server.pages.doors.book import Officer
from server.pages.filled import Errors, words_of
from server.pages.site import voice_for
from server.render.rules import rules_in_words


async def rules(request: web.Request) -> web.Response:
    """Every rule of a body in words, with its source and what the ready rules say instead."""
    officer = await an_officer(request)
    body, profiles = the_body(request), council_of(request).profiles
    standard, own = _standard(request, body), of_body(profiles, body)
    if own is None:
        raise web.HTTPSeeOther(f"/council/bodies/{body.id}/rules/change")
    tongue = voice_for(request)
    return drawn(
        request,
        "body_rules",
        officer=officer,
        body=body,
        sections=rules_in_words(own, standard, tongue, membership(request, body)),
        standard=standard.name,
        told=told(request, officer.sign_in),
    )


async def rules_form(request: web.Request) -> web.Response:
    """The form with which a body is given rules of its own."""
    officer = await an_officer(request)
    body = the_body(request)
    own = _own(request, body)
    return _form(request, officer, body, kept_of(own), {}, own)


async def change(request: web.Request) -> web.Response:
    """Give a body rules of its own. A meeting that was convened keeps those that it has. Where
    somebody else changed them meanwhile, nothing is stored and both are shown."""
    officer = await an_officer(request)
    body, kept = the_body(request), await words_of(request)
    _standard(request, body)

    def decide(register: Register) -> Iterable[Change]:
        def rules(newest: Body) -> dict[str, Any]:
            return _read(request, kept, newest, register)

        return amending.set_rules(register, body.id, kept.get("seen", ""), rules)

    try:
        await store(request, officer, decide, act_of(kept))
    except Refused as refused:
        newest, errors = the_body(request), why(request, refused)
        own = _own(request, newest)
        now = kept_of(own) if is_stale(refused) else None
        return _form(request, officer, newest, told_now(kept, refused), errors, own, now)
    raise web.HTTPSeeOther(f"/council/bodies/{body.id}/rules")


def membership(request: web.Request, body: Body, register: Register | None = None) -> int:
    """The whole number of members of a body; 0 where nobody has a seat."""
    seats = (register or register_of(request)).seats_on(body.id, today_of(request))
    members = sum(seat.capacity is Capacity.MEMBER and seat.votes for seat in seats)
    return max(body.seats, members)


def _read(
    request: web.Request, kept: Mapping[str, str], body: Body, register: Register
) -> dict[str, Any]:
    """The rules of its own that the form asks for. Raises Unfit with what is wrong with them."""
    standard = _standard(request, body)
    members = membership(request, body, register)
    overrides, errors = own_rules(
        kept, _own(request, body), standard, body.overrides, members, voice_for(request)
    )
    if errors:
        raise Unfit(errors)
    return overrides


def _own(request: web.Request, body: Body) -> Profile:
    return of_body(council_of(request).profiles, body) or _standard(request, body)


def _standard(request: web.Request, body: Body) -> Profile:
    """The ready rules of a body; the form of the body, where it has none."""
    found = ready(council_of(request).profiles, body.profile)
    if found is None:
        raise web.HTTPSeeOther(f"/council/bodies/{body.id}/change")
    return found


def _form(
    request: web.Request,
    officer: Officer,
    body: Body,
    kept: Mapping[str, str],
    errors: Errors,
    own: Profile,
    now: Mapping[str, str] | None = None,
) -> web.Response:
    return drawn(
        request,
        "body_rules_change",
        422 if errors else 200,
        officer=officer,
        body=body,
        standard=_standard(request, body),
        kinds=[(kind.kind.value, SPEECHES[kind.kind]) for kind in own.speaking.kinds],
        kept=kept,
        now=now,
        marks=marks(request, kept, amending.rules_of_body(body)),
        errors=errors,
    )
