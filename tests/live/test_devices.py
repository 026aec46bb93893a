"""Connected devices are evidence: the meeting knows who was connected, and since when not."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import socketio

from server.app import serving
from server.config import Settings
from server.journal.journal import Append, Full, OutOfReach
from server.live import devices
from server.live.devices import Patience
from server.live.order import Answer, Order
from server.meeting.connections import Connections
from server.meeting.record import Audience
from tests.live.conftest import CONVENED
from tests.pages.wired import bare, comes
from tests.serve import Town, town

FOREVER = 3600.0
NAMES = {person.id: person.name for person in CONVENED.people}


@asynccontextmanager
async def hall(folder: Path, patch: pytest.MonkeyPatch, **patience: float) -> AsyncIterator[Town]:
    """A town whose server waits so long, in seconds: for nothing, unless it is said."""
    given: dict[str, Any] = {"away": 0.0, "after_start": 0.0, "most": 99, **patience}
    patch.setattr(devices, "PATIENCE", Patience(**given))
    async with town(folder, CONVENED) as running:
        yield running


async def cookie(council: Town, link: str) -> str:
    """The cookie of somebody who came in by this link."""
    async with bare(council) as wire:
        wire.send(f"GET /{link.split('/', 3)[3]} HTTP/1.1", "Host: localhost")
        assert await wire.status() == 303
        return (await wire.head())["set-cookie"].partition(";")[0]


async def page(council: Town, who: str, office: str = "member") -> Any:
    """A page of this member that is connected, or of the clerk or the chair."""
    links = council.links
    link = {"clerk": links.clerk, "chair": links.chair}.get(office) or links.members[NAMES[who]]
    client = socketio.AsyncClient(reconnection=False)
    headers = {"Cookie": await cookie(council, link), "Origin": council.url}
    auth = {"meeting": "planning", "office": office}
    await client.connect(council.url, headers, auth, ["websocket"], wait_timeout=10)
    return client


def known(council: Town) -> Connections:
    return council.running.live.meeting.connections


async def seen(council: Town, who: str, pages: int) -> None:
    """Wait until the server knows of so many pages of theirs, and has seen to it."""
    at_work = council.server.devices
    assert await comes(lambda: at_work.pages_of("planning", who) == pages and not at_work.busy)


async def joined(council: Town, who: str) -> bool:
    return await comes(lambda: known(council).connected(who))


async def lost(council: Town, who: str) -> bool:
    return await comes(lambda: known(council).lost_since(who) is not None)


async def test_a_page_of_a_member_is_a_connection_until_it_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with hall(tmp_path, monkeypatch) as council:
        owen = await page(council, "owen")
        assert await joined(council, "owen")
        assert set(known(council).known) == {"owen"}
        await owen.disconnect()
        assert await lost(council, "owen")


async def test_it_is_no_attendance_and_nobody_outside_learns_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with hall(tmp_path, monkeypatch) as council:
        outside = council.running.live.outside
        feed = council.running.show.feed(Audience.PUBLIC, "en")
        drawn = feed.drawing
        owen = await page(council, "owen")
        assert await joined(council, "owen")
        assert council.running.live.outside is outside
        assert feed.drawing is drawn
        assert not council.running.live.meeting.presence.members
        await owen.disconnect()


async def test_the_chair_is_a_person_and_the_clerk_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with hall(tmp_path, monkeypatch) as council:
        clerk = await page(council, "", "clerk")
        chair = await page(council, "", "chair")
        assert await joined(council, "chair")
        assert set(known(council).known) == {"chair"}
        await clerk.disconnect()
        await chair.disconnect()


async def test_on_two_devices_somebody_is_one_person_until_both_are_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with hall(tmp_path, monkeypatch) as council:
        phone, tablet = await page(council, "owen"), await page(council, "owen")
        assert await joined(council, "owen")
        await seen(council, "owen", 2)
        await phone.disconnect()
        await seen(council, "owen", 1)
        assert known(council).connected("owen")
        await tablet.disconnect()
        assert await lost(council, "owen")
        assert len(known(council).of("owen")) == 1


async def test_a_page_that_is_loaded_again_was_never_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with hall(tmp_path, monkeypatch, away=FOREVER) as council:
        before = await page(council, "owen")
        assert await joined(council, "owen")
        await before.disconnect()
        await seen(council, "owen", 0)
        after = await page(council, "owen")
        await seen(council, "owen", 1)
        assert [span.until for span in known(council).of("owen")] == [None]
        await after.disconnect()


async def test_a_connection_was_lost_when_it_went_and_not_when_that_was_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with hall(tmp_path, monkeypatch, away=0.3) as council:
        owen = await page(council, "owen")
        assert await joined(council, "owen")
        await owen.disconnect()
        assert await lost(council, "owen")
        recorded = council.running.live.recorded[-1].stamp
        waited = (recorded.recorded_at - recorded.happened_at).total_seconds()
        assert 0.25 < waited < 3
        assert known(council).lost_since("owen") == recorded.happened_at


async def test_a_device_that_comes_and_goes_does_not_fill_the_journal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with hall(tmp_path, monkeypatch, most=3, within=FOREVER) as council:
        for _ in range(4):
            owen = await page(council, "owen")
            await seen(council, "owen", 1)
            await owen.disconnect()
            await seen(council, "owen", 0)
        shah = await page(council, "shah")
        assert await joined(council, "shah")  # what one does takes nothing from another
        assert len(council.running.live.recorded) == 1 + 3 + 1
        await shah.disconnect()


async def test_a_loss_during_a_vote_is_recorded_at_once_however_often_the_line_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with hall(tmp_path, monkeypatch, most=1, within=FOREVER) as council:
        for person in ("chair", "owen"):
            await council.do("record_present", person=person)
        await council.do("open_meeting")
        await council.do("take_item", item="2")
        owen = await page(council, "owen")
        assert await joined(council, "owen")
        await council.do("put_question", way="named", text="That it be granted.")
        await owen.disconnect()
        assert await lost(council, "owen")


async def test_what_was_held_back_is_recorded_when_it_may_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with hall(tmp_path, monkeypatch, most=1, within=0.3) as council:
        owen = await page(council, "owen")
        assert await joined(council, "owen")
        await owen.disconnect()
        assert known(council).connected("owen")
        assert await lost(council, "owen")


async def test_the_end_of_the_server_is_no_loss_and_who_stays_away_afterwards_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with hall(tmp_path, monkeypatch) as council:
        owen, ruiz = await page(council, "owen"), await page(council, "ruiz")
        assert await joined(council, "owen")
        assert await joined(council, "ruiz")
        recorded = len(council.running.live.recorded)
    assert len(council.running.live.recorded) == recorded
    for client in (owen, ruiz):
        await client.disconnect()
    monkeypatch.setattr(devices, "PATIENCE", Patience(away=FOREVER, after_start=0.5))
    async with serving(Settings(port=0, data=tmp_path)) as server:
        running = server.meetings.find("planning")
        assert running is not None
        again = Town(server, running, await server.control.links(running.live.meeting))
        assert known(again).connected("owen")
        ruiz = await page(again, "ruiz")
        assert await lost(again, "owen")
        assert [span.until for span in known(again).of("ruiz")] == [None]
        await ruiz.disconnect()


@pytest.mark.parametrize(
    "trouble", [Full("The disk is full."), OutOfReach("The database is away."), OSError("broken")]
)
async def test_what_could_not_be_stored_counts_as_no_change_and_is_recorded_when_it_can_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: Exception
) -> None:
    async with hall(tmp_path, monkeypatch, away=0.1, most=2, within=FOREVER) as council:
        owen = await page(council, "owen")
        assert await joined(council, "owen")
        journal, failures = council.running.live._journal, iter((trouble, trouble))
        store = journal.append

        async def fails_twice(appends: Sequence[Append]) -> None:
            if appends and (failure := next(failures, None)):
                raise failure
            await store(appends)

        monkeypatch.setattr(journal, "append", fails_twice)
        await owen.disconnect()
        assert await lost(council, "owen")
        assert next(failures, None) is None
        recorded = council.running.live.recorded[-1].stamp
        waited = (recorded.recorded_at - recorded.happened_at).total_seconds()
        assert waited > 0.25  # it was lost when it went


async def test_after_the_close_nothing_is_recorded_and_nothing_goes_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with hall(tmp_path, monkeypatch, away=0.001) as council:
        for command in ("open_meeting", "close_meeting"):
            await council.do(command)
        recorded, orders = len(council.running.live.recorded), list[Order]()
        handle = council.running.live.handle

        async def counted(order: Order) -> Answer:
            orders.append(order)
            return await handle(order)

        monkeypatch.setattr(council.running.live, "handle", counted)
        for who in ("owen", "shah"):
            client = await page(council, who)
            await seen(council, who, 1)
            await client.disconnect()
        assert [order.given["person"] for order in orders] == ["owen", "shah"]  # tried once
        assert len(council.running.live.recorded) == recorded
        assert not caplog.records
