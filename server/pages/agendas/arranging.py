"""When and where a body meets: the form with which an agenda is begun, and changed later."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from aiohttp import web

from server.council.beginning import from_last, with_minutes_of
from server.council.plan import Arrangements, flattened
from server.council.planning import arrange
from server.council.register import Body
from server.live.meetings import Running
from server.meeting.refused import Refused
from server.meeting_file import standing_items
from server.meeting_file.form import WrittenItem, WrittenPerson
from server.pages.admitted import an_officer
from server.pages.agendas.asked import Asked, act_of, asked, form_of, seen_of, told_of
from server.pages.door_pages import drawn, tell
from server.pages.doors.book import Officer
from server.pages.filled import Errors, read, several_lines, words_of
from server.pages.site import SITE, voice_for
from server.words import N_, Said

FIELDS = {"starts_at": "day", "watch": "watch", "join": "join"}
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_YEARS = 1974, 2199  # since there are such councils, until nobody can have meant it


async def new(request: web.Request) -> web.Response:
    """The form with which an agenda is begun."""
    officer = await an_officer(request)
    bodies = request.app[SITE].council.register.bodies
    only = next(iter(bodies)) if len(bodies) == 1 else ""
    kept = {"body": request.query.get("body", only), "begin": "standing", "time": "18:30"}
    chosen = bodies.get(kept["body"])
    if chosen is not None:
        kept |= {"place": chosen.place, "attend": chosen.how_to_attend, "watch": chosen.watch}
    return _form(request, officer, kept, {})


async def begin(request: web.Request) -> web.Response:
    """Begin an agenda."""
    officer = await an_officer(request)
    kept = await words_of(request)
    arrangements, errors = _read(request, kept)
    if arrangements is None:
        return _form(request, officer, kept, errors)
    council = request.app[SITE].council
    id = act_of(kept)
    if council.plan(id) is not None:  # the form was sent twice
        raise web.HTTPSeeOther(f"/agendas/{id}")
    items = flattened(_first_items(request, arrangements, kept.get("begin", "")), council.refs())
    stream = await council.begin_plan(arrangements, tuple(items), officer.signature, id)
    if kept.get("begin") == "last" and not items:
        none = N_("There is no earlier meeting of this body to begin from: the agenda is empty.")
        tell(request, officer.sign_in, Said(none))
    there = "/paste" if kept.get("begin") == "paste" else ""
    raise web.HTTPSeeOther(f"/agendas/{stream.state.id}{there}")


async def arrangements(request: web.Request) -> web.Response:
    """The form with which the time, the place and the rest are changed."""
    about = await asked(request)
    return _form(request, about.officer, _kept(about.arrangements), {}, about)


async def change(request: web.Request) -> web.Response:
    """Change the time, the place or the rest."""
    about = await asked(request)
    kept = {**await words_of(request), "body": about.arrangements.body}
    arrangements, errors = _read(request, kept, about.arrangements.people)
    if arrangements is None:
        return _form(request, about.officer, kept, errors, about)
    seen = kept.get("seen", "")
    try:
        done = await about.stream.change(
            lambda plan: arrange(plan, arrangements, seen), about.officer.signature
        )
    except Refused as refused:
        return _form(request, about.officer, kept, {"": voice_for(request).say(refused)}, about)
    told_of(request, about.officer, done)
    raise web.HTTPSeeOther(about.path)


def _form(
    request: web.Request,
    officer: Officer,
    kept: Mapping[str, str],
    errors: Errors,
    about: Asked | None = None,
) -> web.Response:
    council = request.app[SITE].council
    register = council.register
    today = request.app[SITE].now().date()
    bodies = [
        (council, [b for b in register.bodies_of(council.id) if not _ended(b, today)])
        for council in register.councils.values()
    ]
    return drawn(
        request,
        "arrangements",
        422 if errors else 200,
        officer=officer,
        bodies=[(council, each) for council, each in bodies if each],
        kept=kept,
        errors=errors,
        path=about.path if about else "",
        seen=seen_of(kept, errors, about.arrangements if about else None),
        act=form_of(kept, council.new_id),
        register=register,
    )


def _ended(body: Body, today: date) -> bool:
    return body.ended is not None and body.ended < today


def _read(
    request: web.Request, kept: Mapping[str, str], known: tuple[WrittenPerson, ...] = ()
) -> tuple[Arrangements | None, Errors]:
    """The arrangements that were filled in, or what is wrong with them."""
    tongue, council = voice_for(request), request.app[SITE].council
    body = council.register.bodies.get(kept.get("body", ""))
    if body is not None and not known and not kept.get("place", "").strip():
        kept = {**kept, "place": body.place}
    wrong = {name: tongue.gettext(sentence) for name, sentence in _missing(kept)}
    if body is None:
        wrong = {"body": tongue.gettext("Choose which body meets."), **wrong}
    if wrong:
        return None, wrong
    return read(_plain(kept, _guests(kept, known, council.new_id)), Arrangements, tongue, FIELDS)


def _missing(kept: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What must be filled in and is not, or is no such thing."""
    if not kept.get("day"):
        yield "day", N_("Say on which day the meeting is.")
    elif not _is_day(kept["day"]):
        yield "day", N_("This must be a day such as 2026-12-01.")
    if not kept.get("time"):
        yield "time", N_("Say at what time the meeting begins.")
    elif not _TIME.fullmatch(kept["time"]):
        yield "time", N_("This must be a time of day such as 18:30.")
    if not kept.get("place", "").strip():
        yield (
            "place",
            N_(
                "Say where the meeting is, such as Council Chamber. If the body always meets "
                "there, give it this place on its page, under Council."
            ),
        )


