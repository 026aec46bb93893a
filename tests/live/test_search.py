"""What can be searched follows what the public reads, and holds nothing else."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from itertools import count
from typing import Any, cast

import pytest
from msgspec.structs import replace

from server.journal.journal import Journal, OutOfReach, open_journal
from server.journal.search import Hit, Query
from server.journal.stored import StoredJournal
from server.live.live_meeting import LiveMeeting
from server.live.meetings import Meetings
from server.live.search import Indexing, reindex
from server.live.show import Show
from server.meeting.agenda import Access
from server.meeting.convened import MeetingConvened, PlannedItem
from server.meeting.profile import PrivateRule
from server.words import N_
from tests.live.conftest import CONVENED, StepClock, Told

PROFILE = replace(CONVENED.profile, private=PrivateRule(confidential="s.100A(2)"))
PUBLISHED = replace(
    CONVENED,
    profile=PROFILE,
    items=(
        PlannedItem("1", "Apologies and declarations", declarations=True),
        PlannedItem(
            "2",
            "Land at Mill Lane",
            summary="Forty homes with a footpath.",
            recommendations=("That permission be granted.",),
        ),
        PlannedItem(
            "3",
            "A lease",
            summary="The zyxwvut of the lease.",
            access=Access.EXEMPT,
            paragraphs=("3",),
            private_title="The qponmlk tenancy",
        ),
    ),
)


class House:
    """A journal with its meetings, and what keeps them to be found."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        self.meetings = Meetings(journal, StepClock(), self._show)
        self.indexing = Indexing(journal, self.meetings, pause=0.0)
        self._numbers = count(1)
        self._changed = asyncio.Event()

    def _show(self, live: LiveMeeting) -> Show:
        self.indexing.watch(live)
        live.changed.append(self._changed.set)
        self._changed.set()
        return Show(live, lambda feed, update: None)

    async def convene(self, convened: MeetingConvened = PUBLISHED) -> Told:
        running = await self.meetings.convene(convened, f"test-{next(self._numbers)}")
        return Told(running.live)

    async def find(self, words: str) -> list[Hit]:
        """What is found, once all is written that was begun."""
        await self.indexing.settled()
        return list((await self.journal.index.find(Query(words))).hits)

    async def hears(self, clerk: Told) -> None:
        """Wait until all that this clerk did is known here too."""
        known = self.meetings.find(clerk.live.meeting.key)
        while known is None or len(known.live.recorded) < len(clerk.live.recorded):
            self._changed.clear()
            await self._changed.wait()
            known = self.meetings.find(clerk.live.meeting.key)

    async def places(self, words: str) -> list[str]:
        return [hit.place for hit in await self.find(words)]


@asynccontextmanager
async def open_house(journal: Journal) -> AsyncIterator[House]:
    made = House(journal)
    await made.meetings.load()
    running = asyncio.create_task(made.indexing.run())
    yield made
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    await made.meetings.close()


@pytest.fixture
async def house(journal: Journal) -> AsyncIterator[House]:
    async with open_house(journal) as made:
        yield made


async def rows(journal: Journal) -> list[Any]:
    """All that is kept to be found, in whatever table."""
    reading = cast(StoredJournal, journal).reading
    return sorted(await reading.execute("SELECT * FROM passage"), key=repr)


async def sitting(house: House) -> Told:
    """A meeting in which item 2 is in hand."""
    clerk = await house.convene()
    for person in ("chair", "shah", "owen"):
        await clerk.do("record_present", person=person)
    await clerk.do("open_meeting")
    await clerk.do("take_item", item="2")
    return clerk


# What is found


async def test_an_agenda_is_found_as_soon_as_there_is_a_meeting(house: House) -> None:
    await house.convene()
    assert await house.places("mill") == ["agenda-item-2"]
    assert await house.places("footpath") == ["text-item-2"]
    assert await house.places("“permission be granted”") == ["text-item-2"]
    (whole,) = await house.find("“council chamber”")
    assert (whole.meeting, whole.place, whole.passage.kind) == ("planning", "", "Meeting")


