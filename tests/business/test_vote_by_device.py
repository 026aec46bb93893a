"""Votes that members cast from their own device, beside those that the clerk takes down.

With them the receipts, and what is asked of who was cut off while a vote was open.
"""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from server.meeting.profile import Profile, VotingRule
from server.meeting.receipt import receipt
from server.meeting.record import Audience
from server.meeting.refused import Refused
from server.meeting.votes import Choice, Counts
from server.render.house import house_of
from server.render.templates import kind
from tests.conftest import ENGLISH, PROFILE, VOTERS, Story, at_item
from tests.debated import GRANT, moved, named, the_vote
from tests.minuted import minuted
from tests.render.test_business_panels import html, read


def put(way: str = "named", *present: str, **changes: object) -> Story:
    """The motion is put at 6.33pm."""
    sat = moved(*present, **changes)
    sat.do("put_question", way=way)
    return sat


def fixed() -> dict[str, object]:
    """Rules under which a vote that was cast is not changed."""
    rules = VotingRule(may_change=False, may_change_source="SO 19")
    return {"profile": replace(PROFILE, voting=rules)}


def test_a_member_votes_from_their_own_device_and_for_themselves_alone() -> None:
    sat = put()
    sat.do("cast_vote", by="shah", choice="against")
    sat.do("cast_vote", person="owen", choice="for")
    assert the_vote(sat).cast == {"shah": Choice.AGAINST, "owen": Choice.FOR}
    assert the_vote(sat).by_device == ("shah",)
    assert sat.refused("cast_vote", by="shah", person="ruiz", choice="for") == (
        "From your own device you act for yourself alone: tell the clerk."
    )


def test_the_chair_votes_from_the_tablet_as_the_member_they_are() -> None:
    sat = put()
    assert "it is not known who you are" in sat.refused("cast_vote", by="chair", choice="for")
    sat.do("cast_vote", by="amin", choice="for")
    assert the_vote(sat).cast == {"amin": Choice.FOR}


def test_a_vote_that_waited_in_a_device_does_not_take_the_place_of_a_later_one() -> None:
    sat = put()
    sat.wait_until("18:40")
    sat.do("cast_vote", person="owen", choice="against")  # their name was called
    told = sat.refused("cast_vote", by="owen", choice="for", waited=3)
    assert told == (
        "You gave this vote before another was stored for you: against, at 6.40pm. That one "
        "stands. If it is not what you mean, vote again."
    )
    sat.do("cast_vote", by="owen", choice="for")
    assert the_vote(sat).cast == {"owen": Choice.FOR}


def test_the_same_vote_sent_twice_is_told_to_be_stored() -> None:
    sat = put()
    sat.do("cast_vote", by="shah", choice="against")
    assert sat.refused("cast_vote", by="shah", choice="against") == (
        "Your vote is stored already: against. You need not send it again."
    )


def test_a_member_may_vote_anew_before_the_close_and_the_last_one_counts() -> None:
    sat = put()
    sat.do("cast_vote", by="shah", choice="against")
    sat.do("cast_vote", by="shah", choice="for")
    assert the_vote(sat).totals == Counts(1, 0, 0)
    assert the_vote(sat).by_device == ("shah",)
    [change] = the_vote(sat).changed
    assert (change.person, change.before) == ("shah", Choice.AGAINST)


def test_where_the_rules_forbid_it_a_vote_that_was_cast_is_not_changed() -> None:
    sat = put(**fixed())
    sat.do("cast_vote", by="shah", choice="against")
    assert sat.refused("cast_vote", by="shah", choice="for") == (
        "Your vote is stored: against. Under the rules of Planning Committee a vote that was cast "
        "is not changed (SO 19). If it was taken down wrongly, tell the clerk."
    )
    sat.do("change_vote", person="shah", choice="for", reason="The wrong key.")


