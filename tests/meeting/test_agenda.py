"""The agenda: an item keeps its number, and says when it was in hand and how it stands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from server.business.note import NoteRecorded
from server.meeting.agenda import AgendaItem, Standing
from server.meeting.record import Entry
from server.meeting.span import Span

T = datetime(2026, 7, 14, 18, 0, tzinfo=UTC)
ITEM = AgendaItem("3", "Land at Mill Lane")


def later(minutes: int) -> datetime:
    return T + timedelta(minutes=minutes)


def entry(id: str, minutes: int, text: str = "Said.") -> Entry:
    return Entry(id, later(minutes), later(minutes), "clerk", NoteRecorded("3", text))


def test_an_item_is_in_hand_from_when_it_is_taken_until_it_is_left() -> None:
    item = ITEM.take(T).leave(later(5))
    assert item.standing is Standing.TAKEN
    assert item.spans == (Span(T, later(5)),)


def test_an_item_that_is_not_in_hand_cannot_be_left() -> None:
    assert ITEM.leave(T) is ITEM
    assert not ITEM.taken


def test_an_item_taken_again_keeps_both_times() -> None:
    item = ITEM.take(T).leave(later(5)).take(later(9))
    assert item.spans == (Span(T, later(5)), Span(later(9)))
    assert item.standing is Standing.IN_HAND


@pytest.mark.parametrize(
    ("minutes", "in_hand"), [(-1, False), (0, True), (4, True), (5, False), (9, True), (12, False)]
)
def test_whether_an_item_was_in_hand_at_a_time(minutes: int, in_hand: bool) -> None:
    item = ITEM.take(T).leave(later(5)).take(later(9)).leave(later(12))
    assert item.in_hand_at(later(minutes)) is in_hand


def test_a_time_in_hand_never_ends_before_it_began() -> None:
    assert ITEM.take(later(5)).leave(T).spans == (Span(later(5), later(5)),)


@pytest.mark.parametrize("standing", [Standing.DEFERRED, Standing.WITHDRAWN])
def test_an_item_put_aside_is_no_longer_in_hand(standing: Standing) -> None:
    item = ITEM.take(T).put_aside(standing, later(5))
    assert item.standing is standing
    assert item.spans == (Span(T, later(5)),)


def test_an_item_put_aside_unheard_has_no_time_in_hand() -> None:
    assert ITEM.put_aside(Standing.DEFERRED, T).spans == ()


def test_an_item_put_back_stands_as_it_did_before() -> None:
    assert ITEM.put_aside(Standing.DEFERRED, T).put_back() == ITEM
    taken = ITEM.take(T).put_aside(Standing.WITHDRAWN, later(5)).put_back()
    assert taken.standing is Standing.TAKEN


def test_an_item_that_was_not_put_aside_cannot_be_put_back() -> None:
    item = ITEM.take(T)
    assert item.put_back() is item


def test_the_record_is_in_the_order_in_which_things_happened() -> None:
    item = ITEM.enter(entry("a", 1)).enter(entry("b", 9)).enter(entry("late", 5))
    assert [e.id for e in item.record] == ["a", "late", "b"]


def test_of_two_at_the_same_time_the_first_recorded_stands_first() -> None:
    item = ITEM.enter(entry("a", 1)).enter(entry("b", 1))
    assert [e.id for e in item.record] == ["a", "b"]


def test_an_entry_is_changed_in_its_place() -> None:
    item = ITEM.enter(entry("a", 1)).enter(entry("b", 2)).change(entry("a", 1, "Better."))
    assert [e.matter.words for e in item.record] == ["Better.", "Said."]


def test_a_number_of_any_kind_makes_an_anchor() -> None:
    assert AgendaItem("4.1 (b)", "Fees").anchor == "item-4-1--b-"
