"""Things are said in a language and a time zone, as a British council writes them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from server.render.language import voice
from server.words import N_, Said, Term
from tests.conftest import ENGLISH

WELSH = voice("cy", "Europe/London")
EVENING = datetime(2026, 7, 14, 17, 42, tzinfo=UTC)  # in London 18:42


@pytest.mark.parametrize(
    ("hour", "told"),
    [(8, "9.05am"), (11, "12.05pm"), (17, "6.05pm"), (23, "12.05am"), (12, "1.05pm")],
)
def test_times_are_told_with_a_point_and_am_or_pm(hour: int, told: str) -> None:
    assert ENGLISH.time(datetime(2026, 7, 14, hour, 5, tzinfo=UTC)) == told


def test_times_in_columns_are_those_of_a_clock() -> None:
    assert ENGLISH.clock(EVENING) == "18:42"


def test_times_are_those_of_the_zone() -> None:
    assert voice("en", "Asia/Tokyo").clock(EVENING) == "02:42"
    assert voice("en", "Asia/Tokyo").date(EVENING) == "Wednesday 15 July 2026"


def test_days_are_told_with_or_without_the_day_of_the_week() -> None:
    assert ENGLISH.date(date(2026, 7, 14)) == "Tuesday 14 July 2026"
    assert ENGLISH.short_date(EVENING) == "14 July 2026"


def test_the_day_after_midnight_is_the_next() -> None:
    assert ENGLISH.short_date(datetime(2026, 7, 14, 23, 30, tzinfo=UTC)) == "15 July 2026"


def test_days_are_told_in_welsh() -> None:
    assert WELSH.short_date(date(2026, 7, 14)) == "14 Gorffennaf 2026"


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ([], ""),
        (["A"], "A"),
        (["A", "B"], "A and B"),
        (["A", "B", "C"], "A, B and C"),
        (["Smith, and Sons", "B"], "Smith, and Sons and B"),
    ],
)
def test_names_are_listed_without_a_comma_before_and(names: list[str], told: str) -> None:
    assert ENGLISH.listed(iter(names)) == told


def test_a_sentence_tells_its_values() -> None:
    said = Said(
        N_("{name} left at {time} on {day}: {kind}, {why}."),
        **{
            "name": "Cllr {Owen}",
            "time": EVENING,
            "day": date(2026, 7, 14),
            "kind": Term("decision"),
            "why": Said(N_("{n} members"), n=3),
        },
    )
    assert ENGLISH.say(said) == (
        "Cllr {Owen} left at 6.42pm on Tuesday 14 July 2026: decision, 3 members."
    )


def test_a_sentence_without_values_may_hold_braces() -> None:
    assert ENGLISH.say(Said("a {brace}")) == "a {brace}"
    assert str(Said("a {brace}")) == "a {brace}"
    assert str(Said("{n} members", n=3)) == "3 members"


def test_what_has_no_translation_is_said_in_english() -> None:
    sentence = "A sentence that nobody has translated."
    assert WELSH.gettext(sentence) == sentence
    assert WELSH.pgettext("a form", sentence) == sentence


def test_one_is_told_otherwise_than_many() -> None:
    told = [ENGLISH.ngettext("%(num)s member", "%(num)s members", n) for n in (0, 1, 2)]
    assert told == ["%(num)s members", "%(num)s member", "%(num)s members"]


def test_nothing_is_not_the_head_of_the_catalogue() -> None:
    assert ENGLISH.gettext("") == ""
    assert WELSH.gettext("") == ""


def test_a_language_that_is_not_ours_is_told_in_english() -> None:
    assert voice("fr", "Europe/Paris").language == "en"
    assert voice("en", "Europe/London") is ENGLISH
