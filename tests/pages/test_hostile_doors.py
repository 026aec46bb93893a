"""What somebody tried who meant to come in as another, and each time did."""

from __future__ import annotations

import asyncio
import contextlib
import re
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request
from msgspec.structs import replace

from server.journal.journal import open_journal
from server.journal.secrets.accounts import Role
from server.journal.sqlite import schema
from server.live.allowance import TooMany
from server.live.cookies import cookies, tokens
from server.live.signed_in import SignedIn
from server.meeting.command import Office
from server.meeting.people import Capacity, Person
from server.pages.doors.cookies import held
from server.pages.limits import LOOKED_AT_HERE, Attempts
from tests.live.conftest import CONVENED
from tests.pages.knocking import PASSPHRASE, Guest, Place, place

SHAH = SignedIn("planning", Office.MEMBER, "shah")
OWEN = SignedIn("planning", Office.MEMBER, "owen")
CLERK = SignedIn("planning", Office.CLERK)
MADE = "2026-01-01T00:00:00.000000Z"
MEMBER = "/meetings/planning/member"
ANOTHER = "kettle yarrow finch"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
async def hall(tmp_path: Path) -> AsyncIterator[Place]:
    async with place(tmp_path) as made:
        yield made


# A standing link is of one person of one council


async def convene(hall: Place, key: str, *people: Person, **other: Any) -> None:
    """Another meeting of this server."""
    await hall.town.server.meetings.convene(
        replace(CONVENED, key=key, people=people, **other), "test"
    )


async def by_standing_link(hall: Place, whose: SignedIn) -> Guest:
    """Somebody who came in by their standing link."""
    guest = await hall.guest()
    await guest.post(await hall.doors.link(whose, by="test", standing=True))
    return guest


async def test_a_standing_link_opens_no_meeting_of_another_council(hall: Place) -> None:
    adviser = Person("adviser", "Legal Adviser", Capacity.OFFICER, position="Legal Adviser")
    shah = CONVENED.people[1]
    await convene(hall, "licensing", shah, adviser)
    await convene(hall, "harbour", shah, adviser, council="Harbour Town Council")
    await convene(hall, "trust", replace(shah, role="Chair"), adviser, council="", body="Trust")
    member = await by_standing_link(hall, SHAH)
    officer = await by_standing_link(hall, SignedIn("licensing", Office.OFFICER, "adviser"))
    asked = [
        (member, "licensing/member", 200),
        (officer, "licensing/officer", 200),
        (member, "harbour/member", 403),
        (officer, "harbour/officer", 403),
        (member, "trust/chair", 403),
    ]
    for guest, page, status in asked:
        assert (await guest.get(f"/meetings/{page}")).status == status, page
    assert {each.person for each in await hall.doors.links_of("licensing")} == {"shah", "adviser"}
    assert await hall.doors.links_of("harbour") == []


@pytest.mark.parametrize(
    ("here", "there", "same"),
    [
        ({"role": "Chair"}, {"role": "Vice-chair"}, True),
        ({"group": "Independents"}, {"group": "Greens"}, False),
        ({"authority": "Alder Council"}, {"authority": "Birch Council"}, False),
        ({}, {"capacity": Capacity.OFFICER}, False),
        (
            {"capacity": Capacity.OFFICER, "position": "Solicitor"},
            {"capacity": Capacity.OFFICER, "position": "Planner"},
            False,
        ),
    ],
)
async def test_within_a_council_people_of_one_name_are_told_apart(
    hall: Place, here: dict[str, Any], there: dict[str, Any], same: bool
) -> None:
    await convene(hall, "first", CONVENED.people[0], Person("jones", "Cllr Jones", **here))
    await convene(hall, "second", CONVENED.people[0], Person("jones", "Cllr Jones", **there))
    link = await hall.doors.link(
        SignedIn("first", Office.MEMBER, "jones"), by="test", standing=True
    )
    found = await hall.doors.known(link.rpartition("/")[2])
    assert found is not None
    assert (hall.doors.office_in("first", found) is not None) is True
    assert (hall.doors.office_in("second", found) is not None) is same


async def test_where_two_have_one_name_a_link_from_elsewhere_opens_for_neither(
    hall: Place,
) -> None:
    jones = Person("jones", "Cllr Jones")
    await convene(hall, "first", jones)
    await convene(hall, "second", jones, Person("jones-2", "Cllr Jones"))
    guest = await by_standing_link(hall, SignedIn("first", Office.MEMBER, "jones"))
    assert (await guest.get("/meetings/first/member")).status == 200
    assert (await guest.get("/meetings/second/member")).status == 403


