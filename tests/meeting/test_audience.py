"""What an audience may see is what is named, and what is not named is not there."""

from __future__ import annotations

import msgspec
import pytest
from msgspec.structs import replace

from server.meeting import Audience, Matter, Meeting, Stamp
from server.meeting.agenda import AgendaItem
from server.meeting.audience import Sight
from server.meeting.people import Capacity, Person
from server.meeting.presence import Attendance
from server.meeting.profile import SubstituteRule
from server.meeting.quorum import quorum
from server.meeting.sides import Sides
from tests.conftest import CAST, CONVENED, PROFILE, Story, at_item, convened

INSIDE = ["member", "chair"]
OTHERS = ["public", *INSIDE]


def test_the_clerk_sees_the_meeting_itself() -> None:
    sat = at_item("3")
    assert sat.seen_by("clerk") is sat.meeting


@pytest.mark.parametrize("audience", OTHERS)
def test_nobody_but_the_clerk_sees_what_can_be_undone(audience: str) -> None:
    assert at_item("3").seen_by(audience).acts == ()


def test_the_public_is_not_told_where_to_join() -> None:
    sat = convened()
    assert sat.seen_by("public").join is None
    assert sat.seen_by("public").watch == CONVENED.watch
    assert {sat.seen_by(audience).join for audience in INSIDE} == {CONVENED.join}
    assert sat.seen_by("public").dial_in == ()
    assert {sat.seen_by(audience).dial_in for audience in INSIDE} == {CONVENED.dial_in}


@pytest.mark.parametrize("audience", OTHERS)
def test_why_somebody_sent_apologies_is_the_clerks(audience: str) -> None:
    sat = convened()
    sat.do("record_apologies", person="owen", note="In hospital")
    assert sat.meeting.presence.of("owen").note == "In hospital"
    assert sat.seen_by(audience).presence.of("owen").note == ""
    assert sat.seen_by(audience).presence.of("owen").answer == "apologies"


@pytest.mark.parametrize("audience", OTHERS)
def test_what_was_struck_out_is_the_clerks(audience: str) -> None:
    sat = at_item("3")
    decision = sat.do("record_decision", text="Granted.")
    assert sat.seen_by(audience).find_entry(decision) is not None
    sat.do("strike_entry", entry=decision, reason="Misheard")
    assert sat.seen_by(audience).find_entry(decision) is None


@pytest.mark.parametrize("audience", OTHERS)
def test_how_an_entry_read_before_and_who_wrote_it_are_the_clerks(audience: str) -> None:
    sat = at_item("3")
    decision = sat.do("record_decision", text="Grated.")
    sat.do("correct_entry", entry=decision, text="Granted.")
    seen = sat.seen_by(audience).entry(decision)
    assert seen.matter.words == "Granted."
    assert seen.earlier == ()
    assert seen.actor == ""


class Unreleased(Matter, frozen=True):
    """A kind of business that says nothing about who may see it."""

    item: str

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        return meeting.enter(self.item, stamp, self)


@pytest.mark.parametrize("audience", OTHERS)
def test_a_matter_that_says_nothing_of_it_is_seen_by_the_clerk_alone(audience: str) -> None:
    sat = at_item("3")
    stamp = Stamp("x", sat.now, sat.now, "clerk", "x")
    sat.sides = Sides(*(Unreleased("3").apply(side, stamp) for side in sat.sides))
    assert sat.meeting.find_entry("x") is not None
    assert sat.seen_by(audience).find_entry("x") is None


def withheld(whole: msgspec.Struct, seen: msgspec.Struct) -> set[str]:
    """The fields that an audience does not get although they hold something."""
    names = type(whole).__struct_fields__
    return {name for name in names if getattr(whole, name) != getattr(seen, name)}


def test_of_a_meeting_only_these_fields_are_kept_from_the_public() -> None:
    """A field that is new is private until it is named here and in server.meeting.audience."""
    sat = at_item("3")
    sat.do("record_note", text="Said.")
    sat.do("record_apologies", person="lloyd", note="In hospital")
    sat.do("declare_interest", person="owen", kind="pecuniary", item="3")
    assert withheld(sat.meeting, sat.seen_by("public")) == {
        "items",
        "join",
        "dial_in",
        "acts",
        "presence",
    }
    assert withheld(sat.item("3"), sat.seen_by("public").item("3")) == {"record"}
    kept = Attendance.__struct_fields__, AgendaItem.__struct_fields__, Meeting.__struct_fields__
    assert [len(fields) for fields in kept] == [6, 21, 34]


