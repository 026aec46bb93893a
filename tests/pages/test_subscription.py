"""The calendar as a file is what RFC 5545 asks for, whatever meetings are called."""

from __future__ import annotations

from datetime import UTC, date, timedelta

import aiohttp
import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from server.live.order import Order
from server.meeting.agenda import Link
from server.meeting.command import Office
from server.meeting.convened import MeetingConvened, PlannedItem
from server.meeting.event import Recorded, Stamp
from server.meeting.fold import replay
from server.pages.calendar import subscription
from server.pages.calendar.listed import Listed, listed_as
from server.pages.calendar.subscription import Subscription
from server.render.language import voice
from tests.conftest import ENGLISH
from tests.live.conftest import CONVENED, START
from tests.pages.test_calendar import EVENING, Calendar, days_of, diary

__all__ = ["diary"]

BASE = "https://meetings.council.example"
TODAY = START.date()
CONVENED_AT = START - timedelta(days=30)


def told(convened: MeetingConvened = CONVENED) -> Listed:
    """A meeting that was convened and nothing more, as it is listed."""
    recorded = [Recorded(Stamp("0", CONVENED_AT, CONVENED_AT, "clerk", "0"), convened)]
    return listed_as(replay(recorded), recorded)


def written(*meetings: Listed, today: date = TODAY) -> bytes:
    return Subscription(lambda: BASE).file("Council meetings", meetings, ENGLISH, today).body


def events(file: bytes) -> list[icalendar.Event]:
    return icalendar.Calendar.from_ical(file).events


def test_a_meeting_is_an_event_with_all_that_is_needed_to_come_and_to_follow() -> None:
    planned = replace(
        CONVENED,
        watch=Link("Watch", "https://video.example/1"),
        items=(PlannedItem("1", "Apologies"), PlannedItem("2", "Land at Mill Lane; a, b")),
    )
    file = written(told(planned))
    calendar = icalendar.Calendar.from_ical(file)
    assert (calendar["VERSION"], calendar["X-WR-CALNAME"]) == ("2.0", "Council meetings")
    assert "Orderpaper" in calendar["PRODID"]
    (event,) = calendar.events
    assert event.start == START
    assert event.end == START + subscription_length()
    assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt == CONVENED_AT
    assert (event["SEQUENCE"], event["STATUS"]) == (0, "CONFIRMED")
    assert event["SUMMARY"] == "Planning Committee, 3 March 2026"
    assert event["LOCATION"] == "Council Chamber"
    assert event["URL"] == f"{BASE}/meetings/planning"
    for words in (f"{BASE}/meetings/planning", "https://video.example/1", "Council Chamber"):
        assert words in event["DESCRIPTION"]
    assert event["DESCRIPTION"].endswith("Agenda\n1. Apologies\n2. Land at Mill Lane; a, b")
    assert b"DTSTART:20260303T180000Z\r\n" in file


def subscription_length() -> timedelta:
    """Of a meeting without a time limit, of which nobody knows how long it will be."""
    return timedelta(hours=2)


ODD = st.text(st.characters(codec="utf-8"), max_size=200) | st.text(
    st.sampled_from("\r\n\t\\,;:\"'=ŷŵ委😀\u2028\x00\x7f "), max_size=200
)


@given(ODD, ODD, ODD, ODD)
def test_odd_names_break_no_line_and_are_read_back(
    title: str, place: str, item: str, council: str
) -> None:
    meeting = replace(told(), title=title, place=place, council=council, agenda=(("1", item),))
    file = written(meeting)
    lines = file.split(b"\r\n")
    assert lines[-1] == b""
    assert all(len(line) <= 75 and not set(line) & set(b"\r\n\x00\x7f") for line in lines)
    assert all(line.decode() or line == b"" for line in lines)  # none ends within a character
    (event,) = events(file)
    assert str(event.get("SUMMARY", "")) == subscription.one_line(title)
    assert str(event.get("LOCATION", "")) == subscription.one_line(place)
    assert subscription.one_line(item) in event["DESCRIPTION"]
    names = {line.partition(b":")[0] for line in lines if line[:1].isalpha()}
    assert {b"UID", b"DTSTAMP", b"DTSTART", b"SEQUENCE", b"STATUS", b"URL"} <= names
    assert len([line for line in lines if line == b"BEGIN:VEVENT"]) == 1


