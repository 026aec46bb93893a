"""A list of people from elsewhere: looked at beside the register, then taken over in one act."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from aiohttp import web
from msgspec.structs import replace

from server.council.change import Change
from server.council.register import Register, Seat
from server.importing.people.comparison import Comparison
from server.meeting.refused import Refused
from server.pages.admitted import an_officer
from server.pages.council.deciding import act_of
from server.pages.council.keeping import council_of, free_ids, register_of, store, today_of
from server.pages.council.looked import Here, Looked, looked_at
from server.pages.council.reading import MOST_FILE
from server.pages.council.ready import names
from server.pages.door_pages import drawn, told
from server.pages.doors.book import Officer
from server.pages.filled import Errors
from server.pages.reading_in_turn import in_turn
from server.pages.site import voice_for
from server.pages.uploaded import TooLarge, receives_files, uploaded
from server.words import N_, Said

MOST_GONE = 80
MOST_FINDINGS = 100


async def import_page(request: web.Request) -> web.Response:
    """The box that a list of people is pasted into, and the file that it may be in."""
    officer = await an_officer(request)
    if not register_of(request).bodies:
        raise web.HTTPSeeOther("/council")
    return _page(request, officer, {"body": request.query.get("body", "")}, {})


@receives_files
async def look(request: web.Request) -> web.Response:
    """Look at a list beside the register, or take it over: nothing is stored before."""
    officer = await an_officer(request)
    tongue = voice_for(request)
    try:
        form = await uploaded(request, MOST_FILE)
    except TooLarge as large:
        return _page(request, officer, {}, {"file": tongue.say(large)})
    kept, file = form.words, form.file("file")
    content = file.content if file is not None else kept.get("text", "").encode()
    if not content.strip():
        return _page(
            request, officer, kept, {"text": tongue.gettext("Paste a list, or choose a file.")}
        )
    council, act = council_of(request), "" if file is not None else act_of(kept)
    if act and council.kept.act(act):  # sent a second time
        raise web.HTTPSeeOther("/council/people")
    changes, ids = len(council.kept.changes), free_ids(request)
    here = Here(council.register, changes, today_of(request), ids, council.new_id)
    looked = await in_turn(looked_at, kept, content, here)
    if not looked.found.usable:
        kept["text"] = "" if file is not None else kept.get("text", "")
        return _page(request, officer, kept, {}, looked)
    kept["text"] = looked.text
    if kept.get("do") != "take":
        return _page(request, officer, kept, {}, looked)
    errors = _undecided(request, kept, looked)
    if errors or kept.get("chosen", looked.choices) != looked.choices:
        return _page(request, officer, kept, errors, looked)
    return await _take(request, officer, kept, looked, act)


async def _take(
    request: web.Request, officer: Officer, kept: Mapping[str, str], looked: Looked, act: str
) -> web.Response:
    ended = tuple(_ended(kept, looked.comparison))

    def decide(register: Register) -> Iterable[Change]:
        if register is not looked.register:
            raise Refused(N_("The register was changed meanwhile: look at the list once more."))
        yield from looked.change(ended)

    try:
        await store(request, officer, decide, act)
    except Refused as refused:
        return _page(request, officer, kept, {"": voice_for(request).say(refused)}, looked)
    raise web.HTTPSeeOther("/council/people")


def _undecided(request: web.Request, kept: Mapping[str, str], looked: Looked) -> Errors:
    """Why it cannot be taken over yet."""
    tongue = voice_for(request)
    if kept.get("seen") != looked.mark:
        sentence = N_("This is what would be stored now: look at it, then take it over.")
        return {"": tongue.gettext(sentence)}
    ticked = [seat for seat in looked.comparison.gone if kept.get(f"end-{seat.id}") == "on"]
    day = _day(kept)
    if ticked and day is None:
        return {"last": tongue.gettext("Say which day is the last of the seats that end.")}
    for seat in ticked:
        if day is not None and seat.since is not None and day < seat.since:
            sentence = N_("{name} had the seat only from {since} on: choose a later day.")
            name = register_of(request).name_of(seat.person)
            return {"last": tongue.say(Said(sentence, name=name, since=seat.since))}
    return {}


def _ended(kept: Mapping[str, str], comparison: Comparison) -> Iterable[Seat]:
    """The seats that were ticked, ended on the day that was said."""
    for seat in comparison.gone:
        if kept.get(f"end-{seat.id}") == "on":
            yield replace(seat, until=_day(kept))


def _day(kept: Mapping[str, str]) -> date | None:
    try:
        return date.fromisoformat(kept.get("last", "").strip())
    except ValueError:
        return None


def _page(
    request: web.Request,
    officer: Officer,
    kept: Mapping[str, str],
    errors: Errors,
    looked: Looked | None = None,
) -> web.Response:
    register = register_of(request)
    return drawn(
        request,
        "people_import",
        422 if errors else 200,
        officer=officer,
        bodies=[(each, register.bodies_of(each.id)) for each in register.councils.values()],
        councils=register.councils,
        register=register,
        kept=kept,
        errors=errors,
        looked=looked,
        act=council_of(request).new_id(),
        again=looked is not None and kept.get("do") == "take" and not errors,
        rules=names(council_of(request).profiles),
        most_gone=MOST_GONE,
        most_findings=MOST_FINDINGS,
        told=told(request, officer.sign_in),
    )
