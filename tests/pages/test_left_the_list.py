"""A member whose seat is gone from an agenda that is published again is the public from then on."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest_asyncio
import socketio
from msgspec.structs import replace

from server.council.registered import BodySet
from server.live.signed_in import SignedIn
from server.meeting.command import Office
from tests.pages.officer import Officer, Page, office
from tests.pages.test_agendas import begun, published

EXEMPT = {
    "title": "Staffing",
    "access": "exempt",
    "paragraphs": "1",
    "private_title": "The wombat appointment",
    "public_interest": "It names somebody.",
}
GONE = "You are not on the list of this meeting any more."


class Issued:
    """An agenda that was published, and the meeting that it became."""

    def __init__(self, desk: Officer, path: str, key: str) -> None:
        self.desk = desk
        self.path = path
        self.key = key

    @property
    def page(self) -> str:
        """The address of a member’s page."""
        return f"/meetings/{self.key}/member"

    async def without(self, seat: str) -> None:
        """Published again after a seat was removed."""
        await self.desk.post(f"/council/people/p{seat[1:]}/seats/{seat}/remove")
        await self.desk.post(f"{self.path}/publish", what="A seat is vacant.")

    async def link(self, person: str, office: Office = Office.MEMBER) -> str:
        """A link to this meeting."""
        signed_in = SignedIn(self.key, office, person)
        return await self.desk.server.doors.link(signed_in, by="test")

    @contextlib.asynccontextmanager
    async def entered(self, link: str) -> AsyncIterator[Officer]:
        """A browser in which a link was opened."""
        url = f"http://127.0.0.1:{self.desk.server.port}"
        jar = aiohttp.CookieJar(unsafe=True)
        async with aiohttp.ClientSession(url, cookie_jar=jar, headers={"Origin": url}) as browser:
            there = Officer(self.desk.server, browser)
            await there.get(link)
            yield there


@pytest_asyncio.fixture
async def issued(tmp_path: Path) -> AsyncIterator[Issued]:
    async with office(tmp_path) as desk:
        body = replace(desk.council.register.bodies["parish"], profile="english_committee")
        await desk.council.kept.change(lambda _: [BodySet(body)], "test")
        path = await begun(desk)
        await desk.post(f"{path}/items/new", title="Minutes")
        await desk.post(f"{path}/items/new", EXEMPT)
        yield Issued(desk, path, (await published(desk, path)).key)


def is_own(page: Page) -> bool:
    return 'id="seat"' in page.html and GONE not in page.text


def is_public(page: Page) -> bool:
    told = page.status == 200 and GONE in page.text
    return told and 'id="seat"' not in page.html and "wombat" not in page.html


async def test_their_page_is_the_public_one_with_a_sentence(issued: Issued) -> None:
    link = await issued.link("p3")
    async with issued.entered(link) as dee, issued.entered(await issued.link("p2")) as cai:
        assert is_own(await dee.get(issued.page))
        await issued.without("s3")
        assert is_public(await dee.get(issued.page))
        assert is_own(await cai.get(issued.page))
    async with issued.entered(link) as elsewhere:
        assert is_public(await elsewhere.get(issued.page))


async def test_their_open_page_moves_at_once(issued: Issued) -> None:
    moved = asyncio.Event()
    async with issued.entered(await issued.link("p3")) as dee:
        cookies = "; ".join(f"{each.key}={each.value}" for each in dee.browser.cookie_jar)
        url = f"http://127.0.0.1:{issued.desk.server.port}"
        client = socketio.AsyncClient(reconnection=False)
        client.on("replace", lambda _: moved.set())
        headers = {"Cookie": cookies, "Origin": url}
        await client.connect(url, headers, {"meeting": issued.key, "office": "member"})
        try:
            await issued.without("s3")
            await asyncio.wait_for(moved.wait(), 5)
        finally:
            await client.disconnect()


async def test_what_they_send_is_refused_and_says_why(issued: Issued) -> None:
    async with issued.entered(await issued.link("p3")) as dee:
        await issued.without("s3")
        page = await dee.post(f"{issued.page}/do/declare_interest", item="1", text="I own it.")
        assert page.status == 422
        assert "You are not on the list of this meeting any more, so nothing" in page.text


async def test_a_chair_who_left_the_list_is_no_chair(issued: Issued) -> None:
    async with issued.entered(await issued.link("p1", Office.CHAIR)) as bob:
        notes = f"/meetings/{issued.key}/note"
        assert (await bob.get(f"/meetings/{issued.key}/chair")).path.endswith("/chair")
        assert (await bob.get(notes)).status == 200
        await issued.without("s1")
        page = await bob.get(f"/meetings/{issued.key}/chair")
        assert page.path.endswith("/member")
        assert is_public(page)
        assert (await bob.get(notes)).status == 403


async def test_whoever_is_put_back_on_the_list_has_their_page_again(issued: Issued) -> None:
    async with issued.entered(await issued.link("p3")) as dee:
        await issued.without("s3")
        assert is_public(await dee.get(issued.page))
        await issued.desk.post("/council/people/p3/seats/new", body="parish", votes="on")
        await issued.desk.post(f"{issued.path}/publish", what="Cllr Jones is back.")
        assert is_own(await dee.get(issued.page))
