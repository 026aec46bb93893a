"""A parish council takes business in private for a special reason that its resolution states.

Schedule 12A does not bind it (Public Bodies (Admission to Meetings) Act 1960 s.1(2)).
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from msgspec.structs import replace

from server.council.registered import BodySet
from server.meeting.command import Office
from tests.pages.officer import PARISH, Officer, office

DAY = date.today() + timedelta(days=20)  # noqa: DTZ011  # far enough from any midnight
WHY = "Advice on a lease that is being negotiated."
OF_SCHEDULE_12A = re.compile(r"\bexempt|public[- ]interest|\bparagraphs? of the schedule", re.I)


@pytest_asyncio.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Officer]:
    async with office(tmp_path) as officer:
        yield officer


async def begun(desk: Officer) -> str:
    """The address of an agenda with one item that is not open to the public."""
    day = DAY.isoformat()
    page = await desk.post(
        "/agendas/new", body="parish", day=day, time="19:30", place="Hall", begin="nothing"
    )
    title = "A matter of property"
    await desk.post(f"{page.path}/items/new", title=title, access="exempt", public_interest=WHY)
    return page.path


async def test_the_form_of_an_item_asks_for_the_special_reason(desk: Officer) -> None:
    page = await desk.get(f"{await begun(desk)}/items/new")
    assert "Special reason, which the resolution states" in page.text
    assert "Not open to the public (special reason), if the meeting so resolves" in page.text
    assert not OF_SCHEDULE_12A.search(page.text)


async def test_where_schedule_12a_binds_the_form_asks_for_its_paragraphs(desk: Officer) -> None:
    body = replace(PARISH, profile="english_principal_council")
    await desk.council.kept.change(lambda _: [BodySet(body)], "test")
    page = await desk.get(f"{await begun(desk)}/items/new")
    assert "Exempt, if the meeting so resolves" in page.text
    assert "Paragraphs of the schedule" in page.text
    assert "Why the public interest is in keeping it closed" in page.text
    assert "special reason" not in page.text.lower()


async def test_the_agenda_in_preparation_says_no_exempt(desk: Officer) -> None:
    page = await desk.get(await begun(desk))
    assert "Not open to the public" in page.text
    assert not OF_SCHEDULE_12A.search(page.text)


@pytest.mark.parametrize("side", [None, Office.CLERK])
async def test_the_published_meeting_gives_the_reason_and_says_no_exempt(
    desk: Officer, side: Office | None
) -> None:
    await desk.post(f"{await begun(desk)}/publish")
    [running] = list(desk.server.meetings)
    path = f"/meetings/{running.live.meeting.key}"
    page = await desk.get(path if side is None else f"{path}/{side.value}")
    assert page.status == 200
    if side is None:
        told = "Likely to be taken in private: not open to the public (special reason)."
        assert f"{told} The special reason: {WHY}" in page.text
    assert not OF_SCHEDULE_12A.search(page.text)
