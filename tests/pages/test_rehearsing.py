"""A rehearsal of an agenda is there for officers and its links, and for nobody else at all."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import aiohttp
import pytest
import pytest_asyncio
from docx import Document
from playwright.async_api import Browser, BrowserContext, expect
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from server import places
from server.config import Settings
from server.keeping.export import export
from server.live.live_meeting import LiveMeeting
from server.live.meetings import Running
from server.live.order import Order
from server.live.signed_in import SignedIn
from server.meeting.command import Office
from server.meeting.convened import MeetingConvened
from tests.pages.audiences import PUBLIC
from tests.pages.axe import barriers
from tests.pages.officer import Officer, Page, office

DAY = date.today() + timedelta(days=20)  # noqa: DTZ011  # far enough from any midnight
BEGIN = {"body": "parish", "day": DAY.isoformat(), "time": "19:30", "place": "Village Hall"}
CANARY = "plover"
PASTED = """\
1. Apologies for absence
2. Declarations of interest
3. The plover in the reeds
RECOMMENDED that the plover stay.
4. Staffing matter (EXEMPT)
"""
INSIDE = ("clerk", "note", "note.html", "note.docx", "links", "devices", "summons", "summons.docx")
SHOWN = (
    *("", "/screen", "/rules", "/agenda", "/agenda.docx", "/panels", "/why.json", "?lang=en"),
    "/panels?lang=en&root=x",
)


class Rehearsed(NamedTuple):
    """An officer, the address of a plan, and its rehearsal."""

    desk: Officer
    plan: str
    running: Running

    @property
    def key(self) -> str:
        """Its key."""
        return self.running.live.meeting.key

    @property
    def at(self) -> str:
        """Its address."""
        return f"/meetings/{self.key}"


@pytest_asyncio.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Officer]:
    async with office(tmp_path) as officer:
        yield officer


@pytest_asyncio.fixture
async def rehearsed(desk: Officer) -> Rehearsed:
    """An agenda that was never published, which is rehearsed."""
    plan = (await desk.post("/agendas/new", {**BEGIN, "begin": "nothing"})).path
    await desk.post(f"{plan}/paste", text=PASTED, do="take")
    page = await desk.post(f"{plan}/rehearse")
    assert page.status == 200
    assert page.path.startswith(f"{plan}?links=")
    (running,) = desk.server.meetings.rehearsals
    return Rehearsed(desk, plan, running)


async def asked(desk: Officer, path: str) -> Page:
    """What somebody who is signed in nowhere is answered."""
    async with stranger(desk) as browser, browser.get(path) as answer:
        return Page(answer.status, str(answer.url.relative()), await answer.read())


def stranger(desk: Officer) -> aiohttp.ClientSession:
    url = f"http://127.0.0.1:{desk.server.port}"
    jar = aiohttp.CookieJar(unsafe=True)
    return aiohttp.ClientSession(url, cookie_jar=jar, headers={"Origin": url})


async def came_in(rehearsed: Rehearsed, door: SignedIn, *, standing: bool = False) -> list[int]:
    """How whoever came by such a link is answered on the member's page and the public one."""
    link = await rehearsed.desk.server.doors.link(door, by="test", standing=standing)
    async with stranger(rehearsed.desk) as browser:
        async with browser.post(link, allow_redirects=False) as entered:
            assert entered.status == 303
        found = []
        for path in ("/member", ""):
            async with browser.get(rehearsed.at + path) as answer:
                found.append(answer.status)
        return found


async def act(running: Running, command: str, **given: object) -> None:
    number = len(running.live.recorded)
    await running.live.handle(Order(Office.CLERK, command, dict(given), f"test-{number}"))


async def opened(running: Running) -> None:
    """The rehearsal with something on record under the item that nobody is to know of."""
    for person in ("p0", "p1", "p2"):
        await act(running, "record_present", person=person)
    await act(running, "open_meeting")
    await act(running, "take_item", item="3")
    await act(running, "record_decision", text="That the plover be fed.")


# The public gets nothing


async def test_nothing_of_it_is_found_at_any_public_address(rehearsed: Rehearsed) -> None:
    desk, key = rehearsed.desk, rehearsed.key
    await opened(rehearsed.running)
    await desk.server.indexing.settled()
    own = {"key": key, "name": "none", "month": f"{DAY:%Y-%m}", "body": "parish"}
    asked_for = [row.path.format(**{**row.at, **own}) for row in PUBLIC]
    for path in (*asked_for, "/search?q=reeds", "/search?q=Rehearsal", "/sign-in", "/calendar"):
        page = await asked(desk, path)
        assert CANARY not in page.html, path
        assert key not in page.html.replace(path, ""), path
        if f"/{key}" in path:
            assert page.status == 404, path


