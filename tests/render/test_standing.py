"""Where a meeting stands is told in a word, with since when or until when."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from msgspec.structs import replace

from server.meeting.meeting import Meeting
from server.meeting.sitting import Change, Phase, Sitting
from server.render.standing import State, days_sat, standing
from tests.conftest import CONVENED, ENGLISH, LONDON
from tests.convened import folded

SUMMONED = folded(CONVENED)  # for half past six on 14 July 2026
EVENING = datetime(2026, 7, 14, 18, 30, tzinfo=LONDON)


def sat(*changes: tuple[Phase, datetime], until: str = "") -> Meeting:
    made = tuple(
        Change(phase, at, until if phase is Phase.ADJOURNED else "") for phase, at in changes
    )
    return replace(SUMMONED, sitting=Sitting(made))


@pytest.mark.parametrize(
    ("meeting", "word", "state"),
    [
        (SUMMONED, "Coming", State.COMING),
        (sat((Phase.OPEN, EVENING)), "Open now", State.OPEN),
        (sat((Phase.OPEN, EVENING), (Phase.CLOSED, EVENING)), "Closed", State.CLOSED),
        (
            sat((Phase.OPEN, EVENING), (Phase.ADJOURNED, EVENING), until="7.30pm"),
            "Adjourned until 7.30pm",
            State.ADJOURNED,
        ),
        (
            sat((Phase.OPEN, EVENING), (Phase.ADJOURNED, EVENING)),
            "Adjourned",
            State.ADJOURNED,
        ),
    ],
)
def test_where_it_stands_is_a_word(meeting: Meeting, word: str, state: State) -> None:
    stands = standing(meeting)
    assert (ENGLISH.say(stands.word), stands.state) == (word, state)


def test_an_adjourned_meeting_is_to_go_on_when_the_clerk_said() -> None:
    adjourned = ((Phase.OPEN, EVENING), (Phase.ADJOURNED, EVENING + timedelta(minutes=30)))
    same_day = standing(sat(*adjourned, until="7.30pm"))
    assert same_day.when is not None
    assert same_day.when.at == EVENING + timedelta(hours=1)
    assert len(same_day.days) == 1
    later = standing(sat(*adjourned, until="Friday 24 July"))
    assert later.when == later.days[1] == (date(2026, 7, 24), None)
    assert standing(sat(*adjourned, until="a date to be fixed")).when is None


def test_a_meeting_sits_on_each_day_on_which_it_was_resumed_but_midnight_makes_none() -> None:
    night, after, later = (EVENING + timedelta(hours=h) for h in (5, 6, 240))
    past_midnight = sat((Phase.OPEN, EVENING), (Phase.ADJOURNED, night), (Phase.OPEN, after))
    assert [day.on.day for day in days_sat(past_midnight)] == [14]
    resumed = sat((Phase.OPEN, EVENING), (Phase.ADJOURNED, night), (Phase.OPEN, later))
    assert [day.on.day for day in days_sat(resumed)] == [14, 24]
