"""Faults: what is lost and restored, and who is away meanwhile."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from server.business.attendance import MemberArrived
from server.business.fault import FaultMended, FaultRecorded
from server.meeting import Event
from server.meeting.command import Actor, Office
from server.meeting.faults import What
from server.meeting.presence import Mode
from server.meeting.quorum import quorum
from server.meeting.record import Audience
from tests.conftest import PROFILE, Story, at_item
from tests.minuted import minuted
from tests.render.test_business_panels import html
from tests.render.test_seat import read as seat

AWAY = (
    "You are recorded as having left, so you cannot vote. If this is wrong, tell the clerk before "
    "the vote is closed."
)
HYBRID = replace(PROFILE, remote_counts=True)


def remote() -> Story:
    """Item 3 in hand at 18:42; Amin is in the chamber, and Owen takes part remotely."""
    sat = at_item("3", "amin", profile=HYBRID)
    sat.do("record_arrival", person="owen", remote=True, heard=True)
    sat.wait_until("18:42")
    return sat


def lost() -> Story:
    sat = remote()
    sat.do("record_fault", what="member", person="owen")
    sat.wait_until("18:47")
    return sat


def came_in(sat: Story) -> None:
    """Owen came in while she was recorded as lost, as a journal of an earlier release may tell."""
    sat._record(Actor(Office.CLERK, sat.now, sat.now), (MemberArrived("owen"),))


def spells(sat: Story) -> list[tuple[str, str]]:
    """When Owen was here."""
    found = sat.meeting.presence.of("owen").spells
    return [(f"{s.since:%H:%M}", f"{s.until:%H:%M}" if s.until else "") for s in found]


@pytest.mark.parametrize(
    ("what", "called"),
    [("stream", "The live stream"), ("conference", "The video conference")],
)
def test_what_is_lost_and_restored_is_minuted_with_its_times(what: str, called: str) -> None:
    sat = remote()
    sat.do("record_fault", what=what)
    [fault] = sat.meeting.faults
    assert (fault.what, fault.since, fault.until) == (What(what), sat.time("18:42"), None)
    sat.wait_until("18:47")
    sat.do("record_restored", what=what)
    assert sat.meeting.faults[0].until == sat.time("18:47")
    assert minuted(sat, "3") == [
        f"{called} was lost at 6.42pm.",
        f"{called} was restored at 6.47pm, after 5 minutes.",
    ]


def test_what_lasts_a_moment_is_told_as_such() -> None:
    sat = remote()
    sat.do("record_fault", what="stream")
    sat.do("record_restored", what="stream", at="18:42")
    assert minuted(sat, "3")[1] == (
        "The live stream was restored at 6.42pm, after less than a minute."
    )


def test_a_member_whose_connection_is_lost_is_away_until_heard_again() -> None:
    sat = lost()
    assert spells(sat) == [("18:32", "18:42")]
    assert quorum(sat.meeting).present == 1
    sat.do("record_restored", what="member", person="owen", heard=True)
    assert spells(sat) == [("18:32", "18:42"), ("18:47", "")]
    here = sat.meeting.presence.of("owen").here
    assert here is not None
    assert here.mode is Mode.REMOTE
    assert minuted(sat, "3") == [
        "The connection of Cllr Carys Owen was lost at 6.42pm.",
        "The connection of Cllr Carys Owen was restored at 6.47pm, after 5 minutes.",
    ]


def test_a_member_is_back_only_when_heard() -> None:
    assert lost().refused("record_restored", what="member", person="owen") == (
        "A remote member is present only while they can hear and be heard. "
        "Ask Cllr Carys Owen, and confirm it."
    )


@pytest.mark.parametrize("command", ["record_arrival", "record_present"])
@pytest.mark.parametrize("how", [{}, {"remote": True, "heard": True}])
def test_a_member_who_was_lost_is_here_again_by_one_record_alone(
    command: str, how: dict[str, bool]
) -> None:
    sat = lost()
    assert sat.refused(command, person="owen", **how) == (
        "The connection of Cllr Carys Owen is recorded as lost since 6.42pm. "
        "Record that it is back."
    )
    sat.do("record_restored", what="member", person="owen", heard=True)
    assert sat.meeting.faults[0].until is not None
    assert sat.refused("record_arrival", person="owen") == "Cllr Carys Owen is here already."


def test_a_member_who_is_back_may_turn_out_to_be_in_the_room() -> None:
    sat = lost()
    sat.do("record_restored", what="member", person="owen", heard=True)
    sat.do("record_present", person="owen")
    here = sat.meeting.presence.of("owen").here
    assert here is not None
    assert here.mode is Mode.CHAMBER


def test_what_is_lost_of_another_keeps_nobody_away() -> None:
    sat = lost()
    sat.do("record_fault", what="stream")
    sat.do("record_arrival", person="ruiz")


def test_a_member_who_came_in_meanwhile_is_not_here_twice() -> None:
    sat = lost()
    came_in(sat)
    sat.do("record_restored", what="member", person="owen")
    here = sat.meeting.presence.of("owen").here
    assert here is not None
    assert here.mode is Mode.CHAMBER
    assert sat.meeting.faults[0].until is not None


def test_a_member_who_came_in_and_left_is_not_back_before_that() -> None:
    sat = lost()
    came_in(sat)
    sat.wait_until("18:50")
    sat.do("record_departure", person="owen")
    assert sat.refused("record_restored", what="member", person="owen", heard=True, at="18:45") == (
        "Cllr Carys Owen left at 6.50pm: state a time after that."
    )


def test_what_was_lost_may_be_recorded_afterwards_with_its_time() -> None:
    sat = remote()
    sat.wait_until("18:50")
    sat.do("record_fault", what="member", person="owen", at="18:42")
    assert spells(sat) == [("18:32", "18:42")]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"what": "member"}, "Say who is meant."),
        ({"what": "member", "person": "hughes"}, "Gwen Hughes is not a member of"),
        (
            {"what": "member", "person": "amin"},
            "Cllr Ann Amin is not recorded as taking part remotely, so there is no connection",
        ),
        ({"what": "member", "person": "ruiz"}, "Cllr Diego Ruiz is not recorded as taking part"),
        (
            {"what": "stream", "person": "owen"},
            "Cllr Carys Owen is named: say that it was their connection, or name nobody.",
        ),
        (
            {"what": "member", "person": "owen", "at": "18:31"},
            "Cllr Carys Owen arrived at 6.32pm: state a time after that.",
        ),
    ],
)
def test_a_fault_that_cannot_be_is_refused(given: dict[str, str], sentence: str) -> None:
    assert remote().refused("record_fault", **given).startswith(sentence)


def test_what_is_lost_is_not_lost_again_before_it_is_restored() -> None:
    sat = lost()
    assert sat.refused("record_fault", what="member", person="owen") == (
        "Cllr Carys Owen is recorded as lost already, since 6.42pm."
    )
    sat.do("record_fault", what="stream", at="18:43")
    assert sat.refused("record_fault", what="stream") == (
        "The live stream is recorded as lost already, since 6.43pm."
    )
    sat.do("record_restored", what="stream")
    sat.do("record_fault", what="stream")
    assert [fault.until is None for fault in sat.meeting.faults] == [True, False, True]


def test_what_was_not_lost_is_not_restored() -> None:
    assert remote().refused("record_restored", what="conference") == (
        "The video conference is not recorded as lost, so it cannot be restored."
    )


def test_nothing_is_restored_before_it_was_lost() -> None:
    sat = remote()
    sat.do("record_fault", what="stream")
    assert sat.refused("record_restored", what="stream", at="18:40") == (
        "The live stream was lost at 6.42pm: state a time after that."
    )


def test_a_fault_outlasts_an_adjournment_until_it_is_mended() -> None:
    sat = remote()
    sat.do("record_fault", what="stream")
    sat.do("adjourn_meeting", until="19:00", reason="The stream was lost")
    assert sat.meeting.faults[0].until is None
    sat.wait_until("18:50")
    sat.do("record_restored", what="stream")
    assert sat.meeting.faults[0].until == sat.time("18:50")


def test_a_member_may_be_lost_and_come_back_while_a_vote_is_open() -> None:
    sat = remote()
    sat.do("move_motion", text="That it be granted.", mover="amin", seconder="owen")
    sat.do("put_question")
    sat.do("record_fault", what="member", person="owen")
    sat.do("record_restored", what="member", person="owen", heard=True)
    assert len(spells(sat)) == 2


@pytest.mark.parametrize("voted", [False, True])
def test_who_is_lost_in_an_open_vote_reads_that_they_cannot_vote(voted: bool) -> None:
    sat = remote()
    sat.do("move_motion", text="That it be granted.", mover="amin", seconder="owen")
    sat.do("put_question", way="named")
    if voted:
        sat.do("cast_vote", by="owen", choice="for")
    assert AWAY not in seat(sat, "owen")
    sat.do("record_fault", what="member", person="owen")
    assert (AWAY in seat(sat, "owen")) is not voted
    assert "Cast my vote" not in seat(sat, "owen")
    sat.do("record_restored", what="member", person="owen", heard=True)
    assert AWAY not in seat(sat, "owen")


# The clerk's roll


def test_a_member_who_was_lost_is_back_by_one_press() -> None:
    sat = remote()
    sat.do("record_connection", by="server", person="owen", connected=True)
    assert "do/record_restored" not in html(sat, "roll-owen", Audience.CLERK)
    sat.do("record_fault", what="member", person="owen")
    row = html(sat, "roll-owen", Audience.CLERK)
    assert "do/record_arrival" not in row
    for press in (b for b in row.split("<form")[1:]):
        assert "do/record_restored" in press
        assert 'name="what" value="member" data-asks' in press
    assert "Record as remote" not in row


# Struck out


def test_a_loss_struck_out_never_was() -> None:
    sat = lost()
    sat.do("strike_entry", entry=sat.meeting.faults[0].id, reason="It was another member")
    assert sat.meeting.faults == ()
    assert spells(sat) == [("18:32", "")]


def test_a_loss_struck_out_leaves_the_time_from_which_the_member_came_in() -> None:
    sat = lost()
    came_in(sat)
    sat.do("strike_entry", entry=sat.meeting.faults[0].id, reason="She had only gone downstairs")
    assert spells(sat) == [("18:32", "18:47"), ("18:47", "")]


def test_a_loss_of_the_stream_struck_out_touches_nobody() -> None:
    sat = remote()
    entry = sat.do("record_fault", what="stream")
    before = sat.meeting.presence
    sat.do("strike_entry", entry=entry, reason="It was late")
    assert sat.meeting.faults == ()
    assert sat.meeting.presence is before


def test_a_return_struck_out_leaves_the_loss() -> None:
    sat = lost()
    loss = sat.meeting.faults[0].id
    back = sat.do("record_restored", what="member", person="owen", heard=True)
    assert sat.refused("strike_entry", entry=loss, reason="Error") == (
        "It was restored since: strike that entry out first."
    )
    sat.do("strike_entry", entry=back, reason="Error")
    assert spells(sat) == [("18:32", "18:42")]
    assert sat.meeting.faults[0].until is None
    sat.do("strike_entry", entry=loss, reason="Error")
    assert spells(sat) == [("18:32", "")]


def test_a_return_is_not_struck_out_after_another_loss() -> None:
    sat = lost()
    back = sat.do("record_restored", what="member", person="owen", heard=True)
    sat.do("record_fault", what="member", person="owen")
    assert sat.refused("strike_entry", entry=back, reason="Error") == (
        "It was lost again since: strike that entry out first."
    )


def test_a_return_is_not_struck_out_once_the_member_has_left() -> None:
    sat = lost()
    back = sat.do("record_restored", what="member", person="owen", heard=True)
    sat.do("record_departure", person="owen")
    assert sat.refused("strike_entry", entry=back, reason="Error") == (
        "Cllr Carys Owen has left since, so this cannot be struck out."
    )


@pytest.mark.parametrize(
    "event",
    [
        FaultRecorded("99", What.MEMBER, "nobody"),
        FaultMended("99", "f1", What.STREAM),
    ],
)
def test_an_event_about_nothing_that_is_there_fails_nowhere(event: Event) -> None:
    sat = remote()
    after = event.apply(sat.meeting, sat.recorded[-1].stamp)
    assert after.presence == sat.meeting.presence
    assert after.items == sat.meeting.items
