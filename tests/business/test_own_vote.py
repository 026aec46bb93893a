"""One member's own vote, minuted at their wish; the others' names stay out of the minutes."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from server.meeting.profile import VotingRule
from server.meeting.votes import Choice
from tests.conftest import PROFILE, Story
from tests.debated import GRANT, counted, moved, named, the_vote
from tests.minuted import minuted


def decided() -> Story:
    """Three for, one against, by a show of hands."""
    return counted(moved(), 3, 1)


def test_a_member_requires_that_their_own_vote_be_minuted() -> None:
    sat = decided()
    sat.do("record_own_vote", person="ruiz", choice="against")
    assert the_vote(sat).own == {"ruiz": Choice.AGAINST}


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        ("for", "required it to be minuted that they voted in favour."),
        ("against", "required it to be minuted that they voted against."),
        ("abstain", "required it to be minuted that they abstained."),
    ],
)
def test_it_is_minuted_with_the_vote_and_no_other_name(choice: str, words: str) -> None:
    sat = counted(moved(), 2, 1, 1)
    sat.do("record_own_vote", person="ruiz", choice=choice)
    assert [told for told in minuted(sat, "3") if told][1:] == [
        f"{GRANT} Moved by Cllr Bilal Shah, seconded by Cllr Carys Owen. The motion was carried: "
        f"2 for, 1 against, 1 abstained. Cllr Diego Ruiz {words}"
    ]


def test_struck_out_it_is_not_minuted() -> None:
    sat = decided()
    own = sat.do("record_own_vote", person="ruiz", choice="against")
    sat.do("strike_entry", entry=own, reason="asked by another")
    assert the_vote(sat).own == {}
    assert "required it" not in " ".join(minuted(sat, "3"))


def test_a_void_vote_shows_nobodys_own_vote() -> None:
    sat = decided()
    sat.do("record_own_vote", person="ruiz", choice="against")
    sat.do("void_vote", reason="miscounted")
    assert "required it" not in " ".join(minuted(sat, "3"))


def test_it_is_asked_for_right_after_the_vote() -> None:
    sat = moved()
    sat.do("put_question")
    assert sat.refused("record_own_vote", person="ruiz", choice="for") == (
        "The vote has not been decided yet: ask right after it."
    )
    sat = decided()
    sat.do("take_item", item="5")
    assert "The meeting has moved on since this vote of 6.33pm" in sat.refused(
        "record_own_vote", person="ruiz", choice="for"
    )


def test_it_is_not_asked_of_a_named_vote_or_of_a_ballot() -> None:
    sat = named(moved(), ("for",) * 4)
    assert sat.refused("record_own_vote", person="ruiz", choice="for") == (
        "It was a named vote: the minutes show how everybody voted."
    )
    sat = counted(moved(), 3, 1, way="paper")
    assert sat.refused("record_own_vote", person="ruiz", choice="for") == (
        "It was a ballot on paper: nobody’s vote is known."
    )


def test_where_the_rules_do_not_provide_for_it_nobody_can_ask() -> None:
    sat = counted(moved(profile=replace(PROFILE, voting=VotingRule(own_vote=False))), 3, 1)
    assert sat.refused("record_own_vote", person="ruiz", choice="for") == (
        "The rules of Planning Committee do not provide for that."
    )


def test_only_who_might_vote_can_ask() -> None:
    sat = moved()
    sat.do("record_present", person="lloyd")
    assert "Eve Lloyd is not on the roll of this vote: a co-opted member without a vote." in (
        counted(sat, 3, 1).refused("record_own_vote", person="lloyd", choice="for")
    )


def test_it_is_minuted_once() -> None:
    sat = decided()
    sat.do("record_own_vote", person="ruiz", choice="against")
    assert sat.refused("record_own_vote", person="ruiz", choice="for") == (
        "It is minuted already how Cllr Diego Ruiz voted: against."
    )


def test_no_more_are_minuted_than_were_counted() -> None:
    sat = decided()
    sat.do("record_own_vote", person="ruiz", choice="against")
    assert sat.refused("record_own_vote", person="owen", choice="against") == (
        "The count has 1 for this choice (against), and as many are minuted by name already."
    )
    sat.do("record_own_vote", person="owen", choice="for")


def test_nobody_dissented_from_what_was_agreed_without_dissent() -> None:
    sat = moved()
    sat.do("agree_without_dissent")
    assert sat.refused("record_own_vote", person="ruiz", choice="against") == (
        "It was agreed without dissent. If somebody dissents, the vote must be made void and the "
        "question put again."
    )
    sat.do("record_own_vote", person="ruiz", choice="for")


def test_a_member_asks_for_it_from_their_own_device() -> None:
    sat = decided()
    assert "The count has 0 for this choice" in sat.refused(
        "record_own_vote", by="ruiz", choice="abstain"
    )
    id = sat.do("record_own_vote", by="ruiz", choice="against")
    assert the_vote(sat).own == {}
    sat.do("take_up_offer", offer=id)
    assert the_vote(sat).own == {"ruiz": Choice.AGAINST}
