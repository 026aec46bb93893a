"""Whoever follows is asked whether they live, each at their own even pace."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from itertools import pairwise

import pytest

from server.live import heartbeat
from server.live.follower import Follower
from server.live.heartbeat import BEATS, Heartbeat

ROUNDS = 4


class Open(asyncio.Transport):
    """A connection that stays open."""

    def __init__(self) -> None:
        super().__init__()

    def is_closing(self) -> bool:
        return False


class Counted(Heartbeat):
    """A heartbeat that notes at which of its beats it asks whom, and asks nobody."""

    def __init__(self) -> None:
        super().__init__(self._go_on)
        self.beats = 0
        self.asked: dict[Follower, list[int]] = {}
        self.first_round, self.enough = asyncio.Event(), asyncio.Event()

    async def _go_on(self) -> None:
        raise AssertionError("so few make nobody wait")

    async def _ask(self, followers: Iterable[Follower], *, with_a_word: bool) -> None:
        self.beats += 1
        for follower in followers:
            self.asked.setdefault(follower, []).append(self.beats)
        if self.beats == BEATS:
            self.first_round.set()
        if self.beats == ROUNDS * BEATS:
            self.enough.set()


async def test_between_two_questions_is_the_same_time_however_many_come_and_go(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(heartbeat, "PING_SECONDS", 0.025)  # not 25
    beating = Counted()
    early = [Follower(Open(), deflates=True) for _ in range(30)]
    for follower in early:
        beating.join(follower)
    await asyncio.wait_for(beating.first_round.wait(), 5)
    for follower in early[:-1]:
        follower.connection_lost(None)
    late = [Follower(Open(), deflates=True) for _ in range(7)]
    for follower in late:
        beating.join(follower)
    await asyncio.wait_for(beating.enough.wait(), 5)
    beating.stop()
    assert all(len(beating.asked[gone]) == 1 for gone in early[:-1])
    for stayed in (early[-1], *late):
        asked = beating.asked[stayed]
        assert {later - before for before, later in pairwise(asked)} == {BEATS}
    assert all(beating.asked[follower][0] <= 2 * BEATS for follower in late)
