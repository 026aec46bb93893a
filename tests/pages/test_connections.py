"""A connection goes to and fro between the door and the web server, and ends with the server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from server import measures
from server.live import public
from server.live.public import Followers
from server.pages import connections
from server.pages.public import HOW_TO_FOLLOW
from tests.pages.wired import Bare, bare, handshake, wired
from tests.serve import Town

PAGE = "/meetings/planning"
FEED = f"{PAGE}/feed?lang=en&hold=a:b"
CHUNKED = b"2\r\nhi\r\n0\r\n\r\n"
PING = b"\x89\x80\0\0\0\0"


@pytest.fixture
async def council(tmp_path: Path) -> AsyncIterator[Town]:
    async with wired(tmp_path) as running:
        yield running


async def answered(wire: Bare) -> tuple[int, dict[str, str], str]:
    """The next answer on a connection: its status, headers and body."""
    status, headers = await wire.status(), await wire.head()
    body = await wire.reader.readexactly(int(headers.get("content-length", "0")))
    return status, headers, body.decode()


async def ended(wire: Bare) -> bool:
    """Whether nothing more is answered on a connection that has been closed."""
    try:
        return await asyncio.wait_for(wire.reader.read(), 5) == b""
    except ConnectionError:
        return True


def at_the_door() -> float:
    """How many pages have been answered from memory."""
    return measures.pages_from_memory._value.get()


async def test_after_a_body_in_chunks_a_meeting_can_be_followed(council: Town) -> None:
    """A proxy sends what different people ask over the connections that it keeps."""
    async with bare(council) as wire:
        wire.send("POST /nothing HTTP/1.1", "Host: localhost", "Transfer-Encoding: chunked")
        wire.writer.write(CHUNKED)
        assert (await answered(wire))[0] == 404
        wire.send(*handshake(council, FEED))
        assert await wire.status() == 101


@pytest.mark.parametrize("at", [0, 1, len(CHUNKED) - 5, len(CHUNKED) - 1])
async def test_so_it_can_where_the_chunks_come_after_the_answer(council: Town, at: int) -> None:
    async with bare(council) as wire:
        wire.send("POST /nothing HTTP/1.1", "Host: localhost", "Transfer-Encoding: chunked")
        wire.writer.write(CHUNKED[:at])
        assert (await answered(wire))[0] == 404
        wire.writer.write(CHUNKED[at:])
        wire.send("HEAD / HTTP/1.1", "Host: localhost")  # its answer says that all has been read
        assert await wire.status() == 200
        await wire.head()
        wire.send(*handshake(council, FEED))
        assert await wire.status() == 101


async def test_a_part_of_a_head_behind_a_body_in_chunks_is_not_lost(council: Town) -> None:
    async with bare(council) as wire:
        wire.send("POST /nothing HTTP/1.1", "Host: localhost", "Transfer-Encoding: chunked")
        wire.writer.write(CHUNKED + b"HEAD /nowhere HTTP/1.1\r\nX: ")
        assert (await answered(wire))[0] == 404
        before = at_the_door()
        wire.send(f"GET {PAGE} HTTP/1.1", "Host: localhost")  # in full: X: GET /meetings/planning…
        assert await wire.status() == 404
        assert at_the_door() == before


async def test_an_answer_to_several_requests_at_once_brings_the_connection_back_to_the_door(
    council: Town,
) -> None:
    async with bare(council) as wire:
        wire.writer.write(b"GET /time HTTP/1.1\r\nHost: localhost\r\n\r\n" * 2)
        assert [(await answered(wire))[0] for _ in range(2)] == [200, 200]
        wire.send(*handshake(council, FEED))
        assert await wire.status() == 101


async def test_a_handshake_may_say_that_it_has_no_body(council: Town) -> None:
    async with bare(council) as wire:
        wire.send(*handshake(council, FEED, "Content-Length: 0"))
        assert await wire.status() == 101


async def test_whoever_talks_with_the_handshake_is_told_how_to_follow_and_to_connect_anew(
    council: Town,
) -> None:
    async with bare(council) as wire:
        wire.writer.write(("\r\n".join(handshake(council, FEED)) + "\r\n\r\n").encode() + PING)
        status, headers, said = await answered(wire)
        assert (status, headers["connection"]) == (400, "close")
        assert said == HOW_TO_FOLLOW
        assert await ended(wire)


async def test_a_body_that_nobody_wanted_and_that_comes_late_does_no_harm(
    council: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "HEAD_SECONDS", 0.1)
    async with bare(council) as wire:
        wire.send("POST /nothing HTTP/1.1", "Host: localhost", "Content-Length: 10")
        wire.writer.write(b"hello")
        assert (await answered(wire))[0] == 404
        wire.writer.write(b"world")
        with pytest.raises(TimeoutError):  # nobody hangs up, as they would on half a head
            await asyncio.wait_for(wire.reader.read(), 0.3)
        before = at_the_door()
        wire.send(f"GET {PAGE} HTTP/1.1", "Host: localhost")
        assert (await answered(wire))[0] == 200
        assert at_the_door() == before + 1


@pytest.mark.parametrize("last", [PAGE, "/time"])
async def test_a_server_that_has_stopped_answers_nobody_whose_connection_was_kept(
    tmp_path: Path, last: str
) -> None:
    async with wired(tmp_path) as council:
        reader, writer = await asyncio.open_connection("127.0.0.1", council.server.port)
        wire = Bare(reader, writer)
        wire.send(f"GET {last} HTTP/1.1", "Host: localhost")
        assert (await answered(wire))[0] == 200
    wire.send(f"GET {PAGE} HTTP/1.1", "Host: localhost")
    assert await ended(wire)
    writer.close()


@pytest.mark.parametrize("last", [PAGE, "/time"])
async def test_nobody_begins_to_follow_while_the_followers_are_sent_away(
    tmp_path: Path, last: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with wired(tmp_path) as council:
        async with bare(council) as wire:
            wire.send(f"GET {last} HTTP/1.1", "Host: localhost")
            assert (await answered(wire))[0] == 200
            close = Followers.close

            async def meanwhile(followers: Followers) -> None:
                wire.send(*handshake(council, FEED))
                assert await ended(wire)
                await close(followers)

            monkeypatch.setattr(public.Followers, "close", meanwhile)
            await council.server.stop()
            monkeypatch.undo()
        assert not list(council.server.followers)
