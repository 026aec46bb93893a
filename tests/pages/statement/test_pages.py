"""What a public body owes everybody: in both languages, with the council's own words."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio
from msgspec.structs import replace

from server.app import serving
from server.config import Settings
from server.council.register import Body, Council, Nation
from server.council.registered import BodySet, CouncilSet
from server.live.erasure import NamesErased
from server.pages.doors.book import KEPT
from tests.conftest import CONVENED
from tests.pages.axe import barriers_at, too_faint
from tests.pages.conftest import Visits
from tests.pages.officer import OAKHAM, PARISH, Officer, Page, office
from tests.pages.walk import walk

PATHS = ("/accessibility", "/privacy", "/cookies", "/take-part")
TOLD = replace(
    OAKHAM,
    contact="The clerk, 01632 960 123",
    take_part="Telephone the clerk, or call at the Village Hall.",
    privacy="Ask the clerk about <data>.",
)


@pytest_asyncio.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Officer]:
    async with office(tmp_path) as officer:
        yield officer


async def register(desk: Officer, *councils: Council) -> None:
    changes = [CouncilSet(council) for council in councils]
    await desk.council.kept.change(lambda _: changes, "test")


async def whole(desk: Officer, path: str) -> tuple[Page, str]:
    async with desk.browser.get(path) as answer:
        return Page(answer.status, path, await answer.read()), answer.headers["ETag"]


@pytest.mark.parametrize("path", PATHS)
async def test_it_is_drawn_once_and_again_when_the_register_has_changed(
    desk: Officer, path: str
) -> None:
    page, etag = await whole(desk, path)
    assert page.status == 200
    async with desk.browser.get(path, headers={"If-None-Match": etag}) as answer:
        assert answer.status == 304
    await register(desk, replace(TOLD, name="Great Oakham Parish Council"))
    changed, other = await whole(desk, path)
    assert other != etag
    assert "Great Oakham Parish Council" in changed.text


@pytest.mark.parametrize("path", PATHS)
async def test_in_welsh_what_is_not_translated_is_marked_as_english(
    desk: Officer, path: str
) -> None:
    page, _ = await whole(desk, path + "?lang=cy")
    assert '<html lang="cy"' in page.html
    assert "<h1" in page.html
    inside = page.html.partition("<main")[2].partition("</main>")[0]
    words = re.sub(r'<span lang="en">.*?</span>|<[^>]+>', " ", inside, flags=re.DOTALL)
    voice = " ".join(words.split())
    assert " the council " not in voice
    if path != "/cookies":  # where the names of cookies are in no language
        assert 'href="/' not in re.sub(r'href="/[^"]*lang=cy', "", inside)


async def test_every_page_leads_to_them(desk: Officer) -> None:
    await desk.server.meetings.convene(CONVENED, "test")
    for path in ("/", "/calendar", "/nowhere", "/your-meetings", f"/meetings/{CONVENED.key}"):
        html = (await desk.get(path)).html
        footer = html.partition("<footer")[2]
        assert all(f'href="{each}"' in footer for each in PATHS), path


async def test_the_words_are_the_councils_own_and_are_words(desk: Officer) -> None:
    await register(desk, TOLD)
    assert "The clerk, 01632 960 123" in (await desk.get("/accessibility")).text
    assert "call at the Village Hall" in (await desk.get("/take-part")).text
    privacy = await desk.get("/privacy")
    assert "Ask the clerk about <data>." in privacy.text
    assert "<data>" not in privacy.html


async def test_a_council_that_said_nothing_is_to_be_asked(desk: Officer) -> None:
    assert f"Ask {OAKHAM.name}." in (await desk.get("/privacy")).text
    await register(desk, replace(OAKHAM, contact="The clerk, 01632 960 123"))
    assert "The clerk, 01632 960 123" in (await desk.get("/privacy")).text


async def test_with_several_councils_each_has_its_contact_by_its_name(desk: Officer) -> None:
    await register(desk, TOLD, Council("other", "Other Town Council", contact="The town clerk"))
    text = (await desk.get("/accessibility")).text
    assert f"{OAKHAM.name} The clerk, 01632 960 123" in text
    assert "Other Town Council The town clerk" in text


async def test_how_long_the_public_may_speak_is_as_the_bodys_rules_have_it(desk: Officer) -> None:
    own = {"speaking": {"kinds": [{"kind": "public", "seconds": 150}]}}
    gone = replace(PARISH, id="gone", name="Old Committee", ended=CONVENED.starts_at.date())
    quiet = {"speaking": {"kinds": [{"kind": "speech"}]}}
    changes = [
        BodySet(replace(PARISH, how_to_attend="By the side door.")),
        BodySet(Body("open", "oakham", "Open Committee", profile="english_parish", overrides=own)),
        BodySet(Body("shut", "oakham", "Quiet Panel", profile="english_parish", overrides=quiet)),
        BodySet(gone),
    ]
    await desk.council.kept.change(lambda _: changes, "test")
    text = (await desk.get("/take-part")).text
    assert "Open Committee: up to 2 minutes and 30 seconds each" in text
    assert "By the side door." in text
    assert "Quiet Panel" not in text
    assert "Old Committee" not in text


async def test_only_a_council_of_wales_is_told_of_in_welsh(desk: Officer) -> None:
    assert "speak and write to the council in Welsh" not in (await desk.get("/take-part")).text
    await register(desk, replace(OAKHAM, nation=Nation.WALES))
    assert "speak and write to the council in Welsh" in (await desk.get("/take-part")).text


async def test_how_long_things_are_kept_is_as_the_program_keeps_them(desk: Officer) -> None:
    text = (await desk.get("/privacy")).text
    assert f"{KEPT.days} days after the sign-in has ended." in text
    assert NamesErased.title  # that names are erased is so: tests/test_erasure.py
    assert 'id="erasure"' in (await desk.get("/privacy")).html
    assert "after how many months, it decides." in text


async def test_after_how_many_months_names_are_erased_is_as_it_is_set(tmp_path: Path) -> None:
    settings = Settings(port=0, data=tmp_path, retention=18)
    async with serving(settings) as server, aiohttp.ClientSession() as browser:
        url = f"http://127.0.0.1:{server.port}/privacy"
        async with browser.get(url) as answer:
            text = Page(answer.status, "/privacy", await answer.read()).text
    assert "So many months after the meeting it does so: 18." in text
    assert "it decides" not in text


async def test_the_tab_key_reaches_all_of_them(desk: Officer, visits: Visits) -> None:
    await register(desk, replace(TOLD, website="https://oakham.example"))
    for path in PATHS:
        page = await visits.open(f"http://127.0.0.1:{desk.server.port}{path}")
        walked = await walk(page)
        assert walked.missed == walked.faults == ()
        assert walked.passes("Skip to main content", "All meetings", "Cymraeg", "Cookies")


async def test_names_of_cookies_are_the_same_in_every_language(desk: Officer) -> None:
    for lang in ("en", "cy"):
        html = (await desk.get(f"/cookies?lang={lang}")).html
        assert '<code translate="no">signed-out</code>' in html


async def test_nothing_on_them_stands_in_anybodys_way(desk: Officer, visits: Visits) -> None:
    await register(desk, replace(TOLD, colour="#ffdd00", website="https://oakham.example"))
    page = await visits.context.new_page()
    found = []
    for path in PATHS:
        await page.emulate_media(color_scheme="light")
        await page.goto(f"http://127.0.0.1:{desk.server.port}{path}")
        found += [f"{path}: {each}" for each in await barriers_at(page, ((1366, 800), (320, 800)))]
        await page.emulate_media(color_scheme="dark")
        found += [f"{path} in the dark: {each}" for each in await too_faint(page)]
    assert found == []
