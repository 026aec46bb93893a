"""Presence: nobody is here by default, and times here neither overlap nor run backwards."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from server.meeting.presence import Answer, Attendance, Mode, Presence, Spell

T = datetime(2026, 7, 14, 18, 0, tzinfo=UTC)
NEW = Attendance("owen")


def later(minutes: int) -> datetime:
    return T + timedelta(minutes=minutes)


HERE = NEW.arrive(Mode.CHAMBER, T, "e1", called=True)
GONE = HERE.depart(later(10), "e2")


def test_nobody_is_here_by_default() -> None:
    assert NEW.here is None
    assert Presence().of("owen") == NEW


def test_a_member_who_arrived_is_here_until_departing() -> None:
    assert HERE.here == Spell(Mode.CHAMBER, T, called=True, arrival="e1")
    assert HERE.answer is Answer.PRESENT
    assert GONE.here is None
    assert GONE.spells == (Spell(Mode.CHAMBER, T, True, "e1", later(10), "e2"),)


def test_one_who_is_not_here_cannot_depart() -> None:
    assert NEW.depart(T, "e1") is NEW


def test_coming_in_another_way_ends_the_time_before() -> None:
    moved = HERE.arrive(Mode.REMOTE, later(5), "e2")
    assert [spell.until for spell in moved.spells] == [later(5), None]
    assert moved.here is not None
    assert moved.here.mode is Mode.REMOTE


def test_every_time_here_is_kept() -> None:
    back = GONE.arrive(Mode.REMOTE, later(20), "e3").depart(later(30), "e4")
    assert [spell.until for spell in back.spells] == [later(10), later(30)]
    assert not back.spells[-1].called


def test_a_time_here_never_ends_before_it_began() -> None:
    assert HERE.depart(later(-5), "e2").spells[-1].until == T


def test_an_excuse_replaces_an_answer_given_in_error() -> None:
    excused = HERE.excuse(Answer.APOLOGIES, "On holiday", "e2")
    assert excused == Attendance("owen", Answer.APOLOGIES, "On holiday", (), "e2")
    assert excused.arrive(Mode.CHAMBER, T, "e3").note == ""


@pytest.mark.parametrize(("minutes", "here"), [(-1, False), (0, True), (9, True), (10, False)])
def test_whether_a_member_was_here_at_a_time(minutes: int, here: bool) -> None:
    assert (GONE.here_at(later(minutes)) is not None) is here


def test_a_member_who_has_not_left_is_here_at_any_later_time() -> None:
    assert HERE.here_at(later(600)) == HERE.here


@pytest.mark.parametrize(
    ("since", "until", "here"),
    [(-5, 0, False), (-5, 1, True), (9, 20, True), (10, 20, False), (5, None, True)],
)
def test_whether_a_member_was_here_during_a_time(since: int, until: int, here: bool) -> None:
    end = None if until is None else later(until)
    assert GONE.here_during(later(since), end) is here


def test_one_persons_attendance_changes_nobody_elses() -> None:
    presence = Presence().with_(HERE).with_(Attendance("shah"))
    assert presence.of("owen") is HERE
    assert presence.of("ruiz") == Attendance("ruiz")
