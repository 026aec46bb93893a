"""Numbers that were typed are put in order again, in the way in which they were written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.council.plan import Plan, PlanItem
from server.council.planning import move
from server.council.renumbering import first_numbers, out_of_order, renumber
from server.meeting_file.form import WrittenSubItem


def plan(*numbers: str) -> Plan:
    """An agenda with these typed numbers, empty where it is counted; “>” stands under the last."""
    items: list[PlanItem] = []
    above = ""
    for n, number in enumerate(numbers):
        under = above if number.startswith(">") else ""
        above = under or f"item-{n}"
        item = WrittenSubItem(title=f"Item {n}", number=number.removeprefix(">"))
        items.append(PlanItem(f"item-{n}", item, under))
    return Plan("plan", None, tuple(items))


def numbers(found: Plan) -> list[str]:
    return [number for number, _ in found.numbered]


def again(found: Plan) -> Plan:
    for change in renumber(found):
        found = change.apply(found)
    return found


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("1 2 4 3", "1 2 3 4"),
        ("101/26 102/26 104/26 103/26", "101/26 102/26 103/26 104/26"),
        ("26/9 26/8", "26/8 26/9"),
        ("01 03 02", "01 02 03"),
        ("7 7", "1 2"),
        ("1 3 2 AOB", "1 2 3 AOB"),
        ("101/26 103/26 >103/26a >103/26b 102/26", "101/26 102/26 102/26a 102/26b 103/26"),
        ("112/26 >112/26b >112/26a 113/26", "112/26 112/26a 112/26b 113/26"),
        ("112/26 >113/26 114/26 >114/26a", "112/26 112/26a 113/26 113/26a"),
        ("5 >(b) >(a)", "5 (a) (b)"),
        ("2 >2.1 >2.2 1", "1 1.1 1.2 2"),
    ],
)
def test_the_row_goes_on_in_the_new_order(before: str, after: str) -> None:
    found = plan(*before.split())
    assert out_of_order(found)
    assert numbers(again(found)) == after.split()
    assert not out_of_order(again(found))


@pytest.mark.parametrize("typed", ["1 2 3", "101/26 104/26", "1 2A 3", "1 2 AOB", "5 >5.1 >5.3"])
def test_what_goes_up_is_left_as_it_is(typed: str) -> None:
    found = plan(*typed.split())
    assert not out_of_order(found)
    assert renumber(found) == []


def test_numbers_that_are_counted_are_never_out_of_order() -> None:
    assert not out_of_order(plan("", "", ">", ">"))


def test_plain_numbers_are_counted_from_then_on() -> None:
    found = again(plan("1", "3", "2"))
    assert [item.item.number for item in found.items] == ["", "", ""]


def test_whoever_is_asked_sees_the_numbers_before_they_are_given() -> None:
    assert first_numbers(plan("103/26", "101/26", "102/26", "104/26")) == [
        "101/26",
        "102/26",
        "103/26",
    ]


@given(st.permutations(range(6)), st.sampled_from(["{}", "{}/26", "C{}"]))
def test_whatever_was_moved_is_in_order_again_and_stays_where_it_stands(
    order: list[int], written: str
) -> None:
    found = plan(*(written.format(n + 11) for n in order))
    done = again(found)
    assert numbers(done) == [written.format(n + 11) for n in range(6)]
    assert [item.ref for item in done.items] == [item.ref for item in found.items]


def test_a_move_puts_typed_numbers_out_of_order() -> None:
    found = plan("1", "2", "3")
    for change in move(found, "item-2", "up"):
        found = change.apply(found)
    assert out_of_order(found)
