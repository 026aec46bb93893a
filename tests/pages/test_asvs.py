"""Points of the OWASP ASVS 5 that no other test shows: see SECURITY.md for what each asks."""

from __future__ import annotations

import asyncio
import functools
import io
import logging
import re
import ssl
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from msgspec.structs import replace
from playwright.async_api import expect

from server import places
from server.journal.secrets.accounts import Role
from server.meeting.command import Actor, commands
from server.meeting.event import Event
from server.meeting.meeting import Meeting
from server.minutes import FORMATS
from server.pages.single_sign_on.asking import answer
from server.pages.single_sign_on.identity import NotAnswering
from server.program_log import WithoutWords
from tests.pages.audiences import ROUTES
from tests.pages.conftest import Visits, shows
from tests.pages.knocking import PASSPHRASE, Place, place
from tests.pages.test_drafts import at_the_console
from tests.pages.wired import bare, browsing, clerk_of
from tests.provider.house import house
from tests.provider.lying import lying
from tests.provider.running import BACK
from tests.provider.visitor import BEGIN, field, visiting
from tests.serve import Town

NASTY = "O'Brien\"; DROP TABLE account; -- %s \\ ?1"
TAG = '<img src="x" onerror="window.ran = true"><script>window.ran = true</script>'
ELSEWHERE = "https://elsewhere.example"
PUBLIC = "/meetings/planning"


@pytest.fixture
async def hall(tmp_path: Path) -> AsyncIterator[Place]:
    async with place(tmp_path) as made:
        yield made


# Injection: 1.2.4, 3.2.2, 15.3.6


async def test_quotes_and_semicolons_in_what_is_typed_are_stored_as_they_are(hall: Place) -> None:
    admin = await hall.first()
    added = await admin.post("/officers", name=NASTY, login="ob", role="clerk")
    assert added.status == 303
    found = await hall.doors.account_named("ob")
    assert found is not None
    assert found.name == NASTY
    assert await hall.doors.account_named(f"ob' OR login = '{found.login}") is None
    assert (await (await hall.guest()).sign_in("' OR 1=1 --", PASSPHRASE)).status == 422
    assert (await admin.get("/audit?kind=' OR ''='")).status == 200
    assert any(NASTY in line for line in await hall.audited())


async def test_a_tag_that_is_typed_is_text_on_a_live_page_and_runs_nowhere(
    council: Town, visits: Visits
) -> None:
    pages = [
        await visits.open(f"{council.url}{PUBLIC}"),
        await visits.open(council.door(council.links.clerk)),
    ]
    await council.do("open_meeting")
    await council.do("take_item", item="2")
    await council.do("record_decision", text=f"That it be granted. {TAG}")
    for page in pages:
        await shows(page, "window.ran = true")
        assert await page.evaluate("window.ran") is None
        assert await page.locator("main img[src=x], main script").count() == 0


async def test_nothing_that_the_browser_kept_changes_what_every_object_is(
    council: Town, visits: Visits
) -> None:
    clerk = await at_the_console(council, visits)
    await clerk.page.evaluate(
        """() => {
            const evil = '{"__proto__": {"bad": 1}, "constructor": {"prototype": {"bad": 1}}}';
            for (const name of ["draft.planning/w/record_note/1", "draft.planning/__proto__/x/y",
                "waiting.planning.clerk/1", "window.__proto__", "keys"])
              localStorage.setItem(`orderpaper.${name}`, evil);
        }"""
    )
    visits.forgiven = ".*"
    await clerk.page.clock.install()
    await clerk.page.reload()
    await expect(clerk.page.locator("#console")).to_be_visible()
    await clerk.page.clock.run_for(3000)
    await clerk.page.wait_for_function(  # until it was taken over from a window that was shut
        "() => !localStorage.getItem('orderpaper.draft.planning/w/record_note/1')"
    )
    assert await clerk.page.evaluate("({}).bad") is None
    visits.faults.clear()  # what is kept was spoilt by the test itself


# What answers carry: 3.4.2, 4.1.1, 14.3.2


async def test_no_answer_lets_another_origin_read_it(hall: Place) -> None:
    own = {"Origin": ELSEWHERE, "Access-Control-Request-Method": "POST"}
    async with aiohttp.ClientSession(hall.town.url, headers=own) as browser:
        for row in ROUTES:
            gaps = {"key": "planning", "name": "none", "token": "none"}
            for method in (row.method, "OPTIONS"):
                async with browser.request(
                    method, row.address(**gaps), allow_redirects=False
                ) as response:
                    allowed = [
                        n for n in response.headers if n.lower().startswith("access-control")
                    ]
                    assert allowed == [], (method, row.name)


