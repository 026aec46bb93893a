"""While the journal is away people are told what it means for them, and the log why, once."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import aiohttp
import pytest

import server.app
from server.journal.journal import InDoubt, OutOfReach
from server.words import Said
from tests.pages.wired import browsing, clerk_of, comes, wired
from tests.serve import Town
from tests.test_measures import value

WHERE = "postgresql://127.0.0.1:21090/orderpaper"
AWAY = OutOfReach("The database {where} cannot be reached: refused", where=WHERE)
DOUBT = InDoubt("The connection to {where} broke.", where=WHERE)
FORM = "/meetings/planning/clerk/do/record_present"
NOT_STORED = "The record cannot be written at the moment, and nothing was stored."
FROM_A_FORM = "look at the record first, and do it again only if it is not there"


@pytest.fixture
async def council(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Town]:
    monkeypatch.setattr(server.app, "TENDED", 0.01)
    async with wired(tmp_path) as running:
        yield running


@pytest.fixture
def cut(council: Town) -> Iterator[pytest.MonkeyPatch]:
    """What breaks the journal, until it is undone."""
    with pytest.MonkeyPatch.context() as patch:
        yield patch


def breaks(cut: pytest.MonkeyPatch, council: Town, why: Said, *parts: str) -> None:
    """Have these connections of the journal fail."""

    async def fail(*_: object) -> None:
        raise type(why)(why.sentence, **why.values)

    for part in parts:
        cut.setattr(getattr(council.server.journal, part), "run", fail)


def goes(cut: pytest.MonkeyPatch, council: Town) -> None:
    breaks(cut, council, AWAY, "reading", "writing")


def failed() -> float:
    return value("orderpaper_command_seconds_count", outcome="failed")


def lines(caplog: pytest.LogCaptureFixture, words: str) -> list[str]:
    found = [each for each in caplog.records if words in each.getMessage()]
    assert not [each for each in found if each.exc_info]
    return [each.levelname for each in found]


def call(id: str) -> dict[str, object]:
    return {"command": "record_present", "id": id, "with": {"person": "shah"}}


# Those inside


async def test_a_command_is_refused_plainly_and_counted_as_failed(
    council: Town, cut: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    clerk = await clerk_of(council)
    goes(cut, council)
    before = failed()
    for n in range(3):
        answer = await clerk.call("do", call(f"away-{n}"))
        assert answer["ok"] is False
        assert answer["problem"].startswith(NOT_STORED)
    assert failed() == before + 3
    assert await comes(lambda: WHERE in caplog.text)
    cut.undo()
    assert (await clerk.call("do", call("back")))["ok"] is True
    await clerk.disconnect()


@pytest.mark.parametrize(
    ("why", "words"), [(AWAY, NOT_STORED), (DOUBT, "What was stored is not done twice.")]
)
async def test_a_command_that_cannot_be_written_says_whether_it_may_be_stored(
    council: Town, cut: pytest.MonkeyPatch, why: Said, words: str
) -> None:
    clerk = await clerk_of(council)
    breaks(cut, council, why, "writing")
    problem = (await clerk.call("do", call("doubt")))["problem"]
    assert words in problem
    assert "Your words are still here" in problem
    assert WHERE not in problem
    cut.undo()
    await clerk.disconnect()


@pytest.mark.parametrize(("why", "words"), [(AWAY, NOT_STORED), (DOUBT, FROM_A_FORM)])
async def test_a_form_that_cannot_be_written_comes_again_and_says_so_plainly(
    council: Town, cut: pytest.MonkeyPatch, why: Said, words: str
) -> None:
    async with browsing(council, council.links.clerk) as session:
        breaks(cut, council, why, "writing")
        form = {"person": "shah"}
        async with session.post(FORM, data=form, headers={"Origin": council.url}) as answer:
            text = await answer.text()
            assert answer.status == 422
    assert words in text
    assert WHERE not in text


# Pages


@pytest.mark.parametrize("path", ["/meetings/planning/clerk", "/enter/xyz"])
async def test_a_page_that_needs_the_record_is_to_be_asked_for_again(
    council: Town, cut: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, path: str
) -> None:
    async with browsing(council, council.links.clerk) as session:
        goes(cut, council)
        async with session.get(path) as answer:
            text = await answer.text()
            assert (answer.status, answer.headers["Retry-After"]) == (503, "10")
    assert "The record cannot be reached at the moment. Try again in a minute." in text
    assert "your form" not in text
    assert WHERE not in text
    assert "ERROR" not in lines(caplog, "failed")


async def test_a_form_from_who_cannot_be_looked_up_is_not_stored_and_counted_as_failed(
    council: Town, cut: pytest.MonkeyPatch
) -> None:
    async with browsing(council, council.links.clerk) as session:
        goes(cut, council)
        before = failed()
        async with session.post(FORM, data={}, headers={"Origin": council.url}) as answer:
            text = await answer.text()
            assert (answer.status, answer.headers["Retry-After"]) == (503, "10")
    assert "nothing was stored. Go back and try again" in text
    assert failed() == before + 1


async def test_a_stranger_at_a_door_is_told_the_same(
    council: Town, cut: pytest.MonkeyPatch
) -> None:
    goes(cut, council)
    async with aiohttp.ClientSession(council.url) as session:
        async with session.get("/enter/xyz") as answer:
            assert answer.status == 503
        async with session.get("/meetings/planning") as answer:
            assert answer.status == 200


# The log


async def test_an_outage_is_logged_once_and_once_that_it_is_over(
    council: Town, cut: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    clerk = await clerk_of(council)
    tended: list[str] = []

    async def fail(*_: object) -> None:
        tended.append("")
        raise AWAY

    for _ in range(2):
        caplog.clear()
        tended.clear()
        cut.setattr(council.server.journal.reading, "run", fail)  # type: ignore[attr-defined]
        assert await comes(lambda: len(tended) > 5)
        assert lines(caplog, "the journal is away: The database") == ["WARNING"]
        assert not lines(caplog, "the journal is back")
        cut.undo()
        assert await comes(lambda: bool(lines(caplog, "the journal is back")))
        assert lines(caplog, "the journal is back") == ["WARNING"]
        assert lines(caplog, "the journal is away") == ["WARNING"]
    assert "could not be looked after" not in caplog.text
    await clerk.disconnect()


async def test_an_outage_is_over_although_nobody_is_inside(
    council: Town, cut: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    goes(cut, council)
    async with aiohttp.ClientSession(council.url) as session, session.get("/enter/xyz") as answer:
        assert answer.status == 503
    assert lines(caplog, "the journal is away") == ["WARNING"]
    cut.undo()
    assert await comes(lambda: bool(lines(caplog, "the journal is back")))
