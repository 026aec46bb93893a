"""The public calendar: what is on today, what is coming, and on which days."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import aiohttp
import pytest
from msgspec.structs import replace
from yarl import URL

from server.app import Server, serving
from server.config import Settings
from server.live.turn import Clock
from server.meeting.convened import MeetingConvened
from server.pages.answer import Answer
from server.pages.calendar import shelf
from tests.conftest import LONDON
from tests.live.conftest import CONVENED
from tests.serve import Town

EVENING = datetime(2026, 11, 23, 18, 40, tzinfo=LONDON)  # a Monday
COUNCIL = "Exampleshire District Council"
PARISH = "Little Example Parish Council"


class Evening(Clock):
    """A clock that stands until it is told to go on."""

    def __init__(self) -> None:
        ids = count(1)
        super().__init__(lambda: self.at, lambda: f"id{next(ids):04}")
        self.at = EVENING


class Calendar:
    """A server with the meetings of a test, on one evening."""

    def __init__(self, server: Server, clock: Evening) -> None:
        self.server = server
        self.clock = clock

    async def convene(
        self,
        key: str,
        days: int = 0,
        body: str = "Planning Committee",
        council: str = COUNCIL,
        **more: object,
    ) -> Town:
        """A meeting so many days from today, at half past six."""
        at = EVENING.replace(minute=30) + timedelta(days=days)
        convened: MeetingConvened = replace(
            CONVENED, key=key, body=body, name=key, council=council, starts_at=at, **more
        )
        self.clock.at += timedelta(milliseconds=1)
        running = await self.server.meetings.convene(convened, "test")
        return Town(self.server, running, await self.server.control.links(running.live.meeting))

    def find(self, path: str) -> Answer | None:
        """What is kept at this address."""
        return self.server.memory.find(path, URL(path))

    def page(self, path: str) -> str:
        """The page at this address."""
        answer = self.find(path)
        assert answer is not None, path
        return answer.body.decode()

    def lists(self, path: str = "/") -> dict[str, list[str]]:
        """The titles in each list of a page."""
        parts = re.split(r'<section[^>]*aria-labelledby="([\w-]+)"', self.page(path))
        titles = r'app-meetings__title"><a[^>]*>([^<]+)'
        return {
            name: re.findall(titles, part.split("</section>")[0])
            for name, part in zip(parts[1::2], parts[2::2], strict=True)
        }


@pytest.fixture
async def diary(tmp_path: Path) -> AsyncIterator[Calendar]:
    clock = Evening()
    async with serving(Settings(port=0, data=tmp_path), clock) as server:
        yield Calendar(server, clock)


async def test_tonights_meeting_stands_first_and_the_open_one_before_all(diary: Calendar) -> None:
    await diary.convene("earlier")
    late = await diary.convene("tonight")
    await diary.convene("tomorrow", 1)
    await diary.convene("yesterday", -1)
    await late.do("open_meeting")
    assert diary.lists()["today"] == ["tonight", "earlier"]
    assert diary.lists()["coming"] == ["tomorrow"]
    assert diary.lists()["past"] == ["yesterday"]
    assert "Open now" in diary.page("/")


async def test_the_front_page_tells_of_thirty_coming_and_ten_past_meetings(diary: Calendar) -> None:
    for day in range(1, 33):
        await diary.convene(f"m{day}", day)
    for day in range(1, 13):
        await diary.convene(f"p{day}", -day)
    lists = diary.lists()
    assert lists["coming"] == [f"m{day}" for day in range(1, 31)]
    assert lists["past"] == [f"p{day}" for day in range(1, 11)]
    assert 'href="/calendar"' in diary.page("/")


async def test_the_one_meeting_that_is_open_today_is_the_first_link(diary: Calendar) -> None:
    one = await diary.convene("tonight")
    assert "Follow it now" not in diary.page("/today")
    await one.do("open_meeting")
    first = diary.page("/today").partition("<h1")[2].partition("</h1>")[2]
    assert re.search(r'href="([^"]+)"', first)[1] == "/meetings/tonight"  # type: ignore[index]
    await diary.convene("other")
    assert "Follow it now" not in diary.page("/today")


async def test_a_meeting_that_goes_on_on_another_day_stands_on_both(diary: Calendar) -> None:
    one = await diary.convene("tonight")
    await one.do("open_meeting")
    await one.do("adjourn_meeting", until="Tuesday 1 December at 2pm", reason="The sound failed.")
    assert diary.lists()["today"] == diary.lists()["coming"] == ["tonight"]
    assert "Adjourned until Tuesday 1 December at 2pm" in diary.page("/")
    assert days_of(diary.page("/calendar/2026-11")) == ["2026-11-23"]
    december = diary.page("/calendar/2026-12")
    assert days_of(december) == ["2026-12-01"]
    assert "2.00pm" in december
    assert "Adjourned from Monday 23 November 2026" in december
    diary.clock.at = EVENING + timedelta(days=8)
    assert diary.lists()["today"] == ["tonight"]
    await one.do("resume_meeting")
    await one.do("close_meeting")
    assert days_of(diary.page("/calendar/2026-12")) == ["2026-12-01"]
    diary.clock.at += timedelta(days=1)
    assert diary.lists()["past"] == ["tonight"]


async def test_a_meeting_adjourned_to_no_day_waits_behind_all_others(diary: Calendar) -> None:
    one = await diary.convene("tonight")
    await one.do("open_meeting")
    await one.do("adjourn_meeting", until="a date to be fixed", reason="No quorum.")
    await diary.convene("later", 40)
    diary.clock.at += timedelta(days=2)
    assert diary.lists()["coming"] == ["later", "tonight"]
    assert diary.page("/").count("Date to be announced") == 1


async def test_to_sit_past_midnight_is_no_other_day(diary: Calendar) -> None:
    one = await diary.convene("tonight")
    await one.do("open_meeting")
    diary.clock.at = EVENING.replace(hour=23)
    await one.do("adjourn_meeting", until="12.15am", reason="To count.")
    diary.clock.at += timedelta(hours=1, minutes=15)
    await one.do("resume_meeting")
    assert days_of(diary.page("/calendar/2026-11")) == ["2026-11-23"]
    assert diary.lists()["today"] == ["tonight"]


# The month


def days_of(page: str) -> list[str]:
    """The days of a month that are links, each to its meetings."""
    table = page.partition("<table")[2].partition("</table>")[0]
    days = re.findall(r'href="#([\d-]+)"', table)
    assert all(f'id="{day}"' in page for day in days)
    return days


async def test_a_month_links_the_days_on_which_something_is_on(diary: Calendar) -> None:
    await diary.convene("one", 1)
    await diary.convene("two", 1)
    page = diary.page("/calendar/2026-11")
    assert days_of(page) == ["2026-11-24"]
    assert "<caption" in page
    assert page.count('<th scope="col">') == 7
    assert "November 2026: 2 meetings" in page
    assert page == diary.page("/calendar")
    assert "No meeting is in the calendar" in diary.page("/calendar/2026-10")


async def test_months_follow_one_another_as_far_as_years_are_known(diary: Calendar) -> None:
    await diary.convene("long ago", -365 * 3)
    page = diary.page("/calendar/2026-12")
    assert 'href="/calendar/2026-11"' in page
    assert 'href="/calendar/2027-01"' in page
    assert 'rel="prev"' not in diary.page("/calendar/2022-01")
    assert 'rel="next"' not in diary.page("/calendar/2027-12")


WRONG = (
    "2021-12",
    "2028-01",
    "2026-00",
    "2026-13",
    "26-11",
    "2026-1",
    "\N{FULLWIDTH DIGIT TWO}026-11",
    "0000-01",
    "x",
)


@pytest.mark.parametrize("month", WRONG)
async def test_a_month_that_there_is_not_is_told(diary: Calendar, month: str) -> None:
    await diary.convene("long ago", -365 * 3)
    status, page = await asked(diary, f"/calendar/{month}")
    assert status == 404
    assert "Months are written like 2026-11" in page


async def asked(diary: Calendar, path: str) -> tuple[int, str]:
    async with (
        aiohttp.ClientSession(f"http://127.0.0.1:{diary.server.port}") as browser,
        browser.get(path) as answer,
    ):
        return answer.status, await answer.text()


async def test_a_month_can_be_that_of_one_body(diary: Calendar) -> None:
    await diary.convene("ours", 1)
    await diary.convene("theirs", 2, body="Cabinet")
    page = diary.page("/calendar?body=cabinet&lang=cy")
    assert days_of(page) == ["2026-11-25"]
    assert "lang=cy" in re.search(r'rel="next" href="([^"]+)"', page)[1]  # type: ignore[index]
    assert "body=cabinet" in re.search(r'rel="next" href="([^"]+)"', page)[1]  # type: ignore[index]
    assert (await asked(diary, "/calendar?body=nobody"))[0] == 404


# Bodies


async def test_two_councils_with_a_body_of_one_name_are_told_apart(diary: Calendar) -> None:
    await diary.convene("ours", 1)
    await diary.convene("theirs", -300, council=PARISH)
    await diary.convene("ours again", 9, body="Planning  committee")
    first, second = (
        "/bodies/planning-committee",
        "/bodies/planning-committee-little-example-parish-council",
    )
    assert diary.lists(first)["coming"] == ["ours", "ours again"]
    assert diary.lists(second)["past"] == ["theirs"]
    for page in ("/", "/bodies"):
        assert all(f'href="{path}"' in diary.page(page) for path in (first, second))
    assert PARISH in diary.page(second)


async def test_a_body_whose_name_has_no_letters_of_ours_has_an_address(diary: Calendar) -> None:
    await diary.convene("one", 1, body="委員会")
    found = re.search(r'href="(/bodies/\w+)"', diary.page("/bodies"))
    assert found is not None
    assert diary.lists(found[1])["coming"] == ["one"]
    assert (await asked(diary, "/bodies/none"))[0] == 404


# In memory


async def test_a_page_is_drawn_again_only_when_what_it_tells_has_changed(diary: Calendar) -> None:
    one = await diary.convene("tonight")
    paths = ("/", "/today", "/calendar", "/calendar/2026-11", "/bodies", "/calendar.ics")
    before = [diary.find(path) for path in paths]
    assert None not in before
    await one.do("record_present", person="owen")  # which no list tells
    assert [diary.find(path) for path in paths] == before
    await one.do("open_meeting")
    opened = [diary.find(path) for path in paths]
    assert not set(opened) & set(before)
    diary.clock.at += timedelta(days=1)
    assert not {diary.find(path) for path in paths} & set(opened)


async def test_no_more_pages_are_kept_than_there_is_room_for(
    diary: Calendar, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "MOST_KEPT", 3)
    await diary.convene("tonight")
    first = diary.find("/calendar/2026-01")
    for month in range(2, 13):
        diary.find(f"/calendar/2026-{month:02}")
    assert len(diary.server.memory._shelf._kept) == 3
    assert diary.find("/calendar/2026-01") is not first


async def test_marks_of_others_in_a_link_make_no_other_page(diary: Calendar) -> None:
    await diary.convene("tonight")
    for path in ("/", "/today", "/calendar/2026-11", "/bodies/planning-committee"):
        assert diary.find(f"{path}?fbclid=IwAR0") is diary.find(path)


@pytest.mark.parametrize("path", ["/", "/today", "/calendar", "/bodies", "/calendar.ics"])
async def test_a_server_without_a_meeting_has_its_pages_all_the_same(
    diary: Calendar, path: str
) -> None:
    assert (await asked(diary, path))[0] == 200
