"""A server that lies: whatever it garbles or withholds is found, and the rest is not blamed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import msgspec
import pytest
from websockets.asyncio.server import ServerConnection, serve

from server.digest import short_digest
from server.follow import page
from server.follow.crowd import Crowd
from server.follow.held import Held, Message, Messages
from server.follow.task import Gaps, Newest, Task
from tests.follow.conftest import come, until

PANELS = ("status", "now")


def panel(id: str, words: str) -> str:
    inner = f"<p>{words}</p>"
    return f'<div id="{id}" data-panel="{short_digest(inner)}">{inner}</div>'


def drawn(status: str, now: str) -> Held:
    digests = {
        id: short_digest(f"<p>{words}</p>") for id, words in zip(PANELS, (status, now), strict=True)
    }
    root = short_digest("\n".join(f"{id} {digest}" for id, digest in digests.items()))
    return Held(root, {"top": PANELS}, digests)


WORDS = ("open", "Item 1")
BEFORE, FIRST, SECOND = drawn(*WORDS), drawn("open", "Item 2"), drawn("over", "Item 2")
TO_FIRST = Message(FIRST.root, {"now": panel("now", "Item 2")})
TO_SECOND = Message(SECOND.root, {"status": panel("status", "over")})
GARBLED = Message(FIRST.root, {"now": panel("now", "Item 2").replace("Item 2", "Item 3")})
NOTHING_NEW = Message()


class Liar:
    """Sends each who follows what it was told to, and to the first of them something else."""

    def __init__(self) -> None:
        self.following: list[ServerConnection] = []
        self.port = 0

    async def follow(self, connection: ServerConnection) -> None:
        self.following.append(connection)
        await connection.wait_closed()

    async def say(self, to_all: Message, to_first: Message | bytes | None) -> None:
        said = [to_first, *([to_all] * (len(self.following) - 1))]
        for connection, what in zip(self.following, said, strict=True):
            if isinstance(what, bytes):
                await connection.send(what.decode())
            elif what is not None:
                await connection.send(msgspec.json.encode(what).decode())


@asynccontextmanager
async def liar() -> AsyncIterator[Liar]:
    it = Liar()
    async with serve(it.follow, "127.0.0.1", 0, compression=None) as server:
        it.port = next(iter(server.sockets)).getsockname()[1]
        yield it


def task(port: int, followers: int) -> Task:
    host = f"127.0.0.1:{port}"
    return Task("127.0.0.1", port, host, "/meetings/x/feed", False, followers, 5000, BEFORE)


async def gaps_after(said: Sequence[tuple[Message, Message | bytes | None]], root: str) -> Gaps:
    """Three follow; what the first of them is told is told apart."""
    async with liar() as server:
        crowd = Crowd(task(server.port, 3))
        await come(crowd, 3)
        for to_all, to_first in said:
            had = crowd.counts.messages
            await server.say(to_all, to_first)
            more = 2 + (to_first is not None)
            await until(
                lambda had=had, more=more: crowd.counts.messages == had + more, "they have it"
            )
        gaps = crowd.everything(Newest(root, 0)).gaps
        await crowd.go()
    return gaps


async def test_where_nothing_is_wrong_there_is_no_gap() -> None:
    said = [(TO_FIRST, TO_FIRST), (NOTHING_NEW, NOTHING_NEW), (TO_SECOND, TO_SECOND)]
    assert await gaps_after(said, SECOND.root) == Gaps()


async def test_a_garbled_panel_is_a_gap_though_its_digest_and_root_are_right() -> None:
    gaps = await gaps_after([(TO_FIRST, GARBLED)], FIRST.root)
    assert gaps == Gaps(anybody=1, garbled=1)


async def test_a_message_that_cannot_be_read_is_a_gap() -> None:
    gaps = await gaps_after([(TO_FIRST, b"{")], FIRST.root)
    assert gaps == Gaps(anybody=1, garbled=1, behind=1)


async def test_a_change_that_is_withheld_is_a_gap_even_if_more_came_after_it() -> None:
    gaps = await gaps_after([(TO_FIRST, None), (TO_SECOND, TO_SECOND)], SECOND.root)
    assert gaps == Gaps(anybody=1, missed=1, garbled=1)


async def test_the_last_change_withheld_leaves_its_follower_behind() -> None:
    gaps = await gaps_after([(TO_FIRST, TO_FIRST), (TO_SECOND, None)], SECOND.root)
    assert gaps == Gaps(anybody=1, behind=1)


async def test_a_change_that_nobody_was_told_leaves_all_behind() -> None:
    gaps = await gaps_after([(TO_FIRST, TO_FIRST)], SECOND.root)
    assert gaps == Gaps(anybody=3, behind=3)


async def test_it_is_no_gap_to_hold_what_came_after_the_newest_was_asked_for() -> None:
    said = [(TO_FIRST, TO_FIRST), (TO_SECOND, TO_SECOND)]
    assert await gaps_after(said, FIRST.root) == Gaps()


async def test_a_follower_answers_a_ping_as_a_browser_does() -> None:
    async with liar() as server:
        crowd = Crowd(task(server.port, 1))
        await come(crowd, 1)
        await asyncio.wait_for(await server.following[0].ping(b"there?"), 3)
        await crowd.go()


async def test_a_message_in_several_frames_is_one() -> None:
    async with liar() as server:
        crowd = Crowd(task(server.port, 1))
        await come(crowd, 1)
        text = msgspec.json.encode(TO_FIRST).decode()
        await server.following[0].send([text[:9], text[9:]])
        await until(lambda: crowd.counts.messages == 1, "it has come")
        assert crowd.everything(Newest(FIRST.root, 0)).gaps == Gaps()
        await crowd.go()


async def test_who_comes_in_between_two_changes_is_told_both_at_once_and_blames_nobody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(page, "JOINING_SECONDS", 3600)
    both = Message(SECOND.root, {**TO_FIRST.set, **TO_SECOND.set})
    async with liar() as server:
        crowd = Crowd(task(server.port, 3))
        await come(crowd, 3)
        await server.say(TO_FIRST, both)
        await until(lambda: crowd.counts.messages == 3, "all are told")
        await server.say(TO_SECOND, None)
        await until(lambda: crowd.counts.messages == 5, "the others are told the rest")
        monkeypatch.setattr(page, "JOINING_SECONDS", 0)
        back = Message(BEFORE.root, {id: panel(id, w) for id, w in zip(PANELS, WORDS, strict=True)})
        await server.say(back, back)
        await until(lambda: crowd.counts.messages == 8, "all are told of the next")
        assert crowd.everything(Newest(BEFORE.root, 0)).gaps == Gaps()
        assert [change.told for change in crowd.changes.all] == [0, 3]
        await crowd.go()


@pytest.mark.parametrize("bad", [b"", b"[1]", b'{"root":1}', b"\xff"])
def test_what_is_no_message_is_not_read(bad: bytes) -> None:
    assert Messages().after(BEFORE, bad, False) is None
    assert Messages().after(BEFORE, bad + b"\x07", True) is None


def test_panels_come_and_go_with_the_order_of_their_place() -> None:
    more = Message("r", {"new": panel("new", "Late")}, {"top": ["new", "status"]})
    held = BEFORE.after(more)
    assert held.places == {"top": ("new", "status")}
    assert set(held.digests) == {"new", "status"}
    assert not held.whole
