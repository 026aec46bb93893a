"""Votes by themselves: what a count comes to, and that everybody on the roll is accounted for."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from server.meeting.profile import Majority
from server.meeting.votes import (
    Bar,
    Choice,
    Counts,
    Excluded,
    Question,
    Reopening,
    Result,
    Vote,
    Votes,
    Way,
    reckoned,
)

AT = datetime(2026, 7, 14, 18, 30, tzinfo=UTC)
PEOPLE = ("amin", "shah", "owen", "ruiz")
NUMBERS = st.integers(0, 60)
COUNTS = st.builds(Counts, NUMBERS, NUMBERS, NUMBERS)
MEMBERS = st.integers(1, 100)


def vote(way: Way = Way.NAMED, **values: object) -> Vote:
    kept_out = (Excluded("lloyd", Bar.NO_VOTE), Excluded("young", Bar.NOT_PRESENT))
    question = Question("3", "Granted.", way, PEOPLE, kept_out)
    return Vote("v1", question, AT, **values)  # type: ignore[arg-type]


# What a count comes to


@given(COUNTS, MEMBERS)
def test_a_simple_majority_is_more_for_than_against_and_a_tie_waits(
    totals: Counts, membership: int
) -> None:
    result = reckoned(Majority.SIMPLE, totals, membership)
    assert (result is None) == (totals.in_favour == totals.against > 0)
    assert (result is Result.CARRIED) == (totals.in_favour > totals.against)


@given(COUNTS, MEMBERS)
def test_two_thirds_are_of_those_voting_and_exactly_two_thirds_carry(
    totals: Counts, membership: int
) -> None:
    carried = reckoned(Majority.TWO_THIRDS, totals, membership) is Result.CARRIED
    assert carried == (totals.in_favour >= 2 * totals.against and totals.in_favour > 0)


@given(COUNTS, MEMBERS)
def test_the_whole_membership_counts_whoever_stayed_away_as_not_for(
    totals: Counts, membership: int
) -> None:
    carried = reckoned(Majority.WHOLE, totals, membership) is Result.CARRIED
    assert carried == (totals.in_favour > membership / 2)


@given(COUNTS, NUMBERS, MEMBERS, st.sampled_from(Majority))
def test_an_abstention_is_no_vote(
    totals: Counts, abstained: int, membership: int, majority: Majority
) -> None:
    others = Counts(totals.in_favour, totals.against, abstained)
    assert reckoned(majority, totals, membership) is reckoned(majority, others, membership)


@given(COUNTS, MEMBERS, st.sampled_from(Majority))
def test_one_vote_more_in_favour_never_loses_what_was_carried(
    totals: Counts, membership: int, majority: Majority
) -> None:
    more = Counts(totals.in_favour + 1, totals.against, totals.abstained)
    if reckoned(majority, totals, membership) is Result.CARRIED:
        assert reckoned(majority, more, membership) is Result.CARRIED


# Who voted how


@given(st.dictionaries(st.sampled_from(PEOPLE), st.sampled_from(Choice)))
def test_for_against_abstained_and_not_cast_add_up_to_the_roll(cast: dict[str, Choice]) -> None:
    taken = vote(cast=cast)
    assert taken.totals.cast + taken.uncast == len(taken.roll)
    named = [person for choice in (*Choice, None) for person in taken.who(choice)]
    assert sorted(named) == sorted(PEOPLE)


def test_names_stand_in_the_order_of_the_roll() -> None:
    taken = vote(cast={"ruiz": Choice.FOR, "amin": Choice.FOR})
    assert taken.who(Choice.FOR) == ("amin", "ruiz")
    assert taken.who(None) == ("shah", "owen")


def test_who_was_added_to_the_roll_is_not_kept_out_any_more() -> None:
    taken = vote(added=(Reopening("young", AT, "late"),))
    assert taken.roll == (*PEOPLE, "young")
    assert [excluded.person for excluded in taken.excluded] == ["lloyd"]


def test_hands_that_were_not_counted_are_no_votes_yet() -> None:
    assert vote(Way.HANDS).totals == Counts()
    assert vote(Way.HANDS, counts=Counts(2, 1)).uncast == 1


# Where a vote stands


def test_a_vote_is_open_then_tied_or_standing_and_void_for_good() -> None:
    def stands(each: Vote) -> tuple[bool, bool, bool, bool]:
        return each.open, each.tied, each.pending, each.standing

    assert stands(vote()) == (True, False, True, False)
    assert stands(vote(closed_at=AT)) == (False, True, True, False)
    assert stands(vote(closed_at=AT, result=Result.LOST)) == (False, False, False, True)
    assert stands(vote(void="bell")) == (False, False, False, False)
    assert stands(vote(closed_at=AT, void="bell")) == (False, False, False, False)
    decided = vote(closed_at=AT, result=Result.LOST, void="bell")
    assert stands(decided) == (False, False, False, False)


def test_a_vote_ends_without_the_motions_that_were_kept_to_take_it_back() -> None:
    ended = vote(closed_at=AT).ended(Result.CARRIED, lot=True)
    assert (ended.result, ended.lot, ended.before) == (Result.CARRIED, True, None)


def test_votes_are_kept_in_order_and_changed_in_their_place() -> None:
    first, second = vote(), Vote("v2", vote().question, AT)
    votes = Votes().with_(first).with_(second)
    assert votes.latest is second
    changed = votes.change("v1", void="bell")
    assert [each.void for each in changed.taken] == ["bell", ""]
    assert changed.pending is second
    assert votes.change("v9", void="bell") is votes
    assert Votes().latest is None
    assert Votes().pending is None