def _is_day(text: str) -> bool:
    """Whether this is a day on which a council may meet."""
    try:
        return _YEARS[0] <= date.fromisoformat(text).year <= _YEARS[1]
    except ValueError:
        return False


def _plain(kept: Mapping[str, str], guests: list[dict[str, str]]) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "body": kept["body"],
        "starts_at": f"{kept['day']}T{kept['time']}",
        "place": kept["place"],
        "title": kept.get("title", ""),
        "attend": kept.get("attend", ""),
        "rehearsal": kept.get("rehearsal") == "on",
        "people": guests,
    }
    for name, title in (("watch", "Watch the meeting"), ("join", "Join the meeting")):
        if kept.get(name, "").strip():
            plain[name] = {"title": title, "url": kept[name].strip()}
    return plain


def _guests(
    kept: Mapping[str, str], known: tuple[WrittenPerson, ...], new_id: Callable[[], str]
) -> list[dict[str, str]]:
    """“Sgt Alan Pike, County Constabulary” is a guest of that authority. Whoever was on the list
    before keeps their id, and nobody else gets it."""
    ids = {guest.name: guest.id for guest in known}
    found = []
    for line in several_lines(kept.get("people", "")):
        name, _, authority = (part.strip() for part in line.partition(","))
        id = ids.pop(name, "") or f"guest-{new_id()}"
        found.append({"name": name, "id": id, "capacity": "guest", "authority": authority})
    return found


def _kept(arrangements: Arrangements) -> dict[str, str]:
    """The arrangements as the form holds them."""
    return {
        "body": arrangements.body,
        "day": f"{arrangements.starts_at:%Y-%m-%d}",
        "time": f"{arrangements.starts_at:%H:%M}",
        "place": arrangements.place,
        "title": arrangements.title,
        "attend": arrangements.attend,
        "watch": arrangements.watch.url if arrangements.watch else "",
        "join": arrangements.join.url if arrangements.join else "",
        "rehearsal": "on" if arrangements.rehearsal else "",
        "people": "\n".join(
            ", ".join(filter(None, (each.name, each.authority))) for each in arrangements.people
        ),
    }


def _first_items(
    request: web.Request, arrangements: Arrangements, begin: str
) -> tuple[WrittenItem, ...]:
    """What the agenda is begun with."""
    site = request.app[SITE]
    body = site.council.register.bodies[arrangements.body]
    last = last_meeting(request, body, arrangements.starts_at.date())
    day = last.live.meeting.date if last is not None else None
    if begin == "last" and last is not None:
        return with_minutes_of(from_last(last.live.meeting), day)
    if begin != "standing":
        return ()
    return with_minutes_of(standing_of(request, body), day)


def standing_of(request: web.Request, body: Body) -> tuple[WrittenItem, ...]:
    """The standing items of a body: its own, else those of its profile."""
    text = request.app[SITE].council.profiles.get(body.profile)
    return body.standing or (standing_items(body.profile, text) if text else ())


def last_meeting(request: web.Request, body: Body, before: date) -> Running | None:
    """The last meeting of a body before a day, rehearsals apart."""
    found = [
        running
        for running in request.app[SITE].meetings
        if running.live.meeting.body_id == body.id
        and running.live.meeting.date < before
        and not running.live.meeting.rehearsal
        and not running.live.meeting.notice.cancelled
    ]
    return max(found, key=lambda running: running.live.meeting.starts_at, default=None)
