"""Anybody can search what everybody may read, and comes to the very place."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from html import unescape
from urllib.parse import urlsplit

import aiohttp
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from playwright.async_api import Browser, Page, expect

from server.journal.search import index as indexing
from server.live.allowance import Allowance
from server.meeting.convened import PlannedItem
from server.pages.search import day_of
from server.pages.wire import WIRE
from tests.live.conftest import CONVENED
from tests.pages.axe import barriers_at
from tests.pages.visitors import PROFILE
from tests.serve import Town, town

ITEMS = (
    PlannedItem("1", "Apologies and declarations", declarations=True),
    PlannedItem(
        "2",
        "The playground <script>alert(1)</script> & <mark>more</mark>",
        summary="A long story. " * 60 + "The zip wire of the playground.",
        recommendations=("That the playground be mended.",),
    ),
    PlannedItem("3", "Y maes chwarae", summary="Gŵyl y Môr"),
)
MEETING = replace(CONVENED, items=ITEMS, profile=replace(PROFILE, languages=("en", "cy")))
SIZES = ((1366, 768), (768, 1024), (390, 844), (320, 568))


@pytest.fixture(scope="module")
async def council(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    """A meeting that has decided about the playground, in public and in private."""
    async with town(tmp_path_factory.mktemp("council"), MEETING) as made:
        for person in ("chair", "shah", "owen"):
            await made.do("record_present", person=person)
        await made.do("open_meeting")
        await made.do("take_item", item="2")
        await made.do("record_decision", text="That the playground be mended by May.")
        await made.do("exclude_public", ground="confidential", items="3")
        await made.do("take_item", item="3")
        await made.do("record_decision", text="That the zyxwvut be sold.")
        await made.server.indexing.make_anew()
        yield made


class Answer:
    """What somebody was answered."""

    def __init__(self, status: int, html: str, headers: dict[str, str]) -> None:
        self.status = status
        self.html = html
        self.headers = headers

    @property
    def heading(self) -> str:
        """What was found, in a sentence."""
        found = re.search(r'<h2[^>]*id="found">(.*?)</h2>', self.html, re.DOTALL)
        return unescape(found[1].strip()) if found else ""

    @property
    def links(self) -> list[str]:
        return [unescape(link) for link in re.findall(r'href="(/meetings/[^"]*)"', self.html)]

    @property
    def main(self) -> str:
        return self.html.partition("<main")[2].partition("</main>")[0]


async def get(council: Town, path: str = "/search", **query: str) -> Answer:
    asked = {("from" if name == "since" else name): value for name, value in query.items()}
    async with (
        aiohttp.ClientSession(council.url) as browser,
        browser.get(path, params=asked) as answer,
    ):
        return Answer(answer.status, await answer.text(), dict(answer.headers))


# What is found


async def test_what_is_found_is_counted_in_words(council: Town) -> None:
    assert (await get(council, q="playground")).heading == "2 results for “playground”"
    assert (await get(council, q="zip wire")).heading == "1 result for “zip wire”"
    assert (await get(council, q="zebra")).heading == "Nothing was found for “zebra”"


async def test_what_was_done_in_private_is_not_found(council: Town) -> None:
    assert (await get(council, q="zyxwvut")).heading == "Nothing was found for “zyxwvut”"


async def test_each_leads_to_its_place_on_the_page_of_the_meeting(council: Town) -> None:
    links = {link for q in ("playground", "apologies", "committee", "mor") for link in
             (await get(council, q=q)).links}  # fmt: skip
    assert len(links) == 6
    page = (await get(council, f"/meetings/{council.key}")).html
    for link in links:
        place = urlsplit(link).fragment
        assert not place or f'id="{place}"' in page, link


async def test_words_are_marked_and_whatever_was_typed_stays_text(council: Town) -> None:
    html = (await get(council, q="playground <mark>")).html + (await get(council, q="script")).html
    assert "<script>alert" not in html
    assert "&lt;<mark>script</mark>&gt;alert(1)" in html
    found = await get(council, q='"><img src=x>playground')
    assert "<img" not in found.html
    assert (
        "The zip wire of the <mark>playground</mark>." in (await get(council, q="playground")).html
    )


async def test_it_speaks_welsh_to_whoever_asks(council: Town) -> None:
    answer = await get(council, q="mor", lang="cy")
    assert '<html lang="cy"' in answer.html
    assert answer.links[0].startswith(f"/meetings/{council.key}?lang=cy#")
    assert '<input type="hidden" name="lang" value="cy">' in answer.html


async def test_only_one_body_and_only_some_days_can_be_looked_at(council: Town) -> None:
    one = {"q": "playground", "body": "Planning Committee"}
    assert (await get(council, **one, since="2026-03-03", to="3/3/2026")).links
    assert not (await get(council, **one, since="2026-03-04")).links
    other = await get(council, q="playground", body="Nobody")
    assert other.heading.startswith("Nothing was found")
    assert "look at all bodies and all days" in other.html


async def test_there_are_pages_and_each_leads_to_the_next(
    council: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "ON_A_PAGE", 1)
    first = await get(council, q="playground", body="Planning Committee")
    assert "Page 1 of 2" in first.html
    assert "Previous page" not in first.html
    (way,) = re.findall(r'href="(/search\?[^"]*)"', first.html)
    second = await get(council, unescape(way))
    assert "Page 2 of 2" in second.html
    assert second.links != first.links
    assert "Next page" not in second.html
    assert (await get(council, q="playground", page="999999999999")).status == 200


# What cannot be looked for


async def test_without_words_it_says_how_to_search(council: Town) -> None:
    assert "“play” finds “playground”" in (await get(council)).html
    assert "There is no word to look for in “-park”" in (await get(council, q="-park")).html


@pytest.mark.parametrize(
    ("since", "until", "told", "kept"),
    [
        ("2026-02-31", "", "The first day is not one of the calendar.", 'value="2026-02-31"'),
        ("", "soon", "The last day is not one of the calendar.", 'value="soon"'),
        ("1/4/2026", "31/3/2026", "The first day is after the last.", 'value="2026-04-01"'),
    ],
)
async def test_a_wrong_day_is_told_and_everything_that_was_typed_is_kept(
    council: Town, since: str, until: str, told: str, kept: str
) -> None:
    answer = await get(council, q="play <it>", body="Planning Committee", since=since, to=until)
    assert answer.status == 400
    assert answer.main.count(told) == 2, "at the top, and at the field"
    assert kept in answer.main
    assert 'value="play &lt;it&gt;"' in answer.main
    assert '<option value="Planning Committee" selected>' in answer.main
    assert not answer.heading


@pytest.mark.parametrize(
    ("typed", "day"),
    [("2026-03-27", "2026-03-27"), ("27/3/2026", "2026-03-27"), ("27.03.2026", "2026-03-27"),
     ("27-3-2026", "2026-03-27"), ("31/2/2026", ""), ("0/0/0000", ""), ("March", ""), ("", "")],
)  # fmt: skip
def test_a_day_is_read_as_it_is_written_here(typed: str, day: str) -> None:
    found = day_of(typed)
    assert (found.isoformat() if found else "") == day


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.dictionaries(st.sampled_from(["q", "body", "since", "to", "page", "lang"]),
                             st.text(st.characters(codec="utf-8"), max_size=30)))  # fmt: skip
async def test_nothing_that_can_be_asked_is_a_fault(council: Town, query: dict[str, str]) -> None:
    council.server.wire.searches._known.clear()  # they all come from one address
    assert (await get(council, **query)).status in (200, 400)


async def test_a_flood_of_searches_is_told_to_wait_and_is_not_audited(
    council: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = council.server._runners[0].app
    monkeypatch.setattr(app[WIRE].searches, "_at_once", 2)
    app[WIRE].searches._known.clear()
    audited = len(await council.server.journal.secrets.audit.latest(1000))
    answers = [await get(council, q="playground") for _ in range(3)]
    assert [answer.status for answer in answers] == [200, 200, 429]
    assert "Search again in 1 seconds." in answers[2].html
    assert answers[2].headers["Retry-After"] == "1"
    assert answers[2].headers["Cache-Control"] == "no-store"
    assert 'value="playground"' in answers[2].main
    assert len(await council.server.journal.secrets.audit.latest(1000)) == audited
    assert (await get(council)).status == 200, "the form itself is nobody's burden"
    app[WIRE].searches._known.clear()


async def test_a_search_that_finds_no_turn_is_told_to_come_again(
    council: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "MOST_WAITING", 0)
    answer = await get(council, q="playground")
    assert answer.status == 503
    assert "Many people are searching at this moment." in answer.main


def test_a_school_can_search_from_one_address() -> None:
    searches = Allowance(60, 2.0, lambda: 0.0)
    for _ in range(60):
        searches.take("school")


# Without a script, by keyboard, and for whoever hears the page


@pytest.fixture
async def bare(browser: Browser) -> AsyncIterator[Page]:
    """A browser that runs no script."""
    context = await browser.new_context(java_script_enabled=False, locale="en-GB")
    yield await context.new_page()
    await context.close()


async def test_it_is_done_by_keyboard_and_without_a_script(council: Town, bare: Page) -> None:
    await bare.goto(f"{council.url}/search")
    await bare.get_by_label("Words to look for").focus()
    await bare.keyboard.type("mended by May")
    await bare.keyboard.press("Enter")
    await expect(bare.get_by_role("heading", level=2)).to_have_text("1 result for “mended by May”")
    await expect(bare.get_by_label("Words to look for")).to_have_value("mended by May")
    link = bare.get_by_role("link", name="Decision, item 2:")
    for _ in range(20):
        await bare.keyboard.press("Tab")
        if await link.evaluate("link => link === document.activeElement"):
            break
    await bare.keyboard.press("Enter")
    await expect(bare.locator(".app-matter:target")).to_contain_text("mended by May")


async def test_what_is_folded_away_opens_for_whoever_comes_to_it(council: Town, bare: Page) -> None:
    await bare.goto(f"{council.url}/search?q=zip+wire")
    await bare.get_by_role("heading", level=3).get_by_role("link").click()
    await expect(bare.locator("#text-item-2")).to_be_visible()
    assert (await bare.locator("#text-item-2").bounding_box() or {"y": -1})["y"] < 700


async def test_a_browser_that_does_not_open_it_is_helped_to(
    council: Town, browser: Browser
) -> None:
    # Those of today open what is folded around a place, and none opens what is the place itself.
    context = await browser.new_context(locale="en-GB")
    page = await context.new_page()
    await page.goto(f"{council.url}/meetings/{council.key}#about-item-2")
    await expect(page.locator("#text-item-2")).to_be_visible()
    await page.evaluate("location.hash = 'about-item-3'")
    await expect(page.locator("#text-item-3")).to_be_visible()
    await context.close()


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "?q=playground",
        "?q=zebra&from=2026-01-01",
        "?q=-x",
        "?q=a&from=x&to=y",
        "?q=mor&lang=cy",
    ],
)
async def test_nothing_keeps_anybody_from_searching(
    council: Town, browser: Browser, asked: str
) -> None:
    context = await browser.new_context(locale="en-GB")
    page = await context.new_page()
    await page.goto(f"{council.url}/search{asked}")
    assert await barriers_at(page, SIZES) == []
    await context.close()