@pytest.mark.parametrize(
    ("command", "given", "kind", "words"),
    [
        ("record_decision", {"text": "That the brook be cleared."}, "Decision", "brook"),
        (
            "record_action",
            {"who": "Ms Hughes", "what": "to write of the brook"},
            "Action",
            "Hughes",
        ),
        ("move_motion", {"text": "That the brook be cleared.", "mover": "shah"}, "Motion", "shah"),
    ],
)
async def test_what_is_recorded_in_public_is_found(
    house: House, command: str, given: dict[str, str], kind: str, words: str
) -> None:
    clerk = await sitting(house)
    entry = (await clerk.do(command, **given)).entry
    (hit,) = await house.find(f"brook {words}")
    assert (hit.place, hit.passage.item) == (f"on-record-{entry}", "2")
    assert hit.passage.kind.startswith(kind)


async def test_the_result_of_a_vote_is_found_with_its_figures(house: House) -> None:
    clerk = await sitting(house)
    await clerk.do("move_motion", text="That the brook be cleared.", mover="shah", seconder="owen")
    await clerk.do("agree_without_dissent")
    assert any("agreed without dissent" in hit.passage.words for hit in await house.find("brook"))


async def test_what_is_undone_or_struck_out_is_found_no_more(house: House) -> None:
    clerk = await sitting(house)
    await clerk.do("record_decision", text="That the brook be cleared.")
    assert await house.find("brook")
    await clerk.do("undo")
    assert await house.find("brook") == []
    entry = (await clerk.do("record_decision", text="That the bridge be mended.")).entry
    assert await house.find("bridge")
    await clerk.do("strike_entry", entry=entry, reason="recorded twice")
    assert await house.find("bridge") == []


async def test_what_is_put_right_is_found_as_it_reads_now(house: House) -> None:
    clerk = await sitting(house)
    entry = (await clerk.do("record_decision", text="That the brook be cleared.")).entry
    await clerk.do("correct_entry", entry=entry, text="That the pond be cleared.", reason="slip")
    assert await house.find("brook") == []
    assert await house.places("pond") == [f"on-record-{entry}"]


# What is not


async def test_a_note_of_the_clerk_is_nobodys_to_find(house: House) -> None:
    clerk = await sitting(house)
    await clerk.do("record_note", text="The zyxwvut was spoken of.")
    assert await house.find("zyxwvut") == []


async def test_private_business_leaves_no_trace_in_what_is_kept(
    house: House, journal: Journal
) -> None:
    clerk = await sitting(house)
    await clerk.do("exclude_public", ground="confidential", items="3")
    await house.indexing.settled()
    before = await rows(journal)
    await clerk.do("take_item", item="3")
    await clerk.do("record_decision", text="That the zyxwvut be sold.")
    await clerk.do("record_action", who="Ms Hughes", what="to sell the zyxwvut")
    await clerk.do("record_note", text="The zyxwvut was spoken of.")
    assert house.indexing._idle.is_set(), "nothing is even begun"
    assert await house.find("zyxwvut") == await house.find("qponmlk") == []
    assert await rows(journal) == before
    assert "zyxwvut" not in repr(before)
    assert "qponmlk" not in repr(before)


# When


