"""What everybody may see is answered at the door, and is the same as within."""

from __future__ import annotations

import gzip
import re
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import pytest

from server import measures
from server.live.public import TELL_WHAT_YOU_HOLD
from server.meeting.record import Audience
from server.pages import memory
from tests.pages.wired import Bare, bare, comes, handshake, wired
from tests.serve import Town

PAGE = "/meetings/planning"
WITHIN = "Connection: close"  # the porter shows whoever says so in to the web server
OF_THE_CONNECTION = {"date", "connection"}


@pytest.fixture
async def council(tmp_path: Path) -> AsyncIterator[Town]:
    async with wired(tmp_path) as running:
        yield running


class Told:
    """An answer as it came over the wire."""

    def __init__(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        self.status = status
        self.headers = headers
        self.body = body


async def answer(wire: Bare) -> Told:
    """The next answer on a connection."""
    status, headers = await wire.status(), await wire.head()
    length = int(headers.get("content-length", "0"))
    return Told(status, headers, await wire.reader.readexactly(length))


async def ask(council: Town, path: str, *more: str) -> Told:
    """Ask for something on a connection of its own."""
    async with bare(council) as wire:
        wire.send(f"GET {path} HTTP/1.1", "Host: localhost", *more)
        return await answer(wire)


def at_the_door() -> float:
    """How many pages have been answered from memory."""
    return measures.pages_from_memory._value.get()


@pytest.mark.parametrize(
    "more",
    [
        (),
        ("Accept-Encoding: gzip, deflate, br, zstd",),
        ("Accept-Encoding: gzip;q=0, identity",),
        ("If-None-Match: {etag}",),
        ('If-None-Match: "another", W/{etag}',),
    ],
)
@pytest.mark.parametrize("what", ["page", "script"])
async def test_the_answer_at_the_door_is_the_answer_within(
    council: Town, what: str, more: tuple[str, ...]
) -> None:
    path = PAGE if what == "page" else council.server.site.assets.url("public.js")
    etag = (await ask(council, path)).headers["etag"]
    said = [line.format(etag=etag) for line in more]
    before = at_the_door()
    door = await ask(council, path, *said)
    assert at_the_door() == before + 1
    within = await ask(council, path, *said, WITHIN)
    assert at_the_door() == before + 1
    assert (door.status, door.body) == (within.status, within.body)
    assert told(door) == told(within)
    assert door.status == (304 if "If-None-Match" in "".join(more) else 200)


def told(answer: Told) -> dict[str, str]:
    """The headers that are about what was asked for."""
    besides = OF_THE_CONNECTION | ({"content-length"} if answer.status == 304 else set())
    return {name: value for name, value in answer.headers.items() if name not in besides}


@pytest.mark.parametrize("path", [f"{PAGE}/panels?lang=en&hold=a:b", f"{PAGE}/screen"])
async def test_what_is_compressed_for_some_is_kept_for_those_alone(
    council: Town, path: str
) -> None:
    for more in ((), ("Accept-Encoding: gzip",)):
        told = await ask(council, path, *more)
        assert told.headers["vary"] == "Accept-Encoding"
        held = await ask(council, path, *more, f"If-None-Match: {told.headers['etag']}")
        assert (held.status, held.headers["vary"]) == (304, "Accept-Encoding")


async def test_addresses_that_nobody_else_asks_for_crowd_out_none(
    council: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "MOST_KNOWN", 10)
    known = council.server.memory._by_address
    for number in range(15):
        await ask(council, f"{PAGE}?lang={number}")
        assert len(known) <= 10
    await ask(council, f"{PAGE}?lang=" + "x" * 1000)
    assert max(map(len, known)) < 1000
    await ask(council, PAGE)
    assert PAGE in known


async def test_a_page_may_be_kept_for_a_moment_and_compressed(council: Town) -> None:
    page = await ask(council, PAGE, "Accept-Encoding: gzip")
    assert page.headers["cache-control"] == "public, max-age=2"
    assert page.headers["vary"] == "Accept-Encoding"
    assert b"Land at Mill Lane" in gzip.decompress(page.body)
    refused = await ask(council, PAGE, "Accept-Encoding: gzip;q=0")
    assert "content-encoding" not in refused.headers


async def test_the_page_is_drawn_once_for_each_change(council: Town) -> None:
    drawn = measures.pages_drawn._value
    await ask(council, PAGE)
    before = drawn.get()
    for _ in range(5):
        await ask(council, PAGE)
    assert drawn.get() == before
    await council.do("open_meeting")
    await council.do("take_item", item="2")
    feed = council.running.show.feed(Audience.PUBLIC, "en")
    assert await comes(lambda: "Land at Mill Lane" in feed.drawing.slot("now"))
    pages = {(await ask(council, PAGE)).body for _ in range(5)}
    assert drawn.get() == before + 1
    (page,) = pages
    assert f'data-root="{feed.drawing.root}"'.encode() in page


async def test_several_requests_at_once_are_answered_in_their_order(council: Town) -> None:
    asked = (PAGE, "/time", PAGE, "/nowhere")
    async with bare(council) as wire:
        for path in asked:
            wire.send(f"GET {path} HTTP/1.1", "Host: localhost")
        assert [(await answer(wire)).status for _ in asked] == [200, 200, 200, 404]


async def test_a_head_that_has_only_begun_behind_another_is_not_lost(council: Town) -> None:
    page, other = (f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n" for path in (PAGE, "/time"))
    for at in (1, len("GET /"), len(other) - 1):
        async with bare(council) as wire:
            wire.writer.write((page + other[:at]).encode())
            assert (await answer(wire)).status == 200
            wire.writer.write(other[at:].encode())
            told = await answer(wire)
            assert (told.status, "cache-control" in told.headers) == (200, True)
            assert b"<html" not in told.body


@pytest.mark.parametrize("first", ["GET /time", f"GET {PAGE}"])
async def test_a_part_of_a_head_that_looks_like_a_request_is_none(
    council: Town, first: str
) -> None:
    """Two who understand a request differently can be played against each other."""
    async with bare(council) as wire:
        wire.send(f"{first} HTTP/1.1", "Host: localhost", "", "GET /time HTTP/1.1", "X: ", end="")
        assert (await answer(wire)).status == 200
        before = at_the_door()
        wire.send(f"GET {PAGE} HTTP/1.1", "Host: localhost")  # in full: X: GET /meetings/planning…
        told = await answer(wire)
        assert told.status == 200
        assert b"<html" not in told.body
        assert at_the_door() == before


@pytest.mark.parametrize("body", ["GET /", ""])
async def test_after_a_body_the_next_is_looked_at_at_the_door_again(
    council: Town, body: str
) -> None:
    async with bare(council) as wire:
        wire.send("GET /time HTTP/1.1", "Host: localhost", f"Content-Length: {len(body)}")
        wire.writer.write(body.encode())
        assert (await answer(wire)).status == 200
        before = at_the_door()
        wire.send(f"GET {PAGE} HTTP/1.1", "Host: localhost")
        assert (await answer(wire)).status == 200
        assert at_the_door() == before + 1


async def test_one_after_the_other_on_one_connection_at_the_door_and_within(council: Town) -> None:
    async with bare(council) as wire:
        for path, status in ((PAGE, 200), (PAGE, 200), ("/time", 200), (PAGE, 200)):
            wire.send(f"GET {path} HTTP/1.1", "Host: localhost")
            assert (await answer(wire)).status == status


async def test_after_a_request_within_the_next_is_looked_at_at_the_door_again(
    council: Town,
) -> None:
    """A proxy sends what different people ask over the connections that it keeps."""
    async with bare(council) as wire:
        wire.send("GET /time HTTP/1.1", "Host: localhost")
        assert (await answer(wire)).status == 200
        before = at_the_door()
        wire.send(f"GET {PAGE} HTTP/1.1", "Host: localhost")
        assert (await answer(wire)).status == 200
        assert at_the_door() == before + 1
        for _ in range(3):
            wire.send("GET /time HTTP/1.1", "Host: localhost")
            assert (await answer(wire)).status == 200
        wire.send(*handshake(council, f"{PAGE}/feed?lang=en&hold=a:b"))
        assert await wire.status() == 101
        await wire.head()
        assert (await wire.reader.readexactly(1)) == b"\x81"
        assert council.server.followers.count(council.running.show.feed(Audience.PUBLIC, "en"))


async def test_a_connection_that_goes_to_and_fro_is_counted_once(
    tmp_path: Path,
) -> None:
    async with wired(tmp_path, connections=5) as council:
        crowding = council.server.wire.crowding
        async with bare(council) as wire:
            for path in ("/time", PAGE, "/time", PAGE):
                wire.send(f"GET {path} HTTP/1.1", "Host: localhost")
                await answer(wire)
                assert crowding.count("127.0.0.1") == 1
        assert await comes(lambda: crowding.count("127.0.0.1") == 0)


async def test_a_head_may_come_in_pieces(council: Town) -> None:
    hold = ",".join(f"panel-{number}:abcdefgh" for number in range(300))
    lines = handshake(council, f"{PAGE}/feed?lang=en&hold={hold}")
    whole = "\r\n".join(lines) + "\r\n\r\n"
    async with bare(council) as wire:
        for at in range(0, len(whole), 1000):
            wire.writer.write(whole[at : at + 1000].encode())
            await wire.writer.drain()
        assert await wire.status() == 101


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("GET {page} HTTP/1.0", 200),
        ("HEAD {page} HTTP/1.1", 200),
        ("POST {page} HTTP/1.1", 405),
        ("GET http://localhost{page} HTTP/1.1", 200),
        ("GET {page}?lang=en&utm_source=paper HTTP/1.1", 200),
        ("GET {page}?lang=xx HTTP/1.1", 200),
        ("GET /meetings/nothing HTTP/1.1", 404),
        ("GET {page}/ HTTP/1.1", 404),
        ("GET /static/nothing.js HTTP/1.1", 404),
        ("GET {page}/feed HTTP/1.1", 400),
        ("GET //[ HTTP/1.1", 404),
        ("GET //localhost{page} HTTP/1.1", 404),
    ],
)
async def test_whatever_is_no_plain_request_is_answered_within(
    council: Town, line: str, status: int
) -> None:
    async with bare(council) as wire:
        wire.send(line.format(page=PAGE), "Host: localhost")
        assert await wire.status() == status


