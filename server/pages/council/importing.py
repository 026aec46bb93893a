"""A list of people from elsewhere: looked at beside the register, then taken over in one act."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from datetime import date

import msgspec
from aiohttp import web
from msgspec.structs import replace

from server.council.change import Change
from server.council.register import Register, Seat
from server.importing.people import ImportedPeople, write_table
from server.importing.people.comparing import ANOTHER, Against, compared
from server.importing.people.comparison import Comparison, Row, Verdict
from server.meeting.refused import Refused
from server.pages.admitted import an_officer
from server.pages.council.deciding import act_of
from server.pages.council.keeping import council_of, free_ids, register_of, store, today_of
from server.pages.council.namesakes import Namesake, namesake
from server.pages.council.reading import MOST_FILE, read_people
from server.pages.door_pages import drawn, told
from server.pages.doors.book import Officer
from server.pages.filled import Errors
from server.pages.reading_in_turn import in_turn
from server.pages.site import voice_for
from server.pages.uploaded import TooLarge, receives_files, uploaded
from server.words import N_, Said

MOST_ROWS = 500
MOST_CHOICES = 80  # so many fields of a form are read
MOST_GONE = 80
MOST_FINDINGS = 100


class Looked(msgspec.Struct, frozen=True, eq=False):
    """A list beside this register, as the page shows it: not more than can be looked through.

    `text`: the list as a table of what was read. `mark`: what tells this look from others, so that
    who says yes says it to what they saw; its first part tells the list.
    """

    register: Register
    comparison: Comparison
    found: ImportedPeople
    rows: list[Row]
    asked: dict[int, list[Namesake]]
    text: str
    mark: str

    @property
    def changes(self) -> int:
        """How many rows change something."""
        counts = self.comparison.counts
        return counts[Verdict.NEW] + counts[Verdict.SEAT] + counts[Verdict.CHANGED]


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
    changes = len(council.kept.changes)
    looked = await in_turn(_looked, request, kept, content, council.register, changes)
    if not looked.found.usable:
        kept["text"] = "" if file is not None else kept.get("text", "")
        return _page(request, officer, kept, {}, looked)
    kept["text"] = looked.text
    if kept.get("do") != "take":
        return _page(request, officer, kept, {}, looked)
    errors = _undecided(request, kept, looked)
    if errors:
        return _page(request, officer, kept, errors, looked)
    return await _take(request, officer, kept, looked, act)


async def _take(
    request: web.Request, officer: Officer, kept: Mapping[str, str], looked: Looked, act: str
) -> web.Response:
    ended = tuple(_ended(kept, looked.comparison))

    def decide(register: Register) -> Iterable[Change]:
        if register is not looked.register:
            raise Refused(N_("The register was changed meanwhile: look at the list once more."))
        change = looked.comparison.change(register, ended)
        if change is not None:
            yield change

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


def _looked(
    request: web.Request, kept: Mapping[str, str], content: bytes, register: Register, changes: int
) -> Looked:
    """The list beside the register, as it is after so many changes. From here on it is a table of
    what was read: nothing that was not read goes along."""
    found = read_people(content)
    text = ""
    if found.usable:
        text = write_table(found.people).decode("utf-8-sig").replace("\r\n", "\n")
        found = replace(found, people=read_people(text.encode()).people)
    body = kept.get("body", "") if kept.get("body", "") in register.bodies else ""
    council = _council(register, kept)
    of_list = _digest(text)
    chosen = _chosen(kept) if kept.get("seen", "").startswith(of_list) else {}
    ids, seat_id = free_ids(request), council_of(request).new_id
    against = Against(register, council, body, today_of(request), ids, seat_id)
    comparison = compared(found.people, against, chosen)
    rows = comparison.urgent_first()[:MOST_ROWS]
    mark = f"{of_list}-{_digest(f'{council} {body} {changes}')}"
    return Looked(register, comparison, found, rows, _asked(register, rows), text, mark)


def _chosen(kept: Mapping[str, str]) -> dict[int, str]:
    """Who is meant, by the line on which it was asked."""
    asked = re.compile(r"who-([0-9]{1,6})\Z")
    found = ((asked.match(name), value) for name, value in kept.items() if value)
    return {int(match[1]): value for match, value in found if match}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _asked(register: Register, rows: list[Row]) -> dict[int, list[Namesake]]:
    """Who may be meant, by the line on which it is asked: once for rows about one person."""
    asked: dict[int, list[Namesake]] = {}
    names: set[tuple[str, str]] = set()
    for row in rows:
        key = (row.person.identifier, row.person.name)
        if row.choices and key not in names and len(asked) < MOST_CHOICES:
            names.add(key)
            asked[row.person.line] = [namesake(register, each) for each in row.choices[:20]]
    return asked


def _council(register: Register, kept: Mapping[str, str]) -> str:
    """The council that the list is of: that of the body that was chosen, or the first."""
    body = register.bodies.get(kept.get("body", ""))
    if body is not None:
        return body.council
    asked = kept.get("council", "")
    return asked if asked in register.councils else next(iter(register.councils), "")


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
        another=ANOTHER,
        most_gone=MOST_GONE,
        most_findings=MOST_FINDINGS,
        told=told(request, officer.sign_in),
    )
