"""What every journal promises, run on every kind of store."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta, timezone
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import asdict, replace

from server.journal.journal import Answer, Append, Conflict, Journal, Row, open_journal
from tests.journal.given import OPENED, line, said

MEETING = "meeting/1"
_numbers = count(1)


def texts(rows: list[Row]) -> list[str]:
    return [(row.payload or b"").decode() for row in rows]


async def test_what_was_stored_is_read_back_in_order(journal: Journal) -> None:
    first, second = line("Apologies."), line("Minutes agreed.", minute=2)
    await journal.append([Append(MEETING, 0, (first, second))])
    rows = await journal.read(MEETING)
    assert [row.position for row in rows] == [1, 2]
    for row, stored in zip(rows, (first, second), strict=True):
        assert asdict(row).items() >= asdict(stored).items()


async def test_a_journal_that_is_opened_again_holds_the_same(place: Path | str) -> None:
    before = await open_journal(place)
    await before.append(said("Noted.", "Agreed."))
    rows = await before.read(MEETING)
    await before.close()
    after = await open_journal(place)
    assert await after.read(MEETING) == rows
    await after.append(said("Deferred.", after=2))
    assert await after.verify(MEETING) == 3
    await after.close()


async def test_only_what_follows_a_position_is_read(journal: Journal) -> None:
    await journal.append(said("Noted.", "Agreed.", "Deferred."))
    assert texts(await journal.read(MEETING, after=1)) == ["Agreed.", "Deferred."]
    assert await journal.read(MEETING, after=3) == []


async def test_a_stream_that_nobody_has_written_to_is_empty(journal: Journal) -> None:
    assert await journal.read(MEETING) == []
    assert await journal.verify(MEETING) == 0
    assert await journal.streams() == []


async def test_the_second_of_two_clerks_is_told_to_decide_again(journal: Journal) -> None:
    await journal.append(said("Noted."))
    with pytest.raises(Conflict):
        await journal.append(said("Agreed."))
    assert texts(await journal.read(MEETING)) == ["Noted."]


async def test_nobody_writes_beyond_the_end_of_a_stream(journal: Journal) -> None:
    with pytest.raises(Conflict):
        await journal.append(said("Agreed.", after=1))
    assert await journal.read(MEETING) == []


async def test_appends_of_one_call_are_stored_all_or_none(journal: Journal) -> None:
    await journal.append(said("Noted."))
    with pytest.raises(Conflict):
        await journal.append(said("Seat filled.", stream="council") + said("Too late."))
    assert await journal.streams() == [MEETING]
    await journal.append(said("Seat filled.", stream="council") + said("Agreed.", after=1))
    assert await journal.streams() == ["council", MEETING]


async def test_one_conflict_does_not_fail_those_who_wait_beside_it(journal: Journal) -> None:
    outcomes = await asyncio.gather(
        journal.append(said("Noted.")),
        journal.append(said("Agreed.")),
        journal.append(said("Seat filled.", stream="council")),
        return_exceptions=True,
    )
    assert [type(outcome) for outcome in outcomes] == [type(None), Conflict, type(None)]
    assert texts(await journal.read(MEETING)) == ["Noted."]
    assert texts(await journal.read("council")) == ["Seat filled."]


async def test_a_line_that_cannot_be_stored_fails_alone(journal: Journal) -> None:
    unwritable = line(actor="clerk \ud800")
    outcomes = await asyncio.gather(
        journal.append([Append(MEETING, 0, (line(), unwritable))]),
        journal.append(said("Seat filled.", stream="council")),
        return_exceptions=True,
    )
    assert [type(outcome) for outcome in outcomes] == [UnicodeEncodeError, type(None)]
    assert await journal.streams() == ["council"]


@pytest.mark.parametrize(
    "text", ["a\0b", "\0", "\ufdd0", "\ufdd00\0", "ŵy’s – 1 % of ?", "\U0001f600"]
)
async def test_every_text_is_read_back_as_it_was(journal: Journal, text: str) -> None:
    answer = Answer(text, text, text.encode())
    await journal.append([Append(f"s{text}", 0, (line(actor=text, command=text),), (answer,))])
    [row] = await journal.read(f"s{text}")
    assert (row.actor, row.command) == (text, text)
    assert await journal.streams("s") == [f"s{text}"]
    assert await journal.answer(f"s{text}", text, text) == text.encode()
    assert await journal.answer(f"s{text}", f"{text}\0", text) is None


async def test_names_are_sorted_alike_wherever_they_are_kept(journal: Journal) -> None:
    names = ["a", "B", "ä", "Z z", "a-b", "ab", "A", "\0", "a\0", "\ufdd0"]
    for name in names:
        await journal.append(said("Noted.", stream=name))
    assert await journal.streams() == sorted(names)


async def test_streams_are_listed_by_how_they_begin(journal: Journal) -> None:
    for stream in ("meeting/2", "council", "meeting/1", "meetings"):
        await journal.append(said("Noted.", stream=stream))
    assert await journal.streams("meeting/") == ["meeting/1", "meeting/2"]


async def test_the_first_answer_of_a_command_is_kept(journal: Journal) -> None:
    answer = Answer("clerk", "c1", b"carried")
    await journal.append([Append(MEETING, 0, (line(command="c1"),), (answer,))])
    assert await journal.answer(MEETING, "clerk", "c1") == b"carried"
    assert await journal.answer(MEETING, "chair", "c1") is None
    assert await journal.answers(MEETING) == {("clerk", "c1"): b"carried"}
    assert await journal.answers("meeting/2") == {}


async def test_a_command_that_was_answered_is_not_stored_twice(journal: Journal) -> None:
    answers = (Answer("clerk", "c1", b"carried"),)
    await journal.append([Append(MEETING, 0, (line(),), answers)])
    with pytest.raises(Conflict):
        await journal.append([Append(MEETING, 1, (line(),), answers)])
    assert await journal.verify(MEETING) == 1


async def test_two_actors_may_choose_the_same_id_for_a_command(journal: Journal) -> None:
    answers = (Answer("clerk", "c1", b"noted"), Answer("chair", "c1", b"carried"))
    await journal.append([Append(MEETING, 0, (line(), line()), answers)])
    assert await journal.answer(MEETING, "chair", "c1") == b"carried"


async def test_a_command_that_changed_nothing_can_be_answered_too(journal: Journal) -> None:
    await journal.append([Append(MEETING, 0, (), (Answer("clerk", "c1", b"already open"),))])
    assert await journal.answer(MEETING, "clerk", "c1") == b"already open"
    assert await journal.verify(MEETING) == 0


async def test_an_erased_line_has_no_words_and_the_chain_verifies(journal: Journal) -> None:
    await journal.append(said("Noted.", "Mrs Price of 4 Mill Lane asked.", "Agreed."))
    before = await journal.read(MEETING)
    await journal.erase(MEETING, 2)
    rows = await journal.read(MEETING)
    assert (rows[1].payload, rows[1].salt) == (None, None)
    assert rows[1].digest == before[1].digest
    assert [rows[0], rows[2]] == [before[0], before[2]]
    assert await journal.verify(MEETING) == 3


async def test_a_stream_goes_on_after_its_last_line_is_erased(journal: Journal) -> None:
    await journal.append(said("Mrs Price asked."))
    await journal.erase(MEETING, 1)
    await journal.append(said("Agreed.", after=1))
    assert texts(await journal.read(MEETING)) == ["", "Agreed."]


async def test_only_a_line_that_is_there_can_be_erased(journal: Journal) -> None:
    await journal.append(said("Noted."))
    with pytest.raises(LookupError, match="no line 2"):
        await journal.erase(MEETING, 2)


async def test_the_servers_clock_never_goes_back_in_a_stream(journal: Journal) -> None:
    await journal.append([Append(MEETING, 0, (line(minute=5),))])
    with pytest.raises(ValueError, match="earlier"):
        await journal.append([Append(MEETING, 1, (line(minute=4),))])
    await journal.append([Append(MEETING, 1, (line(minute=5),))])
    assert await journal.verify(MEETING) == 2


async def test_a_time_of_another_zone_is_the_same_moment(journal: Journal) -> None:
    summer = OPENED.astimezone(timezone(timedelta(hours=1)))
    stored = replace(line(), recorded_at=summer, happened_at=summer)
    await journal.append([Append(MEETING, 0, (stored,))])
    [row] = await journal.read(MEETING)
    assert row.happened_at == summer
    assert row.happened_at.utcoffset() == timedelta(0)


def test_a_line_without_the_id_of_its_command_is_refused() -> None:
    with pytest.raises(ValueError, match="command"):
        replace(line(), command="")


def test_a_line_whose_time_knows_no_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        replace(line(), happened_at=datetime(2026, 3, 5))  # noqa: DTZ001


async def test_whoever_stops_waiting_does_not_stop_the_others(journal: Journal) -> None:
    leaving = asyncio.create_task(journal.append(said("Noted.", stream="council")))
    staying = asyncio.create_task(journal.append(said("Agreed.")))
    await asyncio.sleep(0)
    leaving.cancel()
    await staying
    assert leaving.cancelled()
    assert texts(await journal.read(MEETING)) == ["Agreed."]


async def test_what_waits_when_the_journal_closes_is_stored_first(place: Path | str) -> None:
    journal = await open_journal(place)
    waiting = [asyncio.create_task(journal.append(said("Noted.", stream=s))) for s in "abc"]
    await asyncio.sleep(0)
    await journal.close()
    await asyncio.gather(*waiting)
    async with reopened(place) as again:
        assert await again.streams() == ["a", "b", "c"]


async def test_a_closed_journal_stores_nothing(place: Path | str) -> None:
    journal = await open_journal(place)
    await journal.close()
    with pytest.raises(ValueError, match="closed"):
        await journal.append(said("Noted."))


# Some clerks, each with what they want to say: how many lines, to which stream.
clerks = st.lists(
    st.lists(st.tuples(st.sampled_from("ab"), st.integers(1, 3)), max_size=6), max_size=5
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(clerks=clerks)
async def test_however_clerks_interleave_nothing_acknowledged_is_lost(
    journal: Journal, clerks: list[list[tuple[str, int]]]
) -> None:
    # Each time with streams that nobody has written to.
    new = {name: f"{name}{next(_numbers)}" for name in "ab"}
    wanted = [[(new[name], count) for name, count in each] for each in clerks]
    spoken = await asyncio.gather(*(speak(journal, each) for each in wanted))
    for stream in new.values():
        rows = await journal.read(stream)
        assert [row.position for row in rows] == list(range(1, len(rows) + 1))
        stored = [row.id for row in rows]
        assert sorted(stored) == sorted(id for one in spoken for id in one.get(stream, []))
        assert await journal.verify(stream) == len(rows)


async def speak(journal: Journal, wanted: list[tuple[str, int]]) -> dict[str, list[str]]:
    """Say it all, deciding again as often as others come first; return what was acknowledged."""
    acknowledged: dict[str, list[str]] = defaultdict(list)
    after: dict[str, int] = defaultdict(int)
    for stream, many in wanted:
        lines = tuple(line() for _ in range(many))
        while True:
            try:
                await journal.append([Append(stream, after[stream], lines)])
            except Conflict:
                after[stream] += len(await journal.read(stream, after[stream]))
                continue
            break
        after[stream] += many
        acknowledged[stream] += [said.id for said in lines]
    return acknowledged


@asynccontextmanager
async def reopened(place: Path | str) -> AsyncIterator[Journal]:
    journal = await open_journal(place)
    try:
        yield journal
    finally:
        await journal.close()
