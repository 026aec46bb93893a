"""A meeting that is not held: everybody is told why, and its page stays."""

from __future__ import annotations

from tests.conftest import convened, sitting

REASON = "There is no business to consider."


def test_everybody_is_told_why() -> None:
    sat = convened()
    sat.do("cancel_meeting", reason=REASON)
    assert sat.outside.notice.cancelled == REASON
    assert sat.seen_by("public").notice.cancelled == REASON
    assert len(sat.outside.items) == 7


def test_it_needs_a_reason() -> None:
    assert convened().refused("cancel_meeting", reason="") == "Say why it is cancelled."


def test_it_cannot_be_opened() -> None:
    sat = convened()
    sat.do("cancel_meeting", reason=REASON)
    assert sat.refused("open_meeting") == (
        f"The meeting was cancelled: “{REASON}” Say first that it is held after all."
    )


def test_it_is_held_after_all() -> None:
    sat = convened()
    sat.do("cancel_meeting", reason=REASON)
    assert sat.refused("cancel_meeting", reason=REASON) == "The meeting is cancelled already."
    sat.do("reinstate_meeting")
    assert sat.refused("reinstate_meeting") == "The meeting is not cancelled."
    sat.do("open_meeting")
    assert sat.outside.notice.cancelled == ""


def test_a_meeting_that_has_begun_is_adjourned_or_closed_and_not_cancelled() -> None:
    assert sitting().refused("cancel_meeting", reason=REASON) == "The meeting is open already."
