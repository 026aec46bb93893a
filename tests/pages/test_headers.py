"""Every answer carries the safe headers, whatever it is an answer to."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import AsyncIterator
from hashlib import sha256
from pathlib import Path

import pytest

from server.config import Settings
from server.minutes import FORMATS
from server.pages.headers import policy
from tests.pages.conftest import Visits
from tests.pages.wired import LONG, bare, browsing, handshake, wired
from tests.serve import Town

FEED = "/meetings/planning/feed?lang=en"
SOCKET = "/socket.io/?EIO=4&transport=websocket"
POLLING = "/socket.io/?EIO=4&transport=polling"
FROM_ELSEWHERE = "Origin: https://elsewhere.example"
INLINE = re.compile(
    r"<script(?![^>]*(?: src=|application/json))|<style|\sstyle=|\son[a-z]+=\"|javascript:", re.I
)


@pytest.fixture(scope="module")
async def council(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    async with wired(tmp_path_factory.mktemp("headers")) as running:
        yield running


EXPECTED = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-permitted-cross-domain-policies": "none",
    "x-frame-options": "DENY",
}
NEVER_ASKED = ("camera=()", "microphone=()", "geolocation=()", "payment=()", "usb=()")


def missing(headers: dict[str, str], *besides: str) -> set[str]:
    """Which of the safe headers are not as they should be."""
    wrong = {name for name, value in EXPECTED.items() if headers.get(name) != value}
    asked = headers.get("permissions-policy", "").split(", ")
    return (wrong | {name for name in NEVER_ASKED if name not in asked}) - set(besides)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/meetings/planning/panels?lang=en", 200),
        ("/meetings/planning/why.json", 200),
        ("/nowhere", 404),
        ("/static/nothing.js", 404),
        ("/meetings/planning/embed", 404),
        ("/meetings/planning/clerk", 403),
        ("/meetings/planning/note.docx", 403),
        ("/enter/no-such-link", 403),
        (POLLING, 200),
        ("/socket.io/?EIO=3", 400),
        ("/socket.io/?EIO=4&transport=polling&j=0", 400),
        (f"/?{LONG[:8000]}", 200),
        (f"/?{'a=b&' * 400}", 400),
    ],
)
async def test_pages_data_and_errors_have_them(council: Town, path: str, status: int) -> None:
    async with bare(council) as wire:
        wire.send(f"GET {path} HTTP/1.1", "Host: localhost")
        assert await wire.status() == status
        # Whose address lets people in names it nowhere: tests/pages/test_hostile_doors.py.
        other = ("referrer-policy",) if path.startswith("/enter/") else ()
        assert missing(await wire.head(), *other) == set()


async def test_scripts_and_styles_have_them(council: Town) -> None:
    for name in ("app.css", "public.js", "inside.js"):
        async with bare(council) as wire:
            wire.send(f"GET {council.server.site.assets.url(name)} HTTP/1.1", "Host: localhost")
            assert await wire.status() == 200
            headers = await wire.head()
            assert missing(headers) == set()
            assert "javascript" in headers["content-type"] or "css" in headers["content-type"]


@pytest.mark.parametrize(
    ("path", "more", "status"),
    [
        (FEED, (FROM_ELSEWHERE,), 403),
        (SOCKET, (FROM_ELSEWHERE,), 403),
        ("/meetings/nothing/feed", (), 404),
    ],
)
async def test_sockets_that_are_refused_have_them(
    council: Town, path: str, more: tuple[str, ...], status: int
) -> None:
    async with bare(council) as wire:
        wire.send(*handshake(council, path, *more))
        assert await wire.status() == status
        assert missing(await wire.head()) == set()


@pytest.mark.parametrize("path", [FEED, SOCKET])
async def test_a_socket_that_opens_is_no_document_and_has_what_is_left_of_them(
    council: Town, path: str
) -> None:
    async with bare(council) as wire:
        wire.send(*handshake(council, path))
        assert await wire.status() == 101
        headers = await wire.head()
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["server"] == "Orderpaper"
        assert not {"content-security-policy", "permissions-policy"} & set(headers)


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        (("POST / HTTP/1.1", "Host: localhost"), 405),
        (("POST /nowhere HTTP/1.1", "Host: localhost", FROM_ELSEWHERE), 403),
        (("GET / HTTP/1.1", "Host: localhost", "Expect: a miracle"), 417),
        (("GET / HTTP/1.1", "Host: localhost", f"X-Long: {LONG}"), 400),
        (("GET / HTTP/1.1", "Host: localhost", *(f"X-{n}: y" for n in range(70))), 400),
        ((f"GET /{LONG} HTTP/1.1", "Host: localhost"), 400),
        (("This is not HTTP <script>",), 400),
    ],
)
async def test_what_is_refused_before_any_page_sees_it_has_them(
    council: Town, lines: tuple[str, ...], status: int
) -> None:
    async with bare(council) as wire:
        wire.send(*lines)
        assert await wire.status() == status
        assert missing(await wire.head()) == set()


async def test_what_is_no_request_is_not_repeated_in_the_answer(council: Town) -> None:
    async with bare(council) as wire:
        wire.send("Secret words <script>")
        assert b"Secret" not in await wire.reader.read()


async def test_downloads_have_them_and_the_note_as_a_file_may_only_carry_its_style(
    council: Town,
) -> None:
    async with browsing(council, council.links.clerk) as clerk:
        for ending in FORMATS:
            async with clerk.get(f"/meetings/planning/note.{ending}") as response:
                assert response.status == 200
                headers = {name.lower(): value for name, value in response.headers.items()}
                assert missing(headers, "content-security-policy") == set()
                allowed = headers["content-security-policy"]
                assert "unsafe" not in allowed
                if ending == "html":
                    assert re.search("style-src 'sha256-[^ ]+'; ", allowed)
                    assert "script-src 'none'" in allowed
                    assert "frame-ancestors 'none'" in allowed
                else:
                    assert allowed == policy()


async def test_the_note_as_a_file_is_shown_in_its_own_style(council: Town, visits: Visits) -> None:
    await visits.open(council.door(council.links.clerk))
    page = await visits.open(council.url + "/meetings/planning/note.html")
    assert await page.evaluate("getComputedStyle(document.querySelector('main')).maxWidth") == (
        "736px"
    )
    await page.close()


def style_of(html: str) -> tuple[str, str]:
    """The source that allows the style that a page begins with, and the page without it."""
    _, style, rest = re.split("<style>(.*?)</style>", html, maxsplit=1)
    return f"'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'", rest


@pytest.mark.parametrize("query", ["", "?lang=en&refresh=off"])
async def test_the_page_of_the_public_carries_one_style_and_may_use_no_other(
    council: Town, query: str
) -> None:
    async with browsing(council) as public, public.get(f"/meetings/planning{query}") as response:
        headers = {name.lower(): value for name, value in response.headers.items()}
        source, rest = style_of(await response.text())
        assert missing(headers, "content-security-policy") == set()
        assert headers["content-security-policy"] == policy(style_src=source)
        assert "stylesheet" not in rest


async def test_no_page_has_anything_inline(council: Town) -> None:
    assert "unsafe" not in policy()
    assert INLINE.search('<p style="color:red">')
    assert INLINE.search('<script type="module">')
    async with browsing(council, council.links.clerk) as clerk:
        for path in ("/", "/meetings/planning", "/meetings/planning/clerk", "/nowhere"):
            async with clerk.get(path) as response:
                html = await response.text()
                rest = style_of(html)[1] if path == "/meetings/planning" else html
                assert INLINE.search(rest) is None


async def test_nothing_says_of_which_versions_the_server_is_made(council: Town) -> None:
    async with bare(council) as wire:
        wire.send("GET / HTTP/1.1", "Host: localhost")
        await wire.status()
        assert (await wire.head())["server"] == "Orderpaper"


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        (Settings().strict_transport, "max-age=31536000; includeSubDomains"),
        ("max-age=31536000", "max-age=31536000"),
        ("max-age=63072000; includeSubDomains", "max-age=63072000; includeSubDomains"),
        ("off", None),
    ],
)
async def test_browsers_are_told_to_keep_to_tls_where_there_is_tls_and_it_is_not_off(
    tmp_path: Path, chosen: str, said: str | None
) -> None:
    async with wired(tmp_path, trusted_proxies="127.0.0.1", strict_transport=chosen) as council:
        for scheme, expected in (("https", said), ("http", None)):
            async with bare(council) as wire:
                forwarded = ("X-Forwarded-For: 203.0.113.9", f"X-Forwarded-Proto: {scheme}")
                wire.send("GET / HTTP/1.1", "Host: localhost", *forwarded)
                await wire.status()
                assert (await wire.head()).get("strict-transport-security") == expected


async def test_without_tls_nothing_is_said_of_it(council: Town) -> None:
    async with bare(council) as wire:
        wire.send("GET / HTTP/1.1", "Host: localhost", "X-Forwarded-Proto: https")
        await wire.status()
        assert "strict-transport-security" not in await wire.head()
