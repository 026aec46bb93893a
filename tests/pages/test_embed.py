"""The panel that a council's own site may frame: only what the public sees, and only for it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from playwright.async_api import expect

from server.config import BadSetting, settings
from server.meeting.record import Audience
from tests.live.conftest import CONVENED
from tests.pages.axe import barriers
from tests.pages.conftest import Visits
from tests.pages.wired import bare, browsing, comes, wired
from tests.serve import Town

SITE = "https://www.council.example"
OTHER = "https://intranet.example:8443"
EMBED = "/meetings/planning/embed"
FEED = "/meetings/planning/feed"


@pytest.fixture(scope="module")
async def opted_in(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    """A council that lets its site frame the panel."""
    async with wired(tmp_path_factory.mktemp("embed"), framed_by=f"{SITE} {OTHER}") as running:
        yield running


async def framed(council: Town) -> tuple[int, dict[str, str]]:
    """The status and the headers of the panel."""
    async with bare(council) as wire:
        wire.send(f"GET {EMBED} HTTP/1.1", "Host: localhost")
        return await wire.status(), await wire.head()


async def test_without_a_setting_there_is_no_such_page(tmp_path: Path) -> None:
    async with wired(tmp_path) as council:
        status, headers = await framed(council)
        assert status == 404
        assert "frame-ancestors 'none'" in headers["content-security-policy"]


async def test_the_sites_that_are_named_may_frame_it_and_nobody_else(opted_in: Town) -> None:
    status, headers = await framed(opted_in)
    assert status == 200
    said = headers["content-security-policy"]
    assert said.endswith(f"frame-ancestors {SITE} {OTHER}")
    assert "unsafe" not in said
    assert "x-frame-options" not in headers
    assert headers["cross-origin-resource-policy"] == "cross-origin"


async def test_no_other_page_may_be_framed_even_so(opted_in: Town) -> None:
    async with browsing(opted_in) as page:
        for path in ("/", "/meetings/planning", "/meetings/planning/clerk", "/nowhere"):
            async with page.get(path) as answer:
                assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
                assert answer.headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize(
    ("chosen", "status"),
    [
        (f"{CONVENED.council} = {SITE}", 200),
        (f"Another Council = https://another.example; {CONVENED.council} = {SITE}", 200),
        (f"Another Council = {SITE}", 404),
        (f"{SITE}; {CONVENED.council} =", 404),
    ],
)
async def test_each_council_names_its_own_sites(tmp_path: Path, chosen: str, status: int) -> None:
    async with wired(tmp_path, framed_by=chosen) as council:
        found, headers = await framed(council)
        assert found == status
        assert "another.example" not in headers["content-security-policy"]


async def test_it_shows_panels_of_the_public_feed_and_nothing_else(opted_in: Town) -> None:
    feed = opted_in.running.show.feed(Audience.PUBLIC, "en")
    await opted_in.do("open_meeting")
    await opted_in.do("take_item", item="2")
    assert await comes(lambda: "Land at Mill Lane" in feed.drawing.slot("now"))
    async with browsing(opted_in) as page, page.get(EMBED) as answer:
        html = await answer.text()
    shown = dict(re.findall(r'<\w+ id="([\w-]+)"[^>]* data-panel="([^"]+)"', html))
    assert set(shown) >= {"status", "now"}
    assert shown.items() <= feed.drawing.digests.items()
    assert "<form" not in html
    assert not answer.cookies


async def test_everybody_can_read_it(opted_in: Town, visits: Visits) -> None:
    page = await visits.open(opted_in.url + EMBED)
    await page.set_viewport_size({"width": 320, "height": 600})
    await expect(page.locator("body")).to_contain_text("This page updates by itself.")
    assert await barriers(page) == []
    await page.close()


@pytest.mark.parametrize(
    "wrong", ["www.council.example", "https://a.example/page", "*", "'self'", "https://x; script"]
)
def test_what_is_no_site_is_refused_at_the_start(wrong: str) -> None:
    with pytest.raises(BadSetting, match="A site that may frame the panel"):
        settings({"ORDERPAPER_FRAMED_BY": wrong})


@asynccontextmanager
async def site_of_a_council(address: str) -> AsyncIterator[str]:
    """A page of another site that frames an address."""

    async def page(_: web.Request) -> web.Response:
        head = '<!doctype html><title>Council</title><link rel="icon" href="data:,">'
        html = f'{head}<iframe src="{address}"></iframe>'
        return web.Response(text=html, content_type="text/html")

    app = web.Application()
    app.router.add_get("/", page)
    async with TestServer(app, host="127.0.0.1") as server:
        yield f"http://localhost:{server.port}"


async def test_in_a_frame_of_the_councils_site_it_goes_on_by_itself(
    tmp_path: Path, visits: Visits, unused_tcp_port: int
) -> None:
    address = f"http://127.0.0.1:{unused_tcp_port}{EMBED}"
    async with (
        site_of_a_council(address) as site,
        wired(tmp_path, framed_by=site, port=unused_tcp_port) as council,
    ):
        page = await visits.open(site)
        frame = page.frame_locator("iframe").locator("body")
        await expect(frame).to_contain_text("Not open yet")
        await expect(frame.get_by_text("The last decision")).to_be_hidden()
        await council.do("open_meeting")
        await council.do("take_item", item="2")
        await expect(frame).to_contain_text("Land at Mill Lane")
        for text in ("That the first be agreed.", "That the second be agreed."):
            await council.do("record_decision", text=text)
        await expect(frame.get_by_text("That the second be agreed.")).to_be_visible()
        await expect(frame.get_by_text("That the first be agreed.")).to_be_hidden()
        await expect(frame.get_by_text("The last decision")).to_be_visible()
        link = frame.get_by_role("link", name=re.compile("Item 2"))
        await link.click()
        await page.wait_for_url(f"http://127.0.0.1:{unused_tcp_port}/meetings/planning#agenda*")
        await page.close()


async def test_in_a_frame_of_any_other_site_the_browser_shows_nothing(
    tmp_path: Path, visits: Visits, unused_tcp_port: int
) -> None:
    address = f"http://127.0.0.1:{unused_tcp_port}{EMBED}"
    visits.forgiven = "frame-ancestors"
    async with (
        site_of_a_council(address) as site,
        wired(tmp_path, framed_by=SITE, port=unused_tcp_port),
    ):
        page = await visits.open(site)
        frame = page.frame_locator("iframe").locator("body")
        await expect(frame).not_to_contain_text("Planning Committee")
        await page.close()