@pytest.mark.parametrize("audience", OTHERS)
def test_who_sits_for_whom_and_how_many_seats_are_vacant_is_public(audience: str) -> None:
    rules = replace(PROFILE, substitutes=SubstituteRule(allowed=True, same_group=False))
    young = Person("young", "Cllr Fay Young", Capacity.SUBSTITUTE)
    sat = convened(profile=rules, people=(*CAST, young), vacancies=1)
    sat.do("name_substitute", person="young", member="owen")
    seen = sat.seen_by(audience)
    assert seen.substitutions == sat.meeting.substitutions
    assert seen.vacancies == 1
    assert quorum(seen) == quorum(sat.meeting)


def test_what_has_not_changed_is_the_same_object_as_before() -> None:
    sat, sight = at_item("3"), Sight(Audience.PUBLIC)
    sat.do("record_decision", text="Granted.")
    before = sight.of(sat.sides)
    sat.do("record_note", item="4", text="Said.")
    after = sight.of(sat.sides)
    assert after.item("3") is before.item("3")
    assert after.presence is before.presence
    assert after.interests is before.interests
    assert after.item("4") is not before.item("4")


def test_an_entry_that_has_not_changed_is_the_same_when_another_comes() -> None:
    sat, sight = at_item("3"), Sight(Audience.PUBLIC)
    sat.do("record_decision", text="Granted.")
    before = sight.of(sat.sides).item("3").record[0]
    sat.do("record_decision", text="With conditions.")
    assert sight.of(sat.sides).item("3").record[0] is before


def test_the_inside_of_a_meeting_with_private_business_is_never_taken_for_the_outside() -> None:
    sat = at_item("3")
    sat.do("exclude_public", ground="own_rules")
    sat.do("record_note", text="Said in private.")
    with pytest.raises(ValueError, match="nobody but the clerk"):
        Sight(Audience.PUBLIC).of(Sides(sat.meeting, sat.meeting))


def debated_in_private() -> Story:
    """In private, with items 3 and 5: somebody spoke and somebody waits under each; 5 in hand."""
    sat = at_item("1")
    sat.do("exclude_public", ground="own_rules", items="3,5")
    for item in ("3", "5"):
        sat.do("take_item", item=item)
        sat.do("give_floor", person="shah")
        sat.do("ask_to_speak", person="owen")
    return sat


@pytest.mark.parametrize("audience", INSIDE)
def test_who_may_stay_is_shown_the_debate_on_what_is_in_hand_alone(audience: str) -> None:
    seen = debated_in_private().seen_by(audience).debate
    assert {request.item for request in seen.requests} == {"5"}
    assert {turn.item for turn in seen.turns} == {"5"}


def test_the_public_sees_who_has_the_floor_and_neither_who_waits_nor_who_has_spoken() -> None:
    sat = at_item("3")
    sat.do("give_floor", person="shah")
    sat.do("give_floor", person="owen")
    sat.do("ask_to_speak", person="ruiz")
    seen = sat.seen_by("public").debate
    assert [turn.person for turn in seen.turns] == ["owen"]
    assert seen.requests == ()
    sat.do("exclude_public", ground="own_rules")
    sat.do("give_floor", person="ruiz")
    assert sat.seen_by("public").debate.turns == ()


@pytest.mark.parametrize("audience", OTHERS)
def test_what_is_between_a_member_and_the_clerk_is_seen_by_nobody_else(audience: str) -> None:
    sat = at_item("3", "amin", "shah", "owen")
    sat.do("expect_late", by="ruiz", when="7.15pm")
    sat.do("declare_interest", by="owen", kind="affected", item="3")
    sat.do("record_connection", by="server", person="owen", connected=True)
    assert sat.meeting.presence.of("ruiz").expected
    in_public = sat.seen_by(audience)
    sat.do("exclude_public", ground="own_rules")
    for seen in (in_public, sat.seen_by(audience)):
        assert "7.15pm" not in msgspec.json.encode(seen).decode()
        assert (seen.offers.sent, seen.connections.known) == ((), {})
