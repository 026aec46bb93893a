"""A page bears the name and the colour of the council whose it is, and changes with it."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from msgspec.structs import replace

from server.council.register import Council
from server.council.registered import CouncilSet
from tests.conftest import CONVENED
from tests.pages.officer import OAKHAM, Officer, office

MAROON, GREEN = "#7a0019", "#0b6623"


@pytest_asyncio.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Officer]:
    async with office(tmp_path) as officer:
        await register(officer, replace(OAKHAM, colour=MAROON))
        yield officer


async def register(desk: Officer, *councils: Council) -> None:
    changes = [CouncilSet(council) for council in councils]
    await desk.council.kept.change(lambda _: changes, "test")


async def bar(desk: Officer, path: str) -> str:
    """What stands in the bar of a page."""
    html = (await desk.get(path)).html
    found = re.search(r'header__homepage-link">(.*?)</a>', html, re.DOTALL)
    assert found is not None
    return found[1].strip()


@pytest.mark.parametrize("path", ["/", "/calendar", "/search", "/your-meetings", "/privacy"])
async def test_where_there_is_one_council_every_page_is_its_own(desk: Officer, path: str) -> None:
    assert await bar(desk, path) == OAKHAM.name
    assert "/brand/7a0019.css" in (await desk.get(path)).html
    await register(desk, replace(OAKHAM, name="Great Oakham Parish Council", colour=GREEN))
    assert await bar(desk, path) == "Great Oakham Parish Council"
    assert "/brand/0b6623.css" in (await desk.get(path)).html


async def test_where_there_are_several_each_meeting_bears_its_own(desk: Officer) -> None:
    other = Council("example", CONVENED.council, colour=GREEN)
    await register(desk, other)
    meetings = desk.server.meetings
    await meetings.convene(CONVENED, "test")
    known = replace(CONVENED, key="parish", council="As it was called then", body_id="parish")
    await meetings.convene(known, "test")
    await meetings.convene(replace(CONVENED, key="third", council="A third council"), "test")
    assert await bar(desk, "/") == "Council meetings"
    assert "/brand/" not in (await desk.get("/")).html
    for key, name, colour in (
        (CONVENED.key, other.name, GREEN),
        ("parish", OAKHAM.name, MAROON),  # by its body, whatever it was called
        ("third", "A third council", ""),
    ):
        assert await bar(desk, f"/meetings/{key}") == name
        html = (await desk.get(f"/meetings/{key}")).html
        assert re.findall(r"--app-bar:(#\w+);--app-on-bar:#\w+;--app-brand:\1", html) == (
            [colour] if colour else []
        )


async def test_the_page_of_a_meeting_is_drawn_anew_with_another_colour(desk: Officer) -> None:
    await desk.server.meetings.convene(replace(CONVENED, body_id="parish"), "test")
    path = f"/meetings/{CONVENED.key}"
    assert f"--app-bar:{MAROON}" in (await desk.get(path)).html
    await register(desk, replace(OAKHAM, colour=GREEN))
    page = await desk.get(path)
    assert f"--app-bar:{GREEN}" in page.html
    assert f"--app-bar:{MAROON}" not in page.html


async def test_the_policy_allows_the_very_style_with_the_colour_in_it(desk: Officer) -> None:
    await desk.server.meetings.convene(replace(CONVENED, body_id="parish"), "test")
    async with desk.browser.get(f"/meetings/{CONVENED.key}") as answer:
        (style,) = re.findall("<style>(.*?)</style>", await answer.text(), re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        assert f"style-src 'sha256-{digest}'" in answer.headers["Content-Security-Policy"]
        assert MAROON in style


async def test_a_logo_stands_beside_the_name_and_says_nothing_more(desk: Officer) -> None:
    await register(desk, replace(OAKHAM, logo="0" * 64))
    assert await bar(desk, "/") == (
        f'<img class="app-logo" src="/papers/{"0" * 64}/logo" alt=""> {OAKHAM.name}'
    )


async def test_the_style_of_a_colour_is_kept_for_ever_and_of_no_colour_is_none(
    desk: Officer,
) -> None:
    async with desk.browser.get("/brand/7a0019.css") as answer:
        assert answer.status == 200
        assert answer.content_type == "text/css"
        assert "immutable" in answer.headers["Cache-Control"]
        etag = answer.headers["ETag"]
    async with desk.browser.get("/brand/7a0019.css", headers={"If-None-Match": etag}) as answer:
        assert answer.status == 304
    for wrong in ("7a001", "7a0019ff", "nocolo"):
        assert (await desk.get(f"/brand/{wrong}.css")).status == 404
