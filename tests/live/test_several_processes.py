"""Several processes on one journal: each takes commands and shows what the others did."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from server.control_socket import ControlSocket
from server.journal.journal import InDoubt, Journal, OutOfReach
from server.live import holding_off, lookout
from server.live.live_meeting import LiveMeeting
from server.live.meetings import Meetings
from server.live.order import Order
from server.live.show import Show
from server.live.turn import Clock
from server.meeting.command import Office
from server.meeting.refused import Refused
from server.meeting.sitting import Phase
from server.minutes.files import store
from tests.live.conftest import CONVENED, StepClock
from tests.live.shared import Opened, Shared
from tests.pages.wired import comes

FOREVER = 3600.0


class Process:
    """A process that takes commands: its meetings, and its clerk once there is a meeting."""

    def __init__(self, journal: Opened) -> None:
        self.journal = journal
        clock = StepClock()
        self.meetings = Meetings(
            journal,  # type: ignore[arg-type]
            Clock(clock.now, lambda: f"{clock.new_id()}-of-{id(self)}"),
            lambda live: Show(live, lambda feed, update: None),
        )
        self.shown = 0

    @property
    def live(self) -> LiveMeeting:
        running = self.meetings.find("planning")
        assert running is not None
        return running.live

    async def do(self, command: str, id: str, **given: object) -> object:
        return await self.live.handle(Order(Office.CLERK, command, dict(given), id))

    def count_what_is_shown(self) -> None:
        def shown() -> None:
            self.shown += 1

        self.live.changed.append(shown)


@pytest.fixture
def shared(journal: Journal) -> Shared:
    return Shared(journal)


@pytest.fixture
async def pair(
    shared: Shared, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[tuple[Process, Process]]:
    """Two processes that serve the same meeting, and look for themselves never."""
    monkeypatch.setattr(lookout, "LOOKED_AT", FOREVER)
    here, there = Process(shared.process()), Process(shared.process())
    await here.meetings.load()
    await there.meetings.load()
    await here.meetings.convene(CONVENED, "test")
    assert await comes(lambda: there.meetings.find("planning") is not None)
    yield here, there
    for process in (here, there):
        process.journal.away = False
        await process.meetings.close()


def up_to_date(*processes: Process) -> bool:
    """Whether they know the same."""
    first, *others = (process.live for process in processes)
    return all(
        each.meeting == first.meeting and each.outside == first.outside for each in others
    ) and not any(each.busy for each in (first, *others))


# What one process stores, the others show


async def test_what_one_process_stores_the_other_shows_once(pair: tuple[Process, Process]) -> None:
    here, there = pair
    there.count_what_is_shown()
    await here.do("open_meeting", "a")
    assert await comes(lambda: up_to_date(here, there))
    assert there.live.meeting.sitting.phase is Phase.OPEN
    assert there.shown == 1


async def test_who_stored_it_reads_nothing_and_shows_nothing_again(
    pair: tuple[Process, Process],
) -> None:
    here, there = pair
    here.count_what_is_shown()
    reads = here.journal.reads
    await here.do("open_meeting", "a")
    assert await comes(lambda: up_to_date(here, there))
    assert (here.journal.reads, here.shown) == (reads, 1)


async def test_a_bell_that_was_missed_is_found_out(
    shared: Shared, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lookout, "LOOKED_AT", 0.02)
    here, there = Process(shared.process()), Process(shared.process())
    there.journal.bell.deaf = True
    await here.meetings.load()
    await there.meetings.load()
    await here.meetings.convene(CONVENED, "test")
    assert await comes(lambda: there.meetings.find("planning") is not None)
    await here.do("open_meeting", "a")
    assert await comes(lambda: up_to_date(here, there))
    for process in (here, there):
        await process.meetings.close()


async def test_whoever_may_have_missed_something_looks_at_everything(
    pair: tuple[Process, Process],
) -> None:
    here, there = pair
    there.journal.bell.deaf = True
    await here.do("open_meeting", "a")
    assert not up_to_date(here, there)
    there.journal.bell.deaf = False
    there.journal.bell.hear("")
    assert await comes(lambda: up_to_date(here, there))


async def test_on_a_journal_of_one_process_nobody_looks_out(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lookout, "LOOKED_AT", 0.0)
    looked = lookout.Lookout(journal, lambda stream, end: None)
    looked.begin()
    assert looked._looking is None


async def test_a_meeting_made_in_one_process_begins_in_the_other(
    shared: Shared, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lookout, "LOOKED_AT", FOREVER)
    here, there = Process(shared.process()), Process(shared.process())
    begun: list[str] = []
    there.meetings.begun.append(lambda running: begun.append(running.live.meeting.key))
    await here.meetings.load()
    await there.meetings.load()
    await here.meetings.convene(CONVENED, "test")
    await here.do("open_meeting", "a")
    assert await comes(lambda: begun == ["planning"] and up_to_date(here, there))
    for process in (here, there):
        await process.meetings.close()


async def test_what_happens_while_a_meeting_is_loaded_is_not_missed(
    shared: Shared, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lookout, "LOOKED_AT", FOREVER)
    here, there = Process(shared.process()), Process(shared.process())
    await here.meetings.load()
    await there.meetings.load()
    there.journal.read_on.clear()
    await here.meetings.convene(CONVENED, "test")
    assert await comes(lambda: there.journal.reads == 1)
    await here.do("open_meeting", "a")
    assert await comes(lambda: len(shared.rung) == 2)
    there.journal.read_on.set()
    assert await comes(lambda: there.meetings.find("planning") is not None)
    assert await comes(lambda: up_to_date(here, there))
    for process in (here, there):
        await process.meetings.close()


async def test_of_two_who_make_the_same_meeting_at_once_one_is_told_that_it_is_there(
    shared: Shared,
) -> None:
    here, there = Process(shared.process()), Process(shared.process())
    both = [each.meetings.convene(CONVENED, "test") for each in (here, there)]
    made = await asyncio.gather(*both, return_exceptions=True)
    (refused,) = (each for each in made if isinstance(each, BaseException))
    assert isinstance(refused, Refused)
    assert "already" in str(refused)
    assert await comes(lambda: all(each.meetings.find("planning") for each in (here, there)))
    assert await shared.journal.ends() == {"meeting/planning": 1}
    for process in (here, there):
        await process.meetings.close()


# Commands through two processes


async def test_commands_through_two_processes_are_all_stored_once_and_in_one_order(
    pair: tuple[Process, Process], shared: Shared
) -> None:
    here, there = pair
    await here.do("open_meeting", "a")
    orders = [
        each.do("record_note", f"{name}{n}", item="1", text=f"Note {n} by {name}.")
        for n in range(20)
        for name, each in (("here", here), ("there", there))
    ]
    await asyncio.gather(*orders)
    assert await comes(lambda: up_to_date(here, there))
    texts = [entry.matter.words for entry in here.live.meeting.item("1").record]
    assert len(texts) == len(set(texts)) == len(orders)
    rows = await shared.journal.read("meeting/planning")
    assert [row.id for row in rows] == [each.stamp.id for each in there.live.recorded]


async def test_the_same_command_through_both_at_once_is_done_once_and_answered_the_same(
    pair: tuple[Process, Process],
) -> None:
    here, there = pair
    await here.do("open_meeting", "a")
    both = [each.do("record_note", "same", item="1", text="Once.") for each in pair]
    first, again = await asyncio.gather(*both)
    assert first == again
    assert await comes(lambda: up_to_date(here, there))
    assert len(here.live.meeting.item("1").record) == 1


async def test_a_command_repeated_through_another_process_has_its_first_answer(
    pair: tuple[Process, Process],
) -> None:
    here, there = pair
    there.journal.bell.deaf = True
    first = await here.do("open_meeting", "a")
    await here.do("close_meeting", "b")
    assert await there.do("open_meeting", "a") == first


async def test_nothing_is_refused_for_what_another_process_has_changed_since(
    pair: tuple[Process, Process],
) -> None:
    here, there = pair
    there.journal.bell.deaf = True
    await here.do("open_meeting", "a")
    await there.do("record_note", "b", item="1", text="Said after the opening.")
    with pytest.raises(Refused):
        await there.do("open_meeting", "c")
    assert len(there.live.meeting.item("1").record) == 1


# When the database does not answer


@pytest.mark.parametrize("broken", ["after", "before", "late"])
async def test_whatever_breaks_while_it_is_stored_it_is_stored_once_and_acknowledged(
    pair: tuple[Process, Process], shared: Shared, broken: str
) -> None:
    here, there = pair
    await here.do("open_meeting", "a")
    here.journal.breaks.append(broken)
    await here.do("record_note", "b", item="1", text="Once.")
    rows = await shared.journal.read("meeting/planning")
    assert [row.command for row in rows][1:] == ["a", "b"]
    assert await comes(lambda: up_to_date(here, there))
    assert len(here.live.meeting.item("1").record) == 1


async def test_nothing_is_acknowledged_that_nobody_can_know_and_it_is_not_done_twice(
    pair: tuple[Process, Process], shared: Shared
) -> None:
    here, there = pair
    await here.do("open_meeting", "a")
    here.journal.breaks.append("after and away")
    with pytest.raises(InDoubt):
        await here.do("record_note", "b", item="1", text="Once.")
    with pytest.raises(OutOfReach):
        await here.do("record_note", "c", item="1", text="Not this.")
    here.journal.away = False
    answer = await here.do("record_note", "b", item="1", text="Once.")
    (entry,) = here.live.meeting.item("1").record
    assert getattr(answer, "entry") == entry.id  # noqa: B009
    assert [r.command for r in await shared.journal.read("meeting/planning")][1:] == ["a", "b"]
    assert await comes(lambda: up_to_date(here, there))


async def test_who_comes_second_while_the_database_goes_away_is_told_that_it_is_away(
    pair: tuple[Process, Process],
) -> None:
    here, there = pair
    await here.do("open_meeting", "a")
    assert await comes(lambda: up_to_date(here, there))
    there.journal.bell.deaf = True
    await here.do("record_note", "b", item="1", text="First.")
    there.journal.breaks.append("conflict and away")
    with pytest.raises(OutOfReach):
        await there.do("record_note", "c", item="1", text="Second.")
    there.journal.away = False
    await there.do("record_note", "c", item="1", text="Second.")
    assert len(there.live.meeting.item("1").record) == 2


async def test_reading_on_is_tried_until_the_database_is_back(
    pair: tuple[Process, Process], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(holding_off, "FIRST", 0.01)
    monkeypatch.setattr(holding_off, "LONGEST", 0.02)
    here, there = pair
    there.journal.away = True
    await here.do("open_meeting", "a")
    assert await comes(lambda: "cannot be read on" in caplog.text)
    for n in range(3):
        with pytest.raises(OutOfReach, match="cannot be reached"):
            await there.do("record_note", f"b{n}", item="1", text="Meanwhile.")
    there.journal.away = False
    assert await comes(lambda: up_to_date(here, there))
    await there.do("record_note", "c", item="1", text="Again.")
    assert len(there.live.meeting.item("1").record) == 1


async def test_a_process_ends_although_the_database_is_away(pair: tuple[Process, Process]) -> None:
    here, there = pair
    there.journal.away = True
    await here.do("open_meeting", "a")
    there.live.grown(2)
    await asyncio.wait_for(there.meetings.close(), 5)


# What they share on one machine


def test_two_processes_that_write_the_same_note_leave_it_whole(tmp_path: Path) -> None:
    faults: list[Exception] = []

    def write(content: bytes) -> None:
        try:
            for _ in range(200):
                store(tmp_path, "draft", "en", {"md": content})
        except OSError as fault:
            faults.append(fault)

    whole = b"a" * 10, b"b" * 100_000
    writing = [threading.Thread(target=write, args=(content,)) for content in whole]
    for each in writing:
        each.start()
    while any(each.is_alive() for each in writing):
        if (tmp_path / "draft.md").exists():
            assert (tmp_path / "draft.md").read_bytes() in whole
    assert not faults
    assert [each.name for each in tmp_path.iterdir()] == ["draft.md"]


async def asked(path: Path) -> str:
    """Who answers at the door for the command line; "" if nobody does."""
    try:
        async with (
            aiohttp.ClientSession(connector=aiohttp.UnixConnector(str(path))) as session,
            session.get("http://orderpaper/") as response,
        ):
            return await response.text()
    except aiohttp.ClientConnectionError:
        return ""


def door(path: Path, name: str) -> ControlSocket:
    app = web.Application()

    async def answer(request: web.Request) -> web.Response:
        return web.Response(text=name)

    app.router.add_get("/", answer)
    return ControlSocket(path, app)


async def test_the_door_of_the_command_line_is_one_process_and_then_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.control_socket.TRIED", 0.02)
    path = tmp_path / "control.sock"
    first, second, third = (door(path, name) for name in ("first", "second", "third"))
    for each in (first, second, third):
        await each.begin()
    assert await asked(path) == "first"
    await third.close()
    assert await asked(path) == "first"
    await first.close()
    assert await comes(path.exists)
    assert await asked(path) == "second"
    await second.close()
    assert not path.exists()
