"""An agenda published by command line: what is said when it is late, or its day has passed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from server import places
from server.app import Server, serving
from server.config import Settings
from server.council_control import CouncilControl
from server.told import Outcome

AGENDA = b"Agenda\n1. Apologies for absence\n2. Minutes of the last meeting\n"
ON_MONDAY = "2026-11-30T19:30"
LATE = (
    "The rule is 3 clear days: it had to be public by Tuesday 24 November 2026. What counts is "
    "the notice that was put up and the summons that was sent. If they were late too, what is "
    "decided may be challenged: choose a later day, or take advice."
)
URGENT = "What comes late is only lawful where the chair says at the meeting why it is urgent."
PAST = "That day has passed: nothing was published, and no agenda was begun."


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Server]:
    async with serving(Settings(port=0, data=tmp_path / "data")) as running:
        yield running


async def imported(
    server: Server,
    now: datetime,
    starts_at: str = ON_MONDAY,
    *,
    publish: bool = True,
    profile: str = "english_parish",
) -> Outcome:
    """What came of importing an agenda of a parish council at that moment."""
    control = CouncilControl(server.council, server.meetings, lambda: now, lambda: "http://here")
    example = (places.config() / "example_council.toml").read_text(encoding="utf-8")
    await control.apply(example.replace('"english_parish"', f'"{profile}"'))
    arranged = {"body": "full-council", "starts_at": starts_at, "place": "Council Chamber"}
    return await control.import_agenda("agenda.txt", AGENDA, arranged, publish=publish)


async def test_with_fewer_clear_days_than_the_law_asks_it_is_published_and_said(
    server: Server,
) -> None:
    outcome = await imported(server, datetime(2026, 11, 25, 9, tzinfo=UTC))
    assert outcome.done
    assert LATE in outcome.lines
    (plan,) = server.council.plans()
    assert outcome.lines[-1] == f"It is published at http://here/meetings/{plan.state.key}"


async def test_where_an_act_knows_urgent_items_it_is_said_what_makes_them_lawful(
    server: Server,
) -> None:
    outcome = await imported(
        server, datetime(2026, 11, 25, 9, tzinfo=UTC), profile="welsh_committee"
    )
    assert any(line.endswith(URGENT) for line in outcome.lines), outcome.lines


async def test_on_the_last_day_of_the_law_nothing_is_said(server: Server) -> None:
    outcome = await imported(server, datetime(2026, 11, 24, 9, tzinfo=UTC))
    assert outcome.done
    assert not any("clear days" in line for line in outcome.lines)


async def test_an_agenda_in_preparation_is_not_late(server: Server) -> None:
    outcome = await imported(server, datetime(2026, 11, 30, 9, tzinfo=UTC), publish=False)
    assert outcome.done
    assert not any("clear days" in line for line in outcome.lines)


async def test_for_a_day_that_has_passed_nothing_is_published_and_nothing_begun(
    server: Server,
) -> None:
    outcome = await imported(server, datetime(2026, 12, 1, 0, 5, tzinfo=UTC))
    assert (outcome.done, outcome.lines[-1]) == (False, PAST)
    assert list(server.council.plans()) == []


async def test_the_day_passes_at_midnight_where_the_body_meets(server: Server) -> None:
    starts_at = "2026-06-30T19:30"  # in summer the clock on the wall is an hour ahead
    before = await imported(server, datetime(2026, 6, 30, 22, 59, tzinfo=UTC), starts_at)
    after = await imported(server, datetime(2026, 6, 30, 23, 0, tzinfo=UTC), starts_at)
    assert (before.done, after.lines[-1]) == (True, PAST)