async def test_nobody_sees_the_devices_of_a_namesake_elsewhere(hall: Place) -> None:
    await convene(hall, "harbour", *CONVENED.people, council="Harbour Town Council")
    here = await by_standing_link(hall, SHAH)
    there = await by_standing_link(hall, replace(SHAH, key="harbour"))
    for guest in (here, there):
        shown = (await guest.get("/your-devices")).text
        ids = {e.id for e in await hall.doors.sign_ins() if e.id in shown}
        assert len(ids) == 1


async def test_standing_links_from_before_are_given_out_anew(tmp_path: Path) -> None:
    steps = schema._steps()
    before = next(n for n, step in enumerate(steps) if "council" in step)
    with closing(sqlite3.connect(tmp_path / "journal.db", isolation_level=None)) as database:
        for number, step in enumerate(steps[:before], start=1):
            database.executescript(f"{step}; PRAGMA user_version = {number}")
        for id, office, key in (
            ("s", "member", ""),
            ("m", "member", "planning"),
            ("a", "account", ""),
        ):
            database.execute(
                "INSERT INTO link (id, hash, office, person, name, key, single_use, expires_at,"
                " made_by, made_at, used_at, revoked_at)"
                " VALUES (?, ?, ?, 'shah', 'Cllr Shah', ?, 0, ?, '', ?, '', '')",
                (id, id.encode(), office, key, "2099-01-01T00:00:00.000000Z", MADE),
            )
    journal = await open_journal(tmp_path / "journal.db")
    found = {id: await journal.secrets.links.with_id(id) for id in ("s", "m", "a")}
    await journal.close()
    assert {id for id, link in found.items() if link and link.revoked_at is None} == {"m", "a"}


# A body in no charset but that of forms


@pytest.mark.parametrize(
    "kind",
    [
        f"{FORM}; charset={charset}"
        for charset in (
            "punycode", "idna", "unicode_escape", "raw_unicode_escape", "utf-7", "utf-16", "zlib",
            "undefined",
        )
    ]
    + ["multipart/form-data; boundary=b", "multipart/mixed; boundary=b"],
)  # fmt: skip
async def test_only_a_form_in_its_own_charset_is_read(hall: Place, kind: str) -> None:
    part = 'Content-Disposition: form-data; name="login"\r\nContent-Type: text/plain'
    body = f"--b\r\n{part}; charset=punycode\r\n\r\n{'-ab' * 10_000}\r\n--b--\r\n"
    if "multipart" not in kind:
        body = "\\" * 3000 + "+a" * 3000
    headers = {"Content-Type": kind, "Origin": hall.town.url}
    async with aiohttp.ClientSession(hall.town.url, headers=headers) as browser:
        began = time.monotonic()
        assert (await browser.post("/sign-in", data=body)).status == 400
        assert time.monotonic() - began < 0.5


@pytest.mark.parametrize(
    "charset", ["", "; charset=utf-8", "; charset=UTF-8", "; charset=us-ascii"]
)
async def test_a_form_is_read_however_its_charset_is_written(hall: Place, charset: str) -> None:
    headers = {"Content-Type": FORM + charset, "Origin": hall.town.url}
    async with aiohttp.ClientSession(hall.town.url, headers=headers) as browser:
        assert (await browser.post("/sign-in", data="login=jo")).status == 422


# Cookies that this host did not set


def asked(*headers: str, secure: bool = True) -> web.Request:
    """A request with these cookies."""
    request = make_mocked_request("GET", "/", [("Cookie", each) for each in headers])
    return request.clone(scheme="https" if secure else "http")


OURS, THEIRS = "a" * 43, "b" * 43


@pytest.mark.parametrize(
    "header",
    [
        f"__Host-officer={OURS}; \u2000__Host-officer={THEIRS}",
        f"\u2000__Host-officer={THEIRS}; __Host-officer={OURS}",
        f"__Host-officer={OURS}; __host-officer={THEIRS}; __Host-officer\xa0={THEIRS}",
        f"__Host-officer={OURS};\x0b__Host-officer={THEIRS}; officer={THEIRS}",
        f" \t__Host-officer={OURS} ; other=1",
    ],
)
def test_a_cookie_counts_by_the_very_name_that_the_browser_guards(header: str) -> None:
    request = asked(header)
    assert cookies(request)["__Host-officer"] == OURS
    assert held(request, "officer") == OURS
    assert tokens(request) == [OURS]