async def test_every_text_says_in_which_characters_it_is_written(hall: Place) -> None:
    admin = await hall.first()
    assets = [path.name for path in places.dist().iterdir() if path.suffix in (".js", ".css")]
    paths = [*(f"/static/{name}" for name in assets), "/", PUBLIC, f"{PUBLIC}/clerk", "/nowhere"]
    paths += ["/audit.csv", "/sign-in", *(f"{PUBLIC}/note.{kind}" for kind in ("html", "md"))]
    assert len(assets) >= 5
    for path in paths:
        async with admin.session.get(admin.url + path) as response:
            kind = response.headers["Content-Type"]
            assert kind.startswith("text/"), path
            assert "charset=utf-8" in kind, path
    for path in (f"{PUBLIC}/why.json", f"{PUBLIC}/panels", "/openapi.json"):
        async with admin.session.get(admin.url + path) as response:
            assert response.content_type == "application/json"


async def test_no_cache_keeps_what_is_for_those_inside(hall: Place) -> None:
    await hall.first()
    links = hall.town.links
    clerk, chair, member = [await hall.guest() for _ in "abc"]
    for guest, link in ((clerk, links.clerk), (chair, links.chair)):
        await guest.get(hall.town.door(link))
    await member.get(hall.town.door(links.members["Cllr Owen"]))
    notes = ["note", *(f"note.{kind}" for kind in FORMATS)]
    wanted = [(clerk, "clerk"), (chair, "chair"), (member, "member")]
    wanted += [(clerk, note) for note in notes]
    wanted += [(member, "clerk")]  # refused
    for guest, name in wanted:
        async with guest.session.get(f"{guest.url}{PUBLIC}/{name}") as response:
            assert "no-store" in response.headers["Cache-Control"], name
    refused = await clerk.post(f"{PUBLIC}/clerk/do/record_note", text="")
    assert refused.status == 422
    async with clerk.session.post(
        f"{clerk.url}{PUBLIC}/clerk/do/record_note", headers={"Origin": clerk.url}
    ) as response:
        assert "no-store" in response.headers["Cache-Control"]


# Requests: 4.2.1, 13.4.1, 13.4.3, 13.4.4, 15.3.7

LENGTHS = (
    ("Content-Length: 4", "Content-Length: 5"),
    ("Content-Length: 4", "Transfer-Encoding: chunked"),
    ("Transfer-Encoding: chunked", "Transfer-Encoding: identity"),
    ("Transfer-Encoding: gzip",),
    ("Content-Length: +4",),
    ("Content-Length: -1",),
    ("Content-Length : 4",),
)


@pytest.mark.parametrize("lengths", LENGTHS, ids=", ".join)
async def test_a_request_of_two_lengths_is_none_and_what_follows_it_is_not_read(
    hall: Place, lengths: tuple[str, ...]
) -> None:
    async with bare(hall.town) as wire:
        wire.send("POST /sign-in HTTP/1.1", "Host: localhost", *lengths)
        wire.send("GET /openapi.json HTTP/1.1", "Host: localhost")
        assert await wire.status() == 400
        assert b"HTTP/1.1" not in await asyncio.wait_for(wire.reader.read(), 5)


@pytest.mark.parametrize(
    "path",
    [
        "/.git/config", "/.git/HEAD", "/.svn/entries", "/.env", "/.hg", "/static", "/static/",
        "/static/..%2f..%2fpyproject.toml", "/static/manifest.json/", "/pyproject.toml",
        "/journal.db", "/data/journal.db", "/server/app.py",
    ],
)  # fmt: skip
async def test_no_folder_and_no_file_of_the_inside_is_served(hall: Place, path: str) -> None:
    assert (await (await hall.first()).get(path)).status == 404


async def test_nothing_is_traced(hall: Place) -> None:
    async with aiohttp.ClientSession(hall.town.url, headers={"X-Said": "word"}) as browser:
        for path in ("/", PUBLIC, "/sign-in", "/static/x", "/socket.io/"):
            for method in ("TRACE", "TRACK", "CONNECT"):
                async with browser.request(method, path) as response:
                    assert response.status in (400, 404, 405), (method, path)
                    assert "word" not in await response.text()


