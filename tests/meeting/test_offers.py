"""What members send from their own devices: tried when it comes, and the clerk's until answered."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from server.business.note import NoteRecorded
from server.meeting import Actor, Event, Meeting, Office, Refused, command
from server.meeting.command import commands
from tests.conftest import at_item


@pytest.fixture(autouse=True)
def cake() -> Iterator[None]:
    """A command of the clerk's that members may send."""

    def bring_cake(
        meeting: Meeting, actor: Actor, person: str, kind: str = "", override: str = ""
    ) -> Iterator[Event]:
        if kind == "none":
            raise Refused("There must be cake.")
        yield NoteRecorded("3", f"{person} brings {kind or 'some'}.")

    command(Office.CLERK, offered="person", sends=("kind",))(bring_cake)
    yield
    del commands["bring_cake"]


def test_what_a_member_sends_is_tried_and_waits_for_the_clerk() -> None:
    sat = at_item("3")
    offer = sat.do("bring_cake", by="owen", kind="lemon")
    assert sat.matters("3") == []
    waiting = sat.meeting.offers.waiting[0]
    assert (waiting.id, waiting.command, waiting.item) == (offer, "bring_cake", "3")
    assert waiting.given == {"person": "owen", "kind": "lemon"}
    assert sat.refused("bring_cake", by="owen", kind="none") == "There must be cake."


def test_a_member_sends_the_same_only_once_while_it_waits() -> None:
    sat = at_item("3")
    sat.do("bring_cake", by="owen", kind="lemon")
    assert "the clerk has it" in sat.refused("bring_cake", by="owen", kind=" lemon ")
    sat.do("bring_cake", by="owen", kind="plum")
    sat.do("bring_cake", by="shah", kind="lemon")
    assert len(sat.meeting.offers.waiting) == 3


def test_members_act_for_themselves_alone() -> None:
    sat = at_item("3")
    told = sat.refused("bring_cake", by="owen", person="shah")
    assert told == "From your own device you act for yourself alone: tell the clerk."
    assert "your own link" in sat.refused("bring_cake", by="chair")
    assert "for the clerk to fill in" in sat.refused("bring_cake", by="owen", override="I may")


def test_what_members_send_is_seen_by_the_clerk_alone() -> None:
    sat = at_item("3")
    outside = sat.outside
    sat.do("bring_cake", by="owen")
    assert sat.outside is outside
    for audience in ("public", "member", "chair"):
        assert sat.seen_by(audience).offers.sent == ()
    assert sat.seen_by("clerk").offers.waiting
