"""What may be done to an agenda in preparation: whatever two officers do, no item is lost."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from server.council.change import Change, Changed, TakenBack
from server.council.fold import after
from server.council.plan import Arrangements, Plan, PlanItem, alone
from server.council.planned import PlanBegun
from server.council.planning import (
    ChangedMeanwhile,
    RemovedMeanwhile,
    add,
    arrange,
    counted,
    drop,
    mark_of,
    move,
    put_instead,
    remove,
    require_nothing_built_on,
    reword,
)
from server.meeting.event import Stamp
from server.meeting.refused import Refused
from server.meeting_file.form import MOST_ITEMS, WrittenItem, WrittenSubItem

ARRANGED = Arrangements("parish", datetime(2027, 5, 12, 19, 30), "Village Hall")  # noqa: DTZ001


def item(ref: str, under: str = "") -> PlanItem:
    return PlanItem(ref, WrittenSubItem(ref.upper()), under)


def applied(plan: Plan, changes: list[Change]) -> Plan:
    for change in changes:
        plan = change.apply(plan)
    return plan


def plan(*items: PlanItem) -> Plan:
    return Plan("p", ARRANGED, items)


def order(made: Plan) -> str:
    return " ".join(f"{number}{item.ref}" for number, item in made.numbered)


def test_an_item_goes_under_one_that_was_added_with_it() -> None:
    assert order(applied(plan(), add(plan(), [item("a"), item("b", "a")]))) == "1a 1.1b"


def test_an_item_under_another_takes_none_itself() -> None:
    made = plan(item("a"), item("b", "a"))
    with pytest.raises(Refused, match="takes no more, or is gone"):
        add(made, [item("c", "b")])


def test_there_is_room_for_so_many_items_and_no_more() -> None:
    made = plan(*(item(f"i{n}") for n in range(MOST_ITEMS)))
    with pytest.raises(Refused, match=f"at most {MOST_ITEMS} items"):
        add(made, [item("one-more")])


def test_words_that_somebody_else_changed_are_not_overwritten() -> None:
    made = plan(item("a"))
    seen = mark_of(made.items[0].item)
    changed = applied(made, reword(made, "a", WrittenSubItem("Other"), seen))
    with pytest.raises(ChangedMeanwhile):
        reword(changed, "a", WrittenSubItem("Mine"), seen)
    assert reword(changed, "a", WrittenSubItem("Other"), seen) == [], "it says so already"
    with pytest.raises(RemovedMeanwhile):
        reword(plan(), "a", WrittenSubItem("Mine"), seen)


def test_arrangements_that_somebody_else_changed_are_not_overwritten() -> None:
    seen = mark_of(ARRANGED)
    other = Arrangements("parish", ARRANGED.starts_at, "Church Hall")
    changed = applied(plan(), arrange(plan(), other, seen))
    with pytest.raises(ChangedMeanwhile):
        arrange(changed, Arrangements("parish", ARRANGED.starts_at, "School"), seen)


def test_an_agenda_that_was_added_to_is_not_replaced_unseen() -> None:
    seen = mark_of(plan().items)
    changed = applied(plan(), add(plan(), [item("a")]))
    with pytest.raises(ChangedMeanwhile):
        put_instead(changed, [item("b")], seen)
    assert (
        order(applied(changed, put_instead(changed, [item("b")], mark_of(changed.items)))) == "1b"
    )


def test_an_agenda_that_is_a_meeting_is_not_put_away() -> None:
    with pytest.raises(Refused, match="cancel the meeting instead"):
        drop(plan(), convened=True)


def test_numbers_that_an_item_would_have_anyway_are_counted_and_others_stay() -> None:
    subs = (WrittenSubItem("x", number="3.1"), WrittenSubItem("y", number="3(b)"))
    given = [
        WrittenItem("a", number="1"),
        WrittenItem("b"),
        WrittenItem("c", number="3", items=subs),
        WrittenItem("d", number="125/20"),
    ]
    found = counted(given)
    assert [each.number for each in found] == ["", "", "", "125/20"]
    assert [each.number for each in found[2].items] == ["", "3(b)"]


@given(st.lists(st.sampled_from(["", "1", "2", "3", "7a", "4"]), max_size=6))
def test_counting_changes_no_number(numbers: list[str]) -> None:
    given = [WrittenItem("x", number=number) for number in numbers]
    shown = [number or str(n) for n, number in enumerate(numbers, start=1)]
    counted_ones = [each.number or str(n) for n, each in enumerate(counted(given), start=1)]
    assert counted_ones == shown


class Officers(RuleBasedStateMachine):
    """Officers who do whatever they like, some of it decided on what they saw a while ago."""

    def __init__(self) -> None:
        super().__init__()
        self.changes: list[Changed] = []
        self.do([PlanBegun("p", ARRANGED)])
        self.made = 0

    @property
    def now(self) -> Plan:
        return after(Plan(), Plan(), [], self.changes)

    def do(self, changes: list[Change]) -> None:
        act = f"a{len(self.changes)}"
        stamp = Stamp("", ARRANGED.starts_at, ARRANGED.starts_at, "ruth", act)
        self.changes.extend(Changed(stamp, change) for change in changes)

    def refs(self) -> list[str]:
        return [each.ref for each in self.now.items] or ["none"]

    @rule(data=st.data())
    def adds(self, data: st.DataObject) -> None:
        self.made += 1
        under = data.draw(st.sampled_from(["", *self.refs()]))
        try:
            self.do(add(self.now, [item(f"i{self.made}", under)], under))
        except Refused:
            assert not self.now.takes(under)

    @rule(data=st.data(), where=st.sampled_from(["up", "down", "in", "out"]))
    def moves(self, data: st.DataObject, where: str) -> None:
        ref = data.draw(st.sampled_from(self.refs()))
        before = sorted(self.refs())
        self.do(move(self.now, ref, where))
        assert sorted(self.refs()) == before

    @rule(data=st.data())
    def two_that_were_decided_on_the_same_plan(self, data: st.DataObject) -> None:
        """Whatever was decided on an older plan, the fold loses nothing."""
        seen, where = self.now, st.sampled_from(["up", "down", "in", "out"])
        refs = st.sampled_from(self.refs())
        late = [move(seen, data.draw(refs), data.draw(where)) for _ in range(2)]
        gone = remove(seen, data.draw(refs)) if data.draw(st.booleans()) else []
        for changes in (gone, *late):
            self.do(changes)

    @rule(data=st.data())
    def removes(self, data: st.DataObject) -> None:
        self.do(remove(self.now, data.draw(st.sampled_from(self.refs()))))

    @rule(data=st.data())
    def takes_back(self, data: st.DataObject) -> None:
        acts = sorted({each.stamp.command for each in self.changes if each.change.undoable})
        if not acts:
            return
        act = data.draw(st.sampled_from(acts))
        try:
            require_nothing_built_on(self.changes, act)
        except Refused:
            return
        self.do([TakenBack(act)])

    @invariant()
    def every_item_is_on_the_agenda_once(self) -> None:
        now = self.now
        assert sorted(each.ref for _, each in now.numbered) == sorted(e.ref for e in now.items)
        assert [alone(each) for each in now.written()] == [each.item for each in now.tops]


TestOfficers = Officers.TestCase
