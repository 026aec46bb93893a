"""A rehearsal is a copy that is kept apart, and that is gone once it is discarded."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from server.journal.journal import Journal
from server.live.meetings import PREFIX, Meetings, Running
from server.live.order import Order
from server.live.rehearsals import KEPT, Rehearsals
from server.live.rehearsed import REHEARSALS, Discarded
from server.live.show import Show
from server.live.turn import Clock
from server.meeting.command import Office
from tests.live.conftest import CONVENED, StepClock

CANARY = "the plover in the reeds"
NOTED = Order(Office.CLERK, "record_note", {"text": CANARY}, "note-1")


class LaterClock(Clock):
    """A step clock that can be put on."""

    def __init__(self) -> None:
        self.ahead = timedelta()
        steps = StepClock()
        super().__init__(lambda: steps.now() + self.ahead, steps.new_id)


@pytest.fixture
def clock() -> LaterClock:
    return LaterClock()


@pytest.fixture
async def meetings(journal: Journal, clock: LaterClock) -> Meetings:
    return opened(journal, clock)


@pytest.fixture
def rehearsals(meetings: Meetings, journal: Journal) -> Rehearsals:
    return Rehearsals(meetings, journal)


def opened(journal: Journal, clock: Clock) -> Meetings:
    return Meetings(journal, clock, lambda live: Show(live, lambda feed, update: None))


async def held(running: Running) -> Running:
    """The rehearsal with something on record."""
    clerk = iter(range(100))

    async def do(command: str, **given: object) -> None:
        order = Order(Office.CLERK, command, dict(given), f"c{next(clerk)}")
        await running.live.handle(order)

    for person in ("chair", "shah", "owen"):
        await do("record_present", person=person)
    await do("open_meeting")
    await do("take_item", item="2")
    await do("record_decision", text=CANARY)
    return running


async def payloads(journal: Journal) -> str:
    """Everything that can be read in the journal."""
    found = [row for name in await journal.streams() for row in await journal.read(name)]
    return " ".join((row.payload or b"").decode() for row in found)


def files(folder: Path) -> bytes:
    """Everything that is in the files of the journal."""
    return b"".join(file.read_bytes() for file in folder.glob("journal.db*"))


async def test_it_says_in_its_title_that_it_is_a_rehearsal_and_begins_now(
    rehearsals: Rehearsals,
) -> None:
    meeting = (await rehearsals.begin(CONVENED, "test")).live.meeting
    assert meeting.rehearsal
    assert meeting.title == f"Rehearsal: {CONVENED.name}"
    assert meeting.key.startswith("planning-rehearsal-")
    assert meeting.items[1].title == CONVENED.items[1].title


async def test_it_is_none_of_the_meetings(rehearsals: Rehearsals, meetings: Meetings) -> None:
    known: list[Running] = []
    meetings.begun.append(known.append)
    running = await rehearsals.begin(CONVENED, "test")
    key = running.live.meeting.key
    assert list(meetings) == known == []
    assert meetings.find(key) is None
    assert meetings.inside(key) is running


async def test_it_stands_apart_from_the_streams_of_meetings(
    rehearsals: Rehearsals, journal: Journal
) -> None:
    await held(await rehearsals.begin(CONVENED, "test"))
    assert await journal.streams(PREFIX) == []


async def test_the_meeting_itself_can_still_be_convened_and_is_not_touched(
    rehearsals: Rehearsals, meetings: Meetings
) -> None:
    real = await meetings.convene(CONVENED, "test")
    before = list(real.live.recorded)
    running = await held(await rehearsals.begin(CONVENED, "test"))
    await rehearsals.discard(running, "test")
    assert real.live.recorded == before
    assert not real.live.meeting.rehearsal
    assert list(meetings) == [real]


async def test_it_is_known_by_its_plan_and_goes_on_after_a_restart(
    rehearsals: Rehearsals, journal: Journal, clock: Clock
) -> None:
    running = await held(await rehearsals.begin(CONVENED, "test", "plan-1"))
    assert rehearsals.of_plan("plan-1") is running
    assert rehearsals.of_plan("plan-2") is None
    again = opened(journal, clock)
    await again.load()
    found = Rehearsals(again, journal).of_plan("plan-1")
    assert found is not None
    assert found.live.meeting == running.live.meeting
    assert list(again) == []


async def test_once_discarded_nothing_of_it_can_be_read_and_the_chain_is_unbroken(
    rehearsals: Rehearsals, journal: Journal, tmp_path: Path
) -> None:
    running = await held(await rehearsals.begin(CONVENED, "test"))
    stream = running.live.stream
    assert CANARY in await payloads(journal)
    await rehearsals.discard(running, "test")
    told = await payloads(journal)
    assert CANARY not in told
    assert CONVENED.body not in told
    assert all(row.salt is None for row in (await journal.read(stream))[:-1])
    assert await journal.verify(stream) == len(running.live.recorded) + 1
    assert CANARY.encode() not in files(tmp_path)


async def test_once_discarded_it_is_gone_here_and_after_a_restart(
    rehearsals: Rehearsals, meetings: Meetings, journal: Journal, clock: Clock
) -> None:
    running = await held(await rehearsals.begin(CONVENED, "test"))
    gone: list[Running] = []
    meetings.rehearsal_gone.append(gone.append)
    await rehearsals.discard(running, "test")
    assert gone == [running]
    assert meetings.rehearsals == ()
    again = opened(journal, clock)
    await again.load()
    assert again.rehearsals == ()
    assert again.faults == {}


async def test_whoever_comes_too_late_is_told_so_and_nothing_is_stored(
    rehearsals: Rehearsals, journal: Journal
) -> None:
    running = await held(await rehearsals.begin(CONVENED, "test"))
    await rehearsals.discard(running, "test")
    before = await journal.ends()
    with pytest.raises(Discarded, match="discarded"):
        await running.live.handle(NOTED)
    assert await journal.ends() == before


async def test_an_order_that_comes_while_it_is_discarded_leaves_nothing_either(
    rehearsals: Rehearsals, journal: Journal
) -> None:
    running = await held(await rehearsals.begin(CONVENED, "test"))
    under_way = asyncio.create_task(running.live.handle(NOTED))
    await asyncio.sleep(0)
    await rehearsals.discard(running, "test")
    await asyncio.wait([under_way])
    assert CANARY not in await payloads(journal)


async def test_its_links_are_shut_before_it_is_gone(rehearsals: Rehearsals) -> None:
    running = await rehearsals.begin(CONVENED, "test")
    shut: list[str] = []

    async def shutting(key: str) -> None:
        shut.append(key)

    rehearsals.shutting.append(shutting)
    await rehearsals.discard(running, "test")
    assert shut == [running.live.meeting.key]


async def test_what_cannot_be_shut_is_not_discarded_and_goes_on(
    rehearsals: Rehearsals, meetings: Meetings
) -> None:
    running = await held(await rehearsals.begin(CONVENED, "test"))

    async def fails(key: str) -> None:
        raise OSError("the disk is away")

    rehearsals.shutting.append(fails)
    with pytest.raises(OSError, match="away"):
        await rehearsals.discard(running, "test")
    assert meetings.rehearsals == (running,)
    await running.live.handle(NOTED)


async def test_after_a_week_it_is_discarded_by_itself_and_not_before(
    rehearsals: Rehearsals, meetings: Meetings, clock: LaterClock, journal: Journal
) -> None:
    await held(await rehearsals.begin(CONVENED, "test"))
    clock.ahead = KEPT - timedelta(hours=1)
    await rehearsals.tidy()
    assert len(meetings.rehearsals) == 1
    clock.ahead = KEPT + timedelta(hours=1)
    await rehearsals.tidy()
    assert rehearsals.of_plan("") is None
    assert CANARY not in await payloads(journal)


async def test_no_meeting_is_ever_discarded_by_itself(
    rehearsals: Rehearsals, meetings: Meetings, clock: LaterClock, journal: Journal
) -> None:
    real = await held(await meetings.convene(replace(CONVENED, rehearsal=True), "test"))
    clock.ahead = 100 * KEPT
    await rehearsals.tidy()
    assert list(meetings) == [real]
    assert CANARY in await payloads(journal)


async def test_what_was_interrupted_is_finished_with_the_next_tidying(
    rehearsals: Rehearsals, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    running = await held(await rehearsals.begin(CONVENED, "test"))

    async def stopped(stream: str, position: int) -> None:
        raise OSError("the power is away")

    with monkeypatch.context() as patch:
        patch.setattr(journal, "erase", stopped)
        with pytest.raises(OSError, match="power"):
            await rehearsals.discard(running, "test")
    assert CANARY in await payloads(journal)
    await rehearsals.tidy()
    assert CANARY not in await payloads(journal)


async def test_a_process_that_is_told_of_the_end_forgets_it_too(
    rehearsals: Rehearsals, journal: Journal, clock: Clock
) -> None:
    running = await held(await rehearsals.begin(CONVENED, "test"))
    other = opened(journal, clock)
    await other.load()
    (theirs,) = other.rehearsals
    await rehearsals.discard(running, "test")
    theirs.live.grown((await journal.ends())[running.live.stream])
    assert theirs.live._worker is not None
    await asyncio.wait([theirs.live._worker])
    assert other.rehearsals == ()
    with pytest.raises(Discarded):
        await theirs.live.handle(NOTED)


async def test_a_process_that_serves_followers_alone_has_none(
    rehearsals: Rehearsals, journal: Journal, clock: Clock
) -> None:
    await held(await rehearsals.begin(CONVENED, "test"))
    followers = opened(journal, clock)
    followers.rehearses = False
    await followers.load()
    assert followers.rehearsals == ()
    (stream,) = await journal.streams(REHEARSALS)
    followers._told(stream, 99)
    assert not followers._starting
