"""Members' own seats are drawn a few at a time, and never miss a change."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from server.live.seats import AT_ONCE, Seats, Shown
from server.render.house import Houses
from server.render.seat import Seat
from tests.conftest import CONVENED, ENGLISH
from tests.pages.wired import comes
from tests.serve import Town, town

PAGES = 3 * AT_ONCE
PATIENCE = 5


class Hall:
    """The pages of a meeting, and what is sent to them."""

    def __init__(self, running: Town) -> None:
        self.town = running
        self.pages = [Shown(f"page-{n}", Seat("owen", ENGLISH)) for n in range(PAGES)]
        self.sent: asyncio.Queue[tuple[str, str]] = asyncio.Queue()
        self.seats = Seats(lambda _: self.pages, lambda *told: self.sent.put_nowait(told))

    def changed(self) -> None:
        self.seats.changed(self.town.running)

    async def come(self, count: int) -> list[tuple[str, str]]:
        """The next that is sent, so often."""
        async with asyncio.timeout(PATIENCE):
            return [await self.sent.get() for _ in range(count)]


class Faulty:
    """What cannot be drawn."""

    fault = RuntimeError("a fault of ours")

    def fails(self, *given: object) -> bool:
        raise self.fault


@pytest.fixture
async def hall(tmp_path: Path) -> AsyncIterator[Hall]:
    async with town(tmp_path, CONVENED) as running:
        made = Hall(running)
        yield made
        made.seats.close()


async def test_everything_else_goes_between_the_drawings(hall: Hall) -> None:
    hall.changed()
    await hall.come(1)
    assert hall.sent.qsize() == AT_ONCE - 1
    await hall.come(PAGES - 1)


async def test_what_changes_between_the_drawings_is_drawn_on_every_page(hall: Hall) -> None:
    hall.changed()
    await hall.come(1)
    await hall.town.do("record_present", person="owen")
    hall.changed()
    last: dict[str, str] = {}
    while len(last) < PAGES or not all("present in the room" in html for html in last.values()):
        last.update(await hall.come(1))


async def test_a_fault_in_one_seat_keeps_no_other_from_being_drawn_now_or_later(
    hall: Hall, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    at_fault = hall.pages[1].sid
    monkeypatch.setattr(hall.pages[1].seat, "show", Faulty().fails)
    hall.changed()
    others = {page.sid for page in hall.pages} - {at_fault}
    assert set(dict(await hall.come(PAGES - 1))) == others
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    monkeypatch.undo()
    hall.changed()
    assert set(dict(await hall.come(1))) == {at_fault}


@pytest.mark.parametrize("shared", ["who is there", "the house"])
async def test_a_fault_in_what_seats_share_ends_one_drawing_and_not_the_next(
    hall: Hall, monkeypatch: pytest.MonkeyPatch, shared: str
) -> None:
    faulty, loop = Faulty(), asyncio.get_running_loop()
    told: list[object] = []
    loop.set_exception_handler(lambda _, about: told.append(about["exception"]))
    if shared == "the house":
        monkeypatch.setattr(Houses, "of", faulty.fails)
    else:
        monkeypatch.setattr(hall.seats, "_of", faulty.fails)
    hall.changed()
    assert await comes(lambda: told == [faulty.fault])
    monkeypatch.undo()
    hall.changed()
    assert set(dict(await hall.come(PAGES))) == {page.sid for page in hall.pages}


async def test_a_page_that_has_gone_is_not_drawn(hall: Hall) -> None:
    hall.changed()
    await hall.come(1)
    gone = hall.pages.pop()
    assert gone.sid not in dict(await hall.come(PAGES - 2))
    assert hall.sent.empty()
