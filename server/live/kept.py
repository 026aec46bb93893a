"""What councils keep, read from a journal that another process may be writing."""

from __future__ import annotations

from typing import TypeVar

import server.council.planned
import server.council.registered  # noqa: F401  # changes must be known before they are read
from server.council.fold import after
from server.council.plan import Plan
from server.council.register import Register
from server.journal.journal import Journal
from server.live.council import PLANS, REGISTER
from server.live.stream import changed_in

S = TypeVar("S")


async def kept_register(journal: Journal) -> Register:
    """The register as it is now. Raises UnknownChange."""
    return await _kept(journal, REGISTER, Register())


async def kept_plan(journal: Journal, id: str) -> Plan:
    """The plan with this id; one without arrangements, where there is none."""
    return await _kept(journal, PLANS + id, Plan())


async def kept_plans(journal: Journal) -> list[Plan]:
    """Every plan that was not put away."""
    ids = [name.removeprefix(PLANS) for name in await journal.streams(PLANS)]
    plans = [await kept_plan(journal, id) for id in ids]
    return [plan for plan in plans if plan.arrangements is not None and not plan.dropped]


async def _kept(journal: Journal, name: str, nothing: S) -> S:
    rows = await journal.read(name)
    return after(nothing, nothing, (), [changed_in(row) for row in rows])
