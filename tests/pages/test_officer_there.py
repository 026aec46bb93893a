"""An officer of the council at a meeting: a page of their own, inside while they may be."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from socketio.exceptions import ConnectionError

from server.meeting.people import Capacity, Person
from tests.pages.knocking import Guest, hung_up
from tests.pages.visitors import HUGHES, MEETING
from tests.pages.wired import browsing
from tests.serve import Town, town

PAGE = "/meetings/planning/officer"
CANARY = "the canary is sold"
PENN = Person("penn", "Ola Penn", Capacity.OFFICER, position="Solicitor", items=("3",))


@pytest.fixture
async def council(tmp_path: Path) -> AsyncIterator[Town]:
    """Item 2 in hand, in private, and something decided."""
    convened = replace(MEETING, people=(*MEETING.people, PENN))
    async with town(tmp_path / "data", convened) as here:
        for person in ("chair", "shah", "owen", "ruiz"):
            await here.do("record_present", person=person)
        for person in ("hughes", "penn"):
            await here.do("record_in_attendance", person=person)
        await here.do("open_meeting")
        await here.do("take_item", item="2")
        await here.do("exclude_public", ground="confidential", items="2,3")
        await here.do("record_decision", text=f"That {CANARY}.")
        yield here


async def shown(council: Town, name: str) -> str:
    """What an officer is shown on their page."""
    link = council.links.officers[name]
    async with browsing(council, link) as browser, browser.get(PAGE) as answer:
        assert answer.status == 200
        return await answer.text()


async def test_an_officer_who_stays_sees_private_business_and_has_no_seat(council: Town) -> None:
    page = await shown(council, HUGHES.name)
    assert CANARY in page
    assert 'id="seat"' not in page
    assert 'data-office="officer"' in page


async def test_an_officer_who_has_left_is_outside(council: Town) -> None:
    others = council.running.live.meeting.presence.others
    (there,) = [each.id for each in others if each.person == HUGHES.id]
    await council.do("record_no_longer_in_attendance", other=there)
    page = await shown(council, HUGHES.name)
    assert CANARY not in page
    assert "The meeting is in private" in page


async def test_an_officer_who_came_for_one_item_is_inside_for_that_item_alone(
    council: Town,
) -> None:
    assert CANARY not in await shown(council, PENN.name)
    await council.do("take_item", item="3")
    await council.do("record_decision", text="That the heron is kept.")
    page = await shown(council, PENN.name)
    assert "the heron is kept" in page
    await council.do("take_item", item="2")
    page = await shown(council, PENN.name)
    assert "heron" not in page
    assert CANARY not in page


async def test_an_officer_whose_link_is_revoked_is_out_within_a_second(council: Town) -> None:
    async with browsing(council, council.links.officers[HUGHES.name]) as browser:
        guest = Guest(browser, council.url)
        page = await guest.connect("officer")
        assert CANARY in (await guest.get(PAGE)).text
        doors = council.server.doors
        (link,) = [each for each in await doors.links_of("planning") if each.person == HUGHES.id]
        await doors.revoke_link(link.id, "test")
        await hung_up(page)
        after = await guest.get(PAGE)
        assert after.status == 403
        assert CANARY not in after.text
        with pytest.raises(ConnectionError):
            await guest.connect("officer")


async def test_the_clerk_sees_on_which_device_an_officer_is_signed_in(council: Town) -> None:
    await shown(council, HUGHES.name)
    devices = "/meetings/planning/devices"
    async with browsing(council, council.links.clerk) as clerk, clerk.get(devices) as answer:
        assert answer.status == 200
        assert HUGHES.name in await answer.text()
