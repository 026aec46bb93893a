"""Whoever presides has the chair's page and the chair's commands, for as long as they do."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable

import aiohttp
import pytest
from playwright.async_api import expect

from server.meeting.votes import Result
from tests.pages.conftest import Visits
from tests.serve import Town, post

Enter = Callable[[str], Awaitable[aiohttp.ClientSession]]


@pytest.fixture
async def enter(council: Town) -> AsyncIterator[Enter]:
    """Sign in by a link, without a browser."""
    sessions: list[aiohttp.ClientSession] = []

    async def entered(link: str) -> aiohttp.ClientSession:
        jar = aiohttp.CookieJar(unsafe=True)
        sessions.append(aiohttp.ClientSession(cookie_jar=jar))
        async with sessions[-1].get(council.door(link)) as response:
            assert response.ok
        return sessions[-1]

    yield entered
    for session in sessions:
        await session.close()


async def sitting(council: Town) -> None:
    """The meeting is open with everybody there, and item 2 is in hand."""
    for person in ("chair", "shah", "owen", "ruiz"):
        await council.do("record_present", person=person)
    await council.do("open_meeting")
    await council.do("take_item", item="2")


async def vice_chair_presides(council: Town) -> None:
    await council.do("record_departure", person="chair")
    await council.do("take_chair", person="shah")


async def seen(session: aiohttp.ClientSession, council: Town, office: str) -> int:
    """The status of a page that is asked for, before any redirection."""
    url = f"{council.url}/meetings/{council.key}/{office}"
    async with session.get(url, allow_redirects=False) as response:
        return response.status


async def test_the_chairs_page_passes_to_the_vice_chair_and_back(
    council: Town, enter: Enter
) -> None:
    chair = await enter(council.links.chair)
    vice = await enter(council.links.members["Cllr Shah"])
    owen = await enter(council.links.members["Cllr Owen"])
    await sitting(council)
    assert [await seen(each, council, "chair") for each in (chair, vice, owen)] == [200, 303, 303]
    await vice_chair_presides(council)
    assert [await seen(each, council, "chair") for each in (chair, vice, owen)] == [303, 200, 303]
    assert [await seen(each, council, "member") for each in (chair, vice)] == [200, 303]
    await council.do("record_arrival", person="chair")
    await council.do("take_chair", person="chair")
    assert [await seen(each, council, "chair") for each in (chair, vice)] == [200, 303]
    # Wherever the page was meanwhile, it finds its way back.
    assert [await seen(each, council, "member") for each in (chair, vice)] == [303, 200]


async def test_the_casting_vote_is_given_from_the_device_of_whoever_presides(
    council: Town, enter: Enter
) -> None:
    chair = await enter(council.links.chair)
    vice = await enter(council.links.members["Cllr Shah"])
    await sitting(council)
    await vice_chair_presides(council)
    await council.do("put_question", text="That it be granted.")
    await council.do("record_counts", in_favour=1, against=1, abstained=1)
    await council.do("close_vote")
    give = f"{council.url}/meetings/{council.key}/chair/do/give_casting_vote"
    assert await post(chair, give, choice="against") == 422
    assert await post(vice, give, choice="for") == 303
    vote = council.running.live.meeting.votes.latest
    assert vote is not None
    assert vote.result is Result.CARRIED
    assert vote.casting is not None
    assert vote.casting.person == "shah"


async def test_an_open_page_becomes_the_chairs_when_its_member_takes_the_chair(
    council: Town, visits: Visits
) -> None:
    await sitting(council)
    page = await visits.open(council.door(council.links.members["Cllr Shah"]))
    await expect(page.locator("#seat")).to_be_visible()
    await vice_chair_presides(council)
    await page.wait_for_url("**/chair")
    await expect(page.locator('[data-slot="words"]')).to_be_visible()
