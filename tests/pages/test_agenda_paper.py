"""The agenda as a document: the same bytes for everybody, and the summons for those inside."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from aiohttp.test_utils import TestClient, TestServer
from playwright.async_api import Browser

from server.pages import agenda_paper
from server.pages.public_routes import public_application
from server.pages.wire import Wire
from tests.pages.axe import barriers_at
from tests.pages.conftest import WINDOW
from tests.serve import Town, town
from tests.summons.made import SECRET, parish

SIZES = ((1366, 768), (768, 1024), (390, 844))
PUBLIC = ("agenda", "agenda.docx", "agenda.md")
CONVENED = parish().recorded[0].event


@pytest.fixture
async def village(tmp_path: Path) -> AsyncIterator[Town]:
    """A parish council whose agenda has an exempt item, and an exempt paper."""
    async with town(tmp_path / "data", CONVENED) as running:  # type: ignore[arg-type]
        yield running


class Caller:
    """Somebody who asks for what is at an address."""

    def __init__(self, village: Town, session: aiohttp.ClientSession) -> None:
        self._start = f"{village.url}/meetings/{village.key}"
        self._session = session

    async def ask(
        self, path: str, status: int = 200, **headers: str
    ) -> tuple[aiohttp.ClientResponse, bytes]:
        """What is answered."""
        asked = self._session.get(f"{self._start}/{path}", headers=headers)
        async with asked as answer:
            assert answer.status == status, path
            return answer, await answer.read()


@pytest.fixture
async def anybody(village: Town) -> AsyncIterator[Caller]:
    async with aiohttp.ClientSession() as session:
        yield Caller(village, session)


def jar() -> aiohttp.CookieJar:
    """What a browser keeps, of a site that is known by its number too."""
    return aiohttp.CookieJar(unsafe=True)


async def signed_in(village: Town, session: aiohttp.ClientSession, link: str) -> Caller:
    """Somebody who has opened this link."""
    own = {"Origin": village.url}
    async with session.post(village.door(link), headers=own) as answer:
        assert answer.status == 200
    return Caller(village, session)


@pytest.mark.parametrize("path", PUBLIC)
async def test_it_is_asked_for_again_by_its_tag_and_is_the_same_until_something_changes(
    village: Town, anybody: Caller, path: str
) -> None:
    answer, body = await anybody.ask(path)
    assert SECRET.encode() not in body
    assert answer.headers["Cache-Control"] == "public, no-cache"
    tag = answer.headers["ETag"]
    await anybody.ask(path, 304, **{"If-None-Match": tag})
    await village.do("record_present", person="hollis")  # nothing of the agenda
    await anybody.ask(path, 304, **{"If-None-Match": tag})
    await village.do("cancel_meeting", reason="The hall is flooded.")
    answer, again = await anybody.ask(path, **{"If-None-Match": tag})
    assert answer.headers["ETag"] != tag
    assert again != body


@pytest.mark.parametrize("path", PUBLIC)
async def test_a_process_that_only_shows_serves_the_same(
    village: Town, anybody: Caller, path: str
) -> None:
    app = public_application(village.server.site, Wire())
    _, body = await anybody.ask(path)
    async with TestClient(TestServer(app)) as feed:
        shown = await feed.get(f"/meetings/{village.key}/{path}")
        assert await shown.read() == body


async def test_many_who_ask_at_once_wait_for_one_writer(
    anybody: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    written, write = [], agenda_paper._written
    monkeypatch.setattr(
        agenda_paper, "_written", lambda *given: written.append(given) or write(*given)
    )
    bodies = await asyncio.gather(*(anybody.ask("agenda.docx") for _ in range(8)))
    assert len({body for _, body in bodies}) == 1
    assert len(written) == 1


async def test_of_a_writer_who_failed_the_next_asks_again(
    anybody: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> bytes:
        raise OSError("no room")

    with monkeypatch.context() as once:
        once.setattr(agenda_paper, "_written", fails)
        await anybody.ask("agenda.docx", 500)
    await anybody.ask("agenda.docx")


async def test_the_summons_tells_the_clerk_the_private_titles_and_nobody_outside(
    village: Town, anybody: Caller
) -> None:
    for path in ("summons", "summons.docx"):
        _, refused = await anybody.ask(path, 403)
        assert SECRET.encode() not in refused
    async with aiohttp.ClientSession(cookie_jar=jar()) as session:
        clerk = await signed_in(village, session, village.links.clerk)
        answer, page = await clerk.ask("summons")
        assert f"Pay of the {SECRET}-groundsman".encode() in page
        assert b"RESTRICTED: contains" in page
        assert answer.headers["Cache-Control"] == "private, no-store"
        answer, _ = await clerk.ask("summons.docx")
        assert "-summons-restricted.docx" in answer.headers["Content-Disposition"]


async def test_a_member_is_summoned_and_told_what_is_not_published(village: Town) -> None:
    async with aiohttp.ClientSession(cookie_jar=jar()) as session:
        link = village.links.members["Cllr Priya Nair"]
        member = await signed_in(village, session, link)
        answer, page = await member.ask("summons")
        assert b"You are summoned to attend" in page
        assert f"Pay of the {SECRET}-groundsman".encode() in page
        assert b"RESTRICTED: contains" in page
        assert answer.headers["Cache-Control"] == "private, no-store"
        answer, _ = await member.ask("summons.docx")
        assert "-summons-restricted.docx" in answer.headers["Content-Disposition"]


async def test_a_member_who_has_an_interest_is_told_what_everybody_is(village: Town) -> None:
    whole = {"person": "nair", "kind": "disclosable_pecuniary", "item": "all"}
    await village.do("declare_interest", **whole)
    async with aiohttp.ClientSession(cookie_jar=jar()) as session:
        link = village.links.members["Cllr Priya Nair"]
        member = await signed_in(village, session, link)
        _, page = await member.ask("summons")
        assert b"You are summoned to attend" in page
        assert SECRET.encode() not in page
        assert b"RESTRICTED" not in page
        answer, _ = await member.ask("summons.docx")
        assert "restricted" not in answer.headers["Content-Disposition"]


async def test_a_meeting_that_there_is_not_has_none(village: Town, anybody: Caller) -> None:
    for path in ("agenda", "agenda.docx", "summons"):
        await anybody.ask(f"../none/{path}", 404)


async def test_a_language_that_the_meeting_is_not_kept_in_is_its_first(anybody: Caller) -> None:
    _, body = await anybody.ask("agenda?lang=cy")
    assert b'<html lang="en"' in body


async def test_the_public_page_leads_to_it(anybody: Caller, village: Town) -> None:
    _, page = await anybody.ask("../" + village.key)
    for path in ("agenda", "agenda.docx"):
        assert f'href="/meetings/{village.key}/{path}?lang=en"'.encode() in page


async def test_everybody_can_read_both(browser: Browser, village: Town) -> None:
    context = await browser.new_context(**WINDOW)
    page = await context.new_page()
    await page.goto(village.door(village.links.clerk))
    await page.get_by_role("button").first.click()
    await page.wait_for_url("**/clerk")
    for path in ("agenda", "summons"):
        await page.goto(f"{village.url}/meetings/{village.key}/{path}")
        assert await barriers_at(page, SIZES) == []
    await context.close()


async def test_on_paper_there_is_the_document_alone(browser: Browser, village: Town) -> None:
    page = await browser.new_page()
    await page.goto(f"{village.url}/meetings/{village.key}/agenda")
    await page.emulate_media(media="print")
    for name in (".app-header", ".app-footer", ".app-before", ".app-note-files"):
        assert not await page.locator(name).is_visible()
    assert await page.locator("h1").is_visible()
    assert await page.locator(".app-paper__council").is_visible()
    await page.close()
