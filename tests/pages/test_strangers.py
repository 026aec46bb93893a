"""Strangers at the doors: what they send fills no log, hides nothing, and is no fault of ours."""

from __future__ import annotations

import asyncio
import io
import logging
import time
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from aiohttp.test_utils import make_mocked_request

from server.pages.doors.passphrase import LEAST, WeakPassphrase, check
from server.pages.doors.what import What
from server.pages.foreign import SAME, _say_once, foreign
from server.pages.limits import MOST_BYTES_OF_A_STRANGER, OPENINGS_AT_ONCE, short
from server.pages.sign_in import local
from server.pages.single_sign_on.attempts import Attempts
from server.pages.your_meetings import YOURS
from tests.journal.given import OPENED
from tests.pages.knocking import Guest, Place, place
from tests.pages.wired import bare, handshake, wired
from tests.serve import Town

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
CLERK = "/meetings/planning/clerk"


@pytest.fixture
async def hall(tmp_path: Path) -> AsyncIterator[Place]:
    async with place(tmp_path) as made:
        yield made


async def entered(hall: Place, link: str) -> Guest:
    guest = await hall.guest()
    assert (await guest.get(hall.town.door(link))).status == 303
    return guest


# The audit log


async def test_from_one_network_the_log_has_the_beginning_of_a_flood(tmp_path: Path) -> None:
    async with wired(tmp_path, trusted_proxies="127.0.0.1") as council:
        log = council.server.doors.kept.audit
        async with aiohttp.ClientSession(council.url) as session:
            for number in range(80):
                house = {"X-Forwarded-For": f"2001:db8:1:1::{number:x}"}
                async with session.get(CLERK, headers=house) as refused:
                    assert refused.status == 403
        assert 60 <= len(await log.latest(1000, 0, What.ACCESS_REFUSED.value)) <= 65


async def test_wrong_passphrases_are_written_down_whatever_else_was_refused(hall: Place) -> None:
    await hall.first()
    stranger = await hall.guest()
    for _ in range(70):
        await stranger.get(CLERK)
        await stranger.get("/passphrase/nothing")
    await stranger.sign_in("jo", "not the passphrase")
    assert "Jo Hughes" not in (await hall.audited())[0]
    assert (await hall.audited())[0].startswith("jo | Sign-in refused")