async def test_a_stranger_is_answered_as_where_there_never_was_anything(
    rehearsed: Rehearsed,
) -> None:
    desk, none = rehearsed.desk, "parish-2020-01-01"
    for rest in (*SHOWN, "/feed", "/embed", "/meeting.ics", *(f"/{each}" for each in INSIDE)):
        page = await asked(desk, rehearsed.at + rest)
        other = await asked(desk, f"/meetings/{none}{rest}")
        assert (page.status, page.text) == (other.status, other.text), rest
        assert page.status == 404
    async with stranger(desk) as browser:
        order = {"text": "A plover was seen."}
        async with browser.post(f"{rehearsed.at}/clerk/do/record_note", data=order) as answer:
            assert answer.status == 404


async def test_nobody_can_follow_it_from_outside(rehearsed: Rehearsed) -> None:
    port = rehearsed.desk.server.port
    with pytest.raises(InvalidStatus) as refused:
        await connect(f"ws://127.0.0.1:{port}{rehearsed.at}/feed?lang=en")
    assert refused.value.response.status_code == 404


async def test_no_officer_finds_it_in_the_lists_of_meetings_either(rehearsed: Rehearsed) -> None:
    for path in ("/", "/calendar", "/agendas", "/your-meetings", "/calendar.ics"):
        assert rehearsed.key not in (await rehearsed.desk.get(path)).html, path


async def test_it_is_in_no_export_among_the_meetings(
    rehearsed: Rehearsed, tmp_path_factory: pytest.TempPathFactory
) -> None:
    await opened(rehearsed.running)
    folder = tmp_path_factory.mktemp("leaving") / "export"
    done = await export(Settings(data=rehearsed.desk.server.settings.data), folder)
    assert done.meetings == 0
    assert not any(CANARY in file.read_text("utf-8") for file in (folder / "meetings").rglob("*.*"))


async def test_no_draft_of_it_is_written_when_it_closes(rehearsed: Rehearsed) -> None:
    await opened(rehearsed.running)
    await act(rehearsed.running, "close_meeting", override="It was a rehearsal.")
    await rehearsed.desk.server.documents.settled()
    assert drafts(rehearsed.desk) == []


def drafts(desk: Officer) -> list[Path]:
    folder = desk.server.settings.drafts
    return list(folder.rglob("*")) if folder.exists() else []


async def test_the_next_agenda_offers_nothing_of_it(rehearsed: Rehearsed) -> None:
    desk = rehearsed.desk
    await opened(rehearsed.running)
    await act(rehearsed.running, "close_meeting", override="It was a rehearsal.")
    later = {**BEGIN, "day": (DAY + timedelta(days=30)).isoformat(), "begin": "last"}
    page = await desk.post("/agendas/new", later)
    assert CANARY not in page.html


# Those who are in it


async def test_an_officer_has_its_console_and_sees_what_the_public_would(
    rehearsed: Rehearsed,
) -> None:
    desk = rehearsed.desk
    for rest in (*SHOWN, *(f"/{each}" for each in INSIDE)):
        async with desk.browser.get(rehearsed.at + rest) as answer:
            assert answer.status == 200, rest
            assert answer.headers["Cache-Control"] == "private, no-store", rest
    page = await desk.get(rehearsed.at)
    assert "The plover in the reeds" in page.text
    done = await desk.post(f"{rehearsed.at}/clerk/do/record_present", person="p1")
    assert done.status == 200
    assert rehearsed.running.live.meeting.presence.of("p1").here is not None


async def test_whoever_has_a_link_to_it_comes_in(rehearsed: Rehearsed) -> None:
    assert await came_in(rehearsed, SignedIn(rehearsed.key, Office.MEMBER, "p0")) == [200, 200]


async def test_a_link_to_another_meeting_opens_nothing_of_it(rehearsed: Rehearsed) -> None:
    desk = rehearsed.desk
    await desk.post(f"{rehearsed.plan}/publish")
    (published,) = desk.server.meetings
    key = published.live.meeting.key
    assert await came_in(rehearsed, SignedIn(key, Office.MEMBER, "p0")) == [404, 404]


