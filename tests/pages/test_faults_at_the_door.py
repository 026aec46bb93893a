"""A fault of ours at the door is logged; whoever asked is answered, and nobody is miscounted."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

import pytest

from server.live.frames import Frames
from server.live.public import Crowd
from server.live.show import Show
from server.pages import memory
from server.pages.desk import Desk
from server.pages.memory import Memory
from tests.pages.wired import bare, comes, handshake, wired

PAGE = "/meetings/planning"
FEED = f"{PAGE}/feed?lang=en&hold=a:b"
OF_THE_DOOR = "a request could not be answered at the door"


def fail(*_: object, **__: object) -> NoReturn:
    raise RuntimeError("a fault of ours")


def logged(caplog: pytest.LogCaptureFixture, words: str) -> int:
    """How often this was logged, with the traceback."""
    return sum(words in each.message and each.exc_info is not None for each in caplog.records)


@pytest.mark.parametrize("part", ["read", "page", "find"])
async def test_whoever_asks_for_a_page_gets_it_within_when_the_door_fails(
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    part: str,
) -> None:
    async with wired(tmp_path) as council:
        monkeypatch.setattr(Memory if part == "find" else Desk, part, fail)
        async with bare(council) as wire:
            wire.send(f"GET {PAGE} HTTP/1.1", "Host: localhost")
            assert await wire.status() == 200
        assert logged(caplog, OF_THE_DOOR) == 1
        assert PAGE not in caplog.text


async def test_a_page_that_cannot_be_drawn_is_told_as_a_fault_of_ours(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with wired(tmp_path) as council:
        monkeypatch.setattr(memory, "public_page", fail)
        async with bare(council) as wire:
            wire.send(f"GET {PAGE} HTTP/1.1", "Host: localhost")
            assert await wire.status() == 500
            head = await wire.head()
            body = await wire.reader.readexactly(int(head["content-length"]))
            assert b"Something went wrong on our side" in body
        assert logged(caplog, OF_THE_DOOR) == 1


@pytest.mark.parametrize("proxies", ["", "127.0.0.1"])
@pytest.mark.parametrize("part", ["join", "write"])
async def test_whoever_cannot_be_let_follow_is_told_to_come_again_and_counted_no_more(
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    part: str,
    proxies: str,
) -> None:
    async with wired(tmp_path, connections=5, trusted_proxies=proxies) as council:
        crowding = council.server.wire.crowding
        if part == "join":
            monkeypatch.setattr(Crowd, "join", fail)
        else:
            monkeypatch.setattr(Frames, "of", fail)
        async with bare(council) as wire:
            wire.send(*handshake(council, FEED, "X-Forwarded-For: 203.0.113.9"))
            assert await wire.status() == 101
            await wire.head()
            assert await wire.reader.read() == b"\x88\x02\x03\xf3"  # 1011, and the end
        assert await comes(lambda: not crowding._counted)
        assert logged(caplog, "somebody could not be let follow a meeting") == 1


@pytest.mark.parametrize("proxies", ["", "127.0.0.1"])
async def test_a_handshake_that_fails_at_the_door_is_answered_within_and_counted_no_more(
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    proxies: str,
) -> None:
    async with wired(tmp_path, connections=5, trusted_proxies=proxies) as council:
        crowding = council.server.wire.crowding
        monkeypatch.setattr(Show, "feed", fail)
        async with bare(council) as wire:
            wire.send(*handshake(council, FEED, "X-Forwarded-For: 203.0.113.9"))
            assert await wire.status() == 400
        assert await comes(lambda: not crowding._counted)
        assert logged(caplog, OF_THE_DOOR) == 1