def test_a_line_is_folded_between_characters() -> None:
    for more in range(4):
        file = written(replace(told(), title="x" * more + "委員会" * 40))
        for line in file.split(b"\r\n"):
            assert len(line) <= 75
            assert line.decode() is not None


def test_a_meeting_keeps_its_name_for_ever_and_no_two_share_it() -> None:
    ours, theirs = told(), told(replace(CONVENED, council="Another Council"))
    assert _uids(written(ours)) == _uids(written(replace(ours, title="Moved", revision=3)))
    assert len(_uids(written(ours, theirs))) == 2
    elsewhere = Subscription(lambda: "http://localhost:8000").file("x", [ours], ENGLISH, TODAY).body
    assert _uids(elsewhere) == _uids(written(ours))


def _uids(file: bytes) -> set[str]:
    return {str(event["UID"]) for event in events(file)}


def test_rehearsals_and_what_is_older_than_a_year_are_in_no_calendar() -> None:
    meeting = told()
    assert events(written(replace(meeting, rehearsal=True))) == []
    assert len(events(written(meeting, today=TODAY + timedelta(days=366)))) == 1
    assert events(written(meeting, today=TODAY + timedelta(days=367))) == []


def test_of_too_many_meetings_those_nearest_to_today_are_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(subscription, "MOST_EVENTS", 3)
    spread = (-40, -2, -1, 3, 60)
    meetings = [
        told(replace(CONVENED, key=str(days), starts_at=START + timedelta(days=days)))
        for days in spread
    ]
    starts = [event.start for event in events(written(*meetings))]
    assert starts == [START + timedelta(days=days) for days in (-2, -1, 3)]


def test_the_words_are_in_the_language_that_was_asked_for() -> None:
    cymraeg = voice("cy", "Europe/London")
    file = Subscription(lambda: BASE).file("x", [told()], cymraeg, TODAY).body
    assert b"//CY" in file


# On a server


def read(diary: Calendar, path: str = "/calendar.ics") -> list[icalendar.Event]:
    answer = diary.find(path)
    assert answer is not None
    return events(answer.body)


async def test_the_number_rises_with_each_change_that_is_told(diary: Calendar) -> None:
    one = await diary.convene("tonight")
    numbers, changed = [read(diary)[0]["SEQUENCE"]], [read(diary)[0]["LAST-MODIFIED"].dt]
    adjourn = {"until": "Tuesday 1 December", "reason": "The sound failed."}
    for command, given_ in (
        ("open_meeting", {}),
        ("adjourn_meeting", adjourn),
        ("undo", {}),
        ("adjourn_meeting", adjourn),
        ("resume_meeting", {}),
        ("close_meeting", {}),
    ):
        diary.clock.at += timedelta(minutes=1)
        await one.do(command, **given_)
        numbers.append(read(diary)[0]["SEQUENCE"])
        changed.append(read(diary)[0]["LAST-MODIFIED"].dt)
    assert numbers == sorted(set(numbers))
    assert changed == sorted(set(changed))


async def test_a_cancelled_meeting_stays_in_the_calendar_as_cancelled(diary: Calendar) -> None:
    one = await diary.convene("tonight")
    numbers = [read(diary)[0]["SEQUENCE"]]
    await one.do("cancel_meeting", reason="There is no business.")
    (event,) = read(diary)
    assert event["STATUS"] == "CANCELLED"
    assert event["SUMMARY"] == "Cancelled: tonight"
    assert "There is no business." in event["DESCRIPTION"]
    assert "There is no business." in diary.page("/")
    numbers.append(event["SEQUENCE"])
    for command in ("undo", "cancel_meeting", "reinstate_meeting"):
        given_ = {"reason": "No quorum is to be had."} if command == "cancel_meeting" else {}
        await one.do(command, **given_)
        numbers.append(read(diary)[0]["SEQUENCE"])
    assert numbers == sorted(set(numbers))
    assert read(diary)[0]["STATUS"] == "CONFIRMED"


