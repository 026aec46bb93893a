"""The bell: rung by what is stored, heard by everybody who has the journal open."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from server.journal import bell
from server.journal.journal import Answer, Append, Conflict, Journal, open_journal
from server.journal.postgresql.journal import PostgresJournal
from tests.journal.given import line, said

MEETING = "meeting/1"


async def next_of(heard: asyncio.Queue[str]) -> str:
    """What is heard next, which is a matter of milliseconds."""
    return await asyncio.wait_for(heard.get(), 10)


async def heard_by(journal: Journal) -> asyncio.Queue[str]:
    """What a journal's bell says from now on."""
    heard: asyncio.Queue[str] = asyncio.Queue()
    journal.bell.on(heard.put_nowait)
    assert await next_of(heard) == ""  # it listens, and what was before must be looked at
    return heard


@pytest.fixture
async def beside(url: str) -> AsyncIterator[Journal]:
    """The same journal, as another process has it open."""
    opened = await open_journal(url)
    yield opened
    await opened.close()


async def test_an_append_is_heard_by_everybody_with_the_new_end(
    postgres_journal: PostgresJournal, beside: Journal
) -> None:
    here, there = await heard_by(postgres_journal), await heard_by(beside)
    await postgres_journal.append(said("Noted.", "Agreed."))
    for each in (here, there):
        assert bell.ended(await next_of(each)) == (MEETING, 2)


async def test_what_is_heard_can_be_read(
    postgres_journal: PostgresJournal, beside: Journal
) -> None:
    there = await heard_by(beside)
    for after in range(20):
        appending = asyncio.create_task(postgres_journal.append(said("Noted.", after=after)))
        ended = bell.ended(await next_of(there))
        assert ended == (MEETING, after + 1)
        assert len(await beside.read(MEETING)) == after + 1
        await appending


async def test_what_is_not_stored_rings_nothing(
    postgres_journal: PostgresJournal, beside: Journal
) -> None:
    there = await heard_by(beside)
    answers = (Answer("clerk", "c1", b"noted"),)
    await postgres_journal.append([Append(MEETING, 0, (line(),), answers)])
    with pytest.raises(Conflict):
        await postgres_journal.append([Append(MEETING, 1, (line(),), answers)])
    await postgres_journal.append(said("Seat filled.", stream="council"))
    assert [bell.ended(await next_of(there)) for _ in range(2)] == [(MEETING, 1), ("council", 1)]


@pytest.mark.parametrize("words", ["who 7 planning shah", "ŵy, a\0b", "\ufdd0"])
async def test_whatever_is_said_is_heard_as_it_was_said(
    postgres_journal: PostgresJournal, beside: Journal, words: str
) -> None:
    there = await heard_by(beside)
    await postgres_journal.bell.ring(words)
    assert await next_of(there) == words


async def test_what_is_too_long_to_say_has_everybody_look_at_everything(
    postgres_journal: PostgresJournal, beside: Journal
) -> None:
    there = await heard_by(beside)
    await postgres_journal.append(said("Noted.", stream="s" * 9000))
    assert await next_of(there) == ""
    assert await beside.ends() == {"s" * 9000: 1}


async def test_the_fault_of_one_who_hears_does_not_deafen_the_others(
    postgres_journal: PostgresJournal,
) -> None:
    def fail(said: str) -> None:
        raise LookupError(said)

    postgres_journal.bell.on(fail)
    there = await heard_by(postgres_journal)
    await postgres_journal.bell.ring("still there")
    assert await next_of(there) == "still there"


async def test_every_journal_knows_where_its_streams_end(journal: Journal) -> None:
    assert await journal.ends() == {}
    await journal.append(said("Noted.", "Agreed.") + said("Seat filled.", stream="council"))
    await journal.append([Append("meeting/2", 0, (), (Answer("clerk", "c1", b"nothing"),))])
    assert await journal.ends() == {MEETING: 2, "council": 1}


def test_only_the_end_of_a_stream_is_taken_for_one() -> None:
    assert bell.ended(bell.end("a b", 3)) == ("a b", 3)
    assert [bell.ended(text) for text in ("", "end", "end x y", "who 3 a")] == [None] * 4
