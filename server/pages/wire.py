"""What the site knows of the wire: its proxies, its address, its limits."""

from __future__ import annotations

import time

import msgspec
from aiohttp import web

from server.live.allowance import Allowance
from server.pages.connections import Crowding
from server.pages.limits import (
    OPENINGS_A_SECOND,
    OPENINGS_AT_ONCE,
    SEARCHES_A_SECOND,
    SEARCHES_AT_ONCE,
    Attempts,
)
from server.pages.proxy import Proxies


def _openings() -> Allowance:
    return Allowance(OPENINGS_AT_ONCE, OPENINGS_A_SECOND, time.monotonic)


def _searches() -> Allowance:
    return Allowance(SEARCHES_AT_ONCE, SEARCHES_A_SECOND, time.monotonic)


class Wire(msgspec.Struct, frozen=True, eq=False):
    """One server's rules of the wire. `address`: how people reach the site, if it was set."""

    proxies: Proxies = msgspec.field(default_factory=Proxies)
    crowding: Crowding = msgspec.field(default_factory=Crowding)
    openings: Allowance = msgspec.field(default_factory=_openings)
    searches: Allowance = msgspec.field(default_factory=_searches)
    attempts: Attempts = msgspec.field(default_factory=lambda: Attempts(time.monotonic))
    address: str = ""
    transport_security: str = ""

    def scheme(self, seen: str) -> str:
        """The scheme by which people reach the site, where a request came by the one that is seen
        here: the address knows better where a proxy that ends TLS has not been declared."""
        return "https" if self.address.startswith("https://") else seen

    def strict(self, seen: str) -> str:
        """What such a request is told in Strict-Transport-Security; empty where there is no TLS."""
        return self.transport_security if self.scheme(seen) == "https" else ""


WIRE: web.AppKey[Wire] = web.AppKey("wire", Wire)
