"""What the site knows of the wire: its proxies, its address, its limits, who may frame it."""

from __future__ import annotations

import time
from collections.abc import Mapping

import msgspec
from aiohttp import web

from server.live.allowance import Allowance
from server.pages.connections import Crowding
from server.pages.limits import OPENINGS_A_SECOND, OPENINGS_AT_ONCE, Attempts
from server.pages.proxy import Proxies


def _openings() -> Allowance:
    return Allowance(OPENINGS_AT_ONCE, OPENINGS_A_SECOND, time.monotonic)


class Wire(msgspec.Struct, frozen=True, eq=False):
    """One server's rules of the wire.

    `address`: how people reach the site, if it was set. `framed_by`: the sites that may frame the
    public panel, by the name of the council; "" stands for every council of this server.
    """

    proxies: Proxies = msgspec.field(default_factory=Proxies)
    crowding: Crowding = msgspec.field(default_factory=Crowding)
    openings: Allowance = msgspec.field(default_factory=_openings)
    attempts: Attempts = msgspec.field(default_factory=lambda: Attempts(time.monotonic))
    address: str = ""
    transport_security: str = ""
    framed_by: Mapping[str, tuple[str, ...]] = msgspec.field(default_factory=dict)


WIRE: web.AppKey[Wire] = web.AppKey("wire", Wire)