@pytest.mark.parametrize("way", ["enter", "passphrase"])
async def test_links_are_guessed_at_so_often_and_no_oftener(
    hall: Place, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    allowed, standing = hall.town.server.wire.openings, time.monotonic()
    # However long a page takes, no more may be opened meanwhile.
    monkeypatch.setattr(allowed, "_time", lambda: standing)
    for _ in range(OPENINGS_AT_ONCE - 1):
        allowed.take("127.0.0.1")
    stranger = await hall.guest()
    tries = [(await stranger.get(f"/{way}/nothing")).status for _ in range(4)]
    assert tries[0] == 403
    assert tries[-1] == 429


# What is large


def test_a_huge_passphrase_is_refused_before_it_is_normalised(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    huge = "\u0316\u0301" * 400_000  # whose marks are put in order, each past all others
    with pytest.raises(WeakPassphrase, match=str(500)):
        check(huge, "jo", "Jo Hughes")
    assert len(huge) > LEAST


async def test_a_large_body_is_taken_from_somebody_signed_in_alone(hall: Place) -> None:
    large = b"login=" + b"x" * MOST_BYTES_OF_A_STRANGER
    stranger, owen = await hall.guest(), await entered(hall, hall.town.links.clerk)
    for guest, whole, status in (
        (stranger, True, 413),
        (stranger, False, 413),
        (owen, True, 422),
        (owen, False, 422),
    ):
        # Not whole: in pieces, of which nobody says beforehand how many they are.
        body = large if whole else _pieces(large)
        told = {**FORM, "Origin": guest.url}
        async with guest.session.post(f"{guest.url}/sign-in", data=body, headers=told) as answer:
            assert answer.status == status


async def _pieces(body: bytes) -> AsyncIterator[bytes]:
    yield io.BytesIO(body).getvalue()


# What is no fault of ours


async def test_what_no_browser_sends_is_no_fault_of_ours(
    council: Town, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    feed = handshake(council, "/meetings/planning/feed?lang=en")
    odd = [line.replace("b3JkZXJwYXBlciB0ZXN0cw==", "\xff") for line in feed]
    async with bare(council) as wire:
        wire.writer.write("\r\n".join(odd).encode("latin-1") + b"\r\n\r\n")
        assert await wire.status() == 400
    assert caplog.records == []


async def test_a_body_that_is_broken_off_is_no_fault_of_ours(
    council: Town, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    for _ in range(3):
        async with bare(council) as wire:
            wire.send("POST /sign-out HTTP/1.1", "Host: x", "Content-Length: 9", *_typed())
            wire.writer.write(b"a")
            await wire.writer.drain()
            async with aiohttp.ClientSession(council.url) as after, after.get("/"):
                pass  # it has been read by now
    async with aiohttp.ClientSession(council.url) as after, after.get("/") as answer:
        assert answer.status == 200
    await asyncio.sleep(0)
    assert caplog.records == []


def test_a_cookie_that_is_no_text_is_nobodys_attempt() -> None:
    assert Attempts(lambda: OPENED).take("\udcff") is None


def test_that_the_address_is_not_known_is_told_once(caplog: pytest.LogCaptureFixture) -> None:
    _say_once.cache_clear()
    caplog.set_level(logging.WARNING)
    told = {"Host": "10.0.0.1:8000", "Origin": "https://council.example", "Sec-Fetch-Site": SAME}
    assert all(foreign(make_mocked_request("POST", "/sign-in", told)) for _ in range(3))
    assert len(caplog.records) == 1


def _typed() -> list[str]:
    return [f"{name}: {value}" for name, value in FORM.items()]


# Who is signed in besides


async def test_a_browser_forgets_nothing_while_somebody_is_signed_in_on_it(hall: Place) -> None:
    clerk = await hall.first()
    await clerk.get(hall.town.door(hall.town.links.members["Cllr Shah"]))
    (shah,) = [each for each in await hall.doors.sign_ins(key="planning") if each.person == "shah"]
    await hall.doors.end_sign_in(shah.id, "test")
    page = f"{clerk.url}/meetings/planning/member"
    async with clerk.session.get(page) as refused:
        assert refused.status == 403
        assert "Clear-Site-Data" not in refused.headers
    assert (await clerk.get(CLERK)).status == 200


async def test_an_officers_browser_is_known_after_a_restart(hall: Place) -> None:
    jo = await hall.first()
    await jo.sign_in()
    kept = await hall.doors.kept.browsers.all()
    attempts = hall.town.server.wire.attempts
    assert kept == {short(jo.cookies["known"]): short("jo")}
    attempts._devices.clear()  # as a restart does
    attempts.recall(kept)
    assert attempts._is_known("Jo", jo.cookies["known"])


# Where one is led to


@pytest.mark.parametrize(
    "way",
    [
        "https://evil.example",
        "//evil.example",
        "///evil.example",
        "////evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "javascript:alert(1)",
        "",
    ],
)
def test_nobody_is_led_to_another_site(way: str) -> None:
    assert local(way) == YOURS
    assert local(CLERK) == CLERK


async def test_under_an_https_address_cookies_are_for_tls_whatever_the_proxy_says(
    tmp_path: Path,
) -> None:
    address = "https://meetings.council.example"
    async with wired(tmp_path, address=address) as council, aiohttp.ClientSession() as session:
        door = council.door(council.links.clerk)
        async with session.get(door, allow_redirects=False) as got:
            (cookie,) = got.headers.getall("Set-Cookie")
        assert cookie.startswith("__Host-clerk-planning=")
        assert "Secure" in cookie
        sent = {"Cookie": cookie.partition(";")[0], "Origin": address}
        async with session.get(council.url + CLERK, headers=sent) as page:
            assert page.status == 200
        async with session.post(f"{council.url}{CLERK}/do/none", headers=sent) as done:
            assert done.status == 422


# What is said to people


async def test_a_refused_clerk_keeps_their_ways_and_is_not_asked_to_sign_in(hall: Place) -> None:
    clerk = await hall.officer("bo")
    for path in ("/meetings/planning/member", "/officers"):
        refused = await clerk.get(path)
        assert refused.status == 403
        assert 'href="/your-meetings"' in refused.text
        assert "Officers sign in here" not in refused.text
    stranger = await (await hall.guest()).get("/meetings/planning/member")
    assert 'href="/your-meetings"' not in stranger.text
    assert "Officers sign in here" in stranger.text


async def test_a_page_in_another_tab_says_that_one_has_signed_out(hall: Place) -> None:
    owen = await entered(hall, hall.town.links.members["Cllr Owen"])
    page = "/meetings/planning/member"
    assert "You have signed out." not in (await owen.get("/meetings/planning/clerk")).told
    await owen.post("/sign-out")
    assert "You have signed out." in (await owen.get(page)).told
    await owen.get(hall.town.door(hall.town.links.members["Cllr Owen"]))
    assert (await owen.get(page)).status == 200
    assert "You have signed out." not in (await owen.get("/meetings/planning/clerk")).told


async def test_a_wrong_passphrase_is_called_so(hall: Place) -> None:
    told = await (await hall.guest()).sign_in("jo", "wrong and wrong again")
    assert "The sign-in name or the passphrase is wrong." in told.told


async def test_an_address_typed_as_it_is_printed_opens(hall: Place) -> None:
    link = hall.town.links.members["Cllr Owen"]
    way, _, letters = link.split("/", 3)[3].rpartition("/")
    printed = " ".join(letters[at : at + 4] for at in range(0, len(letters), 4)).upper()
    guest = await hall.guest()
    assert (await guest.get(f"/{way}/{printed}")).location == "/meetings/planning/member"
    wrong = await guest.get(f"/{way}/{printed[:-1]}")
    assert "or was mistyped" in wrong.told
    account = await hall.doors.first_officer()
    assert "first officer" in (await guest.get(account[:16] + " " + account[16:].upper())).told
