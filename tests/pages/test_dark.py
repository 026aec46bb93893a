"""Light on dark: the doors and the pages of preparation, which the table of pages has not."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Page

from tests.pages.axe import too_faint
from tests.pages.conftest import Visits
from tests.pages.officer import PASSPHRASE, Officer, office
from tests.pages.test_agendas import PASTED, begun

PLACES = (
    "/your-meetings",
    "/your-passphrase",
    "/officers",
    "/devices",
    "/audit",
    "/your-devices",
    "/sign-out",
    "/search?q=fence",
    "/agendas",
    "/agendas/new",
    "/council",
    "/council/bodies/parish",
    "/council/people",
    "/council/people/new",
    "/council/oakham",
)


@pytest_asyncio.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Officer]:
    async with office(tmp_path) as officer:
        yield officer


async def signed_in(desk: Officer, visits: Visits) -> tuple[Page, str]:
    """The officer at a browser that is set to dark, and the address of the server."""
    url = f"http://127.0.0.1:{desk.server.port}"
    page = await visits.open(url + "/sign-in")
    await page.emulate_media(color_scheme="dark")
    await page.fill("#login", "ruth")
    await page.fill("#passphrase", PASSPHRASE)
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/your-meetings")
    return page, url


async def test_nothing_at_the_doors_and_in_preparation_stands_in_anybodys_way_in_the_dark(
    desk: Officer, visits: Visits
) -> None:
    path = await begun(desk)
    await desk.post(f"{path}/paste", text=PASTED, do="take")
    page, url = await signed_in(desk, visits)
    found: list[str] = []
    for place in (*PLACES, path, f"{path}/arrangements", f"{path}/publish", f"{path}/items/new"):
        answer = await page.goto(url + place)
        assert answer is not None
        assert answer.status == 200, place
        found += [f"{place}: {each}" for each in await too_faint(page)]
    assert found == []


async def test_what_is_printed_stays_dark_on_light(desk: Officer, visits: Visits) -> None:
    page, url = await signed_in(desk, visits)
    ground = "getComputedStyle(document.body).backgroundColor"
    for path in ("/", "/agendas"):
        await page.goto(url + path)
        await page.emulate_media(color_scheme="dark", media="screen")
        assert await page.evaluate(ground) == "rgb(22, 25, 28)"
        await page.emulate_media(color_scheme="dark", media="print")
        assert await page.evaluate(ground) == "rgb(255, 255, 255)"