def test_what_the_clerk_puts_right_is_the_members_own_act_no_more() -> None:
    sat = put()
    sat.do("cast_vote", by="shah", choice="against")
    sat.do("change_vote", person="shah", choice="for", reason="Said so aloud.")
    assert the_vote(sat).by_device == ()
    sat.do("cast_vote", by="shah", choice="abstain")
    assert the_vote(sat).by_device == ("shah",)


def test_a_device_is_told_why_it_has_no_vote_as_the_clerk_is() -> None:
    sat = put("named", "amin", "shah", "owen")
    assert sat.refused("cast_vote", by="ruiz", choice="for") == (
        "Cllr Diego Ruiz is not on the roll of this vote: not present."
    )


@pytest.mark.parametrize(
    ("way", "told"),
    [
        ("hands", "This vote is by show of hands: it is counted and not taken by device."),
        ("paper", "This vote is a ballot on paper, which is secret: no device takes it."),
    ],
)
def test_hands_and_papers_are_not_taken_by_device(way: str, told: str) -> None:
    assert put(way).refused("cast_vote", by="shah", choice="for") == told


def test_a_vote_that_was_held_up_counts_while_the_vote_is_open_and_they_are_here() -> None:
    sat = put()
    sat.do("record_arrival", person="lloyd")
    sat.do("cast_vote", by="shah", choice="for", waited=1)
    assert "closed at" in _late(sat)
    sat = put()
    sat.do("record_departure", person="shah")
    assert "not here any more" in sat.refused("cast_vote", by="shah", choice="for", waited=1.5)


def _late(sat: Story) -> str:
    """What is answered to a vote that was given while the vote was open, and came later."""
    sat.do("close_vote", gap=True)
    return sat.refused("cast_vote", by="owen", choice="for", waited=2, vote=the_vote(sat).id)


def test_the_clerk_sees_who_voted_from_their_own_device_and_nobody_else_is_told() -> None:
    sat = put()
    sat.do("cast_vote", by="shah", choice="for")
    sat.do("cast_vote", person="owen", choice="for")
    told = "For (2): Cllr Bilal Shah (own device), Cllr Carys Owen"
    assert told in read(sat, "vote", Audience.CLERK)
    assert 'data-cast="shah:for owen:for "' in html(sat, "vote", Audience.CLERK)
    for audience in (Audience.PUBLIC, Audience.MEMBER, Audience.CHAIR):
        assert "own device" not in read(sat, "vote", audience)


ACTS = st.tuples(
    st.sampled_from(["device", "clerk", "right", "depart"]),
    st.sampled_from([*VOTERS, "lloyd"]),
    st.sampled_from(list(Choice)),
)


@given(st.lists(ACTS, max_size=14))
def test_however_votes_come_in_everybody_on_the_roll_is_accounted_for_once(
    acts: list[tuple[str, str, Choice]],
) -> None:
    sat = put()
    wanted: dict[str, Choice] = {}
    own: set[str] = set()
    for how, person, choice in acts:
        try:
            _act(sat, how, person, choice)
        except Refused:
            continue
        if how != "depart":
            wanted[person] = choice
            (own.add if how == "device" else own.discard)(person)
    vote = the_vote(sat)
    totals = vote.totals
    assert totals.in_favour + totals.against + totals.abstained + vote.uncast == len(vote.roll)
    assert vote.cast == wanted
    assert set(vote.by_device) == own <= set(vote.cast)
    assert set(vote.receipts) == set(vote.stored) == set(vote.cast) <= set(vote.roll)
    assert all(_checked(sat, person) for person in vote.cast)


def _act(sat: Story, how: str, person: str, choice: Choice) -> None:
    """Raises Refused."""
    if how == "device":
        sat.do("cast_vote", by=person, choice=choice.value)
    elif how == "clerk":
        sat.do("cast_vote", person=person, choice=choice.value)
    elif how == "right":
        sat.do("change_vote", person=person, choice=choice.value, reason="Misheard.")
    else:
        sat.do("record_departure", person=person)


# Receipts


