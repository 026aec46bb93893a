"""How much of the crowd is measured, and for how long."""

from __future__ import annotations

import msgspec

from server.bench.crowd.peers import NCHAN, SOCKET_IO, WS
from server.bench.crowd.served import Pace

ROWS = ("push", "memory", "connect", "acknowledge", "unread", "return", "pages", "processes")
PEERS = {"nchan": NCHAN, "ws": WS, "socket.io": SOCKET_IO}


class Asked(msgspec.Struct, frozen=True):
    """So many followers and repeats; messages at this pace; so many commands acknowledged, and so
    many seconds of requests for pages and of followers who do not read."""

    followers: int = 10_000
    repeats: int = 5
    pace: Pace = Pace(20, 0.4)
    commands: int = 40
    page_seconds: float = 1.5
    unread_seconds: float = 60.0
    rows: frozenset[str] = frozenset(ROWS)
    peers: tuple[str, ...] = tuple(PEERS.values())

    @property
    def half(self) -> int:
        """So many come at once after a cut."""
        return max(1, self.followers // 2)

    @property
    def unread(self) -> int:
        """So many stop reading: one in a hundred."""
        return max(1, self.followers // 100)

    def unread_pace(self, repeat: int) -> Pace:
        """The messages while they do not read: for so long in the first repeat, and for a fifth of
        that in the others."""
        seconds = self.unread_seconds / (5 if repeat else 1)
        return Pace(max(1, round(seconds / self.pace.seconds)), self.pace.seconds)

    @property
    def brisk(self) -> Pace:
        """As many messages in less time, where nothing but processor time is looked at."""
        return Pace(self.pace.messages, self.pace.seconds * 0.6)


QUICK = Asked(50, 1, Pace(2, 0.15), 4, 0.1, 0.3, peers=())
