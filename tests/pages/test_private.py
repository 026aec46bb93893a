"""A meeting goes into private in mid-vote: what each page shows at once, and on each way back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.async_api import Page, expect

from tests.conftest import CONVENED
from tests.pages.conftest import Visits
from tests.serve import Town, town

SIGN = ".app-private__sign"
VOTE = ".app-vote"
NOTICE = "The meeting is in private"
AT_ONCE = 1000  # milliseconds
CANARY = "canary"


@pytest.fixture
async def voting(tmp_path: Path) -> AsyncIterator[Town]:
    """Item 3 in hand, Owen with an interest in it, and a named vote open with one vote cast."""
    async with town(tmp_path / "data", CONVENED) as council:
        for person in ("amin", "shah", "owen", "ruiz"):
            await council.do("record_present", person=person)
        await council.do("open_meeting")
        await council.do("declare_interest", person="owen", kind="pecuniary", item="3")
        await council.do("take_item", item="3")
        await council.do("move_motion", text="That it be granted.", mover="amin", seconder="shah")
        await council.do("put_question", way="named")
        await council.do("cast_vote", person="amin", choice="for")
        yield council


class Pages(NamedTuple):
    """The public's page, the clerk's, that of Shah, who may stay, and that of Owen, who may not."""

    public: Page
    clerk: Page
    shah: Page
    owen: Page


@pytest.fixture
async def pages(voting: Town, visits: Visits) -> Pages:
    """The pages that are open when the meeting goes into private; the vote ends there."""
    visits.forgiven = "ERR_INTERNET_DISCONNECTED|WebSocket"
    members = [await (await visits.another()).open(voting.door(link)) for link in _links(voting)]
    public = await visits.open(f"{voting.url}/meetings/{voting.key}")
    clerk = await visits.open(voting.door(voting.links.clerk))
    for page in (public, clerk, *members):
        await expect(page.locator(VOTE)).to_be_visible()
    await voting.do("exclude_public", ground="own_rules")
    for page in (public, members[1]):
        await is_outside(page)
    for person in ("shah", "ruiz"):
        await voting.do("cast_vote", person=person, choice="against")
    await voting.do("close_vote")
    await voting.do("record_decision", text=f"The {CANARY} is sold.")
    return Pages(public, clerk, *members)


def _links(voting: Town) -> list[str]:
    return [voting.links.members[name] for name in ("Cllr Bilal Shah", "Cllr Carys Owen")]


async def is_inside(page: Page) -> None:
    await expect(page.locator(SIGN)).to_be_visible(timeout=AT_ONCE)
    await expect(page.get_by_text(CANARY).first).to_be_attached(timeout=AT_ONCE)


async def is_outside(page: Page, within: float = AT_ONCE) -> None:
    """The page shows the notice, and nothing of what is done in private, nor a vote."""
    await expect(page.get_by_role("heading", name=NOTICE)).to_be_visible(timeout=within)
    await expect(page.locator(SIGN)).to_have_count(0)
    await expect(page.locator(VOTE)).to_have_count(0)
    assert CANARY not in await page.content()


async def test_each_page_shows_what_it_should_within_a_second(pages: Pages) -> None:
    for page in (pages.clerk, pages.shah):
        await is_inside(page)
    for page in pages:
        await page.reload()
    for page in (pages.clerk, pages.shah):
        await is_inside(page)
    for page in (pages.public, pages.owen):
        await is_outside(page)
    await expect(pages.owen.locator(".app-outside")).to_be_visible()


async def test_whose_right_went_meanwhile_finds_nothing_by_the_button_back(
    voting: Town, pages: Pages
) -> None:
    await is_inside(pages.shah)
    await pages.shah.goto(f"{voting.url}/")
    await voting.do("record_departure", person="shah")
    await pages.shah.go_back()
    await is_outside(pages.shah)
    await voting.do("record_arrival", person="shah")
    await is_inside(pages.shah)


async def test_whose_right_went_while_they_were_cut_off_is_outside_when_they_are_back(
    voting: Town, pages: Pages
) -> None:
    await is_inside(pages.shah)
    await pages.shah.context.set_offline(True)
    await voting.do("record_departure", person="shah")
    await pages.shah.context.set_offline(False)
    await is_outside(pages.shah, within=15_000)


async def test_whoever_is_cut_off_does_not_keep_private_business_on_the_screen(
    pages: Pages,
) -> None:
    await is_inside(pages.shah)
    await pages.shah.clock.install()
    await pages.shah.context.set_offline(True)
    await expect(pages.shah.get_by_text("You are offline").first).to_be_visible()
    await pages.shah.clock.fast_forward(15_000)
    await expect(pages.shah.get_by_text("This page is hidden until it is back")).to_be_visible()
    assert CANARY not in await pages.shah.content()
    await pages.shah.context.set_offline(False)
    await expect(pages.shah.locator(SIGN)).to_be_visible(timeout=15_000)


async def test_on_return_the_page_starts_clean(voting: Town, pages: Pages) -> None:
    await voting.do("readmit_public")
    await expect(pages.owen.locator("#seat")).to_be_visible(timeout=AT_ONCE)
    await expect(pages.public.get_by_role("heading", name=NOTICE)).to_have_count(0)
    for page in (pages.public, pages.owen, pages.shah):
        await expect(page.locator(SIGN)).to_have_count(0)
        await expect(page.locator(".app-item--in-hand")).to_be_attached()
        assert CANARY not in await page.content()
        await expect(page.locator(".app-tally")).to_have_count(0)
