"""Points of order: the rule is named, whoever presides rules, and it stands on the record."""

from __future__ import annotations

import pytest

from server.meeting.debate import Ruling
from server.render.house import house_of
from server.render.templates import form
from tests.conftest import ENGLISH, Story, at_item
from tests.minuted import minuted
from tests.speaking import BY_THE_CLOCK, on_the_floor, turn_of


def raised(rule: str = "14", **changes: object) -> Story:
    """Owen speaks since 18:32, and Ruiz raised a point of order at 18:34."""
    sat = at_item("3", **changes)
    sat.do("give_floor", person="owen")
    asked = sat.do("ask_to_speak", by="ruiz", kind="point_of_order", rule=rule)
    sat.do("call_speaker", by="chair", request=asked)
    return sat


@pytest.mark.parametrize(
    ("ruling", "words"), [("upheld", "was upheld"), ("not_upheld", "was not upheld")]
)
def test_the_ruling_is_on_record_and_the_speaker_goes_on(ruling: str, words: str) -> None:
    sat = raised()
    sat.do("rule_on_point", by="chair", ruling=ruling)
    assert minuted(sat, "3") == [
        "Cllr Diego Ruiz raised a point of order under standing order 14. "
        f"The Chair ruled that it {words}."
    ]
    assert on_the_floor(sat) == "owen"
    assert turn_of(sat, "ruiz").ruling is Ruling(ruling)


def test_it_is_on_record_whatever_else_the_body_has_minuted() -> None:
    for sat in (raised(), raised(profile=BY_THE_CLOCK)):
        sat.do("rule_on_point", ruling="upheld")
        assert "raised a point of order" in " ".join(minuted(sat, "3"))
        assert "raised a point of order" in " ".join(minuted(sat, "3"))


def test_the_words_of_the_ruling_are_minuted_and_can_be_corrected() -> None:
    sat = raised("Procedure Rule 9(b)")
    entry = sat.do("rule_on_point", ruling="upheld", text="Keep to the motion")
    assert minuted(sat, "3") == [
        "Cllr Diego Ruiz raised a point of order under Procedure Rule 9(b). The Chair ruled that "
        "it was upheld. The ruling: Keep to the motion."
    ]
    sat.do("correct_entry", entry=entry, text="Speak to the motion.")
    assert minuted(sat, "3")[0].endswith("The ruling: Speak to the motion.")


def test_the_ruling_is_of_whoever_presides() -> None:
    sat = raised()
    sat.do("record_departure", person="amin")
    assert sat.refused("rule_on_point", ruling="upheld") == (
        "Nobody is in the chair to rule on it. Record who takes the chair."
    )
    sat.do("take_chair", person="shah")
    sat.do("rule_on_point", ruling="not_upheld")
    assert "Cllr Bilal Shah, presiding, ruled that it was not upheld." in minuted(sat, "3")[-1]


def test_nobody_rules_at_a_time_at_which_another_presided() -> None:
    sat = raised()
    sat.do("end_speech")
    then = f"{sat.now:%H:%M}"
    sat.wait_until("18:50")
    sat.do("take_chair", person="shah", override="Cllr Amin asked it.")
    told = sat.refused("rule_on_point", by="shah", ruling="upheld", at=then)
    assert told.startswith("From your own device no time is stated")


def test_the_rule_may_be_named_at_the_ruling() -> None:
    sat = at_item("3")
    sat.do("give_floor", person="ruiz", kind="point_of_order")
    sat.do("rule_on_point", ruling="upheld", rule="22")
    assert "under standing order 22." in minuted(sat, "3")[0]
    assert turn_of(sat, "ruiz").rule == "22"


def test_a_rule_that_nobody_named_is_not_made_up() -> None:
    sat = at_item("3")
    sat.do("give_floor", person="ruiz", kind="point_of_order")
    sat.do("rule_on_point", ruling="upheld")
    assert minuted(sat, "3") == [
        "Cllr Diego Ruiz raised a point of order. The Chair ruled that it was upheld."
    ]


