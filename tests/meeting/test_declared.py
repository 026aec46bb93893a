"""A declared result: the one place where a vote changes anything, and where it is taken back."""

from __future__ import annotations

from server.meeting.declared import ResultDeclared, beside, entry_of, told, voided
from server.meeting.event import Stamp
from server.meeting.meeting import NOWHERE
from server.meeting.motions import MotionStanding
from server.meeting.votes import Vote
from tests.conftest import Story
from tests.debated import CONDITIONS, GRANT, amended, counted, moved, named, the_motion, the_vote


def declared(sat: Story) -> ResultDeclared:
    entry = entry_of(sat.meeting, the_vote(sat).id)
    assert entry is not None
    assert isinstance(entry.matter, ResultDeclared)
    return entry.matter


def test_a_result_is_kept_with_the_motion_as_it_was_voted_on() -> None:
    sat = counted(counted(amended(), 3, 1), 3, 1)
    matter = declared(sat)
    assert matter.words == CONDITIONS
    assert matter.motion is not None
    assert (matter.motion.text, matter.motion.standing) == (CONDITIONS, MotionStanding.MOVED)


def test_what_is_on_the_record_carries_no_other_motions_with_it() -> None:
    sat = counted(amended(), 3, 1)
    assert the_vote(sat).before is not None
    assert declared(sat).vote.before is None
    assert all(recorded.event.vote.before is None for recorded in sat.recorded[-1:])  # type: ignore[attr-defined]


def test_only_a_vote_on_the_business_itself_concludes_its_item() -> None:
    sat = counted(amended(), 3, 1)
    assert not declared(sat).concludes
    assert declared(counted(sat, 1, 3)).concludes


def test_a_result_told_anew_keeps_how_it_was_told() -> None:
    sat = counted(moved(), 3, 1)
    sat.do("recount_vote", in_favour=1, against=3, reason="disputed")
    entry = entry_of(sat.meeting, the_vote(sat).id)
    assert entry is not None
    assert [version.reason for version in entry.earlier] == ["disputed"]
    before = entry.earlier[0].matter
    assert isinstance(before, ResultDeclared)
    assert before.vote.totals.in_favour == 3


def test_an_own_vote_is_told_beside_a_result_that_was_right_before() -> None:
    sat = counted(moved(), 3, 1)
    sat.do("record_own_vote", person="ruiz", choice="against")
    entry = entry_of(sat.meeting, the_vote(sat).id)
    assert entry is not None
    assert entry.earlier == ()
    assert declared(sat).vote.own == {"ruiz": "against"}


def test_a_void_vote_opens_again_what_it_decided_and_all_that_followed() -> None:
    sat = amended()
    sat.do("move_procedural", what="next_business", mover="owen", seconder="shah")
    counted(sat, 3, 1)
    sat.do("void_vote", reason="miscounted")
    assert [motion.open for motion in sat.meeting.motions.moved] == [True, True, True]
    assert the_motion(sat).text == GRANT


def test_what_was_undone_meanwhile_is_survived() -> None:
    """An event may follow on one that was undone: it then changes nothing."""
    sat = moved()
    stamp = Stamp("e99", sat.now, sat.now, "clerk", "c99")
    stray = Vote("gone", the_vote(counted(moved(), 3, 1)).question, sat.now, void="x")
    assert told(sat.meeting, stray, stamp) is sat.meeting
    assert beside(sat.meeting, stray) is sat.meeting
    assert voided(sat.meeting, stray, stamp).motions == sat.meeting.motions


KINDS = ("motion", "amendment", "vote", "own_vote", "recount", "question", "casting_vote")


def test_every_event_about_a_vote_that_is_gone_is_survived() -> None:
    """Each is played onto a meeting in which neither motion nor vote was recorded."""
    sat = moved("amin", "shah", "owen", seconder="")
    sat.do("second_motion", seconder="owen")
    sat.do("put_question")
    sat.do("record_arrival", person="ruiz")
    sat.do("reopen_roll", person="ruiz", reason="late")
    sat.do("record_counts", in_favour=2, against=2)
    sat.do("close_vote")
    sat.do("give_casting_vote", choice="for")
    sat.do("record_own_vote", person="ruiz", choice="against")
    sat.do("recount_vote", in_favour=1, against=3, reason="disputed")
    sat.do("void_vote", reason="bell")
    sat.do("alter_motion", text="Otherwise.", consent=True)
    sat.do("withdraw_motion", consent=True)
    by_name = named(moved(), ("for",) * 4)
    by_name.do("correct_vote", person="ruiz", choice="against", reason="misread")
    by_name.do("void_vote", reason="bell")
    by_name.do("put_question", way="named")
    by_name.do("cast_vote", person="ruiz", choice="for")
    by_name.do("change_vote", person="ruiz", choice="against", reason="misheard")
    for recorded in (*sat.recorded, *by_name.recorded):
        if type(recorded.event).__module__.rpartition(".")[2] in KINDS:
            assert recorded.event.apply(NOWHERE, recorded.stamp).items == ()