async def test_of_a_field_that_comes_twice_the_first_counts_everywhere(hall: Place) -> None:
    await hall.first()
    right, wrong = ("passphrase", PASSPHRASE), ("passphrase", "tabernacle plinth heron")
    for first, second, status in ((right, wrong, 303), (wrong, right, 422)):
        guest = await hall.guest()
        form = aiohttp.FormData([("login", "jo"), ("login", "nobody"), first, second])
        async with guest.session.post(
            f"{guest.url}/sign-in", data=form, headers={"Origin": guest.url}, allow_redirects=False
        ) as response:
            assert response.status == status
    clerk = await hall.guest()
    await clerk.get(hall.town.door(hall.town.links.clerk))
    twice = f"{PUBLIC}/why.json?about=chair&about=quorum"
    assert '"about":"quorum"' not in (await clerk.get(twice)).text


# Faults and refusals: 13.4.2, 16.2.5, 16.3.2, 16.3.3, 16.3.4, 16.5.1

TYPED = "the tender of Messrs Canary"


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """The program's log, as it is written to standard error."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(WithoutWords())
    logging.getLogger().addHandler(handler)
    yield written
    logging.getLogger().removeHandler(handler)


async def test_a_fault_in_mid_command_is_logged_with_its_place_and_without_a_word_of_it(
    council: Town, logged: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = commands["record_note"]

    @functools.wraps(whole.function)
    def stumble(meeting: Meeting, actor: Actor, **given: str) -> Iterator[Event]:
        raise LookupError(given["text"])

    broken = replace(whole, function=stumble)
    monkeypatch.setitem(commands, "record_note", broken)
    await council.do("open_meeting")
    clerk = await clerk_of(council)
    call = {"command": "record_note", "id": "x", "with": {"text": TYPED, "item": "1"}}
    told = await clerk.call("do", call, timeout=5)
    await clerk.disconnect()
    async with browsing(council, council.links.clerk) as form:
        answer = await form.post(
            f"{PUBLIC}/clerk/do/record_note", data={"text": TYPED}, headers={"Origin": council.url}
        )
        page = await answer.text()
    assert (answer.status, told["ok"]) == (500, False)
    assert "Something went wrong on our side" in page
    for inside in ("LookupError", "Traceback", "stumble", "server/", "aiohttp", TYPED):
        assert inside not in page + told["problem"]
    assert TYPED not in logged.getvalue()
    assert logged.getvalue().count("builtins.LookupError") == 2
    assert "a command failed in" in logged.getvalue()
    assert "/do/{command} failed" in logged.getvalue()
    assert re.search(r"command.py, line \d+, in decide", logged.getvalue())


async def test_who_asks_for_what_is_not_theirs_is_written_down(hall: Place) -> None:
    owen, stranger = await hall.guest(), await hall.guest()
    await owen.get(hall.town.door(hall.town.links.members["Cllr Owen"]))
    await owen.get(f"{PUBLIC}/clerk")
    await owen.post(f"{PUBLIC}/member/do/open_meeting")
    page = await owen.connect("member")
    await page.call("do", {"command": "close_meeting", "id": "x", "with": {}})
    await stranger.get(f"{PUBLIC}/links")
    await owen.session.post(f"{owen.url}/sign-out", headers={"Origin": ELSEWHERE})
    lines = await hall.audited()
    for line in (
        "Cllr Owen | Page refused | GET /meetings/{key}/{office}, planning | 127.0.0.1",
        "Cllr Owen | Command refused | open_meeting, planning | 127.0.0.1",
        "Cllr Owen | Command refused | close_meeting, planning | 127.0.0.1",
        " | Page refused | GET /meetings/{key}/links, planning | 127.0.0.1",
        "Cllr Owen | Request from another site refused | POST /sign-out | 127.0.0.1",
    ):
        assert line in lines


async def test_of_a_flood_of_refusals_the_log_has_the_beginning(hall: Place) -> None:
    stranger = await hall.guest()
    for number in range(80):
        await stranger.get(f"/meetings/planning/clerk?{number}")
    written = [line for line in await hall.audited() if "Page refused" in line]
    assert 60 <= len(written) <= 65
    assert "which are not written down" in written[0]


async def test_what_a_stranger_types_as_a_command_or_a_meeting_is_not_written_down(
    hall: Place,
) -> None:
    owen = await hall.guest()
    await owen.get(hall.town.door(hall.town.links.members["Cllr Owen"]))
    await owen.post(f"{PUBLIC}/member/do/canary")
    await owen.get("/meetings/canary/clerk")
    await owen.get("/officers/canary")
    assert not any("canary" in line for line in await hall.audited())


# Files: 5.4.1, 5.4.2


async def test_a_file_is_named_by_us_whatever_the_address_says(hall: Place) -> None:
    await hall.first()
    async with browsing(hall.town, hall.town.links.clerk) as clerk:
        for kind, way in (("docx", "attachment"), ("md", "attachment"), ("html", "inline")):
            address = f"{PUBLIC}/note.{kind}?filename=evil.exe&name=%0d%0aX-Evil:1"
            async with clerk.get(address) as response:
                named = f'{way}; filename="planning-draft-minutes.{kind}"'
                assert response.headers["Content-Disposition"] == named
                assert "X-Evil" not in response.headers


# Passphrase boxes: 6.2.6, 6.2.7


async def test_passphrase_boxes_are_masked_and_a_password_manager_fills_them(
    hall: Place, visits: Visits
) -> None:
    admin = await hall.first()
    path = await hall.doors.add_account("Bo Price", "bo", Role.CLERK, by="test")
    for address, kinds in (
        ("/sign-in", ["current-password"]),
        (path, ["new-password"]),
        ("/your-passphrase", ["current-password", "new-password"]),
    ):
        text = (await admin.get(address)).text
        boxes = [b.partition(">")[0] for b in text.split("<input")[1:] if "password" in b[:400]]
        assert [b for b in boxes if 'type="password"' not in b and "username" not in b] == []
        for kind in kinds:
            assert f'autocomplete="{kind}"' in text
    page = await visits.open(f"{hall.town.url}/sign-in")
    box = page.get_by_label("Passphrase", exact=True)
    await box.focus()
    pasted = await page.evaluate(
        """() => {
            const data = new DataTransfer();
            data.setData("text/plain", "pasted words");
            const how = {clipboardData: data, bubbles: true, cancelable: true};
            return document.activeElement.dispatchEvent(new ClipboardEvent("paste", how));
        }"""
    )
    assert pasted, "somebody keeps people from pasting"
    assert await box.get_attribute("type") == "password"
    await page.get_by_role("button", name="Show").click()
    assert await box.get_attribute("type") == "text"


# The directory: 10.1.1, 12.3.2, 15.3.2


async def test_no_token_of_the_directory_comes_to_the_browser(tmp_path: Path) -> None:
    async with (
        lying() as directory,
        house(tmp_path, directory.issuer) as here,
        visiting(here.url) as gwen,
    ):
        await here.add()
        asked = await gwen.open(BEGIN, directory.issuer)
        directory.nonce = field(asked.address, "nonce")
        came = await gwen.led(f"{BACK}?code=c&state={field(asked.address, 'state')}")
        assert came.status == 303
        sent = came.address + came.text
        sent += "".join(f"{each.key}={each.value}" for each in gwen.session.cookie_jar)
        token = directory.token().split(".")
        assert not any(part in sent for part in token)
        assert "oid-gwen" not in sent
        assert came.address == "/your-meetings"


async def test_a_redirection_of_the_directory_is_not_followed() -> None:
    asked = list[str]()

    async def lead(request: web.Request) -> web.Response:
        asked.append(request.path)
        return web.Response(status=302, headers={"Location": "/inner"})

    async with _serving(lead) as address:
        for method in ("GET", "POST"):
            with pytest.raises(NotAnswering):
                await answer(method, f"http://{address}/outer")
    assert asked == ["/outer", "/outer"]


async def test_a_directory_with_a_certificate_of_its_own_making_is_not_asked(
    tmp_path: Path,
) -> None:
    asked = list[str]()

    async def hear(request: web.Request) -> web.Response:
        asked.append(request.path)
        return web.Response(text="{}")

    async with _serving(hear, _own_certificate(tmp_path)) as address:
        with pytest.raises(NotAnswering, match="Certificate"):
            await answer("GET", f"https://{address}/")
    assert asked == []


class _serving:
    """Somebody who answers on this machine, by TLS if there is a certificate."""

    def __init__(self, handler: object, certificate: ssl.SSLContext | None = None) -> None:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", handler)  # type: ignore[arg-type]
        self._runner = web.AppRunner(app, access_log=None)
        self._certificate = certificate

    async def __aenter__(self) -> str:
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0, ssl_context=self._certificate).start()
        return f"127.0.0.1:{self._runner.addresses[0][1]}"

    async def __aexit__(self, *fault: object) -> None:
        await self._runner.cleanup()


def _own_certificate(folder: Path) -> ssl.SSLContext:
    """A certificate that nobody but its maker vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    file = folder / "own.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context