@pytest.mark.parametrize(
    "more",
    [
        ("Content-Length: 5",),
        ("Transfer-Encoding: chunked",),
        ("Content-Length: 0", "Transfer-Encoding: chunked"),
        ("Host: another",),
    ],
)
async def test_a_body_or_a_second_host_is_never_the_porters_business(
    council: Town, more: tuple[str, ...]
) -> None:
    """Two who understand a request differently can be played against each other."""
    before = at_the_door()
    async with bare(council) as wire:
        wire.send(f"GET {PAGE} HTTP/1.1", "Host: localhost", *more)
        wire.writer.write(b"0\r\n\r\n")
        await wire.status()
    assert at_the_door() == before


async def test_who_follows_a_meeting_that_is_not_there_is_told_so(council: Town) -> None:
    async with bare(council) as wire:
        wire.send(*handshake(council, "/meetings/nothing/feed?lang=en"))
        assert await wire.status() == 404


async def test_a_handshake_that_is_not_right_is_refused(council: Town) -> None:
    lines = handshake(council, f"{PAGE}/feed?lang=en")
    for wrong in ("Sec-WebSocket-Version: 12", "Sec-WebSocket-Key: short"):
        name = wrong.partition(":")[0]
        async with bare(council) as wire:
            wire.send(*(wrong if line.startswith(name) else line for line in lines))
            assert await wire.status() == 400