def test_of_two_cookies_of_one_name_neither_counts() -> None:
    twice = f"__Host-officer={OURS}; __Host-officer={THEIRS}"
    for request in (asked(twice), asked(*twice.split("; "))):
        assert cookies(request) == {}
        assert tokens(request) == []


async def test_another_host_of_the_council_makes_nobody_another_person(hall: Place) -> None:
    shah, owen = await hall.guest(), await hall.guest()
    await shah.get(await hall.doors.link(SHAH, by="test"))
    await owen.get(await hall.doors.link(OWEN, by="test"))
    mine, planted = shah.cookies["member-planning"], owen.cookies["member-planning"]
    for name in ("\u2000member-planning", "member-planning\u3000"):
        header = f"member-planning={mine}; {name}={planted}"
        async with (
            aiohttp.ClientSession(hall.town.url, headers={"Cookie": header}) as browser,
            browser.get("/your-devices") as page,
        ):
            text = await page.text()
        assert "Cllr Shah" in text
        assert "Cllr Owen" not in text


# Whoever is shut out leaves nothing behind


async def links_by(hall: Place, guest: Guest, person: str, **wish: str) -> str:
    """The address of a link that somebody makes at the console."""
    made = await guest.post("/meetings/planning/links/make", person=person, **wish)
    shown = re.sub(r"</?span>", "", (await guest.get(made.location)).text)
    return "/enter/" + shown.partition("/enter/")[2][:28]


async def test_whoever_is_disabled_leaves_no_link_that_opens(hall: Place) -> None:
    await hall.first()
    bo = await hall.officer("bo")
    account = await hall.doors.account_named("bo")
    assert account is not None
    (own,) = [each for each in await hall.doors.sign_ins() if each.account == account.id]
    standing = await links_by(hall, bo, "shah", lasts="standing")
    guest, kept = await hall.guest(), await hall.guest()
    await guest.get(standing)
    clerk = await hall.doors.link(CLERK, by="test", by_sign_in=own.id)
    helper = await hall.guest()
    await helper.get(clerk)
    by_that = await links_by(hall, helper, "ruiz")
    of_another = await hall.doors.link(OWEN, by="test")
    await kept.get(of_another)
    assert {(await guest.get(MEMBER)).status, (await kept.get(MEMBER)).status} == {200}
    page = await guest.connect("member")
    await hall.doors.disable_account(account.id, by="test")
    await asyncio.wait_for(page.gone.wait(), 1)
    assert (await guest.get(MEMBER)).status == 403
    assert (await kept.get(MEMBER)).status == 200
    assert [(await guest.get(each)).status for each in (standing, clerk, by_that)] == [403] * 3
    assert any("and with it the link of Cllr Shah" in line for line in await hall.audited())


async def test_a_revoked_link_takes_with_it_what_was_made_by_it(hall: Place) -> None:
    clerk = await hall.guest()
    await clerk.get(await hall.doors.link(CLERK, by="test"))
    (link,) = [e for e in await hall.doors.links_of("planning") if e.made_by == "test"]
    made = await links_by(hall, clerk, "shah", lasts="meeting")
    guest = await hall.guest()
    assert (await guest.get(made)).status == 303
    await hall.doors.revoke_link(link.id, "test")
    assert (await guest.get(MEMBER)).status == 403
    assert (await guest.get(made)).status == 403


async def test_whoever_manages_people_no_longer_leaves_no_way_to_a_passphrase(
    hall: Place,
) -> None:
    jo = await hall.first()
    await hall.officer("bo", "administrator")
    bo, admin = await hall.doors.account_named("bo"), await hall.doors.account_named("jo")
    assert bo is not None
    assert admin is not None
    added = await hall.doors.add_account("Di", "di", Role.ADMINISTRATOR, by="bo", maker=bo.id)
    reset = await hall.doors.reset_account(admin.id, by="bo", maker=bo.id)
    assert (await jo.post(f"/officers/{bo.id}/role", role="clerk")).status == 303
    guest = await hall.guest()
    assert [(await guest.get(each)).status for each in (added, reset)] == [403, 403]


async def test_a_passphrase_that_is_changed_leaves_no_other_way_to_choose_one(hall: Place) -> None:
    jo = await hall.first()
    account = await hall.doors.account_named("jo")
    assert account is not None
    reset = await hall.doors.reset_account(account.id, by="test")
    assert (await jo.get(reset)).status == 200
    changed = await jo.post("/your-passphrase", current=PASSPHRASE, passphrase=ANOTHER)
    assert changed.status == 303
    assert (await jo.get(reset)).status == 403


