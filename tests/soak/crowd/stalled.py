"""Followers who stop reading, as a laptop does that is shut: the server must let go of them."""

from __future__ import annotations

import asyncio
import socket
import time

from tests.soak.crowd.growth import connected
from tests.soak.crowd.socket import Where

LET_GO_SECONDS = 90.0  # after this the server must have noticed
_READS = 4096


class Stalled:
    """All who have stopped reading."""

    def __init__(self, where: Where) -> None:
        self._where = where
        self._all: list[tuple[float, socket.socket]] = []

    async def more(self, count: int, root: str) -> None:
        """So many more follow, and never read anything but the handshake. Raises OSError."""
        for _ in range(count):
            self._all.append((time.monotonic(), await asyncio.to_thread(self._one, root)))

    def __len__(self) -> int:
        return len(self._all)

    def held(self) -> int:
        """How many the server still holds on to."""
        return connected(self._where.port, [_port(each) for _, each in self._all])

    def overdue(self) -> int:
        """How many of these it should have let go of."""
        now = time.monotonic()
        old = [_port(each) for since, each in self._all if now - since > LET_GO_SECONDS]
        return connected(self._where.port, old)

    def close(self) -> None:
        """Close them all."""
        for _, each in self._all:
            each.close()

    def _one(self, root: str) -> socket.socket:
        made = socket.socket()
        made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _READS)
        made.settimeout(10)
        made.connect((self._where.host, self._where.port))
        made.sendall(self._where.handshake(root))
        made.recv(12)  # the beginning of the answer, and nothing after it
        return made


def _port(client: socket.socket) -> int:
    return int(client.getsockname()[1])
