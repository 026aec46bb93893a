"""What members send to the clerk: taken up as the clerk's own, put aside, or withdrawn."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from server.business.offer import OfferTakenUp
from server.meeting.command import Actor, Office, decide
from server.meeting.fold import advance
from server.meeting.offers import Offer, Standing
from server.meeting.people import Capacity, Person
from server.meeting.privacy import recorded
from server.meeting.profile import LimitRule, SubstituteRule, VotingRule
from server.meeting.record import Audience
from server.meeting.refused import Refused
from server.meeting.votes import Choice
from tests.conftest import CAST, PROFILE, Story, at_item, convened, sitting
from tests.debated import CONDITIONS, GRANT, counted, moved, the_motion, the_vote

YOUNG = Person("young", "Cllr Fay Young", Capacity.SUBSTITUTE, group="Plaid Cymru")
PRIVATE = {"ground": "own_rules", "items": "3"}


def offer(sat: Story, id: str) -> Offer:
    found = sat.meeting.offers.find(id)
    assert found is not None
    return found


def sent(by: str = "owen") -> tuple[Story, str]:
    """Item 3 in hand, and a motion that this member has sent."""
    sat = at_item("3")
    return sat, sat.do("move_motion", by=by, text=GRANT)


# Taking up


def test_what_a_member_sends_is_on_record_once_the_clerk_takes_it_up() -> None:
    sat, id = sent()
    assert sat.matters("3") == []
    sat.do("take_up_offer", offer=id)
    motion = the_motion(sat)
    assert (motion.text, motion.mover, motion.item) == (GRANT, "owen", "3")
    assert offer(sat, id).standing is Standing.TAKEN_UP


def test_the_clerk_may_change_the_words() -> None:
    sat, id = sent()
    sat.do("take_up_offer", offer=id, text=CONDITIONS)
    assert the_motion(sat).text == CONDITIONS


@pytest.mark.parametrize(
    ("command", "given_"),
    [
        ("declare_interest", {"kind": "affected", "item": "5", "nature": "A"}),
        ("record_apologies", {"note": "A"}),
    ],
)
def test_the_words_are_those_of_the_command(command: str, given_: dict[str, str]) -> None:
    sat = sitting("amin", "shah", "ruiz")
    id = sat.do(command, by="owen", **given_)
    sat.do("take_up_offer", offer=id, text="Other words")
    interests = [i.nature for i in sat.meeting.interests.declared]
    assert "Other words" in (*interests, sat.meeting.presence.of("owen").note)


def test_what_has_no_words_is_taken_up_as_it_is() -> None:
    sat = at_item("3")
    id = sat.do("move_recommendations", by="owen")
    assert sat.refused("take_up_offer", offer=id, text="Other words") == (
        "This has no words that could be changed: record it as it is."
    )
    sat.do("take_up_offer", offer=id)
    assert the_motion(sat).text == GRANT


def test_it_happened_when_the_clerk_says() -> None:
    sat = at_item("3")
    sat.wait_until("18:40")
    id = sat.do("move_motion", by="owen", text=GRANT)
    sat.wait_until("18:50")
    sat.do("take_up_offer", offer=id, at="18:42")
    assert the_motion(sat).moved_at == sat.time("18:42")


def test_what_is_refused_by_now_stays_with_the_clerk() -> None:
    sat, id = sent()
    sat.do("move_motion", text=CONDITIONS, mover="shah")
    assert sat.refused("take_up_offer", offer=id) == (
        "A motion is under debate already: this is an amendment to it, or comes after it."
    )
    assert offer(sat, id).standing is Standing.WAITING


def test_a_rule_of_the_body_is_passed_over_with_a_reason() -> None:
    sat = at_item("3", "amin", "shah", "owen", "ruiz")
    id = sat.do("move_motion", by="owen", text=GRANT)
    sat.do("move_motion", text=GRANT, mover="shah", seconder="amin")
    counted(sat, 4, 0)
    assert "decision is not revisited" in sat.refused("take_up_offer", offer=id)
    sat.do("take_up_offer", offer=id, override="The count was doubted.")
    assert sat.meeting.motions.moved[-1].mover == "owen"


def test_what_a_rule_advises_against_is_for_the_clerk_to_accept() -> None:
    sat = counted(moved(), 4, 0)
    id = sat.do("move_motion", by="owen", text=GRANT)
    assert "decided" in sat.refused("take_up_offer", offer=id)
    sat.do("take_up_offer", offer=id, override="New facts came to light.")
    told = sat.refused("move_motion", by="ruiz", text="That it be so.", override="I wish it.")
    assert told == "“override” is for the clerk to fill in: tell them."


@pytest.mark.parametrize(
    ("command", "given", "more"),
    [
        (
            "declare_interest",
            {"kind": "pecuniary", "item": "3"},
            {"dispensation": "speak_and_vote"},
        ),
        ("move_motion", {"text": "That it be so."}, {"seconder": "ruiz"}),
        ("move_motion", {"text": "That it be so."}, {"items": "5"}),
        ("move_recommendations", {}, {"seconder": "ruiz"}),
    ],
)
def test_a_member_sends_nothing_that_the_clerk_is_not_shown(
    command: str, given: dict[str, str], more: dict[str, str]
) -> None:
    sat = at_item("3")
    assert "for the clerk to fill in" in sat.refused(command, by="owen", **given, **more)
    sat.do(command, by="owen", **given)


def test_what_was_written_about_another_item_is_not_sent_as_of_this_one() -> None:
    sat = at_item("3")
    sat.wait_until("18:40")
    sat.do("take_item", item="5")
    told = sat.refused("move_motion", by="owen", text="That it be so.", waited=5)
    assert told.startswith("The meeting has gone on since you wrote this.")
    sat.do("declare_interest", by="owen", kind="affected", item="3", waited=5)


# What it was sent for


def test_a_motion_is_not_moved_under_another_item() -> None:
    sat, id = sent()
    sat.do("take_item", item="5")
    assert sat.refused("take_up_offer", offer=id) == (
        "This was sent under item 3, which is not in hand. Take that item first, or put this aside."
    )


def test_a_second_is_of_the_motion_that_was_before_the_meeting() -> None:
    sat = moved(seconder="")
    id = sat.do("second_motion", by="owen")
    sat.do("move_amendment", text=CONDITIONS, mover="ruiz")
    sat.do("take_up_offer", offer=id)
    first, amendment = sat.meeting.motions.moved
    assert (first.seconder, amendment.seconder) == ("owen", "")


def test_an_own_vote_is_of_the_vote_that_was_the_latest() -> None:
    sat = moved()
    sat.do("move_amendment", text=CONDITIONS, mover="ruiz", seconder="amin")
    counted(sat, 3, 1)
    first = the_vote(sat).id
    id = sat.do("record_own_vote", by="ruiz", choice="against")
    counted(sat, 3, 1)
    assert "The meeting has moved on since this vote" in sat.refused("take_up_offer", offer=id)
    assert sat.meeting.votes.find(first) is not None
    assert the_vote(sat).own == {}


def test_what_was_sent_of_a_motion_is_not_done_to_the_next() -> None:
    sat = moved()
    id = sat.do("move_procedural", by="owen", what="closure")
    sat.do("withdraw_motion", consent=True)
    sat.do("move_motion", text=CONDITIONS, mover="ruiz")
    assert sat.refused("take_up_offer", offer=id) == (
        "This was sent while another motion was under debate, which has been dealt with. Ask Cllr "
        "Carys Owen whether it still holds; if not, put it aside."
    )


def test_an_amendment_is_to_the_motion_as_the_member_read_it() -> None:
    sat = moved()
    id = sat.do("move_amendment", by="owen", text="That permission be refused.", version=0)
    sat.do("move_amendment", text=CONDITIONS, mover="ruiz", seconder="amin")
    counted(sat, 4, 0)
    assert "The motion has been changed since" in sat.refused("take_up_offer", offer=id)
    sat.do("take_up_offer", offer=id, text="That permission be refused.", version=1)
    assert sat.meeting.motions.moved[-1].mover == "owen"


# Putting aside and withdrawing


def test_put_aside_it_tells_the_member_why() -> None:
    sat, id = sent()
    sat.do("put_aside_offer", offer=id, reason="Ruiz moved first")
    assert (offer(sat, id).standing, offer(sat, id).answer) == (
        Standing.PUT_ASIDE,
        "Ruiz moved first",
    )
    assert sat.meeting.offers.waiting == ()


def test_a_member_withdraws_their_own_alone() -> None:
    sat, id = sent()
    assert sat.refused("withdraw_offer", by="shah", offer=id) == (
        "That was not sent by you: only who sent it can withdraw it."
    )
    assert "This is not for the clerk to do" in sat.refused("withdraw_offer", offer=id)
    sat.do("withdraw_offer", by="owen", offer=id)
    assert sat.refused("take_up_offer", offer=id) == (
        "Cllr Carys Owen has withdrawn what they sent."
    )


def test_what_was_never_sent_is_not_taken_up() -> None:
    assert at_item("3").refused("take_up_offer", offer="e99") == (
        "Nothing of that kind was sent to the clerk. Look at the page again."
    )


@pytest.mark.parametrize("answer", ["take_up_offer", "put_aside_offer"])
def test_undone_it_waits_again(answer: str) -> None:
    sat, id = sent()
    before = sat.meeting
    sat.do(answer, offer=id)
    sat.do("undo")
    assert sat.meeting == before
    sat.do("take_up_offer", offer=id)


def test_a_member_does_not_bury_the_clerk() -> None:
    sat = at_item("3")
    for number in range(10):
        sat.do("move_motion", by="owen", text=f"That {number}.")
    assert sat.refused("move_motion", by="owen", text="That 11.") == (
        "The clerk has 10 things from you to answer. Wait, or withdraw one."
    )
    sat.do("move_motion", by="shah", text="That 11.")


# Private business


def test_those_outside_hear_nothing_of_it_until_it_is_recorded() -> None:
    sat = at_item("3")
    outside = sat.outside
    id = sat.do("move_motion", by="owen", text=GRANT)
    assert sat.outside is outside
    for audience in ("public", "member", "chair"):
        assert GRANT not in msgspec.json.encode(sat.seen_by(audience).offers).decode()
    sat.do("put_aside_offer", offer=id)
    assert sat.outside is outside
    again = sat.do("move_motion", by="owen", text=GRANT)
    sat.do("take_up_offer", offer=again)
    assert [m.text for m in sat.outside.motions.moved] == [GRANT]
    assert sat.outside.offers.sent == ()


def test_what_was_sent_in_private_is_not_recorded_in_public() -> None:
    sat = at_item("3")
    sat.do("exclude_public", **PRIVATE)
    id = sat.do("declare_interest", by="owen", kind="affected", item="3", nature="A bidder")
    then = f"{sat.now:%H:%M}"
    sat.wait_until("18:50")
    sat.do("readmit_public")
    outside = sat.outside
    assert sat.refused("take_up_offer", offer=id) == (
        "This was sent in private, and that part of the meeting has ended: recorded now, others "
        "would read it. Give the time in private at which it was done, or put it aside."
    )
    sat.do("take_up_offer", offer=id, at=then)
    assert sat.outside is outside
    assert [i.person for i in sat.meeting.interests.declared] == ["owen"]


def test_what_was_sent_in_one_private_part_is_not_recorded_in_another() -> None:
    sat = at_item("3")
    sat.do("exclude_public", **PRIVATE)
    id = sat.do("record_apologies", by="lloyd", note="of the bid")
    sat.do("readmit_public")
    sat.do("exclude_public", ground="own_rules", items="5")
    assert "that part of the meeting has ended" in sat.refused("take_up_offer", offer=id)


def test_what_was_sent_in_public_waits_until_everybody_can_learn_of_it() -> None:
    sat = at_item("3")
    id = sat.do("declare_interest", by="owen", kind="affected", item="5")
    sat.do("exclude_public", **PRIVATE)
    assert "record it when the public is back" in sat.refused("take_up_offer", offer=id)
    sat.do("readmit_public")
    sat.do("take_up_offer", offer=id)
    assert [i.person for i in sat.outside.interests.declared] == ["owen"]


def test_a_declaration_sent_ahead_for_a_private_item_is_recorded_when_it_is_in_hand() -> None:
    sat = at_item("1")
    id = sat.do("declare_interest", by="owen", kind="affected", item="3")
    sat.do("exclude_public", **PRIVATE)
    sat.do("take_item", item="3")
    sat.do("take_up_offer", offer=id)
    assert [i.person for i in sat.meeting.interests.declared] == ["owen"]
    assert sat.outside.interests.declared == ()


def test_in_public_a_member_hears_nothing_of_a_vote_in_private() -> None:
    sat = at_item("3")
    sat.do("exclude_public", **PRIVATE)
    sat.do("move_motion", text=GRANT, mover="shah", seconder="ruiz")
    counted(sat, 3, 1)
    sat.do("readmit_public")
    sat.do("take_item", item="5")
    before = at_item("5").refused("record_own_vote", by="owen", choice="against")
    assert sat.refused("record_own_vote", by="owen", choice="against") == before


# Whatever is sent


SUBSTITUTES = replace(
    PROFILE,
    substitutes=SubstituteRule(allowed=True),
    limit=LimitRule(minutes=60),
    voting=VotingRule(own_vote=True),
)


def _away() -> Story:
    return convened(profile=SUBSTITUTES, people=(*CAST, YOUNG))


SENDS: list[tuple[Callable[[], Story], str, dict[str, object]]] = [
    (lambda: at_item("3"), "move_motion", {"text": GRANT}),
    (lambda: at_item("3"), "move_recommendations", {}),
    (lambda: moved(seconder=""), "second_motion", {}),
    (moved, "move_amendment", {"text": CONDITIONS, "version": 0}),
    (moved, "move_procedural", {"what": "closure"}),
    (moved, "move_procedural", {"what": "adjourn", "until": "8pm"}),
    (lambda: moved(profile=SUBSTITUTES), "move_procedural", {"what": "extend", "minutes": 30}),
    (_away, "declare_interest", {"kind": "pecuniary", "item": "3", "sensitive": True}),
    (_away, "record_apologies", {"note": "Ill"}),
    (_away, "name_substitute", {"person": "young"}),
    (lambda: counted(moved(), 3, 1), "record_own_vote", {"choice": "against"}),
]
ANSWERS = st.lists(
    st.sampled_from(["take_up_offer", "put_aside_offer", "withdraw_offer", "undo"]), max_size=8
)


@pytest.mark.parametrize(("begin", "command", "given_"), SENDS)
def test_taking_it_up_does_just_what_the_clerks_own_command_would(
    begin: Callable[[], Story], command: str, given_: dict[str, object]
) -> None:
    sat = begin()
    id = sat.do(command, by="owen", **given_)
    actor = Actor(Office.CLERK, sat.now, sat.now)
    taken_up = decide(sat.meeting, actor, "take_up_offer", {"offer": id})
    assert taken_up[-1] == OfferTakenUp(id)
    given = offer(sat, id).given
    by_hand = decide(sat.meeting, actor, command, given)
    ids = [f"n{number}" for number in range(9)]
    one, other = (
        advance(sat.meeting, sat.recorded, recorded(sat.meeting, actor, "c", events, ids))
        for events in (taken_up, by_hand)
    )
    assert msgspec.structs.replace(one, offers=other.offers) == other
    assert offer(sat, id).standing is Standing.WAITING
    assert one.offers.waiting == ()


@given(st.sampled_from(SENDS), ANSWERS)
def test_it_is_answered_once_and_stands_as_it_was_answered(
    send: tuple[Callable[[], Story], str, dict[str, object]], answers: list[str]
) -> None:
    begin, command, given_ = send
    sat = begin()
    id = sat.do(command, by="owen", **given_)
    standing, done = Standing.WAITING, ""
    for answer in answers:
        if answer == "undo":
            if done in ("take_up_offer", "put_aside_offer"):
                sat.do("undo")
                standing, done = Standing.WAITING, ""
            continue
        by = "owen" if answer == "withdraw_offer" else "clerk"
        if standing is not Standing.WAITING:
            assert sat.refused(answer, by=by, offer=id)
            continue
        try:
            sat.do(answer, by=by, offer=id)
        except Refused:
            continue
        standing, done = offer(sat, id).standing, answer
        assert standing is not Standing.WAITING
    assert offer(sat, id).standing is standing
    assert sum(isinstance(event, OfferTakenUp) for _, event in sat.recorded) <= len(answers)


def test_a_vote_that_is_sent_names_the_choice_of_the_member() -> None:
    sat = counted(moved(), 3, 1)
    id = sat.do("record_own_vote", by="ruiz", choice="against")
    sat.do("take_up_offer", offer=id)
    assert the_vote(sat).own == {"ruiz": Choice.AGAINST}


def test_it_reaches_nobody_but_the_clerk() -> None:
    sat, _ = sent()
    assert [a for a in Audience if sat.seen_by(a.value).offers.sent] == [Audience.CLERK]
