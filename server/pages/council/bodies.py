"""The form of a body: what it is called, what kind it is, by whose rules it meets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from aiohttp import web
from msgspec.structs import replace

from server.council import amending
from server.council.change import Change
from server.council.founding import usual_profile
from server.council.register import Body, BodyKind, Council, Register
from server.council.registered import BodyRemoved, BodySet
from server.meeting.refused import Refused
from server.pages.admitted import an_officer
from server.pages.council.body_page import page as body_page
from server.pages.council.deciding import Unfit, act_of, is_stale, made_by, marks, told_now, why
from server.pages.council.keeping import (
    council_of,
    free_ids,
    register_of,
    store,
    the_body,
    today_of,
)
from server.pages.council.ready import by_nation
from server.pages.door_pages import drawn
from server.pages.doors.book import Officer
from server.pages.filled import Errors, read, words_of
from server.pages.site import SITE, voice_for
from server.render.language import Voice
from server.words import N_

KINDS = {
    BodyKind.COUNCIL: N_("The full council"),
    BodyKind.COMMITTEE: N_("Committee"),
    BodyKind.SUB_COMMITTEE: N_("Sub-committee"),
    BodyKind.EXECUTIVE: N_("Executive or cabinet"),
    BodyKind.BOARD: N_("Board"),
    BodyKind.JOINT: N_("Joint committee of several authorities"),
    BodyKind.PANEL: N_("Panel or working group"),
}
_TEXTS = ("name", "kind", "profile", "parent", "place", "how_to_attend", "watch")


async def new(request: web.Request) -> web.Response:
    """The form with which a body is added."""
    officer = await an_officer(request)
    council = _council(request, request.query.get("council", ""))
    bodies = register_of(request).bodies_of(council.id)
    full = [each.id for each in bodies if each.kind is BodyKind.COUNCIL and each.ended is None]
    kept = {"kind": BodyKind.COMMITTEE.value, "parent": full[0] if full else ""}
    return _form(request, officer, council, kept, {})


async def add(request: web.Request) -> web.Response:
    """Add a body."""
    officer = await an_officer(request)
    kept = await words_of(request)
    council = _council(request, kept.get("council", ""))
    blank = Body(id="new", council=council.id, name="-")

    def decide(register: Register) -> Iterable[Change]:
        body = _read(request, kept, blank, register)
        yield BodySet(replace(body, id=free_ids(request).of(body.name, "body")))

    try:
        done = await store(request, officer, decide, act_of(kept))
    except Refused as refused:
        return _form(request, officer, council, kept, why(request, refused))
    made = made_by(request, done, BodySet)
    raise web.HTTPSeeOther(f"/council/bodies/{made.body.id}" if made else "/council")


async def body(request: web.Request) -> web.Response:
    """The form with which a body is changed."""
    officer = await an_officer(request)
    found = the_body(request)
    return _form(request, officer, _council(request, found.council), _kept(found), {}, found)


async def change(request: web.Request) -> web.Response:
    """Change what is known of a body. Where somebody else changed it meanwhile, nothing is stored
    and both are shown."""
    officer = await an_officer(request)
    known = the_body(request)
    kept = await words_of(request)

    def decide(register: Register) -> Iterable[Change]:
        new = _read(request, kept, known, register)
        return amending.set_body(register, new, kept.get("seen", ""))

    try:
        await store(request, officer, decide, act_of(kept))
    except Refused as refused:
        found, errors = the_body(request), why(request, refused)
        council, now = _council(request, found.council), _kept(found)
        kept = told_now(kept, refused)
        return _form(
            request, officer, council, kept, errors, found, now if is_stale(refused) else None
        )
    raise web.HTTPSeeOther(f"/council/bodies/{known.id}")


async def remove(request: web.Request) -> web.Response:
    """Remove a body that was added by mistake."""
    officer = await an_officer(request)
    known = the_body(request)

    def decide(register: Register) -> Iterable[Change]:
        if known.id not in register.bodies:
            return
        under = any(body.parent == known.id for body in register.bodies.values())
        if under or _used(request, known):
            raise Refused(
                N_("It has met, or is about to, or has committees of its own: give it a last day.")
            )
        yield BodyRemoved(known.id)

    try:
        await store(request, officer, decide)
    except Refused as refused:
        return body_page(request, officer, {"": voice_for(request).say(refused)})
    raise web.HTTPSeeOther("/council")


def _used(request: web.Request, body: Body) -> bool:
    plans = (plan.state.arrangements for plan in council_of(request).plans())
    meetings = (running.live.meeting.body_id for running in request.app[SITE].meetings)
    return any(each and each.body == body.id for each in plans) or body.id in meetings


def _council(request: web.Request, id: str) -> Council:
    """The council of this id; the first, where there is none."""
    councils = register_of(request).councils
    if not councils:
        raise web.HTTPSeeOther("/council")
    return councils.get(id) or next(iter(councils.values()))


def _read(request: web.Request, kept: Mapping[str, str], known: Body, register: Register) -> Body:
    """The body as it was filled in. Raises Unfit with what is wrong with it in this register."""
    tongue = voice_for(request)
    errors: Errors = {}
    plain: dict[str, Any] = {name: kept.get(name, "").strip() for name in _TEXTS}
    plain |= {"id": known.id, "council": known.council, "kind": plain["kind"] or "committee"}
    seats = kept.get("seats", "").strip()
    if seats and not (seats.isascii() and seats.isdecimal()):
        errors["seats"] = tongue.gettext("Write how many seats it has in figures, such as 12.")
    elif seats:
        plain["seats"] = int(seats[:9])
    if ended := kept.get("ended", "").strip():
        plain["ended"] = ended
    council = register.councils.get(known.council)
    if council and plain["kind"] in list(BodyKind) and not plain["profile"]:
        plain["profile"] = usual_profile(register, council, BodyKind(plain["kind"]), plain["name"])
    new, faults = read(plain, Body, tongue)
    errors = {**faults, **errors, **_wrong(register, plain, known, tongue)}
    if plain["profile"] not in council_of(request).profiles:
        errors["profile"] = tongue.gettext("Choose the rules by which it meets.")
    if new is None or errors:
        raise Unfit(errors)
    return new


def _kept(body: Body) -> dict[str, str]:
    """The body as the form holds it."""
    kept = {name: str(getattr(body, name)) for name in _TEXTS}
    ended = body.ended.isoformat() if body.ended else ""
    return kept | {"seats": str(body.seats or ""), "ended": ended}


def _wrong(register: Register, plain: Mapping[str, Any], known: Body, tongue: Voice) -> Errors:
    errors: Errors = {}
    if not plain["name"]:
        errors["name"] = tongue.gettext("Write the name, such as Planning Committee.")
    same = register.body_named(plain["name"], known.council)
    if same is not None and same.id != known.id and same.ended is None:
        errors["name"] = tongue.gettext(
            "There is a committee of this name already. Give this one another name, or use "
            "that one."
        )
    above = plain["parent"]
    if above and known.id in _line(register, above):
        errors["parent"] = tongue.gettext("Nothing can be a committee of itself. Choose another.")
    elif above and getattr(register.bodies.get(above), "council", "") != known.council:
        errors["parent"] = tongue.gettext("Choose a committee of this council, or none.")
    return errors


def _line(register: Register, id: str) -> list[str]:
    """A body and all above it."""
    found: list[str] = []
    while id and id not in found:
        found.append(id)
        above = register.bodies.get(id)
        id = above.parent if above else ""
    return found


def _form(
    request: web.Request,
    officer: Officer,
    council: Council,
    kept: Mapping[str, str],
    errors: Errors,
    known: Body | None = None,
    now: Mapping[str, str] | None = None,
) -> web.Response:
    register = register_of(request)
    today = today_of(request)
    others = [
        each
        for each in register.bodies_of(council.id)
        if each is not known and (each.ended is None or each.ended >= today)
    ]
    return drawn(
        request,
        "body_change",
        422 if errors else 200,
        officer=officer,
        council=council,
        councils=list(register.councils.values()),
        body=known,
        kinds=[(kind.value, voice_for(request).gettext(said)) for kind, said in KINDS.items()],
        profiles=by_nation(council_of(request).profiles, council.nation),
        others=others,
        kept=kept,
        now=now,
        marks=marks(request, kept, amending.about_body(known) if known else None),
        errors=errors,
    )
