"""How a meeting stands when a soak begins."""

from __future__ import annotations

import time

from server.live.allowance import Allowance
from tests.pages.visitors import Street

MANY = 10**9


async def begun(here: Street, number: int) -> None:
    """The meeting as it stands when the asking begins: not opened, open, at a motion, closed, or in
    private."""
    stands = number % 5
    without_limits(here)
    do = here.town.do
    if stands:
        for person in ("chair", "shah", "owen", "ruiz"):
            await do("record_present", person=person)
        await do("open_meeting")
    if stands in (2, 4):
        await do("take_item", item="2")
    if stands == 2:
        await do("move_motion", text="That the report be noted.", mover="owen", seconder="ruiz")
    if stands == 3:
        await do("close_meeting")
    if stands == 4:
        await do("exclude_public", ground="confidential")


def without_limits(here: Street) -> None:
    """Let everybody ask as often as they like, for else nothing but “too many” would be tried."""
    server = here.town.server
    server.inside._allowance = Allowance(MANY, MANY, time.monotonic)
    server.wire.openings._at_once, server.wire.openings._a_second = MANY, MANY