def test_a_point_that_has_been_ended_can_still_be_ruled_on() -> None:
    sat = raised()
    sat.do("end_speech")
    assert sat.refused("rule_on_point", ruling="upheld", at="18:33") == (
        "The point of order was raised at 6.34pm: state a time after that."
    )
    sat.do("rule_on_point", ruling="upheld")
    assert on_the_floor(sat) == "owen"


def test_it_is_ruled_on_once() -> None:
    sat = raised()
    sat.do("rule_on_point", ruling="upheld")
    assert sat.refused("rule_on_point", ruling="upheld", turn=turn_of(sat, "ruiz").id) == (
        "This point of order has been ruled on: if that is wrong, strike the ruling out."
    )
    assert sat.refused("rule_on_point", ruling="upheld") == (
        "No point of order has been raised. Give the floor for it first."
    )


def test_a_speech_is_not_ruled_on() -> None:
    sat = raised()
    assert sat.refused("rule_on_point", ruling="upheld", turn=turn_of(sat, "owen").id) == (
        "That speech was no point of order: there is nothing to rule on."
    )
    assert "may have been undone" in sat.refused("rule_on_point", ruling="upheld", turn="none")


@pytest.mark.parametrize("kind", ["speech", "question", "explanation", "point_of_order"])
def test_nobody_is_called_over_a_point_of_order(kind: str) -> None:
    sat = raised()
    told = "Rule on the point of order of Cllr Diego Ruiz first; if it was withdrawn, end it."
    asked = sat.do("ask_to_speak", person="shah", kind=kind)
    assert sat.refused("call_speaker", by="chair", request=asked) == told
    assert sat.refused("give_floor", person="amin", kind=kind) == told
    sat.do("rule_on_point", by="chair", ruling="not_upheld")
    assert on_the_floor(sat) == "owen"
    sat.do("call_speaker", by="chair", request=asked)
    assert on_the_floor(sat) == "shah"


def test_a_point_of_order_that_was_withdrawn_is_ended_and_the_speaker_goes_on() -> None:
    sat = raised()
    sat.do("end_speech", by="ruiz")
    assert (on_the_floor(sat), minuted(sat, "3")) == ("owen", [])
    sat.do("give_floor", person="shah")


def test_a_point_of_order_ends_when_its_item_is_left() -> None:
    sat = raised()
    sat.do("take_item", item="5")
    sat.do("give_floor", person="shah")
    assert on_the_floor(sat) == "shah"


def test_members_do_not_rule_on_it() -> None:
    assert "not for the member" in raised().refused("rule_on_point", by="owen", ruling="upheld")


def test_struck_out_the_point_waits_for_its_ruling_again() -> None:
    sat = raised()
    entry = sat.do("rule_on_point", ruling="upheld")
    sat.do("strike_entry", entry=entry, reason="It was not upheld")
    assert minuted(sat, "3") == []
    sat.do("rule_on_point", ruling="not_upheld")
    assert "was not upheld" in minuted(sat, "3")[0]


def test_undone_the_point_has_the_floor_again() -> None:
    sat = raised()
    sat.do("rule_on_point", ruling="upheld")
    sat.do("undo")
    assert (on_the_floor(sat), minuted(sat, "3")) == ("ruiz", [])


def test_a_point_of_private_business_is_not_ruled_on_in_public_by_mistake() -> None:
    sat = at_item("3")
    sat.do("exclude_public", ground="confidential", items="3")
    sat.do("give_floor", person="ruiz", kind="point_of_order")
    sat.do("readmit_public")
    assert sat.refused("rule_on_point", ruling="upheld").startswith("No point of order")
    sat.do("rule_on_point", ruling="upheld", turn=turn_of(sat, "ruiz").id)
    assert sat.item("3").record[-1].private
    assert "point of order" not in str(sat.outside.item("3").record)


def test_the_clerk_has_a_form_with_a_key() -> None:
    house = house_of(at_item("3").meeting)
    assert 'data-key="&#39;"' in form(ENGLISH, "point_of_order", house, "clerk", "3")
    assert form(ENGLISH, "point_of_order", house, "member", "3") == ""
