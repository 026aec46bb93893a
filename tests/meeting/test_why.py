"""Why: one sentence for every bar, every majority and every result, as it is read."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from server.meeting.profile import Majority, QuorumRule, VotingRule
from server.meeting.quorum import quorum
from server.meeting.votes import Bar, Choice, Excluded, Result
from server.meeting.why import (
    choice_term,
    refusal,
    result_term,
    why_excluded,
    why_quorum,
    why_result,
)
from tests.conftest import CONVENED, ENGLISH, PROFILE, Story, convened
from tests.debated import counted, moved, named, the_vote

AT = datetime(2026, 7, 14, 17, 42, tzinfo=UTC)
BARS = [
    (Bar.NOT_PRESENT, "", "not present"),
    (Bar.LEFT, "", "left at 6.42pm"),
    (
        Bar.OUT_FOR_INTEREST,
        "pecuniary",
        "out of the room because of an interest (Disclosable pecuniary interest)",
    ),
    (Bar.JOINED_LATER, "", "joined after the question was put"),
    (Bar.REMOTE, "", "takes part remotely, which does not count here"),
    (
        Bar.INTEREST,
        "pecuniary",
        "declared an interest (Disclosable pecuniary interest) at 6.42pm",
    ),
    (
        Bar.ARREARS,
        "affected",
        "may speak but not vote on the budget (Interest that is merely affected, stated at 6.42pm)",
    ),
    (Bar.NO_VOTE, "", "a co-opted member without a vote"),
    (Bar.OTHER_ITEMS, "", "votes on other items only"),
    (Bar.SEAT_TAKEN, "shah", "Cllr Bilal Shah sits in the seat as substitute"),
    (Bar.NOT_SEATED, "shah", "Cllr Bilal Shah holds the seat, so the substitute does not vote"),
    (Bar.NOT_THROUGHOUT, "", "came in at 6.42pm, after the item was begun"),
    (Bar.NOT_TOLD, "", "did not vote, for a reason that was given in private"),
]
TIMELESS = [
    (Bar.LEFT, "not present"),
    (Bar.INTEREST, "declared an interest (Disclosable pecuniary interest)"),
    (Bar.ARREARS, "may speak but not vote on the budget (Disclosable pecuniary interest)"),
    (Bar.NOT_THROUGHOUT, "came in after the item was begun"),
]


def read(sat: Story) -> list[str]:
    """Why the vote that was put last ended as it did."""
    return [ENGLISH.say(why.said) for why in why_result(sat.meeting, the_vote(sat))]


@pytest.mark.parametrize(("bar", "about", "sentence"), BARS)
def test_why_somebody_is_not_on_the_roll(bar: Bar, about: str, sentence: str) -> None:
    excluded = Excluded("owen", bar, since=AT, about=about)
    assert ENGLISH.say(why_excluded(convened().meeting, excluded)) == sentence


def test_every_bar_has_its_sentence() -> None:
    assert {bar for bar, _, _ in BARS} == set(Bar)


@pytest.mark.parametrize(("bar", "sentence"), TIMELESS)
def test_a_bar_without_a_known_time_tells_none(bar: Bar, sentence: str) -> None:
    excluded = Excluded("owen", bar, about="pecuniary")
    assert ENGLISH.say(why_excluded(convened().meeting, excluded)) == sentence


def test_a_refusal_names_the_rule_if_there_is_one() -> None:
    meeting = convened().meeting
    ruled = refusal(meeting, Excluded("owen", Bar.NO_VOTE, "LGHA 1989 s.13"), "Owen")
    assert ENGLISH.say(ruled) == (
        "Owen is not on the roll of this vote: a co-opted member without a vote. The rule: LGHA "
        "1989 s.13."
    )
    assert ENGLISH.say(refusal(meeting, Excluded("owen", Bar.NOT_PRESENT), "Owen")) == (
        "Owen is not on the roll of this vote: not present."
    )
    assert ENGLISH.say(refusal(meeting, None, "Owen")) == (
        "Owen was not on the roll when the question was put, and has no vote on it."
    )


@pytest.mark.parametrize(
    ("rule", "vacancies", "sentence"),
    [
        (QuorumRule(fixed=3), 0, "The rules of this body fix the quorum at 3."),
        (
            QuorumRule(numerator=1, denominator=3),
            1,
            "1 in 3 of 5 seats, with 1 vacant among them, rounded up: 2.",
        ),
        (
            QuorumRule(numerator=1, denominator=3, minimum=3),
            0,
            "1 in 3 of 4 members, but never fewer than 3.",
        ),
    ],
)
def test_why_so_many_are_needed(rule: QuorumRule, vacancies: int, sentence: str) -> None:
    meeting = convened(profile=replace(PROFILE, quorum=rule), vacancies=vacancies).meeting
    assert ENGLISH.say(why_quorum(meeting, quorum(meeting))) == sentence


@pytest.mark.parametrize(
    ("majority", "sentence"),
    [
        ("simple", "More votes for than against carry it; abstentions are no votes."),
        ("two_thirds", "Two thirds of the votes cast for or against carry it."),
        ("whole", "More than half of the whole membership of 4 carries it."),
    ],
)
def test_why_so_many_votes_carry_it(majority: str, sentence: str) -> None:
    rules = replace(PROFILE, voting=VotingRule(majority=Majority(majority)))
    assert read(counted(moved(profile=rules), 4, 0))[:2] == [
        sentence,
        "The roll was frozen at 6.33pm, with 4 who might vote.",
    ]


def test_a_result_is_told_with_whoever_could_not_vote() -> None:
    sat = moved("amin", "shah", "owen")
    sat.do("declare_interest", person="owen", kind="pecuniary", item="3")
    assert read(counted(sat, 2, 0))[2:] == [
        "Cllr Carys Owen: declared an interest (Disclosable pecuniary interest) at 6.33pm",
        "Cllr Diego Ruiz: not present",
        "Eve Lloyd: not present",
    ]


def test_a_casting_vote_is_told_with_its_rule() -> None:
    rules = VotingRule(casting_source="Sch 12 para 39(2)", majority_source="Sch 12 para 39(1)")
    sat = counted(moved(profile=replace(PROFILE, voting=rules)), 2, 2)
    sat.do("give_casting_vote", choice="for")
    whys = list(why_result(sat.meeting, the_vote(sat)))
    assert whys[0].rule == "Sch 12 para 39(1)"
    assert (ENGLISH.say(whys[2].said), whys[2].rule) == (
        "The votes were equal, and Cllr Ann Amin was in the chair.",
        "Sch 12 para 39(2)",
    )


def test_that_nobody_dissented_and_that_names_were_mandatory_is_told() -> None:
    sat = moved()
    sat.do("agree_without_dissent")
    assert "Nobody dissented, so nobody was counted." in read(sat)
    items = tuple(replace(item, budget=True) for item in CONVENED.items)
    rules = VotingRule(budget_named=True, budget_source="SI 2014/165")
    sat = moved(items=items, profile=replace(PROFILE, voting=rules))
    assert "A named vote is mandatory on the budget." in read(named(sat, ("for",) * 4))


def test_every_choice_and_every_result_has_a_word() -> None:
    assert [str(choice_term(choice)) for choice in Choice] == ["for", "against", "abstained"]
    assert [str(result_term(result)) for result in Result] == ["carried", "lost"]