async def test_a_meeting_that_is_moved_is_the_same_event_on_another_day(diary: Calendar) -> None:
    one = await diary.convene("tonight")
    (before,) = read(diary)
    convened = one.running.live.recorded[0].event
    assert isinstance(convened, MeetingConvened)
    day = convened.starts_at + timedelta(days=30)
    moved = replace(convened, starts_at=day, place="Village Hall", attend="By the side door.")
    order = Order(Office.SERVER, "revise_agenda", {"agenda": moved, "what": "Moved."}, "moved")
    await one.running.live.handle(order)
    (after,) = read(diary)
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert (after.start, after["LOCATION"]) == (day.astimezone(UTC), "Village Hall")
    assert "By the side door." in after["DESCRIPTION"]
    assert days_of(diary.page("/calendar/2026-11")) == []
    assert "Moved from Monday 23 November 2026 at 6.30pm" in diary.page("/calendar/2026-12")


async def test_a_meeting_that_goes_on_on_another_day_is_two_events(diary: Calendar) -> None:
    one = await diary.convene("tonight")
    await one.do("open_meeting")
    await one.do("adjourn_meeting", until="Tuesday 1 December", reason="The sound failed.")
    first, second = read(diary)
    assert first.start == EVENING.replace(minute=30).astimezone(UTC)
    assert second.start == date(2026, 12, 1)  # the whole day: the time is not known
    assert second.end == date(2026, 12, 2)
    assert second["SUMMARY"] == "tonight (adjourned from 23 November 2026)"
    assert first["UID"] != second["UID"]


async def test_a_meeting_that_closed_ended_then(diary: Calendar) -> None:
    one = await diary.convene("tonight")
    await one.do("open_meeting")
    diary.clock.at = EVENING + timedelta(hours=1)
    await one.do("close_meeting")
    assert read(diary)[0].end == diary.clock.at.astimezone(UTC)


async def test_a_body_and_a_meeting_have_a_calendar_of_their_own(diary: Calendar) -> None:
    await diary.convene("ours", 1)
    await diary.convene("theirs", 2, body="Cabinet")
    await diary.convene("training", 3, rehearsal=True)
    await diary.convene("old", -800)
    assert len(read(diary)) == 2
    assert [e["SUMMARY"] for e in read(diary, "/bodies/cabinet.ics")] == ["theirs"]
    assert [e["SUMMARY"] for e in read(diary, "/meetings/old/meeting.ics")] == ["old"]
    assert diary.find("/meetings/training/meeting.ics") is None
    assert diary.find("/bodies/nobody.ics") is None


async def test_whoever_has_the_calendar_is_not_sent_it_again(diary: Calendar) -> None:
    one = await diary.convene("tonight")
    async with aiohttp.ClientSession(f"http://127.0.0.1:{diary.server.port}") as phone:
        first = await phone.get("/calendar.ics")
        assert first.headers["Content-Type"] == "text/calendar; charset=utf-8"
        known = {"If-None-Match": first.headers["ETag"]}
        assert (await phone.get("/calendar.ics", headers=known)).status == 304
        await one.do("open_meeting")
        assert (await phone.get("/calendar.ics", headers=known)).status == 200


async def test_the_pages_say_how_to_subscribe(diary: Calendar) -> None:
    await diary.convene("tonight")
    paths = {
        "/": "/calendar.ics",
        "/calendar?body=planning-committee": "/bodies/planning-committee.ics",
    }
    for path, feed in paths.items():
        page = diary.page(path)
        host = diary.server.settings.link_base.partition("://")[2]
        assert f'href="webcal://{host}{feed}"' in page
        assert f"http://{host}{feed}</p>" in page
