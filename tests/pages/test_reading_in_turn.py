"""Files from elsewhere are read one after the other, while everything else goes on."""

from __future__ import annotations

import asyncio
import threading

import pytest

from server.pages.reading_in_turn import in_turn


async def test_no_two_are_read_at_once() -> None:
    both = threading.Barrier(2)

    def read() -> None:
        both.wait(0.05)

    ends = await asyncio.gather(in_turn(read), in_turn(read), return_exceptions=True)
    assert [type(end) for end in ends] == [threading.BrokenBarrierError] * 2


async def test_whoever_goes_away_while_waiting_has_nothing_read() -> None:
    go_on, read = threading.Event(), list[str]()
    first = asyncio.create_task(in_turn(go_on.wait, 5))
    second = asyncio.create_task(in_turn(read.append, "second"))
    third = asyncio.create_task(in_turn(read.append, "third"))
    await asyncio.sleep(0)  # all three have asked
    second.cancel()
    await asyncio.sleep(0)
    go_on.set()
    assert await first
    await third
    assert read == ["third"]


async def test_what_goes_wrong_is_told_to_whoever_asked() -> None:
    with pytest.raises(ZeroDivisionError):
        await in_turn(divmod, 1, 0)
    assert await in_turn(divmod, 7, 2) == (3, 1)