async def test_a_narrow_window_is_agreed_to_and_then_nothing_is_compressed(council: Town) -> None:
    """What is compressed once is so with the widest window, which not every client may want."""
    await council.do("open_meeting")
    offer = "Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=10"
    async with bare(council) as wire:
        wire.send(*handshake(council, f"{PAGE}/feed?lang=en&hold=a:b", offer))
        assert await wire.status() == 101
        await wire.head()
        first = (await wire.reader.readexactly(2))[0]
        assert first == 0x81  # a whole text, not compressed


async def test_over_tls_before_the_proxy_the_door_says_so_too(tmp_path: Path) -> None:
    async with wired(tmp_path, trusted_proxies="127.0.0.1") as council:
        for path in (PAGE, f"{PAGE}/feed?lang=en&hold=a:b"):
            lines = handshake(council, path) if "feed" in path else [f"GET {path} HTTP/1.1"]
            said = [line for line in lines if not line.startswith(("Host", "Origin"))]
            async with bare(council) as wire:
                wire.send(*said, "Host: localhost", "X-Forwarded-Proto: https")
                await wire.status()
                assert "max-age" in (await wire.head())["strict-transport-security"]


@pytest.mark.parametrize(("address", "said"), [("https://m.example", "max-age=99"), ("", None)])
async def test_by_an_address_with_tls_the_door_says_so_where_no_proxy_was_declared(
    tmp_path: Path, address: str, said: str | None
) -> None:
    async with wired(tmp_path, address=address, strict_transport="max-age=99") as council:
        get = [f"GET {path} HTTP/1.1" for path in (PAGE, "/time")]
        asked = [(line, "Host: m.example") for line in get]
        for lines in (*asked, handshake(council, f"{PAGE}/feed?lang=en&hold=a:b")):
            async with bare(council) as wire:
                wire.send(*lines)
                assert await wire.status() in (200, 101)
                assert (await wire.head()).get("strict-transport-security") == said


async def test_the_root_that_a_page_says_is_the_one_that_the_feed_knows(council: Town) -> None:
    page = (await ask(council, PAGE)).body.decode()
    found = re.search(r'data-root="([^"]+)"', page)
    assert found is not None
    async with bare(council) as wire:
        wire.send(*handshake(council, f"{PAGE}/feed?lang=en&root={found[1]}"))
        assert await wire.status() == 101
        await wire.head()
        await council.do("open_meeting")
        frame = await wire.reader.readexactly(4)
        assert frame[0] & 0x0F == 1  # an update, not that it is to say what it holds
        assert TELL_WHAT_YOU_HOLD.to_bytes(2, "big") not in frame