def _checked(sat: Story, person: str) -> bool:
    """Whether a receipt can be made again from what is published with it."""
    vote = the_vote(sat)
    made = receipt(vote.id, person, vote.cast[person].value, vote.stored[person])
    return vote.receipts[person] == made


def test_a_receipt_is_of_the_act_that_stored_the_vote_and_of_no_other() -> None:
    sat = put()
    first = sat.do("cast_vote", by="shah", choice="for")
    given_first = the_vote(sat).receipts["shah"]
    assert given_first == receipt(the_vote(sat).id, "shah", "for", first)
    sat.do("cast_vote", by="shah", choice="against")
    sat.do("cast_vote", by="shah", choice="for")
    assert the_vote(sat).receipts["shah"] != given_first
    assert _checked(sat, "shah")


def test_receipts_are_published_with_all_that_they_are_made_of_once_the_vote_is_closed() -> None:
    sat = put()
    for person in VOTERS:
        sat.do("cast_vote", by=person, choice="for")
    assert "Receipts" not in read(sat, "vote")
    vote = the_vote(sat)
    sat.do("close_vote")
    code = vote.receipts["shah"]
    for told in (read(sat, "vote"), _entry(sat)):
        assert f"This vote: {vote.id}" in told
        assert f"Cllr Bilal Shah – for – {code}" in told
        assert f"{code} : shah , for , {vote.stored['shah']}" in told


def _entry(sat: Story) -> str:
    """The declared result, as the clerk’s record tells it."""
    return read(sat, f"entry-{sat.item('3').record[-1].id}", Audience.CLERK)


def test_no_receipts_stand_with_a_void_vote_nor_in_the_minutes() -> None:
    sat = named(moved(), ("for",) * 4)
    codes = the_vote(sat).receipts.values()
    assert not any(code in minuted(sat, "3")[-1] for code in codes)
    sat.do("void_vote", reason="bell")
    assert not any(code in read(sat, "vote") + _entry(sat) for code in codes)


def test_a_name_that_is_corrected_afterwards_has_another_receipt_or_none() -> None:
    sat = put()
    for person in VOTERS:
        sat.do("cast_vote", by=person, choice="for")
    sat.do("close_vote")
    before = the_vote(sat).receipts
    sat.do("correct_vote", person="shah", choice="against", reason="Misread.")
    sat.do("correct_vote", person="owen", reason="Misread.")
    vote = the_vote(sat)
    assert vote.receipts["shah"] != before["shah"]
    assert _checked(sat, "shah")
    assert "owen" not in {**vote.receipts, **vote.stored, **dict.fromkeys(vote.by_device)}
    assert vote.by_device == ("amin", "ruiz")
    assert before["shah"] not in read(sat, "vote")
    sat.do("correct_vote", person="shah", choice="for", reason="It was right.")
    assert the_vote(sat).receipts["shah"] != before["shah"]


def test_a_vote_that_is_undone_leaves_no_receipt() -> None:
    sat = put()
    sat.do("cast_vote", person="shah", choice="for")
    sat.do("undo")
    vote = the_vote(sat)
    assert (vote.cast, vote.receipts, vote.stored) == ({}, {}, {})


def test_votes_by_device_in_private_leave_no_trace_outside() -> None:
    sat = at_item("3")
    sat.do("exclude_public", ground="own_rules")
    outside = sat.outside
    sat.do("move_motion", text=GRANT, mover="shah", seconder="owen")
    sat.do("put_question", way="named")
    for person in VOTERS:
        sat.do("cast_vote", by=person, choice="for")
    sat.do("cast_vote", by="ruiz", choice="against")
    sat.do("close_vote")
    assert sat.outside is outside
    sat.do("readmit_public")
    public = msgspec.json.encode(sat.seen_by("public")).decode()
    vote = the_vote(sat)
    assert not any(code in public for code in (*vote.receipts.values(), *vote.stored.values()))


# Cut off while the vote was open


