"""A running meeting: decided in turn, stored, acknowledged; and nothing twice."""

from __future__ import annotations

import asyncio

import pytest

from server.journal.journal import Full, Journal
from server.live.live_meeting import LiveMeeting
from server.live.order import Order
from server.meeting.command import Office
from server.meeting.refused import Refused
from server.meeting.sitting import Phase
from server.words import N_
from tests.live.conftest import StepClock, Told


async def test_an_acknowledged_command_is_in_the_journal(clerk: Told, journal: Journal) -> None:
    answer = await clerk.do("open_meeting")
    rows = await journal.read(clerk.live.stream)
    assert rows[-1].id == answer.entry
    assert rows[-1].event == "MeetingOpened"


async def test_a_command_sent_twice_happens_once_and_is_answered_the_same(clerk: Told) -> None:
    await clerk.do("open_meeting")
    await clerk.do("take_item", item="1")
    first = await clerk.do("record_note", id="same", text="Said once.")
    again = await clerk.do("record_note", id="same", text="Said once.")
    assert first == again
    assert len(clerk.live.meeting.item("1").record) == 1


async def test_a_command_sent_twice_at_once_happens_once(clerk: Told) -> None:
    await clerk.do("open_meeting")
    twice = [clerk.do("record_note", id="same", item="1", text="Once.") for _ in range(2)]
    first, again = await asyncio.gather(*twice)
    assert first == again
    assert len(clerk.live.meeting.item("1").record) == 1


async def test_a_repeated_command_is_known_after_a_restart(clerk: Told, journal: Journal) -> None:
    first = await clerk.do("open_meeting", id="opening")
    restarted = await LiveMeeting.load(clerk.live.stream, journal, StepClock())
    assert await Told(restarted).do("open_meeting", id="opening") == first


async def test_a_restart_comes_back_to_the_very_same_state(clerk: Told, journal: Journal) -> None:
    await clerk.do("open_meeting")
    await clerk.do("record_present", person="shah")
    await clerk.do("take_item", item="2")
    await clerk.do("record_decision", text="That it be approved.")
    await clerk.do("undo")
    restarted = await LiveMeeting.load(clerk.live.stream, journal, StepClock())
    assert restarted.meeting == clerk.live.meeting


async def test_many_commands_at_once_are_decided_one_after_the_other(clerk: Told) -> None:
    await clerk.do("open_meeting")
    notes = [clerk.do("record_note", item="1", text=f"Note {n}.") for n in range(40)]
    answers = await asyncio.gather(*notes)
    assert [e.id for e in clerk.live.meeting.item("1").record] == [a.entry for a in answers]


async def test_one_refusal_among_many_stops_nobody_else(clerk: Told) -> None:
    await clerk.do("open_meeting")
    good, bad = clerk.do("take_item", item="1"), clerk.do("take_item", item="99")
    _, refused = await asyncio.gather(good, bad, return_exceptions=True)
    assert isinstance(refused, Refused)
    assert "no item 99" in str(refused)
    assert clerk.live.meeting.in_hand is not None


async def test_an_order_that_cannot_be_stored_stops_nobody_else(clerk: Told) -> None:
    await clerk.do("open_meeting")
    await clerk.do("take_item", item="1")
    orders = [
        Order(Office.CLERK, "record_note", {"text": f"{n}"}, id)
        for n, id in enumerate(("one", "", "two", "three"))
    ]
    notes = [clerk.live.handle(order) for order in orders]
    answers = await asyncio.gather(*notes, return_exceptions=True)
    assert [isinstance(answer, ValueError) for answer in answers] == [False, True, False, False]
    assert len(clerk.live.meeting.item("1").record) == 3


async def test_a_refused_command_changes_and_stores_nothing(clerk: Told, journal: Journal) -> None:
    before, rows = clerk.live.meeting, len(await journal.read(clerk.live.stream))
    with pytest.raises(Refused, match="has not been opened"):
        await clerk.do("record_note", item="1", text="Too early.")
    assert clerk.live.meeting is before
    assert len(await journal.read(clerk.live.stream)) == rows


async def test_two_processes_never_overwrite_each_other(clerk: Told, journal: Journal) -> None:
    other = Told(await LiveMeeting.load(clerk.live.stream, journal, StepClock()))
    await clerk.do("open_meeting", id="a")
    await other.do("record_present", id="b", person="shah")
    await clerk.do("record_present", id="c", person="owen")
    assert other.live.meeting.sitting.phase is Phase.OPEN
    assert clerk.live.meeting.presence.members.keys() == {"shah", "owen"}


async def test_what_two_processes_both_want_to_do_once_is_done_once(
    clerk: Told, journal: Journal
) -> None:
    other = Told(await LiveMeeting.load(clerk.live.stream, journal, StepClock()))
    await clerk.do("open_meeting", id="a")
    with pytest.raises(Refused, match="is open"):
        await other.do("open_meeting", id="b")


class FullOnce:
    """A journal whose disk is full at first."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        self.full = True

    async def append(self, appends: object) -> None:
        if self.full:
            raise Full(N_("The disk is full: nothing was stored."))
        await self.journal.append(appends)  # type: ignore[arg-type]

    def __getattr__(self, name: str) -> object:
        return getattr(self.journal, name)


async def test_on_a_full_disk_nothing_is_acknowledged_and_the_words_can_be_sent_again(
    clerk: Told, journal: Journal
) -> None:
    disk = FullOnce(journal)
    full = Told(await LiveMeeting.load(clerk.live.stream, disk, StepClock()))  # type: ignore[arg-type]
    with pytest.raises(Full, match="nothing was stored"):
        await full.do("open_meeting", id="opening")
    assert full.live.meeting.sitting.phase is Phase.BEFORE
    disk.full = False
    await full.do("open_meeting", id="opening")
    assert full.live.meeting.sitting.phase is Phase.OPEN


async def test_a_command_that_waited_keeps_its_own_time(clerk: Told) -> None:
    await clerk.do("open_meeting")
    clock = [await clerk.do("record_note", item="1", text=f"{n}") for n in range(9)]
    assert clock
    waited = Order(
        Office.CLERK, "record_note", {"item": "1", "text": "Waited."}, "w", waited=5000.0
    )
    answer = await clerk.live.handle(waited)
    entry = clerk.live.meeting.entry(answer.entry)
    assert (entry.recorded_at - entry.at).total_seconds() == 5
    assert entry is not clerk.live.meeting.item("1").record[-1]


async def test_a_command_that_waited_for_days_is_refused(clerk: Told) -> None:
    await clerk.do("open_meeting")
    late = Order(Office.CLERK, "take_next", {}, "late", waited=1e9)
    with pytest.raises(Refused, match="longer than 12 hours"):
        await clerk.live.handle(late)


async def test_whoever_stops_waiting_for_the_answer_stops_nothing(clerk: Told) -> None:
    giving_up = asyncio.ensure_future(clerk.do("open_meeting"))
    await asyncio.sleep(0)
    giving_up.cancel()
    await clerk.live.settled()
    assert clerk.live.meeting.sitting.phase is Phase.OPEN
