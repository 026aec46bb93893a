"""Commands: what is given becomes values fit to be stored, or a sentence that names the fault."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from server.meeting import ALWAYS, Actor, Event, Meeting, Office, command
from server.meeting.command import commands, decide
from server.meeting.given import MOST_CHARACTERS
from server.meeting.presence import Mode
from tests.conftest import Story, at_item, sitting


def words(sat: Story, text: object) -> str:
    """What is recorded of a note."""
    return sat.entry(sat.do("record_note", text=text)).matter.words


# Who may


def test_a_command_that_does_not_exist_is_refused_by_its_name() -> None:
    assert sitting().refused("make_tea") == "There is no command “make_tea”."
    assert len(sitting().refused("x" * 100_000)) < 100


@pytest.mark.parametrize("by", ["chair", "shah"])
def test_a_command_is_for_those_offices_that_it_names(by: str) -> None:
    office = "chair" if by == "chair" else "member"
    assert sitting().refused("take_next", by=by) == (
        f"This is not for the {office} to do: it is for the clerk."
    )


def test_every_office_may_undo() -> None:
    for by in ("clerk", "chair", "shah"):
        sat = at_item("3")
        assert sat.refused("undo", by=by, act="x") != ""


def test_an_actor_is_an_office_or_a_person_to_the_journal() -> None:
    now = sitting().now
    assert Actor(Office.CHAIR, now, now).key == "chair"
    assert Actor(Office.MEMBER, now, now, "shah").key == "person:shah"


def test_two_commands_cannot_have_one_name() -> None:
    def take_item(meeting: Meeting, actor: Actor) -> Iterator[Event]:
        yield from ()

    known = commands["take_item"]
    with pytest.raises(TypeError, match="Two commands are called take_item"):
        command(Office.CLERK, phases=ALWAYS)(take_item)
    assert commands["take_item"] is known


# Values


@pytest.mark.parametrize("number", [3, "3", " 3 ", "3\n"])
def test_an_items_number_may_be_given_as_a_number(number: object) -> None:
    sat = sitting()
    sat.do("take_item", item=number)
    assert sat.meeting.in_hand == sat.item("3")


@pytest.mark.parametrize("ticked", ["on", "true", "1", 1, True])
def test_a_ticked_box_is_true(ticked: object) -> None:
    sat = sitting("shah")
    sat.do("record_arrival", person="owen", remote=ticked, heard=ticked)
    spell = sat.meeting.presence.of("owen").here
    assert spell is not None
    assert spell.mode is Mode.REMOTE


@pytest.mark.parametrize("empty", ["", "false", "0", 0, False])
def test_a_box_that_is_not_ticked_is_false(empty: object) -> None:
    sat = sitting("shah")
    sat.do("record_arrival", person="owen", remote=empty, heard=empty)
    spell = sat.meeting.presence.of("owen").here
    assert spell is not None
    assert spell.mode is Mode.CHAMBER


def test_on_is_a_word_where_words_are_asked_for() -> None:
    assert words(at_item("3"), "on") == "on"


def test_an_empty_box_leaves_what_is_usual() -> None:
    sat = at_item("3")
    id = sat.do("record_decision", text="Granted.", outcome="", item="", to=" ")
    assert sat.entry(id).matter.outcome == "resolved"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  Said.  ", "Said."),
        ("One\r\nTwo\rThree", "One\nTwo\nThree"),
        ("One\x0bTwo\u2028Three\x85Four", "One\nTwo\nThree\nFour"),
        ("Col\tumn", "Col\tumn"),
        ("A\x00B\x07C\x1bD\x7fE", "ABCDE"),
        ("\ufeffSaid\u00ad.\u202e", "Said."),
        ("£10\u00a0000 and £10\u2009000", "£10\u00a0000 and £10\u2009000"),
        ("lone \ud83d surrogate", "lone ? surrogate"),
        ("\uf0b7 A point", "• A point"),
        ("Tŷ, Siân, 会", "Tŷ, Siân, 会"),
        (
            "\u06cc\u200c\u062e \u2640\u200d",
            "\u06cc\u200c\u062e \u2640\u200d",
        ),  # joiners of letters
    ],
)
def test_words_are_stored_as_they_were_meant(typed: str, stored: str) -> None:
    assert words(at_item("3"), typed) == stored


def test_the_longest_text_is_stored_whole() -> None:
    assert len(words(at_item("3"), "x" * MOST_CHARACTERS)) == MOST_CHARACTERS


def test_a_text_that_is_too_long_says_how_long_it_may_be() -> None:
    assert at_item("3").refused("record_note", text="x" * 100_000) == (
        "“text” is 100,000 characters long; at most 20,000 can be recorded at once. "
        "Split it into several entries."
    )


def test_what_is_unknown_is_named() -> None:
    assert sitting().refused("take_item", item="3", mood="good") == (
        "“take item” does not take “mood”. Leave it out."
    )


def test_what_is_missing_is_named() -> None:
    assert at_item("3").refused("record_action", who="Officers") == (
        "“record action” needs “what”, and nothing was given for it."
    )


@pytest.mark.parametrize(
    ("name", "given", "asked"),
    [
        ("declare_interest", {"kind": ""}, "Choose the item of the interest, or the whole"),
        ("declare_interest", {"item": "3"}, "Choose which kind of interest it is."),
        ("name_substitute", {"person": ""}, "Choose who comes as the substitute."),
        ("expect_late", {}, "Say when, such as “7.15pm” or “after item 4”."),
        ("move_motion", {}, "A motion needs words."),
        ("move_procedural", {}, "Choose what you move."),
        ("record_own_vote", {}, "Choose how the vote was cast: for, against or abstained."),
    ],
)
def test_members_are_asked_in_a_sentence_for_what_is_missing(
    name: str, given: dict[str, str], asked: str
) -> None:
    assert at_item("3").refused(name, by="lloyd", **given).startswith(asked)


def test_a_choice_that_there_is_not_is_answered_with_those_that_there_are() -> None:
    assert at_item("3").refused("record_decision", text="x", outcome="dreamt") == (
        "“dreamt” is not one of the choices for “outcome”: resolved, noted, agreed, "
        "recommended, deferred, referred, withdrawn."
    )


DEEP: object = []
for _ in range(5_000):
    DEEP = [DEEP]

WRONG: dict[str, object] = {
    "nothing": None,
    "a fraction": 1.5,
    "no number": float("nan"),
    "a number without end": 10**9_999,
    "a truth": True,
    "bytes": b"x",
    "a mapping": {"a": 1},
    "a list": ["x", 1, None],
    "a list in a list in a list": DEEP,
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=list(WRONG))
def test_a_value_of_another_kind_is_refused(wrong: object) -> None:
    sentence = at_item("3").refused("record_note", text=wrong)
    assert sentence.startswith("The command “record note” was not understood: Expected `str`")


def test_a_number_where_a_number_is_meant() -> None:
    sat = at_item("3")
    note = sat.do("record_note", text="Said.")
    assert "not a whole number" in sat.refused("edit_note", entry=note, text="Told.", version="one")
    sat.do("edit_note", entry=note, text="Told.", version=0)
    sat.do("edit_note", entry=note, text="Said again.", version="1")


def test_a_command_decides_and_does_nothing_else() -> None:
    sat = at_item("3")
    before = sat.meeting
    events = decide(before, Actor(Office.CLERK, sat.now, sat.now), "record_note", {"text": "x"})
    assert len(events) == 1
    assert sat.meeting is before
