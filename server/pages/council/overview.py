"""The councils with their bodies, and what was changed last; at first, which council this is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec
from aiohttp import web

from server.council.change import Change, Changed
from server.council.founding import Sort, first_body
from server.council.history import last_acts, whole, without
from server.council.register import Body, Council, Register
from server.council.registered import BodySet, CouncilSet
from server.meeting.meeting import Meeting
from server.meeting.people import Capacity
from server.meeting.refused import Refused
from server.meeting.sitting import Phase
from server.pages.admitted import an_officer
from server.pages.council.deciding import Unfit, act_of, made_by, marks, why
from server.pages.council.keeping import council_of, free_ids, register_of, store, today_of, told_of
from server.pages.door_pages import drawn, told
from server.pages.doors.book import Officer
from server.pages.filled import Errors, read, words_of
from server.pages.site import SITE, voice_for
from server.words import N_

MOST_ACTS = 8
MOST_DEPTH = 3
SORTS = {
    Sort.COUNTY: N_("County council"),
    Sort.DISTRICT: N_("District or borough council"),
    Sort.UNITARY: N_("Unitary council, or council of all services"),
    Sort.LOCAL: N_("Parish, town or community council"),
    Sort.BOARD: N_("A board, partnership or other body"),
}


class Listed(msgspec.Struct, frozen=True, eq=False):
    """A body with what is to be known at a glance."""

    body: Body
    members: int
    vacancies: int
    next: Meeting | None
    depth: int
    ended: bool


async def overview(request: web.Request) -> web.Response:
    """The councils and their bodies; without any, the question which council this is."""
    officer = await an_officer(request)
    if not register_of(request).councils:
        return founding_page(request, officer, {}, {})
    return page(request, officer)


async def found(request: web.Request) -> web.Response:
    """Add a council with its first body."""
    officer = await an_officer(request)
    kept = await words_of(request)

    def decide(_: Register) -> Iterable[Change]:
        return _founded(request, kept)

    try:
        done = await store(request, officer, decide, act_of(kept))
    except Refused as refused:
        return founding_page(request, officer, kept, why(request, refused))
    made = made_by(request, done, BodySet)
    raise web.HTTPSeeOther(f"/council/bodies/{made.body.id}" if made else "/council")


def _founded(request: web.Request, kept: Mapping[str, str]) -> list[Change]:
    """A council as it was filled in, with its first body. Raises Unfit with what is wrong."""
    tongue, ids = voice_for(request), free_ids(request)
    errors: Errors = {}
    if kept.get("sort", "") not in list(Sort):
        errors["sort"] = tongue.gettext("Choose what kind of council it is.")
    plain = {"name": kept.get("name", ""), "nation": kept.get("nation", "")}
    council, faults = read({**plain, "id": ids.of(plain["name"], "council")}, Council, tongue)
    if not plain["name"].strip():
        faults["name"] = tongue.gettext("Write the name of the council.")
    if "nation" in faults:
        faults["nation"] = tongue.gettext("Choose the nation.")
    if errors or faults or council is None:
        raise Unfit(faults | errors)
    body = first_body(council, Sort(kept["sort"]), "")
    body = msgspec.structs.replace(body, id=ids.of(body.name, "body"))
    return [CouncilSet(council), BodySet(body)]


async def new(request: web.Request) -> web.Response:
    """The form with which one more council is added."""
    return founding_page(request, await an_officer(request), {}, {})


async def take_back(request: web.Request) -> web.Response:
    """Take back a change of the register, where no other was built on it."""
    officer = await an_officer(request)
    act = (await words_of(request)).get("act", "")
    kept = council_of(request).kept

    def guard(changes: Sequence[Changed], act: str) -> None:
        _check(request, without(changes, act))

    try:
        done = await kept.take_back(act, officer.signature, guard)
    except Refused as refused:
        return page(request, officer, {"": voice_for(request).say(refused)})
    told_of(request, officer, done)
    raise web.HTTPSeeOther("/council")


def founding_page(
    request: web.Request, officer: Officer, kept: Mapping[str, str], errors: Errors
) -> web.Response:
    """The question which council it is."""
    return drawn(
        request,
        "council_new",
        422 if errors else 200,
        officer=officer,
        first=not register_of(request).councils,
        sorts=SORTS,
        kept=kept,
        marks=marks(request, kept),
        errors=errors,
        told=told(request, officer.sign_in),
    )


def page(request: web.Request, officer: Officer, errors: Errors | None = None) -> web.Response:
    """The councils, with what was refused."""
    register = register_of(request)
    return drawn(
        request,
        "council",
        422 if errors else 200,
        officer=officer,
        councils=[
            (council, _listed(request, register.bodies_of(council.id)))
            for council in register.councils.values()
        ],
        people=len(register.people),
        acts=last_acts(council_of(request).kept.changes, MOST_ACTS),
        errors=errors or {},
        told=told(request, officer.sign_in),
    )


def next_meeting(request: web.Request, body: str) -> Meeting | None:
    """The meeting of a body that comes next: it has not been opened, be it before its time."""
    site = request.app[SITE]
    now = site.now()
    meetings = (running.live.meeting for running in site.meetings)
    found = (
        meeting
        for meeting in meetings
        if meeting.body_id == body
        and meeting.starts_at >= now
        and meeting.sitting.phase is Phase.BEFORE
        and not meeting.notice.cancelled
        and not meeting.rehearsal
    )
    return min(found, key=lambda meeting: meeting.starts_at, default=None)


def _check(request: web.Request, after: Register) -> None:
    """Raise Refused where something would be left hanging in the air."""
    plans = (plan.state.arrangements for plan in council_of(request).plans())
    planned = all(each is None or each.body in after.bodies for each in plans)
    if not planned or (whole(register_of(request)) and not whole(after)):
        raise Refused(
            N_("What was done later builds on this. Take that back first, or change it instead.")
        )


def _listed(request: web.Request, bodies: list[Body]) -> list[Listed]:
    """The bodies, each with those under it after it; those that have ended come last."""
    today = today_of(request)
    members = Counter(
        seat.body
        for seat in register_of(request).seats.values()
        if seat.capacity is Capacity.MEMBER and seat.held_on(today)
    )
    found = [
        Listed(
            body,
            members[body.id],
            max(0, body.seats - members[body.id]),
            next_meeting(request, body.id),
            depth,
            body.ended is not None and body.ended < today,
        )
        for body, depth in _as_tree(bodies)
    ]
    return sorted(found, key=lambda each: each.ended)


def _as_tree(bodies: list[Body]) -> Iterator[tuple[Body, int]]:
    ids = {body.id for body in bodies}
    beneath: dict[str, list[Body]] = defaultdict(list)
    for body in bodies:
        beneath[body.parent if body.parent in ids else ""].append(body)

    def walk(above: str, depth: int) -> Iterator[tuple[Body, int]]:
        for body in beneath[above]:
            yield body, depth
            yield from walk(body.id, min(depth + 1, MOST_DEPTH))

    return walk("", 0)
