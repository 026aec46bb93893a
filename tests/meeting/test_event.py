"""Events are stored under their names, and read again as they were."""

from __future__ import annotations

import pytest

from server.business.decision import DecisionRecorded
from server.meeting.agenda import AgendaItem
from server.meeting.event import Event, Stamp, UnknownEvent, read_event, write_event
from server.meeting.profile import Outcome
from tests.conftest import ENGLISH, convened

DECISION = DecisionRecorded("3", "That it be approved.", Outcome.RESOLVED, "", 4, 2)


def test_an_event_is_read_as_it_was_written() -> None:
    assert read_event("DecisionRecorded", write_event(DECISION)) == DECISION


def test_an_event_of_a_newer_version_is_named_with_what_to_do() -> None:
    with pytest.raises(UnknownEvent) as unknown:
        read_event("MoonLanded", b"{}")
    assert ENGLISH.say(unknown.value) == (
        "The journal holds “MoonLanded”, which this version of Orderpaper does not know: "
        "it was written by a newer version. Install that version."
    )


@pytest.mark.parametrize("payload", [b'{"item": "3", "text": "x", "mood": 1}', b"{}", b"not JSON"])
def test_an_event_in_another_form_is_not_taken_for_ours(payload: bytes) -> None:
    with pytest.raises(UnknownEvent, match="Install the version that wrote it"):
        read_event("DecisionRecorded", payload)


def test_two_kinds_of_business_cannot_have_an_event_of_one_name() -> None:
    with pytest.raises(TypeError, match="Two events are called DecisionRecorded"):
        type("DecisionRecorded", (Event,), {"__module__": "elsewhere"})
    assert Event.named["DecisionRecorded"] is DecisionRecorded


def test_an_event_must_say_what_it_changes() -> None:
    now = convened().now
    with pytest.raises(NotImplementedError, match="Event must say what it changes"):
        Event().apply(convened().meeting, Stamp("x", now, now, "clerk", "x"))


def test_an_event_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        DECISION.text = "Something else"  # type: ignore[misc]
    assert not isinstance(DECISION, AgendaItem)
