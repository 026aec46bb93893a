"""The agenda published again: what is new is told, and what is on record stays."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest
from msgspec.structs import replace

from server.meeting.agenda import Access, Link
from server.meeting.convened import MeetingConvened, PlannedItem
from server.meeting.people import Capacity, Person
from tests.conftest import CONVENED, Story, convened, sitting

NEW = PlannedItem("6", "Supplement: flood defence")


def changed(**changes: object) -> MeetingConvened:
    fields = {name: getattr(CONVENED, name) for name in CONVENED.__struct_fields__}
    return MeetingConvened(**{**fields, **changes})


def with_items(*items: PlannedItem) -> MeetingConvened:
    return changed(items=items)


def revise(sat: Story, agenda: MeetingConvened, what: str = "Item 6 is added.") -> None:
    sat.do("revise_agenda", by="server", agenda=msgspec.to_builtins(agenda), what=what)


def refused(sat: Story, agenda: MeetingConvened, what: str = "Item 6 is added.") -> str:
    given = {"agenda": msgspec.to_builtins(agenda), "what": what}
    return sat.refused("revise_agenda", by="server", **given)


def test_a_supplement_is_added_and_everybody_is_told_what_is_new() -> None:
    sat = convened()
    revise(sat, with_items(*CONVENED.items, NEW))
    for meeting in (sat.meeting, sat.outside, sat.seen_by("public")):
        assert meeting.items[-1].title == "Supplement: flood defence"
        assert [each.what for each in meeting.notice.revisions] == ["Item 6 is added."]


def test_it_needs_a_sentence_on_what_is_new() -> None:
    assert refused(convened(), CONVENED, "") == "Say what is new, in a sentence for everybody."


def test_once_the_meeting_is_open_its_agenda_is_on_record() -> None:
    assert refused(sitting(), CONVENED) == "The meeting is open already."


def test_a_meeting_that_is_postponed_says_when_it_was_to_be() -> None:
    sat = convened()
    later = CONVENED.starts_at + timedelta(days=7)
    revise(sat, changed(starts_at=later), "It is put off by a week.")
    assert sat.outside.starts_at == later
    assert sat.outside.notice.moved_from == CONVENED.starts_at
    revise(sat, changed(starts_at=CONVENED.starts_at), "It is held as it was called.")
    assert sat.outside.notice.moved_from is None


def test_when_it_was_published_first_stays_known() -> None:
    sat = convened()
    published = sat.meeting.notice.published_at
    revise(sat, changed(attend="By the side door."))
    assert sat.meeting.notice.published_at == published
    assert sat.outside.notice.attend == "By the side door."


def test_what_a_member_declared_keeps_its_item() -> None:
    sat = convened()
    sat.do("declare_interest", person="owen", kind="pecuniary", item="3")
    moved = [replace(i, number="9") if i.number == "3" else i for i in CONVENED.items]
    assert refused(sat, with_items(*moved)) == (
        "Somebody has declared, sent or recorded something under item 3, “Land at Mill Lane”: it "
        "keeps its number and its title."
    )
    revise(sat, with_items(*CONVENED.items, NEW))
    assert [interest.item for interest in sat.meeting.interests.declared] == ["3"]


def test_somebody_of_whom_something_is_on_record_stays_on_the_list() -> None:
    sat = convened()
    sat.do("record_apologies", person="owen")
    people = tuple(p for p in CONVENED.people if p.id != "owen")
    assert refused(sat, changed(people=people)) == (
        "Cllr Carys Owen is on record already, and stays on the list of this meeting."
    )


def test_who_has_left_the_body_is_no_longer_invited() -> None:
    sat = convened()
    new = Person("evans", "Cllr Fflur Evans")
    people = (*(p for p in CONVENED.people if p.id != "owen"), new)
    revise(sat, changed(people=people), "Cllr Evans was elected.")
    assert [p.id for p in sat.meeting.people if p.capacity is Capacity.MEMBER][-1] == "evans"
    sat.do("record_present", person="evans")


def test_an_urgent_item_that_was_admitted_stays() -> None:
    sat = convened()
    sat.do("admit_urgent_item", title="Flood", reason="the river rose")
    revise(sat, changed(attend="By the side door."))
    assert sat.meeting.items[-1].urgent == "the river rose"


def test_an_item_that_was_closed_at_the_console_is_not_opened_by_the_way() -> None:
    sat = convened()
    sat.do("close_item", item="5", access="exempt", paragraphs="3")
    assert refused(sat, CONVENED) == (
        "Item 5 is closed to the public. Close it in the agenda too, or open it first on the "
        "meeting’s own page."
    )


def test_nothing_of_a_closed_item_but_its_open_title_is_told_outside() -> None:
    sat = convened()
    secret = PlannedItem(
        "6",
        "Staffing matter",
        access=Access.EXEMPT,
        paragraphs=("3",),
        private_title="Dismissal of the canary",
        summary="The canary sang.",
        papers=(Link("Canary report", "https://council.example/canary.pdf"),),
    )
    exempt = Link("Canary appendix", "https://council.example/appendix.pdf", exempt=True)
    open_item = PlannedItem("7", "Accounts", papers=(exempt,))
    revise(sat, with_items(*CONVENED.items, secret, open_item))
    assert sat.meeting.item("6").private_title == "Dismissal of the canary"
    outside = msgspec.json.encode((sat.outside, sat.seen_by("public")))
    assert b"canary" not in outside.lower()
    assert b"Staffing matter" in outside


def test_an_open_item_that_is_closed_by_a_revision_takes_its_papers_with_it() -> None:
    sat = convened()
    closed = [
        replace(i, access=Access.EXEMPT, paragraphs=("3",)) if i.number == "3" else i
        for i in CONVENED.items
    ]
    revise(sat, with_items(*closed), "Item 3 is taken in private.")
    assert sat.outside.item("3").papers == ()
    assert sat.outside.item("3").recommendations == ()


def test_a_cancelled_meeting_is_not_published_again() -> None:
    sat = convened()
    sat.do("cancel_meeting", reason="There is no business.")
    assert refused(sat, CONVENED) == (
        "The meeting was cancelled, so nothing of it is published any more."
    )


@pytest.mark.parametrize("who", ["clerk", "chair", "owen"])
def test_nobody_gives_it_from_the_meeting_itself(who: str) -> None:
    given = {"agenda": msgspec.to_builtins(CONVENED), "what": "New."}
    assert "not for the" in convened().refused("revise_agenda", by=who, **given)