def hybrid(way: str = "named", **changes: object) -> Story:
    """The motion put at 6.34pm to Amin, Shah and Ruiz in the room and Owen, who is remote and has
    lost the connection at 6.35pm."""
    profile = replace(PROFILE, remote_counts=True)
    sat = at_item("3", "amin", "shah", "ruiz", **{"profile": profile, **changes})
    sat.do("record_arrival", person="owen", remote=True, heard=True)
    sat.do("record_connection", by="server", person="owen", connected=True)
    sat.do("put_question", way=way, text=GRANT)
    sat.do("record_connection", by="server", person="owen", connected=False)
    return sat


LOST = (
    "Cllr Carys Owen takes part remotely, lost the connection at 6.35pm, and is not known to have "
    "voted. Ask them, and tick that they heard and can be heard; or make the vote void and put the "
    "question again."
)


def test_a_vote_is_not_closed_over_the_head_of_a_remote_member_who_was_cut_off() -> None:
    sat = hybrid()
    for person in ("amin", "shah", "ruiz"):
        sat.do("cast_vote", person=person, choice="for")
    assert sat.refused("close_vote", gap=True) == LOST
    sat.do("record_connection", by="server", person="owen", connected=True)
    assert sat.refused("close_vote", gap=True) == LOST
    assert sat.refused("close_vote", heard=True).startswith("No vote was cast by")
    sat.do("close_vote", gap=True, heard=True)


def test_who_was_cut_off_and_has_voted_has_voted() -> None:
    sat = hybrid()
    for person in ("amin", "shah", "ruiz"):
        sat.do("cast_vote", person=person, choice="for")
    sat.do("record_connection", by="server", person="owen", connected=True)
    sat.do("cast_vote", by="owen", choice="for")
    sat.do("close_vote")


def test_of_hands_it_is_asked_while_any_are_missing() -> None:
    sat = hybrid("hands")
    sat.do("record_counts", in_favour=3, against=0)
    assert sat.refused("close_vote", gap=True) == LOST
    sat.do("record_counts", in_favour=4, against=0, reason="Owen answered by telephone.")
    sat.do("close_vote")


def test_who_is_recorded_as_lost_is_known_to_be_away() -> None:
    sat = hybrid()
    sat.do("record_fault", what="member", person="owen")
    sat.do("close_vote", gap=True)


def test_several_who_were_cut_off_are_named_with_their_times() -> None:
    sat = at_item("3", "amin", "shah", profile=replace(PROFILE, remote_counts=True))
    for person in ("owen", "ruiz"):
        sat.do("record_arrival", person=person, remote=True, heard=True)
        sat.do("record_connection", by="server", person=person, connected=True)
    sat.do("record_connection", by="server", person="owen", connected=False)  # all along
    sat.do("put_question", way="named", text=GRANT)
    sat.do("record_connection", by="server", person="ruiz", connected=False)
    told = sat.refused("close_vote", gap=True)
    names = "Cllr Carys Owen (6.36pm), Cllr Diego Ruiz (6.38pm)"
    assert told.startswith(f"{names} take part remotely, lost the connection, and are not known")


def test_where_remote_members_do_not_count_nobody_asks_after_their_connection() -> None:
    sat = hybrid(profile=PROFILE)
    sat.do("close_vote", gap=True)


def test_a_connection_lost_after_the_vote_ended_is_not_held_against_it() -> None:
    sat = hybrid()
    sat.wait_until("18:50")
    sat.do("close_vote", gap=True, at="18:34")


def test_the_tick_that_they_heard_is_offered_where_remote_members_count() -> None:
    assert 'name="heard"' in _close_slip(replace(PROFILE, remote_counts=True))
    assert 'name="heard"' not in _close_slip(PROFILE)


def _close_slip(profile: Profile) -> str:
    """The form of the clerk’s that closes a vote."""
    sat = put(profile=profile)
    form = str(kind(ENGLISH, "vote").form(house_of(sat.meeting), "clerk", None))
    return form[form.index("slip-close_vote") :]
