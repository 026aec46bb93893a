"""Every address and event is for somebody, and answers nobody else."""

from __future__ import annotations

import ast
import asyncio
import inspect
import stat
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from server.journal.secrets.accounts import Role
from server.live import inside
from server.meeting.command import Office, commands
from server.pages.description import COMMAND
from server.pages.forms import FORMS
from tests.pages.audiences import COMMANDS, ROUTES, SENT, SOCKETS, Audience, Row
from tests.pages.visitors import FOR_ALL, OTHER, PASSPHRASE, Street, Visitor, street
from tests.wire import wire

ANOTHER_SITE = {"Origin": "https://elsewhere.example", "Sec-Fetch-Site": "cross-site"}
OFFICES = ("clerk", "chair", "member", "officer")
SAME_FOR_ALL = [row for row in ROUTES if row.audience is Audience.EVERYBODY]
FOR_SOME = [row for row in ROUTES if row.audience not in FOR_ALL]
FOR_A_PERSON = [row for row in FOR_SOME if row.audience is not Audience.HOLDER]
POSTS = [row for row in ROUTES if row.method == "POST"]


@pytest.fixture(scope="session")
async def here(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Street]:
    """The town while its meeting is in private."""
    async with street(tmp_path_factory.mktemp("street")) as made:
        for person in ("chair", "shah", "owen", "ruiz"):
            await made.town.do("record_present", person=person)
        await made.town.do("record_in_attendance", person="hughes")
        await made.town.do("open_meeting")
        await made.town.do("take_item", item="2")
        await made.town.do("exclude_public", ground="confidential")
        await made.town.do("record_decision", text="That the tender be accepted.")
        yield made


def name(row: Row) -> str:
    return row.name


class Answer:
    """What somebody was answered."""

    def __init__(self, status: int, place: str, body: bytes) -> None:
        self.status = status
        self.place = place
        self.body = body

    def refuses(self, visitor: Visitor, row: Row) -> bool:
        """Whether it gives nothing, or at most the visitor’s own page in this meeting.

        That there is no such thing is told to nobody whom it would not be shown to.
        """
        own = bool(visitor.office)
        if self.status == 303:
            goes_home = own and self.place.partition("?")[0].endswith(f"/{visitor.office}")
            return goes_home or self.place.startswith("/sign-in")
        if self.status == 422:  # a command that is not for them
            return own and f'data-office="{visitor.office}"'.encode() in self.body
        return self.status in (401, 403) or (self.status == 404 and 404 not in row.right)


async def ask(here: Street, row: Row, visitor: Visitor, method: str = "", **more: str) -> Answer:
    async with (
        here.browser() as browser,
        browser.request(
            method or row.method,
            row.address(key=here.town.key, name=asset(here), token="made-up"),
            data=row.fields if row.method == "POST" else None,
            headers={**visitor.headers, **more},
            allow_redirects=False,
        ) as answer,
    ):
        place = answer.headers.get("Location", "")
        return Answer(answer.status, place, await answer.read())


def asset(here: Street) -> str:
    return here.town.server.site.assets.url("app.css").removeprefix("/static/")


def recorded(here: Street) -> dict[str, int]:
    """How much every meeting has on record, but for what the server itself saw of connections."""
    return {
        r.live.stream: sum(each.stamp.actor != Office.SERVER for each in r.live.recorded)
        for r in here.town.server.meetings
    }


def routes(app: web.Application) -> set[tuple[str, str]]:
    """Every address that is answered; HEAD is answered as GET is."""
    found = {(r.method, r.resource.canonical) for r in app.router.routes() if r.resource}
    return {(method, path) for method, path in found if method != "HEAD"}


def site(here: Street) -> web.Application:
    return here.town.server._runners[0].app


def control(here: Street) -> web.Application:
    return here.town.server._control_socket._app


# The tables are whole


async def test_every_address_says_for_whom_it_is(here: Street) -> None:
    told = {(row.method, row.path) for row in ROUTES}
    assert routes(site(here)) - told == set(), "give these a row in tests/pages/audiences.py"
    assert told - routes(site(here)) == set(), "these are no addresses any more"


async def test_every_form_of_an_address_is_described(here: Street) -> None:
    posts = {path for method, path in routes(site(here)) if method == "POST"}
    assert posts - {COMMAND} - set(FORMS) == set(), "say in server/pages/forms.py what they take"


async def test_every_event_that_a_page_may_send_says_for_whom_it_is(here: Street) -> None:
    handled = here.town.server.inside._server.handlers
    assert set(handled) == {"/"}, "there is one namespace"
    assert set(handled["/"]) == set(SOCKETS)