# Sockets by polling


async def polled(browser: aiohttp.ClientSession, url: str, **asked: Any) -> tuple[int, str]:
    """One request of a socket by polling."""
    method = "POST" if "data" in asked else "GET"
    headers = {"Origin": url, "Content-Type": "text/plain"}
    way = f"{url}/socket.io/?EIO=4&transport=polling" + asked.pop("sid", "")
    async with browser.request(method, way, headers=headers, **asked) as answer:
        return answer.status, await answer.text()


async def test_a_socket_by_polling_is_for_the_browser_that_opened_it(hall: Place) -> None:
    owner, thief = await hall.guest(), await hall.guest()
    await owner.get(await hall.doors.link(SHAH, by="test"))
    await thief.get(await hall.doors.link(OWEN, by="test"))
    stranger = await hall.guest()
    _, opened = await polled(owner.session, owner.url)
    sid = "&sid=" + re.findall(r'"sid":"([^"]+)"', opened)[0]
    hello = '40{"meeting":"planning","office":"member"}'
    assert await polled(owner.session, owner.url, sid=sid, data=hello) == (200, "OK")
    for other in (thief.session, stranger.session):
        assert (await polled(other, owner.url, sid=sid))[0] == 400
        assert (await polled(other, owner.url, sid=sid, data='42["do",{}]'))[0] == 400
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await other.ws_connect(
                f"{owner.url}/socket.io/?EIO=4&transport=websocket{sid}",
                headers={"Origin": owner.url},
            )
    status, panels = await polled(owner.session, owner.url, sid=sid)
    assert (status, '"panels"' in panels) == (200, True)


# What a proxy writes down


async def test_pages_whose_address_lets_in_do_not_name_it_when_they_lead_on(hall: Place) -> None:
    guest = await hall.guest()
    ways = [
        await hall.doors.link(SHAH, by="test", single_use=True),
        await hall.doors.first_officer(),
        "/enter/a-guess",
        "/passphrase/a-guess",
    ]
    for way in ways:
        async with guest.session.get(hall.town.url + way) as page:
            assert page.headers["Referrer-Policy"] == "strict-origin"
    async with guest.session.get(hall.town.url + "/sign-in") as page:
        assert page.headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("name", ["nginx.conf", "Caddyfile"])
def test_the_proxies_write_no_address_down_that_lets_somebody_in(name: str) -> None:
    text = Path("config", name).read_text()
    unlogged = re.findall(r"location ~ \^/\((.*)\)/ \{\s+access_log off;|@secret path (.*)", text)
    named = re.findall(r"\w[\w.]+", "".join(unlogged[0]).replace("\\", ""))
    assert set(named) == {"enter", "passphrase", "socket.io", "static"}


# Somebody else's link


@pytest.mark.parametrize("first", [True, False], ids=["standing first", "meeting first"])
async def test_a_link_of_another_kind_makes_nobody_another_person_unasked(
    hall: Place, first: bool
) -> None:
    guest = await hall.guest()
    await guest.get(await hall.doors.link(SHAH, by="test", standing=first))
    shown = await guest.get(await hall.doors.link(OWEN, by="test", standing=not first))
    assert (shown.status, shown.cookies) == (200, [])
    assert "you are signed in as Cllr Shah" in shown.told


async def test_nor_does_the_link_of_a_clerk_take_the_place_of_an_officer(hall: Place) -> None:
    jo = await hall.first()
    assert "signed in as Jo Hughes" in (await jo.get(await hall.doors.link(CLERK, by="test"))).told
    assert (await jo.get(await hall.doors.link(OWEN, by="test"))).status == 303


@pytest.mark.parametrize(("site", "status"), [("cross-site", 200), ("same-origin", 303)])
async def test_whoever_another_site_sends_is_asked_if_anybody_is_signed_in(
    hall: Place, site: str, status: int
) -> None:
    await convene(hall, "other", *CONVENED.people)
    link = await hall.doors.link(replace(SHAH, key="other"), by="test")
    guest = await hall.guest()
    assert (await guest.get(link, **{"Sec-Fetch-Site": "cross-site"})).status == 303
    other = await hall.guest()
    await other.get(await hall.doors.link(SHAH, by="test"))
    assert (await other.get(link, **{"Sec-Fetch-Site": site})).status == status


# What a clerk by a link may end