async def test_a_standing_link_opens_every_meeting_and_no_rehearsal(rehearsed: Rehearsed) -> None:
    desk = rehearsed.desk
    await desk.post(f"{rehearsed.plan}/publish")
    (published,) = desk.server.meetings
    key = published.live.meeting.key
    door = SignedIn(key, Office.MEMBER, "p0")
    assert await came_in(rehearsed, door, standing=True) == [404, 404]


async def test_no_standing_link_is_made_in_a_rehearsal(rehearsed: Rehearsed) -> None:
    page = await rehearsed.desk.post(f"{rehearsed.at}/links/make", person="p0", lasts="standing")
    assert page.status == 422
    assert "opens this rehearsal alone" in page.text


# How it is told that it is one


@pytest.mark.parametrize(
    "rest", ["", "/clerk", "/screen", "/note", "/note.html", "/note.md", "/agenda", "/agenda.md"]
)
async def test_every_page_and_paper_of_it_says_so(rehearsed: Rehearsed, rest: str) -> None:
    page = await rehearsed.desk.get(rehearsed.at + rest)
    assert "rehearsal:" in page.text.lower()


@pytest.mark.parametrize("office", [Office.MEMBER, Office.CHAIR])
async def test_the_pages_of_chair_and_member_say_so(rehearsed: Rehearsed, office: Office) -> None:
    person = {Office.MEMBER: "p0", Office.CHAIR: "p1"}[office]
    door = SignedIn(rehearsed.key, office, person)
    link = await rehearsed.desk.server.doors.link(door, by="test")
    async with stranger(rehearsed.desk) as browser:
        await browser.post(link)
        async with browser.get(f"{rehearsed.at}/{office}") as answer:
            assert "Rehearsal: this is not a real meeting." in await answer.text()


async def test_each_page_of_the_draft_in_word_says_so_in_its_header(rehearsed: Rehearsed) -> None:
    async with rehearsed.desk.browser.get(f"{rehearsed.at}/note.docx") as answer:
        word = Document(io.BytesIO(await answer.read()))
    for section in word.sections:
        assert not section.different_first_page_header_footer
        header = " ".join(each.text for each in section.header.paragraphs)
        assert "Rehearsal – not a record of a real meeting" in header


# Begun, simulated and discarded on the page of the plan


async def test_the_page_of_the_plan_leads_to_it(rehearsed: Rehearsed) -> None:
    page = await rehearsed.desk.post(f"{rehearsed.plan}/rehearse")
    assert f'href="{rehearsed.at}/clerk"' in page.html
    assert page.html.count("/enter/") == 2
    assert "Cllr Bob Shah, Chairman" in page.text
    assert rehearsed.desk.server.meetings.rehearsals == (rehearsed.running,), "there is one"
    again = await rehearsed.desk.get(rehearsed.plan)
    assert "/enter/" not in again.html, "a link is shown to whoever made it, and not for long"


async def test_members_are_simulated_until_they_are_sent_away(rehearsed: Rehearsed) -> None:
    desk = rehearsed.desk
    page = await desk.get(rehearsed.plan)
    assert "Simulated members: on" in page.text
    assert "sends apologies" in page.text
    page = await desk.post(f"{rehearsed.plan}/simulate", simulated="off")
    assert "Simulated members: off" in page.text
    page = await desk.post(f"{rehearsed.plan}/simulate", simulated="on")
    assert "Simulated members: on" in page.text


async def test_an_agenda_in_which_something_is_wrong_is_not_rehearsed(desk: Officer) -> None:
    plan = (await desk.post("/agendas/new", {**BEGIN, "begin": "nothing"})).path
    assert "Rehearse this meeting" not in (await desk.get(plan)).text
    page = await desk.post(f"{plan}/rehearse")
    assert page.status == 422
    assert "see what is marked below" in page.text
    assert desk.server.meetings.rehearsals == ()


async def test_a_published_meeting_is_rehearsed_until_it_is_opened(rehearsed: Rehearsed) -> None:
    desk = rehearsed.desk
    await desk.post(f"{rehearsed.plan}/rehearse/discard")
    await desk.post(f"{rehearsed.plan}/publish")
    (published,) = desk.server.meetings
    before = list(published.live.recorded)
    await desk.post(f"{rehearsed.plan}/rehearse")
    (running,) = desk.server.meetings.rehearsals
    await opened(running)
    assert published.live.recorded == before
    await desk.post(f"{rehearsed.plan}/rehearse/discard")
    for person in ("p0", "p1", "p2"):
        await act(published, "record_present", person=person)
    await act(published, "open_meeting")
    page = await desk.post(f"{rehearsed.plan}/rehearse")
    assert page.status == 422
    assert "it cannot be rehearsed any more" in page.text


