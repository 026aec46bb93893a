"""Personal links: who comes in by them, on what, and how soon they are out again."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from socketio.exceptions import ConnectionError

from server.live.signed_in import SignedIn
from server.meeting.command import Office
from server.meeting.people import Person
from server.pages.doors.cookies import OUT
from server.pages.doors.device import device
from server.pages.sign_in import local
from tests.live.conftest import CONVENED
from tests.pages.conftest import Visits, shows
from tests.pages.knocking import FIREFOX, Place, hung_up, place
from tests.serve import Town

SHAH = SignedIn("planning", Office.MEMBER, "shah")
CLERK = SignedIn("planning", Office.CLERK)
MEMBER = "/meetings/planning/member"


@pytest.fixture
async def hall(tmp_path: Path) -> AsyncIterator[Place]:
    async with place(tmp_path) as made:
        yield made


# A link for many uses, and one for a single use


async def test_a_link_for_many_uses_lets_in_on_every_device(hall: Place) -> None:
    link = await hall.doors.link(SHAH, by="test")
    for _ in range(2):
        guest = await hall.guest()
        opened = await guest.get(link)
        assert (opened.status, opened.location) == (303, MEMBER)
        assert (await guest.get(MEMBER)).status == 200
    assert len(await hall.doors.sign_ins(key="planning")) == 2


async def test_the_same_link_again_on_the_same_device_is_no_new_sign_in(hall: Place) -> None:
    guest = await hall.guest()
    link = await hall.doors.link(SHAH, by="test")
    await guest.get(link)
    page = await guest.connect("member")
    held = guest.cookies
    await guest.get(link)
    assert guest.cookies == held
    assert page.connected


async def test_a_link_for_one_use_is_not_used_up_by_whatever_only_looks_at_it(hall: Place) -> None:
    link = await hall.doors.link(SHAH, by="test", single_use=True)
    robot = await hall.guest("Slackbot-LinkExpanding 1.0")
    for _ in range(3):
        shown = await robot.get(link)
        assert (shown.status, shown.cookies) == (200, [])
        assert "Come in as Cllr Shah" in shown.told
        await robot.head(link)
    guest = await hall.guest()
    entered = await guest.post(link)
    assert (entered.status, entered.location) == (303, MEMBER)
    assert (await guest.get(MEMBER)).status == 200


async def test_a_link_for_one_use_lets_in_once(hall: Place) -> None:
    link = await hall.doors.link(SHAH, by="test", single_use=True)
    guests = [await hall.guest() for _ in range(4)]
    entered = await asyncio.gather(*(guest.post(link) for guest in guests))
    assert sorted(each.status for each in entered) == [303, 403, 403, 403]
    assert len(await hall.doors.sign_ins()) == 1
    first = guests[[each.status for each in entered].index(303)]
    assert (await first.get(link)).location == "", "the one who is in is not asked again"


async def test_a_page_fetched_before_anybody_asked_for_it_signs_nobody_in(hall: Place) -> None:
    link = await hall.doors.link(SHAH, by="test")
    guest = await hall.guest()
    shown = await guest.get(link, **{"Sec-Purpose": "prefetch;prerender"})
    assert (shown.status, shown.cookies) == (200, [])
    await guest.head(link)
    assert await hall.doors.sign_ins() == []


async def test_what_no_link_opens_is_told_and_audited(hall: Place) -> None:
    guest = await hall.guest()
    told = await guest.get("/enter/a-guess")
    assert told.status == 403
    assert "This link opens nothing" in told.told
    assert (await hall.audited())[0] == " | Link refused |  | 127.0.0.1"


async def test_a_link_is_good_for_its_time(hall: Place) -> None:
    link = await hall.doors.link(SHAH, by="test", lasts=timedelta(hours=1))
    guest = await hall.guest()
    await guest.get(link)
    hall.clock.put_on(minutes=59)
    assert (await guest.get(MEMBER)).status == 200
    hall.clock.put_on(minutes=1)
    told = await guest.get(MEMBER)
    assert told.status == 403
    assert "Your sign-in has expired" in told.told
    assert (await guest.get(link)).status == 403
    assert "test" not in {each.made_by for each in await hall.doors.links_of("planning")}


# Standing links


async def convene(hall: Place, key: str, *people: Person) -> None:
    """Another meeting."""
    await hall.town.server.meetings.convene(replace(CONVENED, key=key, people=people), "test")


async def test_a_standing_link_opens_the_meetings_whose_list_the_person_is_on(
    hall: Place,
) -> None:
    owen, shah = CONVENED.people[2], CONVENED.people[1]
    await convene(hall, "licensing", owen, replace(shah, role="Chair"))
    await convene(hall, "audit", owen)
    await convene(hall, "parish", replace(shah, name="Cllr Sunita Shah"))
    guest = await hall.guest()
    await guest.get(await hall.doors.link(SHAH, by="test", standing=True))
    seen = {
        path: (await guest.get(f"/meetings/{path}")).status
        for path in ("planning/member", "licensing/chair", "audit/member", "parish/member")
    }
    assert seen == {
        "planning/member": 200,
        "licensing/chair": 200,
        "audit/member": 403,
        "parish/member": 403,
    }
    assert (await guest.get("/meetings/planning/clerk")).status == 403
    told = (await guest.get("/meetings/audit/member")).text
    assert "You are not on the list of this meeting" in told
    assert 'href="/meetings/audit"' in told
    assert "not on the list" not in (await guest.get("/meetings/nowhere/member")).text


async def test_a_standing_link_leads_to_the_next_meeting(hall: Place) -> None:
    later = replace(CONVENED, key="later", starts_at=CONVENED.starts_at + timedelta(days=7))
    await hall.town.server.meetings.convene(later, "test")
    link = await hall.doors.link(SHAH, by="test", standing=True)
    guest = await hall.guest()
    assert (await guest.get(link)).location == MEMBER
    hall.clock.put_on(days=3)
    assert (await guest.get(link)).location == "/meetings/later/member"


async def test_there_is_no_standing_link_for_the_clerk_or_somebody_not_on_the_list(
    hall: Place,
) -> None:
    for nobody in (CLERK, SignedIn("planning", Office.MEMBER, "stranger")):
        with pytest.raises(ValueError, match="on the list"):
            await hall.doors.link(nobody, by="test", standing=True)


# Out again


async def test_a_revoked_link_closes_its_pages_within_a_second_and_tells_why(hall: Place) -> None:
    guest, other = await hall.guest(), await hall.guest()
    link = await hall.doors.link(SHAH, by="test")
    await guest.get(link)
    await other.get(hall.town.door(hall.town.links.members["Cllr Owen"]))
    page, stays = await guest.connect("member"), await other.connect("member")
    (made,) = [each for each in await hall.doors.links_of("planning") if each.made_by == "test"]
    await hall.doors.revoke_link(made.id, "Jo (jo)")
    await hung_up(page)
    assert guest.replaced == 1
    told = await guest.get(MEMBER)
    assert told.status == 403
    assert told.told.startswith("You are no longer signed in The link that you came in by was")
    assert (await guest.get(link)).status == 403
    with pytest.raises(ConnectionError):
        await guest.connect("member")
    assert stays.connected
    assert "Jo (jo) | Link revoked | Cllr Shah, member, planning | " in await hall.audited()


async def test_one_device_is_signed_out_and_the_link_opens_again(hall: Place) -> None:
    phone, laptop = await hall.guest(), await hall.guest()
    link = await hall.doors.link(SHAH, by="test")
    await phone.get(link)
    (on_phone,) = await hall.doors.sign_ins()
    await laptop.get(link)
    pages = await phone.connect("member"), await laptop.connect("member")
    await hall.doors.end_sign_in(on_phone.id, "Jo (jo)")
    await hung_up(pages[0])
    assert pages[1].connected
    assert "was ended by the council’s officers" in (await phone.get(MEMBER)).told
    await phone.get(link)
    assert (await phone.get(MEMBER)).status == 200


async def test_a_sign_in_that_expires_closes_its_pages_within_a_second(hall: Place) -> None:
    guest = await hall.guest()
    await guest.get(await hall.doors.link(SHAH, by="test", lasts=timedelta(hours=1)))
    page = await guest.connect("member")
    hall.clock.put_on(hours=1)
    await hung_up(page)
    assert guest.replaced == 1


async def test_a_command_of_somebody_whose_sign_in_has_ended_is_refused(hall: Place) -> None:
    guest = await hall.guest()
    await guest.get(hall.town.door(hall.town.links.clerk))
    page = await guest.connect("clerk")
    hall.doors.ended.clear()  # so that the page has not been told yet
    (found,) = await hall.doors.sign_ins()
    await hall.doors.end_sign_in(found.id, "Jo (jo)")
    before = hall.town.running.live.recorded
    said = await page.call("do", {"command": "open_meeting", "id": "c1", "with": {}})
    assert said["ok"] is False
    assert said["problem"].startswith("Your sign-in has ended, so nothing was recorded.")
    posted = await guest.post("/meetings/planning/clerk/do/open_meeting", command_id="c2")
    assert posted.status == 403
    assert hall.town.running.live.recorded == before


async def test_whoever_signs_out_is_out_with_every_cookie_that_they_had(hall: Place) -> None:
    guest = await hall.guest()
    for link in (hall.town.links.clerk, hall.town.links.members["Cllr Owen"]):
        await guest.get(hall.town.door(link))
    kept = guest.cookies
    assert (await guest.post("/sign-out")).status == 303
    assert guest.cookies == {OUT: "1"}  # which opens nothing
    guest.session.cookie_jar.update_cookies(kept)
    for page in ("/meetings/planning/clerk", MEMBER):
        assert "You have signed out." in (await guest.get(page)).told
    assert await hall.doors.sign_ins() == []


async def test_another_link_on_the_same_device_ends_what_it_held(hall: Place) -> None:
    guest = await hall.guest()
    await guest.get(hall.town.door(hall.town.links.members["Cllr Owen"]))
    page = await guest.connect("member")
    await guest.post(hall.town.door(hall.town.links.members["Cllr Shah"]))
    await hung_up(page)
    assert [each.name for each in await hall.doors.sign_ins()] == ["Cllr Shah"]


async def test_a_live_page_says_calmly_that_the_sign_in_has_ended(
    council: Town, visits: Visits
) -> None:
    visits.forgiven = "status of 403"
    doors = council.server.doors
    pages = [
        await visits.open(council.door(link))
        for link in (council.links.clerk, council.links.members["Cllr Owen"])
    ]
    for page in pages:
        await page.locator("[data-state=live]").wait_for(state="attached", timeout=4000)
    for link in await doors.links_of("planning"):
        await doors.revoke_link(link.id, "test")
    for page in pages:
        await page.locator("h1:text('You are no longer signed in')").wait_for(timeout=1500)
        await shows(page, "The link that you came in by was withdrawn.")


async def test_nobody_becomes_somebody_else_by_following_their_link(hall: Place) -> None:
    guest = await hall.guest()
    await guest.get(hall.town.door(hall.town.links.members["Cllr Owen"]))
    held = guest.cookies
    shown = await guest.get(hall.town.door(hall.town.links.members["Cllr Shah"]))
    assert shown.status == 200
    assert "On this device you are signed in as Cllr Owen" in shown.told
    assert "Come in as Cllr Shah" in shown.told
    assert guest.cookies == held
    again = await hall.doors.link(SignedIn("planning", Office.MEMBER, "owen"), by="test")
    assert (await guest.get(again)).status == 303, "for it is the same person"


# What is kept, and what is said


async def test_nothing_that_opens_a_door_is_stored_or_logged(
    hall: Place, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    guest = await hall.guest()
    link = await hall.doors.link(SHAH, by="test")
    await guest.get(link)
    await guest.get(f"{link}x")
    secrets = [link.rpartition("/")[2], *guest.cookies.values()]
    stored = b"".join(each.read_bytes() for each in tmp_path.rglob("journal.db*"))  # noqa: ASYNC240
    assert b"Cllr Shah, member, planning" in stored
    for secret in secrets:
        assert len(secret) >= 28, "140 random bits, written with 32 letters"
        assert secret.encode() not in stored
        assert secret not in caplog.text


async def test_the_address_of_a_link_goes_to_no_other_site_and_into_no_cache(hall: Place) -> None:
    link = await hall.doors.link(SHAH, by="test", single_use=True)
    guest = await hall.guest()
    async with guest.session.get(hall.town.url + link) as page:
        assert page.headers["Referrer-Policy"] == "strict-origin"
        assert page.headers["Cache-Control"] == "private, no-store"
        led_to = re.findall(r'(?:href|src)="([^"]*)"', await page.text())
        assert [address for address in led_to if "//" in address] == []


async def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(hall: Place) -> None:
    guest = await hall.guest()
    (cookie,) = (await guest.get(hall.town.door(hall.town.links.clerk))).cookies
    name, *flags = cookie.split("; ")
    assert name.startswith("clerk-planning=")
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(flags)
    assert not any(flag.startswith("Domain") for flag in flags)


async def test_a_device_is_told_by_its_browser_and_system(hall: Place) -> None:
    guest = await hall.guest()
    await guest.get(hall.town.door(hall.town.links.clerk))
    (found,) = await hall.doors.sign_ins(key="planning")
    assert (found.device, found.address) == ("Firefox on Windows", "127.0.0.1")


APPLE = "(KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1"
CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (FIREFOX, "Firefox on Windows"),
        (f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) {APPLE}", "Safari on iPhone"),
        (f"Mozilla/5.0 (Linux; Android 15; SM-A155F) {CHROME}", "Chrome on Android"),
        (f"Mozilla/5.0 (Windows NT 10.0) {CHROME} Edg/140.0.0.0", "Edge on Windows"),
        (f"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) {CHROME}", "Chrome on Chromebook"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 15.0; rv:143.0) Firefox/143.0", "Firefox on Mac"),
        ("curl/8.5.0", "Unknown device"),
        ("<script>alert(1)</script>", "Unknown device"),
        ("", "Unknown device"),
    ],
)
def test_a_device_in_plain_words(said: str, words: str) -> None:
    assert device(said) == words


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "//evil.example/",
        "https://evil.example/",
        "/\\evil.example",
        "/a\r\nSet-Cookie: x=y",
        "javascript:alert(1)",
    ],
)
def test_after_signing_in_nobody_is_sent_to_another_site(asked: str) -> None:
    assert local(asked) == local("")


def test_after_signing_in_one_is_where_one_wanted_to_be() -> None:
    assert local("/meetings/planning/clerk?lang=cy") == "/meetings/planning/clerk?lang=cy"
