"""A process full of followers: `python -m server.follow.worker`.

Its first line of input is the task; it tells in lines how it stands. The next line is the newest
drawing: then it tells everything, and ends, as it does when its input ends.
"""

from __future__ import annotations

import asyncio
import gc
import resource
import signal
import sys

import msgspec

from server.follow.crowd import Crowd
from server.follow.task import Newest, Task, Told

TELL_SECONDS = 0.25
LONGEST_SECONDS = 40 * 60.0  # whatever happens, it ends
MOST_BYTES = 4 * 1024 * 1024  # of a line of input: a page of the largest meeting


async def follow() -> None:
    """Follow as the input says."""
    reader = await _input()
    crowd = Crowd(msgspec.json.decode(await reader.readline(), type=Task))
    beside = [asyncio.ensure_future(crowd.come()), asyncio.ensure_future(_tell(crowd))]
    try:
        line = await reader.readline()
        beside[0].cancel()
        if line:
            newest = msgspec.json.decode(line, type=Newest)
            await crowd.settle(newest)
            beside[1].cancel()
            everything = crowd.everything(newest)
            _say(Told(crowd.counts, crowd.changes.last, everything))
    finally:
        for each in beside:
            each.cancel()
        await crowd.go()


async def _tell(crowd: Crowd) -> None:
    while True:
        await asyncio.sleep(TELL_SECONDS)
        _say(Told(crowd.counts, crowd.changes.last))


def _say(told: Told) -> None:
    print(msgspec.json.encode(told).decode(), flush=True)


async def _input() -> asyncio.StreamReader:
    reader = asyncio.StreamReader(MOST_BYTES)
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    return reader


def _loop() -> asyncio.Runner:
    try:
        import uvloop
    except ImportError:
        return asyncio.Runner()
    return asyncio.Runner(loop_factory=uvloop.new_event_loop)


def main() -> None:
    """Run, and end when the one that began it does. Ctrl+C is for that one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    gc.freeze()
    with _loop() as runner:
        runner.run(asyncio.wait_for(follow(), LONGEST_SECONDS))


if __name__ == "__main__":
    main()
