"""A stream of changes: decided on the newest state, stored once, taken back, read again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from server.app import system_clock
from server.council.register import Council, Individual, Register
from server.council.registered import CouncilSet, PeopleSet
from server.journal.journal import Journal, open_journal
from server.live.stream import Stream
from server.meeting.refused import Refused
from server.words import N_

OAKHAM = Council(id="oakham", name="Little Oakham Parish Council")


@pytest_asyncio.fixture
async def journal(tmp_path: Path) -> AsyncIterator[Journal]:
    opened = await open_journal(tmp_path / "journal.db")
    yield opened
    await opened.close()


def stream(journal: Journal) -> Stream[Register]:
    return Stream("register", Register(), journal, system_clock())


def person(number: int) -> PeopleSet:
    return PeopleSet((Individual(id=f"p{number}", name=f"Person {number}"),))


async def test_what_was_changed_is_there_when_it_is_read_again(journal: Journal) -> None:
    kept = stream(journal)
    await kept.change(lambda _: [CouncilSet(OAKHAM)], "ruth")
    again = stream(journal)
    await again.load()
    assert again.state.councils == {"oakham": OAKHAM}
    assert again.changes == kept.changes


async def test_an_act_given_twice_happens_once(journal: Journal) -> None:
    kept = stream(journal)
    first = await kept.change(lambda _: [person(1)], "ruth", act="a1")
    second = await kept.change(lambda _: [person(2)], "ruth", act="a1")
    assert first == second
    assert list(kept.state.people) == ["p1"]


async def test_what_is_refused_stores_nothing(journal: Journal) -> None:
    kept = stream(journal)

    def decide(_: Register) -> list[PeopleSet]:
        raise Refused(N_("There is no such body."))

    with pytest.raises(Refused, match="no such body"):
        await kept.change(decide, "ruth")
    assert await journal.read("register") == []


async def test_who_comes_second_decides_on_what_the_first_has_stored(journal: Journal) -> None:
    """Two processes write to the same stream, and neither overwrites the other."""
    one, other = stream(journal), stream(journal)
    await one.change(lambda _: [person(1)], "ruth")
    seen = []

    def decide(register: Register) -> list[PeopleSet]:
        seen.append(list(register.people))
        return [person(2)]

    await other.change(decide, "sian")
    assert seen == [[], ["p1"]]
    assert list(other.state.people) == ["p1", "p2"]
    await one.load()
    assert list(one.state.people) == ["p1", "p2"]


async def test_many_at_once_are_all_stored(journal: Journal) -> None:
    kept = stream(journal)

    def adding(number: int) -> PeopleSet:
        return person(number)

    await asyncio.gather(*(kept.change(lambda _, n=n: [adding(n)], "ruth") for n in range(20)))
    assert len(kept.state.people) == 20


async def test_an_act_is_taken_back_whole_and_once(journal: Journal) -> None:
    kept = stream(journal)
    done = await kept.change(lambda _: [person(1), person(2)], "ruth")
    await kept.change(lambda _: [person(3)], "ruth")
    assert done is not None
    await kept.take_back(done.act, "ruth")
    assert list(kept.state.people) == ["p3"]
    with pytest.raises(Refused, match="taken back already"):
        await kept.take_back(done.act, "ruth")
    again = stream(journal)
    await again.load()
    assert list(again.state.people) == ["p3"]


async def test_what_was_erased_changes_nothing_and_the_rest_stands(journal: Journal) -> None:
    kept = stream(journal)
    await kept.change(lambda _: [person(1)], "ruth")
    await kept.change(lambda _: [person(2)], "ruth")
    await journal.erase("register", 1)
    again = stream(journal)
    await again.load()
    assert list(again.state.people) == ["p2"]
