"""The crowd is measured honestly: what went amiss is noticed, and the table says what was kept."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec
import pytest

from server.bench.__main__ import Report
from server.bench.crowd.judged import (
    Judged,
    at_least,
    at_most,
    judged_table,
    less_than,
    ratios,
    unmeasured,
)
from server.bench.crowd.load import Load, load_on
from server.bench.crowd.peers import floor
from server.bench.native.build import NotBuilt, built

ROOT = Path(__file__).parent.parent
WELCOME = (
    b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Accept: EyKXLcWzYU0X3d+BzvhcmpJW9LE=\r\n\r\n"
)
FOLLOWERS = 5

compiled = pytest.mark.skipif(shutil.which("cc") is None, reason="there is no C compiler")
Send = Callable[[int, asyncio.StreamWriter], None]
"""What a server sends to the follower of this number."""
Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


def test_a_ratio_is_taken_within_its_repeat_and_the_median_of_them_is_told() -> None:
    own, floor = [100, 300, 130], [100, 200, 100]
    assert ratios(own, floor) == [1, 1.5, 1.3]
    told = at_most("Push", ratios(own, floor), 1.3, "×")
    assert told == Judged("Push", "1.30 × (1.00–1.50)", "at most 1.30 ×", True)


@pytest.mark.parametrize(
    ("told", "met"),
    [
        (at_most("", [1, 2, 9], 2, "s"), True),
        (at_most("", [1, 2, 9], 1.9, "s"), False),
        (at_least("", [1, 2, 9], 2, "s"), True),
        (at_least("", [1, 2, 9], 2.1, "s"), False),
        (less_than("", [1, 2, 9], 2.1, "s"), True),
        (less_than("", [1, 2, 9], 2, "s"), False),
    ],
)
def test_a_promise_is_kept_by_the_median_up_to_its_very_figure(told: Judged, met: bool) -> None:
    assert told.met is met


def test_the_table_says_what_was_kept_and_what_was_not_measured() -> None:
    _, kept, broken, missing = judged_table(
        [
            at_most("Memory", [12], 16, "kB"),
            at_least("Coming", [2900], 3000, "/s"),
            unmeasured("Pages", "there is no nginx"),
        ]
    ).split("\n")
    assert re.split("  +", kept) == ["Memory", "12.0 kB", "at most 16.0 kB", "met"]
    assert re.split("  +", broken) == ["Coming", "2,900 /s", "at least 3,000 /s", "not met"]
    assert re.split("  +", missing) == ["Pages", "not measured: there is no nginx"]


@compiled
def test_a_crowd_is_measured_and_printed(tmp_path: Path) -> None:
    rows = ["--quick", "--only", "crowd", "--rows", "push,memory,return"]
    printed = subprocess.run(
        [sys.executable, "-m", "server.bench", "--json", "figures.json", *rows],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=True,
        capture_output=True,
        text=True,
        timeout=120,
    ).stdout
    written = msgspec.json.decode((tmp_path / "figures.json").read_bytes(), type=Report).crowd
    promised = [row.what for row in written if row.promised]
    assert [what.split(" of ")[0] for what in promised] == [
        "CPU", "Latency", "Memory",
        "50 are cut, miss a command and come back at once: all current",
        "  and none is sent a page that it held",
    ]  # fmt: skip
    assert written[-1].measured.startswith("2 of ")  # the decision, and the item it stands under
    assert all(row.what in printed for row in written)


@compiled
async def test_the_floor_pushes_to_every_follower_whole() -> None:
    programs = built()
    text = b"Cyngor" * 200
    async with (
        floor(programs.floor, set(), text) as served,
        load_on(programs.load, served.port, served.kind) as load,
    ):
        came = await load.follow(FOLLOWERS, 2, await served.path())
        begun = await served.push()
        arrived = await load.arrived(5)
        assert (came.following, arrived.had_by) == (FOLLOWERS, FOLLOWERS)
        assert (arrived.frame_bytes, await load.message()) == (1204, text + b"\n")
        assert begun < arrived.first_at <= arrived.median_at <= arrived.last_at


def whole(_: int, writer: asyncio.StreamWriter) -> None:
    writer.write(b"\x81\x02hi")


def alive(_: int, writer: asyncio.StreamWriter) -> None:
    writer.write(b"\x81\x02{}" + b"\xc1\x04\xaa\xae\x05\x00" + b"\x81\x02hi")


def lost(number: int, writer: asyncio.StreamWriter) -> None:
    if number:
        writer.write(b"\x81\x02hi")


def repeated(number: int, writer: asyncio.StreamWriter) -> None:
    writer.write(b"\x81\x02hi" * (1 if number else 2))


def different(number: int, writer: asyncio.StreamWriter) -> None:
    writer.write(b"\x81\x02hi" if number else b"\x81\x02ho")


def garbled(_: int, writer: asyncio.StreamWriter) -> None:
    writer.write(b"\xc1\x02hi")  # it says that it is compressed


def gone(number: int, writer: asyncio.StreamWriter) -> None:
    whole(number, writer)
    if not number:
        writer.write(b"\x88\x02\x03\xe8")


@compiled
@pytest.mark.parametrize("send", [lost, repeated, different, garbled, gone])
async def test_a_message_that_goes_amiss_is_noticed(send: Send) -> None:
    async with followed(send) as load:
        with pytest.raises(ConnectionError, match="did not come whole"):
            await load.arrived(0.2)


@compiled
@pytest.mark.parametrize("send", [whole, alive])
async def test_a_message_that_comes_to_all_is_counted_and_a_sign_of_life_is_none(
    send: Send,
) -> None:
    async with followed(send) as load:
        assert (await load.arrived(5)).had_by == FOLLOWERS


@compiled
async def test_who_is_told_to_say_what_they_hold_comes_again_and_says_so() -> None:
    asked = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        asked.append(head.split()[1])
        writer.write(WELCOME + (b"\x81\x02hi" if b"hold" in head else b"\x88\x02\x0f\xa1"))

    async with listening(serve) as port, load_on(built().load, port, "websocket") as load:
        await load.follow(FOLLOWERS, FOLLOWERS, "/feed", "/feed?hold=a:1")
        assert (await load.arrived(5)).had_by == FOLLOWERS
    assert sorted(asked) == [b"/feed"] * FOLLOWERS + [b"/feed?hold=a:1"] * FOLLOWERS


@compiled
async def test_a_crowd_that_is_refused_is_told_so() -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 404 Not Found\r\n\r\n")

    async with listening(serve) as port, load_on(built().load, port, "websocket") as load:
        with pytest.raises(ConnectionError, match="404 Not Found"):
            await load.follow(FOLLOWERS, FOLLOWERS, "/feed")


def test_without_a_compiler_the_table_says_how_to_get_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(NotBuilt, match="apt-get install"):
        built()


@asynccontextmanager
async def followed(send: Send) -> AsyncIterator[Load]:
    """A load whose followers have all come to a server that then sends them something."""
    come: list[asyncio.StreamWriter] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        come.append(writer)
        writer.write(WELCOME)

    async with listening(serve) as port, load_on(built().load, port, "websocket") as load:
        await load.follow(FOLLOWERS, FOLLOWERS, "/feed")
        for number, writer in enumerate(come):
            send(number, writer)
        yield load


@asynccontextmanager
async def listening(serve: Serve) -> AsyncIterator[int]:
    """A server of this program; its port."""
    open_here: list[asyncio.StreamWriter] = []

    async def taken_in(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        open_here.append(writer)
        await serve(reader, writer)

    server = await asyncio.start_server(taken_in, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for writer in open_here:
            writer.close()
