"""The page of one agenda: its items in order, what is still missing, and what was changed last."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from aiohttp import web
from msgspec.structs import replace

from server.council.beginning import again, unfinished
from server.council.plan import Plan, PlanItem, title_of
from server.council.plan_history import last_acts
from server.council.planning import add, move, remove, require_nothing_built_on
from server.council.renumbering import first_numbers, out_of_order
from server.meeting.agenda import AgendaItem
from server.meeting.people import Capacity
from server.meeting.refused import Refused
from server.meeting_file.faults import Fault
from server.pages.agendas.arranging import last_meeting, standing_of
from server.pages.agendas.asked import Asked, asked, on_the_wall, publisher, told_of
from server.pages.agendas.rehearsal_card import rehearsal_card
from server.pages.door_pages import base, drawn, tell, told
from server.pages.filled import sentence, words_of
from server.pages.site import SITE, voice_for
from server.render.language import Voice
from server.words import N_, Said

MOST_CHANGES = 5


class Members(NamedTuple):
    """Who is invited, in numbers."""

    members: int
    substitutes: int
    officers: int
    guests: int
    vacancies: int


async def plan_page(request: web.Request) -> web.Response:
    """An agenda in preparation."""
    return page(request, await asked(request))


def page(
    request: web.Request, about: Asked, status: int = 200, errors: Mapping[str, str] | None = None
) -> web.Response:
    """The page, with what was refused."""
    tongue = voice_for(request)
    printer = publisher(request)
    convened, faults = printer.tried(about.plan)
    running = printer.running(about.plan)
    last = last_meeting(request, about.body, about.arrangements.starts_at.date())
    usual = {item.title for item in standing_of(request, about.body)}
    return drawn(
        request,
        "plan",
        status,
        officer=about.officer,
        plan=about.plan,
        arrangements=about.arrangements,
        starts_at=on_the_wall(about.arrangements.starts_at, tongue),
        body=about.body,
        title=title_of(about.arrangements, about.body),
        path=about.path,
        numbered=about.plan.numbered,
        again=first_numbers(about.plan) if out_of_order(about.plan) else (),
        ways=_ways(about.plan),
        faults=_by_item(about.plan, faults, tongue),
        members=_members(request, about),
        meeting=running.live.meeting if running else None,
        address=f"{base(request)}/meetings/{running.live.meeting.key}" if running else "",
        fresh=bool(running and request.query.get("published") == running.live.meeting.key),
        differs=printer.differs(about.plan),
        unfinished=_offered(about.plan, unfinished(last.live.meeting, usual)) if last else [],
        last=last.live.meeting if last else None,
        changes=last_acts(about.stream.changes, MOST_CHANGES),
        errors=errors or {},
        rehearsal=rehearsal_card(request, about, ready=convened is not None and not faults),
        told=told(request, about.officer.sign_in),
    )


async def act(request: web.Request) -> web.Response:
    """Move an item up or down, put it under the one above or back, or remove it."""
    about = await asked(request)
    ref, what = request.match_info["ref"], request.match_info["act"]
    if what == "remove":
        done = await about.stream.change(lambda plan: remove(plan, ref), about.officer.signature)
        told_of(request, about.officer, done)
        raise web.HTTPSeeOther(about.path)
    if about.plan.item(ref) is None:
        said = Said(N_("That item is not on the agenda any more: somebody has removed it."))
        tell(request, about.officer.sign_in, said)
        raise web.HTTPSeeOther(about.path)
    await about.stream.change(lambda plan: move(plan, ref, what), about.officer.signature)
    raise web.HTTPSeeOther(f"{about.path}#i-{ref}")


async def take_back(request: web.Request) -> web.Response:
    """Take back a change."""
    about = await asked(request)
    given = (await words_of(request)).get("act", "")
    try:
        done = await about.stream.take_back(
            given, about.officer.signature, require_nothing_built_on
        )
    except Refused as refused:
        return page(request, await asked(request), 422, {"": voice_for(request).say(refused)})
    told_of(request, about.officer, done)
    raise web.HTTPSeeOther(about.path)


async def take_over(request: web.Request) -> web.Response:
    """Put an unfinished item of the last meeting on this agenda."""
    about = await asked(request)
    number = (await words_of(request)).get("number", "")
    last = last_meeting(request, about.body, about.arrangements.starts_at.date())
    items = unfinished(last.live.meeting) if last else ()
    found = next((item for item in items if item.number == number), None)
    if found is not None:
        new = PlanItem(request.app[SITE].council.new_id(), replace(again(found), number=""))
        try:
            done = await about.stream.change(lambda plan: add(plan, [new]), about.officer.signature)
        except Refused as refused:
            return page(request, about, 422, {"": voice_for(request).say(refused)})
        told_of(request, about.officer, done)
    raise web.HTTPSeeOther(about.path)


def _by_item(plan: Plan, faults: tuple[Fault, ...], tongue: Voice) -> dict[str, list[str]]:
    """What is wrong, by the ref of the item; "" is the whole."""
    found: dict[str, list[str]] = defaultdict(list)
    for path, said in faults:
        found[plan.ref_at(path)].append(sentence(said, tongue))
    return dict(found)


def _members(request: web.Request, about: Asked) -> Members:
    register = request.app[SITE].council.register
    day: date = about.arrangements.starts_at.date()
    seats = [seat.capacity for seat in register.seats_on(about.body.id, day)]
    return Members(
        seats.count(Capacity.MEMBER),
        seats.count(Capacity.SUBSTITUTE),
        seats.count(Capacity.OFFICER),
        len(about.arrangements.people),
        register.vacancies(about.body, day),
    )


def _offered(plan: Plan, items: Iterable[AgendaItem]) -> list[AgendaItem]:
    """The unfinished items that are not on this agenda yet."""
    known = {item.item.title for item in plan.items}
    return [item for item in items if item.title not in known]


def _ways(plan: Plan) -> dict[str, list[str]]:
    """Where each item can be moved from where it stands."""
    known = ("up", "down", "in", "out")
    return {each.ref: [way for way in known if move(plan, each.ref, way)] for each in plan.items}
