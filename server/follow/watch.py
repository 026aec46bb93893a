"""Watching the tool itself: figures of a tool that cannot keep up are not those of the server."""

from __future__ import annotations

import asyncio
import resource
import sys
import time

from server.follow.task import Own

LOOK_SECONDS = 0.02


class Watch:
    """How late the event loop is, and what the process uses."""

    def __init__(self) -> None:
        self._late: list[float] = []
        self._begun, self._used = time.monotonic(), time.process_time()

    async def run(self) -> None:
        """Look again and again."""
        loop = asyncio.get_running_loop()
        while True:
            due = loop.time() + LOOK_SECONDS
            await asyncio.sleep(LOOK_SECONDS)
            self._late.append(max(0.0, loop.time() - due) * 1000)

    def told(self) -> Own:
        """What it came to."""
        late = sorted(self._late) or [0.0]
        took = time.monotonic() - self._begun
        return Own(
            memory=memory(),
            core=(time.process_time() - self._used) / took if took else 0.0,
            late=late[int(len(late) * 0.99)],
            latest=late[-1],
        )


def memory() -> int:
    """The most memory that this process had at once, in bytes."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024