async def test_once_discarded_its_pages_and_links_are_gone_for_officers_too(
    rehearsed: Rehearsed,
) -> None:
    desk, door = rehearsed.desk, SignedIn(rehearsed.key, Office.MEMBER, "p0")
    await opened(rehearsed.running)
    link = await desk.server.doors.link(door, by="test")
    page = await desk.post(f"{rehearsed.plan}/rehearse/discard")
    assert "The rehearsal is discarded." in page.text
    assert "Rehearse this meeting" in page.text
    for rest in ("", "/clerk", "/note", "/links", "/screen"):
        assert (await desk.get(rehearsed.at + rest)).status == 404, rest
    async with stranger(desk) as browser, browser.post(link) as answer:
        assert answer.status == 403
    assert await desk.server.doors.links_of(rehearsed.key) == []


async def test_of_one_discarded_no_word_is_in_the_data_folder(rehearsed: Rehearsed) -> None:
    desk = rehearsed.desk
    await opened(rehearsed.running)
    await desk.post(f"{rehearsed.plan}/rehearse/discard")
    rows = await desk.server.journal.read(rehearsed.running.live.stream)
    assert [row.event for row in rows if row.payload is not None] == ["RehearsalDiscarded"]
    assert await desk.server.journal.verify(rehearsed.running.live.stream) == len(rows)


async def test_a_sign_in_of_one_rehearsal_opens_no_other(rehearsed: Rehearsed) -> None:
    other = await rehearsed.desk.server.rehearsals.begin(first(rehearsed.running.live), "test")
    door = SignedIn(other.live.meeting.key, Office.MEMBER, "p0")
    assert await came_in(rehearsed, door) == [404, 404]


def first(live: LiveMeeting) -> MeetingConvened:
    """How a meeting was convened."""
    event = live.recorded[0].event
    assert isinstance(event, MeetingConvened)
    return event


# From the command line


async def test_the_meeting_of_a_file_is_rehearsed_from_the_command_line(desk: Officer) -> None:
    links = await desk.server.control.rehearse(places.config() / "example_meeting.toml")
    (running,) = desk.server.meetings.rehearsals
    assert list(desk.server.meetings) == []
    assert "Rehearsal: " in links.title
    assert links.chair
    assert "discarded by itself after seven days" in links.notice
    assert (await asked(desk, f"/meetings/{running.live.meeting.key}")).status == 404


# In a browser


async def signed_in(desk: Officer, browser: Browser) -> BrowserContext:
    """A browser in which the officer is signed in."""
    context = await browser.new_context()
    url = f"http://127.0.0.1:{desk.server.port}"
    jar = desk.browser.cookie_jar
    await context.add_cookies([{"name": each.key, "value": each.value, "url": url} for each in jar])
    return context


async def test_an_officer_rehearses_and_discards_by_pages_alone(
    desk: Officer, browser: Browser
) -> None:
    desk.server.simulated._sleep = lambda _: asyncio.sleep(0)
    plan = (await desk.post("/agendas/new", {**BEGIN, "begin": "nothing"})).path
    await desk.post(f"{plan}/paste", text=PASTED, do="take")
    officer, member = await signed_in(desk, browser), await browser.new_context()
    page, seat = await officer.new_page(), await member.new_page()
    url = f"http://127.0.0.1:{desk.server.port}"
    await page.goto(url + plan)
    await page.get_by_role("button", name="Rehearse this meeting").click()
    await page.evaluate("window.lookAt = 'section:has(#rehearse)'")
    assert [each for each in await barriers(page) if "See who" not in each] == []  # in a sentence
    await seat.goto(str(await page.locator("a[href*='/enter/']").last.get_attribute("href")))
    await expect(seat.get_by_text("Rehearsal: this is not a real meeting.")).to_be_visible()
    clerk = await officer.new_page()
    (running,) = desk.server.meetings.rehearsals
    await clerk.goto(f"{url}/meetings/{running.live.meeting.key}/clerk")
    await expect(clerk.get_by_text("sends apologies").first).to_be_visible()
    await expect(clerk.get_by_text("device connected").first).to_be_visible()
    await page.get_by_text("Discard the rehearsal").click()
    await page.get_by_role("button", name="Discard it").click()
    await expect(page.get_by_text("The rehearsal is discarded.")).to_be_visible()
    await expect(seat.get_by_text("Rehearsal")).to_have_count(0)
    await officer.close()
    await member.close()
