"""One seat, one voice: who sits for whom, and what is done when both of them come."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from server.business.substitution import SeatHandedOver, SubstituteNamed
from server.meeting.people import Capacity, Person
from server.meeting.profile import Arrival, Profile, SubstituteRule
from server.meeting.quorum import counts, quorum
from server.meeting.refused import Refused
from server.meeting.roll import roll
from server.meeting.seats import seated
from server.meeting.votes import Despite
from tests.conftest import CAST, PROFILE, Story, convened

YOUNG = Person("young", "Cllr Fay Young", Capacity.SUBSTITUTE, group="Plaid Cymru")
ZAMAN = Person("zaman", "Cllr Gil Zaman", Capacity.SUBSTITUTE, group="Labour")
PEOPLE = (*CAST, YOUNG, ZAMAN)
MINUTE = timedelta(minutes=1)


def rules(arrival: Arrival = Arrival.FIRST_HOLDS, notice: int = 0, **more: object) -> Profile:
    rule = SubstituteRule(allowed=True, notice=notice, arrival=arrival, source="Order 28")
    return replace(PROFILE, substitutes=replace(rule, **more))


def named(arrival: Arrival = Arrival.FIRST_HOLDS) -> Story:
    """The meeting convened, with Young named for Owen."""
    sat = convened(profile=rules(arrival), people=PEOPLE)
    sat.do("name_substitute", person="young", member="owen")
    return sat


def opened(sat: Story, *present: str) -> Story:
    """These are here, and the meeting is opened at 18:30."""
    for person in ("shah", "ruiz", *present):
        sat.do("record_present", person=person)
    sat.wait_until("18:32")
    sat.do("open_meeting")
    return sat


def voters(sat: Story, at: datetime | None = None) -> tuple[str, ...]:
    return roll(sat.meeting, ("3",), at or sat.now)[0]


# Naming


def test_a_named_substitute_is_called_after_the_member() -> None:
    sat = named()
    assert sat.matters("1") == [SubstituteNamed("1", "young", "owen")]
    ids = [person.id for person in sat.meeting.callable]
    assert ids == ["amin", "shah", "owen", "young", "ruiz", "lloyd"]
    sat.do("record_present", person="young")
    assert quorum(sat.meeting).present == 1


def test_a_substitute_who_was_not_named_is_not_called() -> None:
    sat = named()
    assert sat.refused("record_present", person="zaman") == (
        "Cllr Gil Zaman may be a substitute: say first for whom they come."
    )


def test_a_named_substitute_is_called_at_the_roll_and_not_in_attendance() -> None:
    assert named().refused("record_in_attendance", person="young") == (
        "Cllr Fay Young is a member: call the roll for them."
    )


def test_a_body_whose_rules_allow_no_substitutes_has_none() -> None:
    rule = SubstituteRule(source="Order 28")
    sat = convened(profile=replace(PROFILE, substitutes=rule), people=PEOPLE)
    assert sat.refused("name_substitute", person="young", member="owen") == (
        "The rules of Planning Committee do not allow substitutes: Order 28."
    )
    sat = convened(people=PEOPLE)
    assert sat.refused("name_substitute", person="young", member="owen", override="Agreed") == (
        "The rules of Planning Committee do not allow substitutes."
    )


@pytest.mark.parametrize(
    ("person", "member", "sentence"),
    [
        ("hughes", "owen", "Gwen Hughes is not on the list of substitutes of Planning Committee."),
        (
            "owen",
            "shah",
            "Cllr Carys Owen is not on the list of substitutes of Planning Committee.",
        ),
        ("young", "hughes", "Gwen Hughes has no seat on Planning Committee in which somebody"),
        ("young", "zaman", "Cllr Gil Zaman has no seat on Planning Committee in which somebody"),
        ("nobody", "owen", "Nobody on the list of this meeting has the id “nobody”."),
        ("young", "", "Say who is meant."),
    ],
)
def test_a_substitute_of_the_list_sits_for_a_member(
    person: str, member: str, sentence: str
) -> None:
    sat = convened(profile=rules(), people=PEOPLE)
    assert sat.refused("name_substitute", person=person, member=member).startswith(sentence)


def test_a_member_has_one_substitute_and_a_substitute_one_member() -> None:
    sat = named()
    sentence = "Cllr Fay Young is named already as the substitute for Cllr Carys Owen."
    assert sat.refused("name_substitute", person="young", member="shah") == sentence
    assert sat.refused("name_substitute", person="zaman", member="owen") == sentence


def test_a_member_who_is_here_holds_the_seat() -> None:
    sat = convened(profile=rules(), people=PEOPLE)
    sat.do("record_present", person="owen")
    assert sat.refused("name_substitute", person="young", member="owen") == (
        "Cllr Carys Owen has been here since 6.26pm and holds the seat: nobody can sit in it."
    )
    assert "holds the seat" in sat.refused(
        "name_substitute", person="young", member="owen", at="18:25"
    )


def test_notice_may_be_too_short_and_is_accepted_with_a_reason() -> None:
    sat = convened(profile=rules(notice=120), people=PEOPLE)
    assert sat.refused("name_substitute", person="young", member="owen") == (
        "Notice of a substitute is to be given by 4.30pm on Tuesday 14 July 2026. State when it "
        "was given, or say why it is accepted."
    )
    sat.do("name_substitute", person="young", member="owen", override="Taken ill at noon")
    assert sat.matters("1") == [
        SubstituteNamed(
            "1",
            "young",
            "owen",
            (Despite("Notice of a substitute", "Taken ill at noon"),),
        )
    ]


def test_notice_is_counted_from_the_time_at_which_it_was_given() -> None:
    sat = convened(profile=rules(notice=120), people=PEOPLE)
    sat.do("name_substitute", person="young", member="owen", at="16:30")
    assert sat.meeting.substitutions[0].notice_at == sat.time("16:30")


def test_a_substitute_is_of_the_same_group_unless_there_is_a_reason() -> None:
    sat = convened(profile=rules(), people=PEOPLE)
    assert sat.refused("name_substitute", person="zaman", member="owen") == (
        "Cllr Gil Zaman is not of the same group as Cllr Carys Owen."
    )
    sat.do("name_substitute", person="zaman", member="owen", override="By agreement of both groups")
    matter = sat.matters("1")[0]
    assert isinstance(matter, SubstituteNamed)
    assert matter.despite[0].rule == "A substitute is of the same group"
    sat = convened(profile=rules(same_group=False), people=PEOPLE)
    sat.do("name_substitute", person="zaman", member="owen")


def test_a_naming_is_struck_out_until_one_of_the_two_has_come() -> None:
    sat = named()
    entry = sat.meeting.substitutions[0].id
    sat.do("strike_entry", entry=entry, reason="The wrong name")
    assert sat.meeting.substitutions == ()
    sat.do("name_substitute", person="young", member="owen")
    sat.do("record_present", person="young")
    entry = sat.meeting.substitutions[0].id
    assert sat.refused("strike_entry", entry=entry, reason="The wrong name") == (
        "Cllr Fay Young has been at the meeting, so this stands: somebody sat in the seat."
    )


def test_a_naming_can_be_undone() -> None:
    sat = named()
    sat.do("undo")
    assert sat.meeting.substitutions == ()


# When both come


def test_a_member_who_comes_after_the_substitute_attends_without_the_seat() -> None:
    sat = opened(named(), "young")
    sat.do("record_arrival", person="owen")
    owen, young = sat.meeting.person("owen"), sat.meeting.person("young")
    assert (seated(sat.meeting, owen), seated(sat.meeting, young)) == (False, True)
    assert quorum(sat.meeting).present == 3
    assert voters(sat) == ("shah", "young", "ruiz")


def test_where_the_first_holds_the_seat_it_is_not_handed_over() -> None:
    sat = opened(named(), "young")
    sat.do("record_arrival", person="owen")
    assert sat.refused("hand_over_seat", person="owen", override="Please") == (
        "A seat is not handed over here: whoever of the two joins first is the member for the "
        "whole meeting."
    )


def test_a_seat_is_handed_over_between_items_where_the_rules_allow_it() -> None:
    sat = opened(named(Arrival.HANDOVER), "young")
    sat.do("record_arrival", person="owen")
    assert voters(sat) == ("shah", "young", "ruiz")
    before = sat.now
    sat.do("hand_over_seat", person="owen")
    assert voters(sat) == ("shah", "owen", "ruiz")
    assert voters(sat, at=sat.time("18:33")) == ("shah", "young", "ruiz")
    assert sat.meeting.substitutions[0].handed == (("owen", before),)
    assert sat.matters("1")[-1] == SeatHandedOver("1", "owen", "young")


@pytest.mark.parametrize(
    ("person", "sentence"),
    [
        ("owen", "Cllr Carys Owen was not present at 6.33pm: record first that they came."),
        ("young", "Cllr Fay Young sits in the seat already."),
        ("shah", "Cllr Bilal Shah shares no seat with a substitute."),
    ],
)
def test_a_seat_is_handed_to_the_other_of_the_two_who_is_here(person: str, sentence: str) -> None:
    sat = opened(named(Arrival.HANDOVER), "young")
    assert sat.refused("hand_over_seat", person=person) == sentence


def test_a_seat_is_handed_over_in_the_order_in_which_it_happened() -> None:
    sat = opened(named(Arrival.HANDOVER), "young")
    sat.do("record_arrival", person="owen", at="18:33")
    sat.wait_until("18:40")
    sat.do("hand_over_seat", person="owen")
    assert sat.refused("hand_over_seat", person="young", at="18:36") == (
        "A vote was taken, or the seat passed, at 6.40pm: state a time after that."
    )
    sat.do("hand_over_seat", person="young")
    assert voters(sat) == ("shah", "young", "ruiz")


def test_a_seat_is_handed_over_during_an_item_only_before_its_discussion_has_begun() -> None:
    sat = opened(named(Arrival.HANDOVER), "young", "owen")
    sat.do("take_item", item="3")
    sat.do("hand_over_seat", person="owen")
    assert sat.matters("3") == [SeatHandedOver("3", "owen", "young")]
    sat.do("record_note", text="A resident spoke.")
    assert sat.refused("hand_over_seat", person="young") == (
        "A seat is handed over between items, and the discussion of item 3 has begun. "
        "Wait for its end, or say why not."
    )
    sat.do("hand_over_seat", person="young", override="Called away to a hospital")
    matter = sat.matters("3")[-1]
    assert isinstance(matter, SeatHandedOver)
    assert matter.despite == (
        Despite("A seat is handed over between items", "Called away to a hospital"),
    )


def test_between_items_a_handover_stands_under_the_item_before() -> None:
    sat = opened(named(Arrival.HANDOVER), "young", "owen")
    sat.do("take_item", item="2")
    sat.do("take_item", item="3")
    sat.do("defer_item", item="3", to="September")
    assert sat.meeting.in_hand is None
    sat.do("hand_over_seat", person="owen")
    assert sat.matters("3")[-1] == SeatHandedOver("3", "owen", "young")


def test_a_handover_is_struck_out_until_the_seat_passes_on() -> None:
    sat = opened(named(Arrival.HANDOVER), "young", "owen")
    first = sat.do("hand_over_seat", person="owen")
    sat.do("strike_entry", entry=first, reason="Misheard")
    assert voters(sat) == ("shah", "young", "ruiz")
    first = sat.do("hand_over_seat", person="owen")
    sat.do("hand_over_seat", person="young")
    assert sat.refused("strike_entry", entry=first, reason="Misheard") == (
        "A vote was taken, or the seat passed on, since then: hand the seat back."
    )


def test_what_is_left_of_an_undone_naming_harms_nothing() -> None:
    sat = named()
    stamp = sat.recorded[-1].stamp
    assert SeatHandedOver("1", "zaman", "shah").apply(sat.meeting, stamp) is sat.meeting


# One seat, one voice, whatever happens

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["record_arrival", "record_departure", "hand_over_seat"]),
        st.sampled_from(["owen", "young"]),
    ),
    max_size=8,
)


@given(
    st.sampled_from(list(Arrival)),
    st.permutations(["owen", "young"]),
    st.integers(0, 2),
    STEPS,
)
def test_of_the_two_at_most_one_counts_and_votes_at_every_moment(
    arrival: Arrival, order: list[str], at_the_roll: int, steps: list[tuple[str, str]]
) -> None:
    sat = opened(named(arrival), *order[:at_the_roll])
    for command, person in [*(("record_arrival", p) for p in order[at_the_roll:]), *steps]:
        try:
            sat.do(command, person=person)
        except Refused:
            sat.now += MINUTE
    pair = [sat.meeting.person(id) for id in order]
    minute = sat.time("18:25")
    while minute < sat.now:
        counting = [p.id for p in pair if counts(sat.meeting, p, minute)]
        voting = [id for id in voters(sat, minute) if id in order]
        assert len(counting) <= 1
        assert counting == voting
        if arrival is Arrival.FIRST_HOLDS:
            assert counting in ([], [order[0]])
        minute += MINUTE


# While votes are taken


def voted(sat: Story) -> None:
    """The two who are here besides vote, and the one who sits in the seat."""
    sat.do("take_chair", person="shah")
    sat.do("put_question", text="That permission be granted.")
    sat.do("record_counts", in_favour=3, against=0)
    sat.do("close_vote")


def test_a_seat_is_not_handed_over_while_a_vote_is_open() -> None:
    sat = opened(named(Arrival.HANDOVER), "young", "owen")
    sat.do("take_item", item="3")
    sat.do("take_chair", person="shah")
    sat.do("put_question", text="That permission be granted.")
    assert sat.meeting.vote().roll == ("shah", "young", "ruiz")
    assert sat.refused("hand_over_seat", person="owen", override="Please").startswith(
        "A vote is open on item 3"
    )


def test_a_handover_is_never_put_before_a_vote_that_was_taken() -> None:
    sat = opened(named(Arrival.HANDOVER), "young", "owen")
    sat.do("take_item", item="3")
    sat.wait_until("18:50")
    voted(sat)
    assert sat.refused("hand_over_seat", person="owen", at="18:45").startswith(
        "A vote was taken, or the seat passed, at 6.53pm"
    )


def test_a_handover_after_which_a_vote_was_taken_is_not_struck_out() -> None:
    sat = opened(named(Arrival.HANDOVER), "young", "owen")
    sat.do("take_item", item="3")
    handed = sat.do("hand_over_seat", person="owen")
    voted(sat)
    assert sat.refused("strike_entry", entry=handed, reason="Misheard") == (
        "A vote was taken, or the seat passed on, since then: hand the seat back."
    )


def test_a_seat_that_is_on_the_roll_gets_no_second_voice() -> None:
    sat = opened(named(), "young")
    sat.do("take_item", item="3")
    sat.do("take_chair", person="shah")
    sat.do("put_question", text="That permission be granted.")
    sat.do("record_departure", person="young")
    sat.do("record_arrival", person="owen")
    assert "one voice" in sat.refused("reopen_roll", person="owen", reason="Came in")


# Sent by a member


def test_a_member_names_their_own_substitute_once_the_clerk_has_confirmed_it() -> None:
    sat = convened(profile=rules(), people=PEOPLE)
    id = sat.do("name_substitute", by="owen", person="young")
    assert sat.meeting.substitutions == ()
    sat.do("take_up_offer", offer=id)
    assert [(s.substitute, s.member) for s in sat.meeting.substitutions] == [("young", "owen")]
    assert "you act for yourself alone" in sat.refused(
        "name_substitute", by="owen", person="zaman", member="shah"
    )


def test_notice_that_comes_late_is_for_the_clerk_to_accept() -> None:
    sat = convened(profile=rules(notice=60), people=PEOPLE)
    id = sat.do("name_substitute", by="owen", person="young")
    assert sat.refused("take_up_offer", offer=id) == (
        "Notice of a substitute is to be given by 5.30pm on Tuesday 14 July 2026. State when it "
        "was given, or say why it is accepted."
    )
    sat.do("take_up_offer", offer=id, override="They fell ill today.")