def test_every_event_that_a_page_is_sent_says_for_whom_it_is() -> None:
    sent = set()
    for node in ast.walk(ast.parse(inspect.getsource(inside))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            place = {"emit": 0, "_send_all": 1}.get(node.func.attr)
            if place is not None and isinstance(node.args[place], ast.Constant):
                sent.add(node.args[place].value)
    assert sent == set(SENT)


# Addresses


@pytest.mark.parametrize("row", FOR_SOME, ids=name)
async def test_an_address_answers_nobody_whom_it_is_not_for(here: Street, row: Row) -> None:
    before, let_in = recorded(here), []
    for visitor in here.visitors.values():
        if row.audience in visitor.audiences:
            continue
        for method in ("GET", "HEAD") if row.method == "GET" else (row.method,):
            answer = await ask(here, row, visitor, method)
            if not answer.refuses(visitor, row):
                let_in.append(f"{method}, {visitor.name}: {answer.status} {answer.place}")
    assert let_in == []
    assert recorded(here) == before


@pytest.mark.parametrize("row", FOR_A_PERSON, ids=name)
async def test_an_address_answers_whom_it_is_for(here: Street, row: Row) -> None:
    right = [v for v in here.visitors.values() if row.audience in v.audiences]
    assert right, "nobody in tests/pages/visitors.py is the right person for this"
    for visitor in right:
        answer = await ask(here, row, visitor)
        assert answer.status in row.right, (visitor.name, answer.status)
        assert not answer.place.startswith("/sign-in")


@pytest.mark.parametrize("row", SAME_FOR_ALL, ids=name)
async def test_what_is_for_everybody_is_the_same_for_all(here: Street, row: Row) -> None:
    answers = {v.name: await ask(here, row, v) for v in here.visitors.values()}
    assert {answer.status for answer in answers.values()} == {answers["nobody"].status}
    assert answers["nobody"].status in row.right
    assert row.moves or {each.body for each in answers.values()} == {answers["nobody"].body}


@pytest.mark.parametrize("row", POSTS, ids=name)
async def test_a_post_from_another_site_is_refused_even_for_the_right_person(
    here: Street, row: Row
) -> None:
    before = recorded(here)
    for visitor in here.visitors.values():
        for told in ({"Origin": ANOTHER_SITE["Origin"]}, ANOTHER_SITE):
            if row.path != "/socket.io/":
                assert (await ask(here, row, visitor, **told)).status == 403
    assert recorded(here) == before


async def test_whoever_has_a_link_comes_in_by_it_and_nobody_twice_by_one_for_a_passphrase(
    here: Street,
) -> None:
    town = here.town
    entrance = "/" + town.links.clerk.split("/", 3)[3]
    choosing = await town.server.doors.add_account("Di Rees", "di", Role.CLERK, by="test")
    chosen = {"passphrase": PASSPHRASE}
    async with here.browser() as browser:
        for path, data in ((entrance, {}), (choosing, chosen)):
            shown = await browser.get(path, allow_redirects=False)
            taken = await browser.post(path, data=data, allow_redirects=False)
            assert (shown.status in (200, 303), taken.status) == (True, 303)
            assert taken.cookies
        again = await browser.post(choosing, data=chosen, allow_redirects=False)
        assert again.status == 403
        assert not again.cookies


async def test_signing_out_ends_nobody_elses_sign_in(here: Street) -> None:
    row = next(row for row in ROUTES if row.path == "/sign-out")
    for visitor in here.visitors.values():
        if visitor.audiences == FOR_ALL:
            await ask(here, row, visitor)
    page = next(row for row in ROUTES if row.name.endswith("/clerk"))
    for visitor in here.visitors.values():
        if visitor.office == "clerk":
            assert (await ask(here, page, visitor)).status == 200


async def test_nobody_reaches_through_their_own_meeting_into_another(here: Street) -> None:
    doors, key = here.town.server.doors, here.town.key
    clerk = here.visitors["clerk of another meeting"]
    links, devices = await doors.links_of(key), await doors.sign_ins(key=key)
    async with here.browser() as browser:
        for path in (
            *(f"/meetings/{OTHER}/links/{link.id}/revoke" for link in links),
            *(f"/meetings/{OTHER}/devices/{device.id}/end" for device in devices),
        ):
            await browser.post(path, headers=clerk.headers)
    assert await doors.links_of(key) == links
    assert [each.id for each in await doors.sign_ins(key=key)] == [each.id for each in devices]


# The public feed


async def test_the_public_feed_sends_everybody_the_same_bytes(here: Street) -> None:
    sent = set()
    for visitor in here.visitors.values():
        own = {"Origin": here.town.url, **visitor.headers}
        async with connect(feed(here), additional_headers=own) as follower:
            sent.add(await asyncio.wait_for(follower.recv(), 5))
    assert len(sent) == 1
    assert "tender" not in str(sent)  # which is what is decided in private meanwhile


async def test_the_public_feed_opens_to_no_page_of_another_site(here: Street) -> None:
    for visitor in here.visitors.values():
        with pytest.raises(InvalidStatus):
            await connect(feed(here), additional_headers={**visitor.headers, **ANOTHER_SITE})


def feed(here: Street) -> str:
    """The feed, for somebody who holds nothing of what there is."""
    address = here.town.url.replace("http", "ws", 1)
    return f"{address}/meetings/{here.town.key}/feed?lang=en&root=none&hold=none:none"


# The sockets of those inside


def greeting(here: Street, office: str) -> dict[str, str]:
    return {"meeting": here.town.key, "office": office, "lang": "en"}


CALL = {"command": "record_present", "id": "knock", "with": {"person": "owen"}}


@pytest.mark.parametrize("office", OFFICES)
async def test_a_socket_opens_for_nobody_but_whose_page_it_is(here: Street, office: str) -> None:
    before, wrong = recorded(here), []
    for visitor in here.visitors.values():
        async with wire(here.town.url, visitor.headers) as socket:
            if socket is None:
                continue
            opened = await socket.greet(greeting(here, office))
            told = await socket.events()
            if visitor.office == office:
                due = {"panels", "seat"} if office in ("member", "chair") else {"panels"}
                assert (opened, set(told)) == (True, due)
                continue
            if set(told) - {"replace"}:  # to be told to ask for one’s own page gives nothing away
                wrong.append(f"{visitor.name} is sent {set(told)}")
            answer = await socket.try_to("do", CALL)
            if answer is not None and answer["ok"]:
                wrong.append(f"{visitor.name} may give commands")
    assert wrong == []
    assert recorded(here) == before


async def test_a_socket_of_another_site_is_refused_even_for_the_right_person(here: Street) -> None:
    for visitor in here.visitors.values():
        async with wire(here.town.url, {**visitor.headers, **ANOTHER_SITE}) as socket:
            assert socket is None


async def test_an_event_that_is_not_in_the_table_does_nothing(here: Street) -> None:
    before = recorded(here)
    for event in ("undo", "panels", "replace", "connect", "disconnect", "_do", "*", ""):
        async with wire(here.town.url, here.visitors["clerk"].headers) as socket:
            assert socket is not None
            assert await socket.greet(greeting(here, "clerk"))
            assert await socket.try_to(event, CALL) is None
    assert recorded(here) == before


@pytest.mark.parametrize("office", OFFICES)
async def test_a_command_is_refused_to_every_office_that_it_is_not_for(
    here: Street, office: str
) -> None:
    before = recorded(here)
    async with wire(here.town.url, here.visitors[office].headers) as socket:
        assert socket is not None
        assert await socket.greet(greeting(here, office))
        for each in commands.values():
            if office not in each.givers:
                call = {"command": each.name, "id": each.name, "with": {}}
                answer = await socket.ask("do", call)
                assert answer is not None
                assert not answer["ok"]
                assert f"not for the {office}" in answer["problem"]
    assert recorded(here) == before


# A sign-in that has ended


@pytest.fixture
async def later(tmp_path: Path) -> AsyncIterator[Street]:
    """Everybody as before, a year later."""
    async with street(tmp_path / "later") as made:
        made.clock.ahead = timedelta(days=366)
        yield made


async def test_nothing_is_open_to_a_sign_in_that_has_ended(later: Street) -> None:
    before, let_in = recorded(later), []
    for visitor in later.visitors.values():
        gone = Visitor(visitor.name, visitor.cookies)
        let_in += [
            f"{row.name}: {visitor.name}"
            for row in FOR_SOME
            if row.audience is not Audience.HOLDER
            and not (await ask(later, row, gone)).refuses(gone, row)
        ]
        async with wire(later.town.url, visitor.headers) as socket:
            if socket is not None and await socket.greet(greeting(later, visitor.office)):
                let_in.append(f"socket: {visitor.name}")
    assert let_in == []
    assert recorded(later) == before


# The command line


async def test_what_the_command_line_asks_has_its_own_door(here: Street) -> None:
    assert {(row.method, row.path) for row in COMMANDS} == routes(control(here))
    door = here.town.server.settings.control
    assert stat.S_IMODE(door.stat().st_mode) == 0o600
    async with aiohttp.ClientSession(connector=aiohttp.UnixConnector(str(door))) as owner:
        answer = await owner.post("http://server/links", json={"key": here.town.key})
        assert answer.status == 200


async def test_what_the_command_line_asks_is_answered_to_nobody_at_the_public_door(
    here: Street,
) -> None:
    for row in COMMANDS:
        for visitor in here.visitors.values():
            assert (await ask(here, row, visitor)).status in (404, 405)
