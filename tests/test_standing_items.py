"""The usual agendas that the ready profiles have: each convenes, or its faults are told."""
# ruff: noqa: RUF001 - the sentences say where with the sign that the program uses

from __future__ import annotations

import re

import pytest

from server.meeting.agenda import Access
from server.meeting_file import MeetingFileError, read_profile, standing_items
from tests.test_profiles import NAMES, TEXTS, convened

# The agendas


@pytest.mark.parametrize("name", NAMES)
def test_the_usual_agenda_convenes_into_a_meeting(name: str) -> None:
    items = standing_items(name, TEXTS[name])
    meeting = convened(name)
    assert [i.title for i in meeting.items if not i.parent] == [i.title for i in items]
    assert len(items) > 5


@pytest.mark.parametrize("name", NAMES)
def test_the_usual_agenda_asks_for_interests_once_and_before_any_decision(name: str) -> None:
    items = standing_items(name, TEXTS[name])
    asking = [n for n, item in enumerate(items) if item.declarations]
    assert len(asking) == 1
    assert not any(item.purpose == "decision" for item in items[1 : asking[0]])


@pytest.mark.parametrize("name", sorted(set(NAMES) - {"board", "english_licensing"}))
def test_a_council_excludes_the_public_last_and_agrees_minutes_that_are_of_no_day_yet(
    name: str,
) -> None:
    items = standing_items(name, TEXTS[name])
    assert re.search("xclusion of the press|business in private", items[-1].title)
    assert "Minutes of the last meeting" in [item.title for item in items]
    assert not any(item.minutes_of for item in items)


def test_a_hearing_deliberates_in_private_and_decides_in_public() -> None:
    items = standing_items("english_licensing", TEXTS["english_licensing"])
    access = {item.title: item.access for item in items}
    assert access["Deliberation of the sub-committee"] is Access.EXEMPT
    assert access["Decision and its reasons"] is Access.OPEN


def test_a_profile_need_have_no_usual_agenda() -> None:
    assert standing_items("plain", 'name = "Plain"\n') == ()


# What a file is told

SMALL = """\
name = "Small"

[[standing_items]]
title = "Apologies"

[[standing_items]]
title = "Minutes"
number = "4"
"""


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            'number = "4"',
            "minuts = 5",
            "Line 8, standing_items 2 › minuts: there is no field “minuts”. Is “minutes” meant?",
        ),
        (
            'number = "4"',
            "minutes = -5",
            "Line 8, standing_items 2 › minutes: -5 is not between 0 and 1,440.",
        ),
        (
            'title = "Apologies"',
            'purpose = "decision"',
            "Line 3, standing_items 1: “title” is missing.",
        ),
        (
            'number = "4"',
            'number = "1"',
            "Line 6, standing_items 2: two items have the number 1.",
        ),
        (
            'number = "4"',
            "minutes_of = 2027-04-14",
            "Line 8, standing_items 2 › minutes_of: a standing item is of no one day: leave this "
            "out, and write it later.",
        ),
        (
            'number = "4"',
            'access = "exempt"',
            "Line 8, standing_items 2 › access: the rules of Small do not say how the press and "
            "public are excluded.",
        ),
        (
            'number = "4"',
            "[[standing_items.items]]\ntitle = 3.5",
            "Line 9, standing_items 2 › items 1 › title: “3.5” must be text in quotation marks.",
        ),
        (
            SMALL[SMALL.index("[[") :],
            'standing_items = "Apologies"\n',
            "Line 3, standing_items: “Apologies” must be a list in square brackets.",
        ),
        (
            'name = "Small"',
            'name = "Small"\nquorun = 3',
            "Line 2, quorun: there is no field “quorun”. Is “quorum” meant?",
        ),
        ('title = "Apologies"', "title = Apologies", None),
    ],
)
def test_a_usual_agenda_that_could_not_be_convened_is_told(
    old: str, new: str, fault: str | None
) -> None:
    assert SMALL.count(old) == 1
    with pytest.raises(MeetingFileError) as error:
        standing_items("small", SMALL.replace(old, new))
    told = [str(each) for each in error.value.faults]
    assert len(told) == 1
    assert told[0].startswith("In the profile “small”: Line ")
    assert fault is None or told == [f"In the profile “small”: {fault}"]


def test_a_usual_agenda_is_no_rule_so_a_wrong_one_spoils_no_meeting() -> None:
    assert read_profile("small", SMALL.replace('number = "4"', "minuts = 5")).name == "Small"


def test_a_meeting_cannot_override_the_usual_agenda() -> None:
    with pytest.raises(MeetingFileError, match="there is no field “standing_items”"):
        convened("board", rest="[overrides]\nstanding_items = []\n")
