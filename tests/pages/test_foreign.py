"""What another site makes a browser do here is refused: posts, and sockets of both kinds."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import socketio
from aiohttp.test_utils import make_mocked_request
from multidict import CIMultiDict
from playwright.async_api import async_playwright
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from server.pages.foreign import foreign
from tests.pages.conftest import CHROMIUM
from tests.pages.wired import UPGRADE, bare, browsing, entered, handshake, wired
from tests.serve import Town

HOST = "meetings.example"
OWN = "http://meetings.example"
ELSEWHERE = "https://elsewhere.example"
POST, GET = "POST /meetings/planning/clerk/do/open_meeting", "GET /meetings/planning"
FEED, POLL = "SOCKET /meetings/planning/feed", "GET /socket.io/"
SOCKET = "SOCKET /socket.io/"


@pytest.fixture(scope="module")
async def council(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    async with wired(tmp_path_factory.mktemp("foreign")) as running:
        yield running


def is_foreign(asked: str, address: str = "", **headers: str) -> bool:
    method, path = asked.split()
    given = CIMultiDict({"Host": HOST, **{n.replace("_", "-"): v for n, v in headers.items()}})
    if method == "SOCKET":
        method = "GET"
        given.extend(line.split(": ") for line in UPGRADE)
    return foreign(make_mocked_request(method, path, headers=given), address)


@pytest.mark.parametrize("asked", [POST, FEED, SOCKET, POLL])
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": ELSEWHERE},
        {"Origin": "null"},
        {"Origin": "http://meetings.example.evil.example"},
        {"Origin": "http://meetings.example:81"},
        {"Origin": "http://["},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Sec_Fetch_Site": "cross-site", "Origin": OWN},
        {"Sec_Fetch_Site": "same-origin", "Origin": ELSEWHERE},
        {"Sec_Fetch_Site": "whatever"},
    ],
)
def test_what_acts_or_opens_a_socket_is_refused_from_elsewhere(
    asked: str, headers: dict[str, str]
) -> None:
    assert is_foreign(asked, Cookie="clerk=1", **headers)
    assert is_foreign(asked, **headers)


@pytest.mark.parametrize("asked", [POST, FEED, SOCKET, POLL])
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": OWN},
        {"Sec_Fetch_Site": "same-origin"},
        {"Sec_Fetch_Site": "same-origin", "Origin": OWN},
        {"Sec_Fetch_Site": "same-origin", "Origin": "null"},
    ],
)
def test_from_our_own_pages_it_is_let_in(asked: str, headers: dict[str, str]) -> None:
    assert not is_foreign(asked, Cookie="clerk=1", **headers)


def test_a_form_that_is_sent_again_by_hand_is_let_in_but_no_socket_is_opened_by_hand() -> None:
    assert not is_foreign(POST, Cookie="clerk=1", Sec_Fetch_Site="none")
    assert is_foreign(FEED, Sec_Fetch_Site="none")


@pytest.mark.parametrize("asked", [POST, FEED, SOCKET])
def test_whoever_says_neither_is_let_in_only_without_a_cookie(asked: str) -> None:
    assert is_foreign(asked, Cookie="clerk=1")
    assert not is_foreign(asked)


def test_a_link_from_elsewhere_may_lead_here() -> None:
    for asked in (GET, "GET /enter/token", "HEAD /"):
        assert not is_foreign(asked, Cookie="clerk=1", Sec_Fetch_Site="cross-site")


def test_the_address_that_was_set_is_ours_whatever_host_the_proxy_asks_for() -> None:
    address = "https://public.example/"
    assert not is_foreign(POST, address, Cookie="clerk=1", Origin="https://public.example")
    assert is_foreign(POST, address, Cookie="clerk=1", Origin="http://public.example")


def test_a_page_without_tls_does_not_act_on_a_site_with_tls() -> None:
    secure = make_mocked_request("POST", "/", headers={"Host": HOST, "Origin": OWN})
    assert foreign(secure.clone(scheme="https"))
    assert not foreign(secure)


def test_a_header_that_comes_twice_is_no_browsers() -> None:
    given = CIMultiDict([("Host", HOST), ("Origin", OWN), ("Origin", ELSEWHERE)])
    assert foreign(make_mocked_request("POST", "/", headers=given))


async def test_a_signed_in_post_is_done_from_here_and_not_from_elsewhere(council: Town) -> None:
    door = "/meetings/planning/clerk/do/open_meeting"
    async with browsing(council) as clerk:
        path = "/" + council.links.clerk.split("/", 3)[3]
        async with clerk.get(path, allow_redirects=False) as entered:
            assert entered.status == 303
        for headers in ({"Origin": ELSEWHERE}, {"Sec-Fetch-Site": "same-site"}, {}):
            async with clerk.post(door, headers=headers) as refused:
                assert refused.status == 403
                assert "did not come from a page of this site" in await refused.text()
        assert council.running.live.meeting.sitting.phase == "before"
        own = {"Origin": council.url}
        async with clerk.post(door, headers=own, allow_redirects=False) as done:
            assert done.status == 303
        assert council.running.live.meeting.sitting.phase == "open"


async def test_the_public_feed_is_not_followed_from_elsewhere(council: Town) -> None:
    address = council.url.replace("http", "ws") + "/meetings/planning/feed?lang=en&hold=a:b"
    for origin in (ELSEWHERE, "null"):
        with pytest.raises(InvalidStatus) as refused:
            await connect(address, origin=origin)  # type: ignore[arg-type]
        assert refused.value.response.status_code == 403
    for origin in (council.url, None):
        async with connect(address, origin=origin) as follower:  # type: ignore[arg-type]
            assert await follower.recv()


AUTH = {"meeting": "planning", "office": "clerk"}


async def test_nobody_comes_inside_by_a_socket_from_elsewhere(council: Town) -> None:
    cookie = await entered(council)
    for origin in (ELSEWHERE, council.url):
        client = socketio.AsyncClient(reconnection=False)
        headers = {"Cookie": cookie, "Origin": origin}
        try:
            await client.connect(council.url, headers, AUTH, ["websocket"], wait_timeout=3)
            came_in = client.connected
        except socketio.exceptions.ConnectionError:
            came_in = False
        finally:
            await client.disconnect()
        assert came_in == (origin == council.url)


@pytest.mark.parametrize("said", [{"Origin": ELSEWHERE}, {"Sec-Fetch-Site": "same-site"}])
async def test_nobody_comes_inside_by_polling_from_elsewhere(
    council: Town, said: dict[str, str]
) -> None:
    path = "/socket.io/?EIO=4&transport=polling"
    headers = {"Cookie": await entered(council)}
    async with browsing(council) as page:
        async with page.get(path, headers={**headers, **said}) as refused:
            assert refused.status == 403
        async with page.get(path, headers=headers) as opened:
            assert opened.status == 200
            socket = json.loads((await opened.text())[1:])["sid"]
        greeting, address = "40" + json.dumps(AUTH), f"{path}&sid={socket}"
        async with page.post(address, data=greeting, headers={**headers, **said}) as refused:
            assert refused.status == 403
        own = {**headers, "Origin": council.url}
        async with page.post(address, data=greeting, headers=own) as greeted:
            assert greeted.status == 200
        async with page.get(address, headers=own) as answered:
            assert '40{"sid"' in await answered.text()
        async with page.post(address, data="1", headers=own) as closed:
            assert closed.status == 200


async def test_what_a_proxy_says_of_the_host_counts_only_if_it_is_ours(tmp_path: Path) -> None:
    more = ("X-Forwarded-For: 203.0.113.9", "X-Forwarded-Proto: https")
    host = "X-Forwarded-Host: meetings.council.example"
    origin = "Origin: https://meetings.council.example"
    for trusted, status in (("127.0.0.1", 101), ("", 403)):
        async with (
            wired(tmp_path / (trusted or "none"), trusted_proxies=trusted) as council,
            bare(council) as wire,
        ):
            path = "/meetings/planning/feed?lang=en&hold=a:b"
            wire.send(*handshake(council, path, *more, host, origin))
            assert await wire.status() == status


async def test_a_browser_on_a_network_without_tls_posts_as_from_here(council: Town) -> None:
    """There it sends no Sec-Fetch-Site, and an Origin only if pages name their referrer."""
    rules = "--host-resolver-rules=MAP council.test 127.0.0.1, MAP * ~NOTFOUND"
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--disable-gpu", rules]
        )
        page = await browser.new_page()
        await page.goto(f"http://council.test:{council.server.port}/")
        await page.evaluate(
            """() => { const form = document.createElement("form");
            form.method = "post"; form.action = "/meetings/planning/clerk/do/open_meeting";
            document.body.append(form); document.cookie = "some=cookie"; form.submit(); }"""
        )
        await page.wait_for_url("**/do/open_meeting")
        said = await page.inner_text("body")
        await browser.close()
    assert "did not come from a page of this site" not in said
    assert "You need a link" in said
