"""Signing out: it is in sight on every page, and leaves nothing in the browser."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.pages.conftest import Visits
from tests.pages.knocking import Guest, Place, place
from tests.pages.test_drafts import writing
from tests.serve import Town

OFFICES = ("clerk", "chair", "member")


@pytest.fixture
async def hall(tmp_path: Path) -> AsyncIterator[Place]:
    async with place(tmp_path) as made:
        yield made


async def entered(hall: Place, link: str) -> Guest:
    guest = await hall.guest()
    assert (await guest.get(hall.town.door(link))).status == 303
    return guest


async def forgets(guest: Guest, method: str, path: str) -> bool:
    """Whether the answer has the browser forget what the pages kept in it."""
    async with guest.session.request(
        method, guest.url + path, headers={"Origin": guest.url}, allow_redirects=False
    ) as answer:
        assert answer.headers.get("Clear-Site-Data", '"storage"') == '"storage"'
        return "Clear-Site-Data" in answer.headers


async def test_signing_out_is_in_sight_on_every_page_of_somebody_inside(hall: Place) -> None:
    links = hall.town.links
    member = next(iter(links.members.values()))
    for office, link in zip(OFFICES, (links.clerk, links.chair, member), strict=True):
        guest = await entered(hall, link)
        page = f"/meetings/planning/{office}"
        assert f'href="/sign-out?back={page}"' in (await guest.get(page)).text
    assert "/sign-out" not in (await guest.get("/meetings/planning")).text


async def test_nobody_is_led_to_another_site_by_the_way_back(hall: Place) -> None:
    guest = await hall.guest()
    assert "elsewhere" not in (await guest.get("/sign-out?back=https://elsewhere.example/")).text


async def test_a_browser_forgets_what_it_kept_of_somebody_who_is_out_for_good(hall: Place) -> None:
    clerk = await entered(hall, hall.town.links.clerk)
    assert not await forgets(clerk, "GET", "/meetings/planning/clerk")
    for each in await hall.doors.sign_ins(key="planning"):
        await hall.doors.end_sign_in(each.id, "test")
    assert await forgets(clerk, "GET", "/meetings/planning/clerk")
    again = await entered(hall, hall.town.links.clerk)
    assert await forgets(again, "POST", "/sign-out")


async def test_who_only_has_to_sign_in_again_finds_their_words(hall: Place) -> None:
    officer = await hall.first()
    hall.clock.put_on(hours=3)
    assert "expired" in (await officer.get("/meetings/planning/clerk")).told
    assert not await forgets(officer, "GET", "/meetings/planning/clerk")


async def test_words_that_are_not_recorded_are_told_of_before_they_go(
    council: Town, visits: Visits
) -> None:
    page = (await writing(council, visits, "About the tender.")).page
    kept = "Object.keys(localStorage).filter(key => key.startsWith('orderpaper.draft.')).length"
    assert await page.evaluate(kept) == 1
    await page.goto(f"{council.url}/sign-in?out=1")  # to which anybody can lead somebody
    assert await page.evaluate(kept) == 1
    await page.goto(f"{council.url}/sign-out")
    await expect(page.get_by_text("There are such words in this browser now.")).to_be_visible()
    await page.get_by_role("button", name="Sign out").click()
    await expect(page.get_by_text("You are signed out.")).to_be_visible()
    assert await page.evaluate("localStorage.length") == 0


# Your devices


async def test_everybody_sees_their_own_sign_ins_and_nobody_elses(hall: Place) -> None:
    officer, other = await hall.first(), await hall.officer("bo")
    owen = await entered(hall, hall.town.links.members["Cllr Owen"])
    phone = await entered(hall, hall.town.links.members["Cllr Owen"])
    await entered(hall, hall.town.links.members["Cllr Shah"])
    await officer.sign_in()
    seen = {guest: (await guest.get("/your-devices")).told for guest in (officer, other, owen)}
    rows = {guest: told.count("Last seen") for guest, told in seen.items()}
    assert (rows[officer], "Jo Hughes" in seen[officer], "Cllr" in seen[officer]) == (
        1,
        True,
        False,
    )
    assert (rows[other], "Officer bo" in seen[other]) == (1, True)
    assert (rows[owen], seen[owen].count("This device")) == (2, 1)
    assert "Shah" not in seen[owen]
    assert (await phone.get("/your-devices")).status == 200
    assert (await (await hall.guest()).get("/your-devices")).location.startswith("/sign-in")


async def test_one_ends_ones_own_sign_in_and_nobody_elses(hall: Place) -> None:
    owen = await entered(hall, hall.town.links.members["Cllr Owen"])
    lost = await entered(hall, hall.town.links.members["Cllr Owen"])
    shah = await entered(hall, hall.town.links.members["Cllr Shah"])
    here = {each.name: each.id for each in await hall.doors.sign_ins(key="planning")}
    ids = [each.id for each in await hall.doors.sign_ins(key="planning") if each.person == "owen"]
    page = "/meetings/planning/member"
    await owen.post(f"/your-devices/{here['Cllr Shah']}/end")
    assert (await shah.get(page)).status == 200
    (other,) = [id for id in ids if f"{id}/end" in (await _foreign_row(owen))]
    await owen.post(f"/your-devices/{other}/end")
    assert [(await each.get(page)).status for each in (owen, lost)] == [200, 403]


async def _foreign_row(guest: Guest) -> str:
    """The rows of one's own page that are of other devices."""
    rows = (await guest.get("/your-devices")).text.split('<li class="app-rows__one">')[1:]
    return "".join(row for row in rows if "This device" not in row)
