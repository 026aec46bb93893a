"""A small meeting that is live, on a real journal in a temporary folder."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from server.journal.journal import Journal, open_journal
from server.live.live_meeting import LiveMeeting
from server.live.meetings import Meetings, Running
from server.live.order import Answer, Order
from server.live.show import Show
from server.live.turn import Clock
from server.meeting.command import Office
from server.meeting.convened import MeetingConvened, PlannedItem
from server.meeting.people import Person
from server.meeting.profile import Profile

START = datetime(2026, 3, 3, 18, 0, tzinfo=UTC)

CONVENED = MeetingConvened(
    key="planning",
    body="Planning Committee",
    name="Planning Committee, 3 March 2026",
    council="Exampleshire District Council",
    starts_at=START,
    place="Council Chamber",
    profile=Profile(name="committee"),
    people=(
        Person("chair", "Cllr Amin", role="Chair"),
        Person("shah", "Cllr Shah", role="Vice-chair"),
        Person("owen", "Cllr Owen"),
        Person("ruiz", "Cllr Ruiz"),
    ),
    items=(
        PlannedItem("1", "Apologies and declarations", declarations=True),
        PlannedItem("2", "Land at Mill Lane"),
        PlannedItem("3", "Any other business"),
    ),
)


class StepClock(Clock):
    """A clock that goes on by a second each time it is looked at."""

    def __init__(self) -> None:
        ticks, ids = count(), count(1)
        super().__init__(
            lambda: START + timedelta(seconds=next(ticks)), lambda: f"id{next(ids):04}"
        )


class Told:
    """The clerk at the console: tells a live meeting what to do, with fresh command ids."""

    def __init__(self, live: LiveMeeting) -> None:
        self.live = live
        self._ids = count(1)

    async def do(self, command: str, id: str = "", **given: object) -> Answer:
        id = id or f"told-{next(self._ids)}"
        return await self.live.handle(Order(Office.CLERK, command, dict(given), id))


@pytest.fixture
async def journal(tmp_path: Path) -> AsyncIterator[Journal]:
    journal = await open_journal(tmp_path / "journal.db")
    yield journal
    await journal.close()


@pytest.fixture
async def meetings(journal: Journal) -> Meetings:
    return Meetings(journal, StepClock(), lambda live: Show(live, lambda feed, update: None))


@pytest.fixture
async def running(meetings: Meetings) -> Running:
    return await meetings.convene(CONVENED, "test")


@pytest.fixture
def live(running: Running) -> LiveMeeting:
    return running.live


@pytest.fixture
def clerk(live: LiveMeeting) -> Told:
    return Told(live)