async def test_whoever_gives_a_command_is_answered_before_anything_is_written(
    house: House, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk = await sitting(house)
    await house.indexing.settled()
    began, written = list[str](), asyncio.Event()
    write = journal.index.replace

    async def replace(*given: Any) -> bool:
        began.append("written")
        written.set()
        return await write(*given)

    monkeypatch.setattr(journal.index, "replace", replace)
    await clerk.do("record_decision", text="That the brook be cleared.")
    began.append("answered")
    await written.wait()
    assert began == ["answered", "written"]


async def test_what_was_not_written_before_the_end_is_written_at_the_next_start(
    journal: Journal,
) -> None:
    async with open_house(journal) as house:
        clerk = await sitting(house)
        await house.indexing.settled()
    await clerk.do("record_decision", text="That the brook be cleared.")  # nobody watches
    async with open_house(journal) as again:
        assert len(await again.find("brook")) == 1


async def test_a_meeting_of_which_the_journal_knows_nothing_is_forgotten(journal: Journal) -> None:
    async with open_house(journal) as house:
        await house.convene()
        (whole,) = await house.find("“council chamber”")
        await journal.index.replace("gone", [whole.passage])
    async with open_house(journal) as again:
        assert [hit.meeting for hit in await again.find("“council chamber”")] == ["planning"]


async def test_a_start_writes_nothing_where_all_is_as_it_should_be(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_house(journal) as house:
        await sitting(house)
        await house.indexing.settled()
    before = await rows(journal)
    async with open_house(journal) as again:
        await again.indexing.settled()
    assert await rows(journal) == before  # a row that is written anew has another number


async def test_a_line_that_is_erased_takes_its_words_along_and_the_rest_is_found_again(
    journal: Journal,
) -> None:
    async with open_house(journal) as house:
        clerk = await sitting(house)
        await clerk.do("record_decision", text="That the zyxwvut be cleared.")
        assert await house.find("zyxwvut")
        position = len(clerk.live.recorded)
    await journal.erase("meeting/planning", position)
    assert await rows(journal) == []
    async with open_house(journal) as again:
        assert await again.find("zyxwvut") == []
        assert await again.places("mill") == ["agenda-item-2"]


async def test_what_was_erased_comes_not_back_from_what_is_in_memory(
    house: House, journal: Journal
) -> None:
    clerk = await sitting(house)
    await clerk.do("record_decision", text="That the zyxwvut be cleared.")
    assert await house.find("zyxwvut")
    await journal.erase("meeting/planning", len(clerk.live.recorded))
    assert "zyxwvut" in repr(clerk.live.meeting)
    assert await house.find("zyxwvut") == []
    assert await house.places("mill") == ["agenda-item-2"]


async def test_what_is_forgotten_while_it_runs_is_found_again(house: House) -> None:
    await house.convene()
    await house.indexing.settled()
    await house.journal.index.forget("planning")
    assert await house.places("mill") == ["agenda-item-2"]


async def test_all_is_made_anew_with_a_server_and_without(house: House, journal: Journal) -> None:
    await sitting(house)
    await house.indexing.settled()
    before = [row[1:] for row in await rows(journal)]  # but for its number
    works: tuple[Callable[[], Coroutine[None, None, int]], ...] = (
        house.indexing.make_anew,
        lambda: reindex(journal),
    )
    for work in works:
        await cast(StoredJournal, journal).writing.execute("UPDATE passage SET words = 'wrong'")
        assert await work() == 1
        assert [row[1:] for row in await rows(journal)] == before


async def test_while_the_database_is_away_nothing_is_lost(
    house: House,
    journal: Journal,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    clerk = await sitting(house)
    await house.indexing.settled()
    monkeypatch.setattr("server.live.search.RESPITE", 0.0)
    write, tries = journal.index.replace, count(1)

    async def replace(*given: Any) -> bool:
        if next(tries) < 3:
            raise OutOfReach(N_("The database cannot be reached: nothing was stored."))
        return await write(*given)

    monkeypatch.setattr(journal.index, "replace", replace)
    with caplog.at_level(logging.WARNING):
        await clerk.do("record_decision", text="That the brook be cleared.")
        assert len(await house.find("brook")) == 1
    assert "not brought up to date yet" in caplog.text


async def test_two_processes_find_the_same_and_do_not_fight(postgresql: Any) -> None:
    url = postgresql.create()
    here, there = await open_journal(url), await open_journal(url)
    async with open_house(here) as one, open_house(there) as other:
        clerk = await sitting(one)
        for number in range(5):
            await clerk.do("record_decision", text=f"That brook {number} be cleared.")
        await other.hears(clerk)
        for each in (one, other):  # whoever was behind may have written what was so before
            await each.indexing.settled()
        assert len(await one.find("brook")) == len(await other.find("brook")) == 5
        anchors = [row[2] for row in await rows(here)]
        assert len(anchors) == len(set(anchors))
    await here.close()
    await there.close()
