"""Agreed without dissent: one step, and by the same rules as every vote."""

from __future__ import annotations

from msgspec.structs import replace

from server.meeting.motions import MotionStanding
from server.meeting.profile import VotingRule
from server.meeting.votes import Way
from tests.conftest import CONVENED, PROFILE, at_item
from tests.debated import CONDITIONS, GRANT, amended, moved, the_motion, the_vote
from tests.minuted import minuted


def test_a_motion_is_agreed_without_dissent_in_one_step() -> None:
    sat = moved()
    sat.do("agree_without_dissent")
    vote = the_vote(sat)
    assert (vote.way, vote.counts, vote.standing) == (Way.AFFIRMATION, None, True)
    assert vote.roll == ("amin", "shah", "owen", "ruiz")
    assert the_motion(sat).standing is MotionStanding.CARRIED
    assert minuted(sat, "3")[-1] == (
        f"{GRANT} Moved by Cllr Bilal Shah, seconded by Cllr Carys Owen. The motion was agreed "
        "without dissent."
    )


def test_a_question_without_a_motion_is_agreed_too() -> None:
    sat = at_item("3")
    sat.do("agree_without_dissent", text="That the report be noted.")
    assert minuted(sat, "3")[-1] == (
        "That the report be noted. The question was agreed without dissent."
    )


def test_an_amendment_agreed_changes_the_motion() -> None:
    sat = amended()
    sat.do("agree_without_dissent")
    assert the_motion(sat).text == CONDITIONS
    assert minuted(sat, "3")[-1] == "The amendment was agreed without dissent."


def test_it_needs_what_every_vote_needs() -> None:
    assert moved(seconder="").refused("agree_without_dissent") == (
        "Without a seconder the motion is not put (Planning committee)."
    )
    assert at_item("3").refused("agree_without_dissent") == (
        "No motion is before the meeting: one must be moved first."
    )


def test_a_rule_overridden_is_told_with_it() -> None:
    sat = moved(seconder="")
    sat.do("agree_without_dissent", override="All agreed.")
    assert minuted(sat, "3")[-1].endswith(
        "The motion was agreed without dissent. In spite of the rule “A motion is seconded before "
        "it is put”, for this reason: All agreed."
    )


def test_the_budget_is_not_agreed_without_names() -> None:
    items = tuple(replace(item, budget=item.number == "4") for item in CONVENED.items)
    rules = VotingRule(budget_named=True, budget_source="SI 2014/165")
    sat = at_item("4", items=items, profile=replace(PROFILE, voting=rules))
    assert sat.refused("agree_without_dissent", text="That the precept be set.") == (
        "This is budget business: after every vote on it, amendments included, the names must be "
        "minuted (SI 2014/165). Take a named vote."
    )


def test_it_can_be_made_void_if_somebody_dissents() -> None:
    sat = moved()
    sat.do("agree_without_dissent")
    sat.do("void_vote", reason="Cllr Ruiz dissents")
    assert the_motion(sat).open
    assert [told for told in minuted(sat, "3") if told][-1] == (
        "The motion was put to the vote, and the vote was made void. Reason: Cllr Ruiz dissents."
    )
    sat.do("put_question")


def test_it_concludes_its_item() -> None:
    sat = moved()
    sat.do("agree_without_dissent")
    assert sat.matters("3")[-1].concludes
    sat = amended()
    sat.do("agree_without_dissent")
    assert not sat.matters("3")[-1].concludes
