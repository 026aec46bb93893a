"""The conference: written in the meeting file, shown to those inside, and to nobody else."""
# ruff: noqa: RUF001 - the sentences say where with the sign that the program uses

from __future__ import annotations

import msgspec
import pytest

from server import places
from server.meeting.conference import DialIn
from server.meeting.convened import MeetingConvened
from server.meeting.event import read_event, write_event
from server.meeting.record import Audience
from server.meeting_file import MeetingFileError, load_profiles, read_meeting_file
from server.render.panels import Artist
from tests.conftest import CONVENED, ENGLISH, Story, convened, sitting
from tests.test_meeting_file import SMALL

PROFILES = load_profiles(places.config() / "profiles")
EXAMPLE = (places.config() / "example_meeting.toml").read_text(encoding="utf-8")
JOIN = """\
[join]
title = "Join"
url = "https://video.example/parks"

[[join.dial_in]]
number = "+44 20 7946 0000"

"""
JOINED = SMALL.replace("[[people]]", f"{JOIN}[[people]]", 1)


def read(text: str) -> MeetingConvened:
    return read_meeting_file(text, PROFILES)


def panel(sat: Story, audience: str) -> str:
    return str(Artist(Audience(audience), ENGLISH).draw(sat.sides).slot("conference"))


# The meeting file


def test_the_example_shows_a_number_with_what_it_is_for_and_its_code() -> None:
    assert read(EXAMPLE).dial_in == (
        DialIn("+44 20 7946 0000", "Dial in from a phone", "123 456 789#"),
    )


def test_label_and_code_may_be_left_out_and_all_the_numbers() -> None:
    assert read(JOINED).dial_in == (DialIn("+44 20 7946 0000"),)
    assert read(JOINED.replace('[[join.dial_in]]\nnumber = "+44 20 7946 0000"', "")).dial_in == ()


@pytest.mark.parametrize(
    "number", ["999", "020 7946 0000", "(020) 7946-0000", "+44 (0)20 7946 0000"]
)
def test_a_number_is_written_as_people_write_it(number: str) -> None:
    assert read(JOINED.replace("+44 20 7946 0000", number)).dial_in == (DialIn(number),)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (
            'number = "ask the clerk"',
            "number: “ask the clerk” is no telephone number, such as +44 20 7946 0000.",
        ),
        ('number = "1"', "number: “1” is no telephone number, such as +44 20 7946 0000."),
        (
            'number = "999"\ncode = "on request"',
            "code: “on request” is no code to be keyed in: digits, spaces, * and #.",
        ),
        (
            'number = "999"\npin = "1"',
            "there is no field “pin”. There are number, label, code.",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_field(line: str, fault: str) -> None:
    with pytest.raises(MeetingFileError) as error:
        read(JOINED.replace('number = "+44 20 7946 0000"', line))
    told = [ENGLISH.say(each) for each in error.value.faults]
    assert len(told) == 1
    assert told[0].endswith(fault)
    assert "join › dial_in" in told[0]


def test_a_meeting_that_was_convened_before_there_were_numbers_has_none() -> None:
    kept = msgspec.json.decode(write_event(CONVENED))
    del kept["dial_in"]
    old = read_event("MeetingConvened", msgspec.json.encode(kept))
    assert isinstance(old, MeetingConvened)
    assert old.dial_in == ()


# What is dialled


@pytest.mark.parametrize(
    ("number", "dialled"),
    [
        ("020 7946 0000", "02079460000"),
        ("+44 (0)20 7946-0000", "+442079460000"),
        ("(020) 7946 0000", "02079460000"),
    ],
)
def test_a_number_is_dialled_without_what_is_for_the_eye(number: str, dialled: str) -> None:
    assert DialIn(number).dialled == dialled


@pytest.mark.parametrize(
    ("code", "keyed"), [("", ""), ("123 456 789#", "123456789#"), ("12 34", "1234#")]
)
def test_a_code_is_keyed_in_with_the_hash_that_ends_it(code: str, keyed: str) -> None:
    assert DialIn("999", code=code).keyed == keyed


# Who is shown it


@pytest.mark.parametrize("audience", ["member", "chair", "clerk"])
def test_those_inside_join_or_dial_by_one_touch(audience: str) -> None:
    shown = panel(convened(), audience)
    assert 'href="https://meet.example/secret"' in shown
    assert 'href="tel:+442079460000,,123456789%23"' in shown
    assert "Dial in from a phone" in shown


def test_the_public_is_told_nothing_of_it_anywhere() -> None:
    drawn = "".join(p.html for p in Artist(Audience.PUBLIC, ENGLISH).draw(sitting().sides).panels)
    for secret in ("meet.example", "tel:", "7946", "123 456", "conference"):
        assert secret not in drawn


@pytest.mark.parametrize("audience", ["member", "chair", "clerk"])
def test_without_a_conference_or_after_the_close_there_is_nothing(audience: str) -> None:
    assert "<section" not in panel(convened(join=None, dial_in=()), audience)
    sat = sitting()
    assert "<section" in panel(sat, audience)
    sat.do("close_meeting")
    assert "<section" not in panel(sat, audience)