async def test_a_clerk_by_a_link_ends_no_sign_in_to_every_meeting(hall: Place) -> None:
    clerk, jo = await hall.guest(), await hall.first()
    await clerk.get(await hall.doors.link(CLERK, by="test"))
    member = await by_standing_link(hall, SHAH)
    (found,) = await hall.doors.sign_ins(key="")
    end = f"/meetings/planning/devices/{found.id}/end"
    assert end not in (await clerk.get("/meetings/planning/devices")).text
    assert (await clerk.post(end)).status == 403
    assert (await member.get(MEMBER)).status == 200
    assert end in (await jo.get("/meetings/planning/devices")).text
    assert (await jo.post(end)).status == 303
    assert (await member.get(MEMBER)).status == 403


# A page that does not go when it is told to


class Stubborn:
    """A WebSocket that never says goodbye."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    async def say(self, text: str) -> None:
        """Send a short text (RFC 6455, 5.2), masked with nothing."""
        assert len(text) < 126
        self.writer.write(bytes([0x81, 0x80 | len(text), 0, 0, 0, 0]) + text.encode())

    async def hears(self, text: str) -> None:
        """Wait for a text."""
        await asyncio.wait_for(self.reader.readuntil(text.encode()), 2)

    async def cut(self) -> None:
        """Listen until the connection is gone."""
        with contextlib.suppress(ConnectionResetError):
            while await self.reader.read(65536):
                pass


@contextlib.asynccontextmanager
async def stubborn(guest: Guest, sid: str) -> AsyncIterator[Stubborn]:
    """A WebSocket at the door, with the cookies of a guest."""
    port = int(guest.url.rpartition(":")[2])
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 24)
    head = [
        f"GET /socket.io/?EIO=4&transport=websocket{sid} HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
        f"Origin: {guest.url}",
        "Cookie: " + "; ".join(f"{name}={value}" for name, value in guest.cookies.items()),
    ]
    writer.write("\r\n".join([*head, "", ""]).encode())
    await reader.readuntil(b"\r\n\r\n")
    try:
        yield Stubborn(reader, writer)
    finally:
        writer.close()


@pytest.mark.parametrize("upgraded", [False, True], ids=["at once", "upgraded"])
async def test_a_page_that_stays_when_it_is_told_to_go_is_hung_up_on(
    hall: Place, upgraded: bool
) -> None:
    guest, sid = await hall.guest(), ""
    await guest.get(await hall.doors.link(SHAH, by="test"))
    if upgraded:
        _, opened = await polled(guest.session, guest.url)
        sid = "&sid=" + re.findall(r'"sid":"([^"]+)"', opened)[0]
    async with stubborn(guest, sid) as page:
        if upgraded:
            await page.say("2probe")
            await page.hears("3probe")
            await page.say("5")
        await page.say('40{"meeting":"planning","office":"member"}')
        await page.hears('"panels"')
        (found,) = await hall.doors.sign_ins()
        await hall.doors.end_sign_in(found.id, "test")
        await asyncio.wait_for(page.cut(), 1)


# A chair whom nobody knows yet, and an officer whose login strangers try


async def test_where_there_is_no_chair_nobody_is_given_the_link_of_one(hall: Place) -> None:
    await convene(hall, "annual", *CONVENED.people[2:])
    running = hall.town.server.meetings.find("annual")
    assert running is not None
    links = await hall.town.server.control.links(running.live.meeting)
    assert links.chair == ""
    assert {each.office for each in await hall.doors.links_of("annual")} == {"clerk", "member"}
    assert hall.town.links.chair


async def test_strangers_do_not_keep_an_officer_from_choosing_another_passphrase(
    hall: Place,
) -> None:
    await hall.first()
    jo = await hall.guest()
    assert (await jo.sign_in()).status == 303
    tries = hall.town.server.wire.attempts
    for number in range(60):
        with contextlib.suppress(TooMany), tries.trying("jo", f"192.0.2.{number}"):
            pass
    with pytest.raises(TooMany), tries.trying("jo", "192.0.2.99"):
        pass
    changed = await jo.post("/your-passphrase", current=PASSPHRASE, passphrase=ANOTHER)
    assert changed.status == 303


def test_one_holder_of_many_networks_does_not_take_every_place_at_signing_in() -> None:
    tries = Attempts(time.monotonic)
    with contextlib.ExitStack() as waiting:
        for number in range(LOOKED_AT_HERE):
            waiting.enter_context(tries.trying(f"one{number}", f"2001:db8:1:{number}::1"))
        with pytest.raises(TooMany):
            waiting.enter_context(tries.trying("another", "2001:db8:1:ff::1"))
        waiting.enter_context(tries.trying("another", "2001:db8:2::1"))
