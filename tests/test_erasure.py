"""Names of the public go from the record when their time has come, and nothing else does."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.__main__ import main
from server.config import BadSetting
from server.config import settings as settings_of
from server.journal.journal import Append, Journal, Line, Row, open_journal
from server.keeping import erasing
from server.keeping.erasing import Erased, NothingDue, day_before_which, due, erase
from server.live.documents import Documents
from server.live.erasure import NamesErased, recorded_of
from server.live.lines import line
from server.live.live_meeting import LiveMeeting
from server.live.turn import Clock
from server.meeting.event import Recorded
from server.meeting.meeting import Meeting
from server.meeting.record import Audience
from server.meeting.refused import Refused
from server.meeting.sides import Sides, sides_of
from server.minutes import write, write_full
from server.minutes.marking import has_private_business
from server.render.panels import Artist
from tests.any_story import AnyStory
from tests.conftest import ENGLISH, Story, at_item
from tests.kept import bytes_in
from tests.minuted import minuted
from tests.postgresql import PostgresServer
from tests.serve import town
from tests.speaking import BY_THE_CLOCK, turn_of

IVY = "Ivy Moss"
STREAM = "meeting/planning"
LATER = datetime(2028, 7, 14, 12, 0, tzinfo=UTC)
SINCE = date(2027, 1, 1)


def clock(now: datetime = LATER) -> Clock:
    ids = count(1)
    return Clock(lambda: now, lambda: f"erased-{next(ids)}")


def debated() -> Story:
    """Ivy Moss is registered, put first, speaks and is given more time between two members; she
    raises a point of order, and attends with nobody behind her. Then the meeting is closed."""
    sat = at_item("3", profile=BY_THE_CLOCK)
    sat.do("record_in_attendance", name=IVY)
    sat.do("record_in_attendance", name="Jo Park", position="Fire officer")
    sat.do("register_speaker", item="3", person="patel")
    asked = sat.do("register_speaker", item="3", name=IVY, minutes=2)
    sat.do("give_floor", person="shah")
    sat.do("put_speaker_first", request=asked)
    sat.do("call_speaker", request=asked)
    sat.do("give_more_time", minutes=1)
    sat.do("hold_speech")
    sat.do("resume_speech")
    sat.do("give_floor", person="owen")
    sat.do("give_floor", name=IVY, kind="point_of_order")
    sat.do("rule_on_point", ruling="upheld", rule="14")
    sat.do("end_speech")
    sat.do("record_no_longer_in_attendance", other=sat.meeting.presence.others[0].id)
    sat.do("record_decision", text="Deferred.")
    sat.do("close_meeting", override="Not all was taken.")
    return sat


def without_names(sat: Sequence[Recorded], *, overwritten: bool) -> list[Recorded]:
    """The events as they are read once names were erased; `overwritten`: their lines too."""
    rows = [row_of(position, recorded) for position, recorded in enumerate(sat, start=1)]
    held = list(erasing._with_names(rows))
    if overwritten:
        gone = {row.id for row, _ in held}
        rows = [
            msgspec.structs.replace(r, payload=None, salt=None) if r.id in gone else r for r in rows
        ]
    said = [erasing._saying(row, kept, LATER, "e", f"gone-{row.id}") for row, kept in held]
    rows += [row_of(len(rows) + n, each) for n, each in enumerate(said, start=1)]
    return recorded_of(rows)[: len(sat)]


def row_of(position: int, recorded: Recorded) -> Row:
    header = {name: getattr(line(recorded), name) for name in Line.__struct_fields__}
    return Row(**header, stream=STREAM, position=position, salt=b"s", commitment=b"", digest=b"")


def everything_of(sides: Sides) -> str:
    """All that is held, drawn and written of a meeting, but for those who came by a post."""
    meeting = sides.inside
    named = tuple(each for each in meeting.presence.others if each.position or each.person)
    kept = {each.name for each in named}
    told = [json.dumps(json.loads(msgspec.json.encode(m)), ensure_ascii=False) for m in sides]
    for audience in Audience:
        told += [panel.html for panel in Artist(audience, ENGLISH).draw(sides).panels]
    told.append(write(sides.outside, ENGLISH)["md"].decode())
    if has_private_business(meeting):
        told.append(write_full(sides, ENGLISH)["md"].decode())
    return "" if IVY in kept else "\n".join(told)


# What is left of a meeting


@pytest.mark.parametrize("overwritten", [True, False])
def test_the_name_is_nowhere_and_what_members_did_is_as_it_was(overwritten: bool) -> None:
    sat = debated()
    assert IVY in everything_of(sat.sides)
    after = sides_of(without_names(sat.recorded, overwritten=overwritten))
    assert IVY not in everything_of(after)
    before, sat.sides = minuted(sat, "3"), after
    assert sum(IVY in sentence for sentence in before) == 2
    unnamed = "A speaker whose name has been erased"
    assert minuted(sat, "3") == [sentence.replace(IVY, unnamed) for sentence in before]
    assert [each.name for each in after.inside.presence.others] == ["Jo Park"]


def test_the_times_of_those_who_spoke_before_and_after_stay() -> None:
    sat = debated()
    before = [(turn.id, turn.seconds, turn.spans) for turn in sat.meeting.debate.turns]
    after = sides_of(without_names(sat.recorded, overwritten=True)).inside
    assert [(turn.id, turn.seconds, turn.spans) for turn in after.debate.turns] == before
    assert turn_of(sat, "shah") in after.debate.turns


WHO = st.sampled_from([{"name": IVY}, {"name": IVY}, {"person": "shah"}, {"person": "owen"}])
KINDS = st.sampled_from(["public", "public", "speech", "question", "point_of_order", "explanation"])
STEPS = (
    *["register_speaker", "give_floor"] * 4,
    *["call_speaker", "end_speech", "rule_on_point", "record_in_attendance"] * 3,
    *["put_speaker_first", "withdraw_request", "record_no_longer_in_attendance"] * 2,
    *["hold_speech", "resume_speech", "give_more_time", "undo", "strike_entry"] * 2,
    *["exclude_public", "readmit_public", "adjourn_meeting", "resume_meeting", "take_item"],
)


def step(draw: Callable[[st.SearchStrategy[Any]], Any], sat: Story) -> tuple[str, dict[str, Any]]:
    """Something that may happen in a debate in which members of the public speak."""
    name = draw(st.sampled_from(STEPS))
    asked = [request.id for request in sat.meeting.debate.requests] or ["none"]
    others = [other.id for other in sat.meeting.presence.others] or ["none"]
    entries = [entry.id for item in sat.meeting.items for entry in item.record] or ["none"]
    given: dict[str, Any] = {
        "register_speaker": lambda: {"item": "3", **draw(WHO)},
        "give_floor": lambda: {"kind": draw(KINDS), **draw(WHO)},
        "call_speaker": lambda: {"request": draw(st.sampled_from(asked))},
        "put_speaker_first": lambda: {"request": draw(st.sampled_from(asked))},
        "withdraw_request": lambda: {"request": draw(st.sampled_from(asked))},
        "rule_on_point": lambda: {"ruling": "upheld", "rule": "14"},
        "record_in_attendance": lambda: {"name": IVY},
        "record_no_longer_in_attendance": lambda: {"other": draw(st.sampled_from(others))},
        "strike_entry": lambda: {"entry": draw(st.sampled_from(entries)), "reason": "In error"},
        "exclude_public": lambda: {"ground": "confidential", "items": "3"},
        "take_item": lambda: {"item": draw(st.sampled_from(["3", "4.1"]))},
    }.get(name, dict)()
    return name, given


@settings(max_examples=30)
@given(st.data())
def test_whatever_is_erased_from_any_debate_the_rest_is_as_it_was(data: st.DataObject) -> None:
    sat = at_item("3", profile=BY_THE_CLOCK)
    for _ in range(data.draw(st.integers(4, 25))):
        name, given_ = step(data.draw, sat)
        with suppress(Refused):
            sat.do(name, **given_)
    before = _public_record(sat.meeting)
    for overwritten in (True, False):
        after = sides_of(without_names(sat.recorded, overwritten=overwritten))
        assert IVY not in everything_of(after)
        assert _public_record(after.inside) == before


class ErasedStory(AnyStory):
    """Any story at all, from which the names of the public are erased when it is over."""

    def teardown(self) -> None:
        whole = self.meeting
        for overwritten in (True, False):
            after = sides_of(without_names(self.recorded, overwritten=overwritten))
            assert IVY not in everything_of(after)
            assert _public_record(after.inside) == _public_record(whole)


def _public_record(meeting: Meeting) -> object:
    """What is not about members of the public: it is to be as it was."""
    turns = [(t.id, t.kind, t.seconds, t.spans, t.over, t.person) for t in meeting.debate.turns]
    entries = [(e.id, e.at, e.struck) for item in meeting.items for e in item.record]
    return turns, entries, meeting.votes, meeting.sitting, meeting.presence.members, meeting.acts


TestErasedStory = ErasedStory.TestCase
TestErasedStory.settings = settings(max_examples=10, stateful_step_count=30)


# In the journal


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    """Where a journal can be kept."""
    if request.param == "sqlite":
        return tmp_path / "journal.db"
    postgresql: PostgresServer = request.getfixturevalue("postgresql")
    return postgresql.create()


@pytest.fixture
async def journal(place: Path | str) -> AsyncIterator[Journal]:
    opened = await open_journal(place)
    await opened.append([Append(STREAM, 0, tuple(map(line, debated().recorded)))])
    yield opened
    await opened.close()


async def test_the_chain_still_verifies_and_the_stream_says_what_was_erased(
    journal: Journal,
) -> None:
    before = await journal.read(STREAM)
    wanted = Erased(5, 1)
    assert await due(journal, SINCE) == wanted
    assert await journal.read(STREAM) == before
    assert await erase(journal, SINCE, clock()) == wanted
    rows = await journal.read(STREAM)
    assert [row.digest for row in rows[: len(before)]] == [row.digest for row in before]
    assert sum(row.payload is None for row in rows) == 5
    assert sum(row.event == NamesErased.__name__ for row in rows) == 5
    assert {row.actor for row in rows[len(before) :]} == {"retention"}
    assert await journal.verify(STREAM) == len(rows)
    assert not any(IVY.encode() in (row.payload or b"") for row in rows)
    assert await due(journal, SINCE) == await erase(journal, SINCE, clock()) == Erased()
    assert len(await journal.read(STREAM)) == len(rows)


async def test_who_is_stopped_between_saying_and_overwriting_goes_on_with_the_next_run(
    journal: Journal,
) -> None:
    await erasing._say(journal, STREAM, clock())
    said = len(await journal.read(STREAM))
    assert await erase(journal, SINCE, clock()) == Erased(5, 1)
    rows = await journal.read(STREAM)
    assert len(rows) == said
    assert sum(row.payload is None for row in rows) == 5


async def test_a_meeting_that_was_over_later_is_left_alone(journal: Journal) -> None:
    assert await due(journal, date(2026, 7, 14)) == Erased()
    assert await due(journal, date(2026, 7, 15)) == Erased(5, 1)


async def test_a_meeting_that_was_never_closed_is_over_when_its_last_line_or_its_day_is(
    place: Path | str,
) -> None:
    sat = at_item("3", profile=BY_THE_CLOCK)
    sat.do("register_speaker", item="3", name=IVY)
    journal = await open_journal(place)
    await journal.append([Append(STREAM, 0, tuple(map(line, sat.recorded)))])
    assert await due(journal, date(2026, 7, 14)) == Erased()
    assert await due(journal, date(2026, 7, 15)) == Erased(1, 1)
    await journal.close()


async def test_a_meeting_of_a_newer_version_is_named_and_the_others_are_not_kept_from_it(
    journal: Journal,
) -> None:
    newer = msgspec.structs.replace(line(debated().recorded[0]), event="MadeTomorrow")
    await journal.append([Append("meeting/newer", 0, (newer,))])
    assert await erase(journal, SINCE, clock()) == Erased(5, 1, ("newer",))


async def test_a_process_that_has_it_in_memory_forgets_the_name_when_it_reads_on(
    journal: Journal,
) -> None:
    live = await LiveMeeting.load(STREAM, journal, clock())
    shown: list[Sides] = []
    live.changed.append(lambda: shown.append(live.sides))
    assert IVY in everything_of(live.sides)
    await erasing._say(journal, STREAM, clock())
    live.grown(len(await journal.read(STREAM)))
    assert live._worker is not None
    await live._worker
    assert IVY not in everything_of(shown[-1])
    assert IVY not in str(live.recorded)
    assert live.recorded == recorded_of(await journal.read(STREAM))
    await live.close()


async def test_nothing_of_the_name_is_in_any_file_of_the_data_folder(tmp_path: Path) -> None:
    place, drafts = tmp_path / "journal.db", tmp_path / "drafts"
    sat = debated()
    journal = await open_journal(place)
    await journal.append([Append(STREAM, 0, tuple(map(line, sat.recorded)))])
    await Documents(drafts).keep(sat.sides)
    (drafts / "planning" / ".draft.md.x.part").write_text(IVY)
    assert IVY.encode() in b"".join(bytes_in(tmp_path).values())
    await erase(journal, SINCE, clock(), drafts)
    await journal.close()
    assert not [file for file, content in bytes_in(tmp_path).items() if IVY.encode() in content]
    assert "whose name has been erased" in (drafts / "planning" / "draft.md").read_text()


async def test_a_running_server_erases_what_it_shows_and_its_drafts_and_says_how_much(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """By the command line, through the socket: the journal is open in the server."""
    convened = debated().recorded[0].event
    ticks = count()
    began = datetime(2026, 7, 14, 17, 30, tzinfo=UTC)
    ids = count(1)
    steady = Clock(lambda: began + timedelta(seconds=next(ticks)), lambda: f"id{next(ids):06}")
    async with town(tmp_path, convened, steady) as council:  # type: ignore[arg-type]
        for person in ("amin", "shah", "owen"):
            await council.do("record_present", person=person)
        await council.do("open_meeting")
        await council.do("take_item", item="3")
        await council.do("give_floor", name=IVY, kind="public")
        await council.do("end_speech")
        await council.do("close_meeting", override="Not all was taken.")
        await council.server.documents.settled()
        draft = tmp_path / "drafts" / "planning" / "draft.md"
        assert IVY in draft.read_text()
        told = await asyncio.to_thread(
            main, ["erase", "--before", "2026-07-15", "--data", str(tmp_path)]
        )
        assert told == 0
        async with asyncio.timeout(10):
            while IVY in draft.read_text() or IVY in everything_of(council.running.live.sides):  # noqa: ASYNC110
                await asyncio.sleep(0.01)
    assert "from 1 line in 1 meeting that ended before 15 July 2026" in capsys.readouterr().out
    assert "names of the public erased: 1, in 1 meetings" in caplog.text
    assert not [file for file, content in bytes_in(tmp_path).items() if IVY.encode() in content]


# When


@pytest.mark.parametrize(
    ("today", "months", "day"),
    [
        ("2026-11-23", 12, "2025-11-23"),
        ("2026-03-31", 1, "2026-02-28"),
        ("2026-01-15", 1, "2025-12-15"),
        ("2024-02-29", 12, "2023-02-28"),
        ("2026-12-31", 24, "2024-12-31"),
    ],
)
def test_the_period_is_counted_in_months(today: str, months: int, day: str) -> None:
    found = day_before_which(date.fromisoformat(today), months, None)
    assert found == date.fromisoformat(day)


@given(st.dates(date(1900, 1, 1)), st.integers(1, 600))
def test_no_day_and_no_period_fails_and_it_is_never_too_short(today: date, months: int) -> None:
    found = day_before_which(today, months, None)
    assert (today.year - found.year) * 12 + today.month - found.month == months
    assert found.day <= today.day


def test_what_cannot_be_is_said_in_a_sentence() -> None:
    with pytest.raises(NothingDue, match="set ORDERPAPER_RETENTION"):
        day_before_which(date(2026, 11, 23), 0, None)
    with pytest.raises(NothingDue, match="is still to come"):
        day_before_which(date(2026, 11, 23), 12, date(2026, 11, 24))
    with pytest.raises(BadSetting, match="a number of months"):
        settings_of({"ORDERPAPER_RETENTION": "-1"})
    assert settings_of({"ORDERPAPER_RETENTION": "24"}).retention == 24
    assert settings_of({}).retention == 0


def test_the_command_line_says_what_it_would_do_and_what_it_did(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fill() -> None:
        journal = await open_journal(tmp_path / "journal.db")
        await journal.append([Append(STREAM, 0, tuple(map(line, debated().recorded)))])
        await journal.close()

    data = ("--data", str(tmp_path))
    assert main(["erase", "--before", "2026-08-01", "--data", str(tmp_path / "none")]) == 1
    assert "There is no data folder" in capsys.readouterr().err
    asyncio.run(fill())
    assert main(["erase", *data]) == 1
    assert "set ORDERPAPER_RETENTION" in capsys.readouterr().err
    monkeypatch.setenv("ORDERPAPER_RETENTION", "1200")
    assert main(["erase", *data]) == 0
    assert "Erased the names of the public from 0 lines in 0 meetings" in capsys.readouterr().out
    when = ("--before", "2026-08-01")
    assert main(["erase", *when, "--dry-run", *data]) == 0
    said = "the names of the public from 5 lines in 1 meeting that ended before 01 August 2026."
    assert capsys.readouterr().out == f"Would erase {said}\n"
    assert main(["erase", *when, *data]) == 0
    assert f"Erased {said}\nThey are in every earlier backup" in capsys.readouterr().out
    assert main(["verify", *data]) == 0
