"""With several processes somebody is connected while a page of theirs is, in any of them."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from itertools import count

import pytest

from server.journal.journal import Journal
from server.live import lookout, others
from server.live.devices import Devices, Patience
from server.live.meetings import Meetings, Running
from server.live.show import Show
from server.live.signed_in import SignedIn
from server.live.turn import Clock
from server.meeting.command import Office
from server.meeting.connections import Connections
from tests.live.conftest import CONVENED, StepClock
from tests.live.shared import Opened, Shared
from tests.pages.wired import comes

FOREVER = 3600.0
OWEN = SignedIn("planning", Office.MEMBER, "owen")
AT_ONCE = Patience(away=0.0, after_start=0.0, most=999, elsewhere=FOREVER)


class Process:
    """A process with its meeting and the pages that are connected to it."""

    def __init__(self, journal: Opened, patience: Patience = AT_ONCE) -> None:
        self.journal = journal
        clock = StepClock()
        self.clock = Clock(clock.now, lambda: f"{clock.new_id()}-of-{id(self)}")
        self.devices = Devices(self.clock.new_id, journal.bell, patience)
        self.meetings = Meetings(
            journal,  # type: ignore[arg-type]
            self.clock,
            lambda live: Show(live, lambda feed, update: None),
        )
        self._pages = count(1)

    @property
    def running(self) -> Running:
        running = self.meetings.find("planning")
        assert running is not None
        return running

    @property
    def known(self) -> Connections:
        return self.running.live.meeting.connections

    async def start(self) -> None:
        await self.meetings.load()
        for running in self.meetings:
            self.devices.begin(running)
        self.meetings.begun.append(self.devices.begin)

    def comes(self) -> str:
        """A page of Owen's connects."""
        page = f"{id(self)}-{next(self._pages)}"
        self.devices.came(page, self.running, OWEN)
        return page

    async def end(self) -> None:
        await self.devices.close()
        await self.meetings.close()

    def die(self) -> None:
        """Hear and say nothing any more."""
        self.journal.bell.deaf = True


@pytest.fixture
def shared(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> Shared:
    monkeypatch.setattr(others, "ASKED_FOR", 0.15)
    monkeypatch.setattr(lookout, "LOOKED_AT", FOREVER)
    return Shared(journal)


@pytest.fixture
async def pair(shared: Shared) -> AsyncIterator[tuple[Process, Process]]:
    here, there = Process(shared.process()), Process(shared.process())
    await here.start()
    await there.start()
    await here.meetings.convene(CONVENED, "test")
    assert await comes(lambda: there.meetings.find("planning") is not None)
    yield here, there
    for process in (here, there):
        await process.end()


async def settled(*processes: Process) -> None:
    """Wait until nobody asks or records anything, and all know the same."""

    def quiet() -> bool:
        ends = {len(each.running.live.recorded) for each in processes}
        return len(ends) == 1 and not any(each.devices.busy for each in processes)

    assert await comes(quiet)


def losses(process: Process) -> int:
    return sum(type(each.event).__name__ == "DeviceLost" for each in process.running.live.recorded)


async def test_a_page_that_goes_to_another_process_was_never_lost(
    pair: tuple[Process, Process],
) -> None:
    here, there = pair
    before = here.comes()
    await settled(here, there)
    there.comes()
    here.devices.went(before)
    await settled(here, there)
    assert here.known.connected("owen")
    assert losses(here) == 0


async def test_the_last_page_that_goes_in_any_process_is_the_loss(
    pair: tuple[Process, Process],
) -> None:
    here, there = pair
    one, other = here.comes(), there.comes()
    await settled(here, there)
    here.devices.went(one)
    await settled(here, there)
    there.devices.went(other)
    assert await comes(lambda: not here.known.connected("owen"))
    await settled(here, there)
    assert losses(here) == 1


async def test_whoever_has_a_page_anywhere_is_never_recorded_as_cut_off(
    pair: tuple[Process, Process],
) -> None:
    chance = random.Random(7)
    pages: list[tuple[Process, str]] = []
    wrong: list[int] = []

    def watch() -> None:
        last = pair[0].running.live.recorded[-1].event
        if type(last).__name__ == "DeviceLost" and pages:
            wrong.append(len(pair[0].running.live.recorded))

    pair[0].running.live.changed.append(watch)
    for _ in range(40):
        if pages and chance.random() < 0.5:
            process, page = pages.pop(chance.randrange(len(pages)))
            process.devices.went(page)
        else:
            process = chance.choice(pair)
            pages.append((process, process.comes()))
        await settled(*pair)
        assert pair[1].known.connected("owen") is bool(pages)
    assert not wrong
    assert losses(pair[0]) > 2


async def test_where_the_bell_is_out_of_order_nobody_is_recorded_as_cut_off(
    pair: tuple[Process, Process],
) -> None:
    here, there = pair
    page = here.comes()
    await settled(here, there)
    other = there.comes()
    here.journal.bell.deaf = True
    here.devices.went(page)
    await settled(here)
    assert losses(here) == 0
    there.devices.went(other)
    assert await comes(lambda: losses(there) == 1)


async def test_an_answer_that_may_have_been_missed_is_asked_for_again(
    pair: tuple[Process, Process], shared: Shared
) -> None:
    here, there = pair
    page = here.comes()
    await settled(here, there)
    there.journal.bell.deaf = True
    there.comes()
    here.devices.went(page)
    assert await comes(lambda: any(said.startswith("who") for said in shared.rung))
    here.journal.bell.hear("")
    there.journal.bell.deaf = False
    await settled(here, there)
    assert losses(here) == 0


async def test_after_a_start_those_who_are_with_another_process_are_not_lost(
    pair: tuple[Process, Process], shared: Shared
) -> None:
    here, there = pair
    there.comes()
    await settled(here, there)
    again = Process(shared.process())
    await again.start()
    assert await comes(lambda: any(said.startswith("who") for said in shared.rung))
    await settled(here, there, again)
    assert again.known.connected("owen")
    await again.end()


async def test_when_a_process_dies_another_finds_out_who_was_lost_with_it(
    shared: Shared,
) -> None:
    here = Process(shared.process())
    there = Process(shared.process(), Patience(away=0.0, elsewhere=0.1))
    await here.start()
    await there.start()
    await here.meetings.convene(CONVENED, "test")
    here.comes()
    assert await comes(lambda: any(said.startswith("here") for said in shared.rung))
    assert there.known.connected("owen")
    here.die()
    assert await comes(lambda: not there.known.connected("owen"))
    for process in (here, there):
        await process.end()


async def test_whoever_could_not_be_asked_says_afterwards_that_they_are_there(
    pair: tuple[Process, Process],
) -> None:
    here, there = pair
    page = here.comes()
    await settled(here, there)
    there.comes()
    there.journal.bell.deaf = True
    here.devices.went(page)
    assert await comes(lambda: losses(here) == 1)
    there.journal.bell.deaf = False
    there.journal.bell.hear("")
    assert await comes(lambda: here.known.connected("owen"))
