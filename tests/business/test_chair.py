"""The chair: who takes it, in whose stead and why, and that the rule comes first."""

from __future__ import annotations

from msgspec.structs import replace

from server.business.chair import Because, ChairTaken, How
from server.meeting.presiding import presiding
from tests.conftest import CAST, PROFILE, Story, at_item, convened, sitting
from tests.debated import moved
from tests.minuted import minuted


def taken(sat: Story, person: str, **given: object) -> ChairTaken:
    matter = sat.entry(sat.do("take_chair", person=person, **given)).matter
    assert isinstance(matter, ChairTaken)
    return matter


def who_presides(sat: Story) -> str:
    person = presiding(sat.meeting)
    return person.id if person else ""


def test_the_chair_presides_by_being_there() -> None:
    assert who_presides(at_item("3")) == "amin"
    assert at_item("3").refused("take_chair", person="amin") == (
        "Cllr Ann Amin is in the chair already."
    )


def test_in_the_absence_of_the_chair_the_vice_chair_presides() -> None:
    sat = at_item("3", "shah", "owen", "ruiz")
    assert who_presides(sat) == ""
    matter = taken(sat, "shah")
    assert (matter.how, matter.because) == (How.VICE_CHAIR, Because.ABSENT)
    assert who_presides(sat) == "shah"
    assert minuted(sat, "3") == [
        "In the absence of the Chair, Cllr Bilal Shah, Vice-chair, took the chair at 6.32pm."
    ]


def test_in_the_absence_of_both_another_member_does() -> None:
    sat = at_item("3", "owen", "ruiz")
    assert taken(sat, "owen").how is How.ELECTED
    assert minuted(sat, "3") == [
        "In the absence of the Chair, Cllr Carys Owen took the chair at 6.32pm."
    ]


def test_a_chair_with_an_interest_makes_way_for_the_vice_chair() -> None:
    sat = at_item("3")
    sat.do("declare_interest", person="amin", kind="pecuniary", item="3")
    matter = taken(sat, "shah")
    assert (matter.how, matter.because) == (How.VICE_CHAIR, Because.INTEREST)
    assert minuted(sat, "3")[-1] == (
        "The Chair having declared an interest, Cllr Bilal Shah, Vice-chair, took the chair at "
        "6.33pm."
    )


def test_where_both_have_an_interest_another_member_presides() -> None:
    sat = at_item("3")
    for person in ("amin", "shah"):
        sat.do("declare_interest", person=person, kind="pecuniary", item="3")
    taken(sat, "owen")
    assert minuted(sat, "3")[-1] == (
        "The Chair having declared an interest, Cllr Carys Owen took the chair at 6.34pm."
    )


def test_the_chair_comes_back_and_takes_it_again() -> None:
    sat = at_item("3", "shah", "owen")
    taken(sat, "shah")
    sat.do("record_arrival", person="amin")
    assert who_presides(sat) == "shah"
    matter = taken(sat, "amin")
    assert (matter.how, matter.because) == (How.CHAIR, Because.NONE)
    assert minuted(sat, "3")[-1] == "Cllr Ann Amin took the chair at 6.34pm."


def test_who_is_here_and_presides_by_rule_is_not_passed_over_without_a_reason() -> None:
    sat = at_item("3", profile=replace(PROFILE, presiding_source="LGA 1972 Sch 12 para 5"))
    assert sat.refused("take_chair", person="shah") == (
        "Cllr Ann Amin is here and presides by rule (LGA 1972 Sch 12 para 5)."
    )
    taken(sat, "shah", override="the Chair had lost her voice")
    assert minuted(sat, "3")[-1] == (
        "Cllr Bilal Shah, Vice-chair, took the chair at 6.33pm. In spite of the rule “The chair "
        "presides if present, else the vice-chair”, for this reason: the Chair had lost her voice."
    )


def test_the_vice_chair_is_not_passed_over_either() -> None:
    sat = at_item("3", "shah", "owen")
    assert sat.refused("take_chair", person="owen") == (
        "Cllr Bilal Shah is here and presides by rule (Planning committee)."
    )
    taken(sat, "owen", override="the Vice-chair asked for it")
    assert minuted(sat, "3")[-1].startswith(
        "In the absence of the Chair, Cllr Carys Owen took the chair at 6.33pm. In spite of"
    )


def test_the_chair_is_taken_by_a_member_who_is_here_and_not_barred() -> None:
    sat = at_item("3", "owen", "ruiz")
    assert sat.refused("take_chair", person="shah") == (
        "Cllr Bilal Shah was not present at 6.32pm, so they cannot preside."
    )
    sat.do("declare_interest", person="owen", kind="registrable", item="3")
    assert sat.refused("take_chair", person="owen") == (
        "Cllr Carys Owen cannot preside: they declared an interest (Other registrable interest), "
        "and the code of conduct bars them."
    )
    assert "is not a member of Planning Committee" in sat.refused("take_chair", person="hughes")


def test_the_chair_does_not_change_hands_during_a_vote() -> None:
    sat = moved()
    sat.do("put_question")
    assert "A vote is open on item 3" in sat.refused("take_chair", person="shah")


def test_a_chair_left_empty_during_a_vote_is_taken() -> None:
    sat = moved()
    sat.do("put_question")
    sat.do("record_departure", person="amin")
    assert who_presides(sat) == ""
    taken(sat, "shah")
    assert who_presides(sat) == "shah"


def test_before_any_item_it_stands_under_the_first() -> None:
    sat = convened()
    sat.do("record_present", person="shah")
    taken(sat, "shah")
    assert [matter.name for matter in sat.matters("1")] == ["ChairTaken"]


def test_struck_out_it_changed_nothing() -> None:
    sat = sitting("shah", "owen")
    entry = sat.do("take_chair", person="shah")
    sat.do("strike_entry", entry=entry, reason="wrong name")
    assert who_presides(sat) == ""


def test_the_chair_is_called_as_the_body_calls_it() -> None:
    mayor = tuple(replace(p, role="Mayor") if p.id == "amin" else p for p in CAST)
    people = tuple(replace(p, role="Deputy Mayor") if p.id == "shah" else p for p in mayor)
    sat = at_item("3", "shah", "owen", people=people, profile=replace(PROFILE, chair_title="Mayor"))
    taken(sat, "shah")
    assert minuted(sat, "3") == [
        "In the absence of the Mayor, Cllr Bilal Shah, Deputy Mayor, took the chair at 6.32pm."
    ]
