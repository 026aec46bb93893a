"""Bad input: each gets a sentence that names what is wrong and what to do, and changes nothing.

`Story.refused` sees to it that the meeting is the same object as before.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.conftest import Story, at_item, convened, sitting


def closed() -> Story:
    sat = at_item("3")
    sat.wait_until("20:00")
    sat.do("close_meeting")
    return sat


CASES: list[tuple[str, Callable[[], Story], str, dict[str, str], str]] = [
    (
        "an unknown item",
        sitting,
        "take_item",
        {"item": "99"},
        "There is no item 99 on this agenda: its items are 1, 2, 3, 4, 4.1, 4.2, 5.",
    ),
    (
        "a number that is no number",
        sitting,
        "take_item",
        {"item": "III" * 30_000},
        "“item” is 90,000 characters long; at most 20,000 can be recorded at once. "
        "Split it into several entries.",
    ),
    (
        "a decision before the opening",
        convened,
        "record_decision",
        {"item": "3", "text": "Granted."},
        "The meeting has not been opened. Open it first.",
    ),
    (
        "a decision before its item",
        sitting,
        "record_decision",
        {"item": "3", "text": "Granted."},
        "Item 3 has not been taken yet. Take it first.",
    ),
    (
        "a decision under no item",
        sitting,
        "record_decision",
        {"text": "Granted."},
        "No item is in hand. Take an item, or say which one is meant.",
    ),
    (
        "a decision after the close",
        closed,
        "record_decision",
        {"item": "3", "text": "Granted."},
        "The meeting was closed at 8.00pm. An entry that is wrong can still be corrected, "
        "and what was left out can be recorded with its time.",
    ),
    (
        "opening what is open",
        sitting,
        "open_meeting",
        {},
        "The meeting is open already.",
    ),
    (
        "opening what is open, at an earlier time",
        sitting,
        "open_meeting",
        {"at": "18:20"},
        "The meeting was opened already, at 6.30pm.",
    ),
    (
        "resuming what was not adjourned",
        sitting,
        "resume_meeting",
        {},
        "The meeting is open already.",
    ),
    (
        "closing what was not opened",
        convened,
        "close_meeting",
        {},
        "The meeting has not been opened. Open it first.",
    ),
    (
        "closing what is closed",
        closed,
        "close_meeting",
        {"at": "19:00"},
        "The meeting was closed already, at 8.00pm.",
    ),
    ("an empty note", lambda: at_item("3"), "record_note", {"text": "  "}, "A note needs words."),
    (
        "a note of nothing but control characters",
        lambda: at_item("3"),
        "record_note",
        {"text": "\x00\x07"},
        "A note needs words.",
    ),
    (
        "an empty decision",
        lambda: at_item("3"),
        "record_decision",
        {"text": ""},
        "A decision needs words.",
    ),
    (
        "a time before the sitting",
        lambda: at_item("3"),
        "record_decision",
        {"text": "Granted.", "at": "17:00"},
        "The meeting was opened at 6.30pm: state a time after that.",
    ),
    (
        "a time after now",
        lambda: at_item("3"),
        "record_decision",
        {"text": "Granted.", "at": "19:30"},
        "7.30pm has not come yet. State a time that has passed, or none for now.",
    ),
    (
        "a time after the sitting",
        closed,
        "record_decision",
        {"item": "3", "text": "Granted.", "at": "20:01"},
        "The meeting was closed at 8.00pm. An entry that is wrong can still be corrected, "
        "and what was left out can be recorded with its time.",
    ),
    (
        "a hundred thousand characters",
        lambda: at_item("3"),
        "record_note",
        {"text": "x" * 100_000},
        "“text” is 100,000 characters long; at most 20,000 can be recorded at once. "
        "Split it into several entries.",
    ),
    (
        "nobody",
        sitting,
        "record_departure",
        {"person": ""},
        "Say who is meant.",
    ),
    (
        "somebody unknown",
        sitting,
        "record_departure",
        {"person": "x" * 9_000},
        f"Nobody on the list of this meeting has the id “{'x' * 40}”.",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_bad_input_gets_a_clear_sentence(
    case: tuple[str, Callable[[], Story], str, dict[str, str], str],
) -> None:
    _, begin, command, given, sentence = case
    assert begin().refused(command, **given) == sentence


def test_what_waited_too_long_is_to_be_looked_at_again() -> None:
    sat = at_item("3")
    for waited in (13 * 60, -1, float("nan"), float("inf"), 1e300):
        assert sat.refused("record_note", text="Said.", waited=waited) == (
            "This waited longer than 12 hours to be sent. See whether it still holds."
        )
