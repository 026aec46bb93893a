"""A script plays a whole meeting through the same rules as everything else."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from server import places
from server.business.action import ActionRecorded
from server.business.decision import DecisionRecorded
from server.business.previous_minutes import MinutesCorrectionAsked, PreviousMinutesAgreed
from server.meeting.command import Office, commands
from server.meeting.convened import MeetingConvened
from server.meeting.event import Recorded, read_event, write_event
from server.meeting.fold import replay
from server.meeting.meeting import Meeting
from server.meeting.presence import Answer, Mode
from server.meeting.profile import Outcome
from server.meeting.quorum import Quorum, quorum
from server.meeting.record import Matter
from server.meeting.sitting import Phase
from server.meeting_file import load_meeting_file
from server.script import (
    Line,
    Performance,
    ScriptError,
    ScriptRefused,
    play,
    read_script,
)
from tests import seed_note

FOLDER = places.config() / "demonstration"
DEMONSTRATION = (FOLDER / "script.jsonl").read_text(encoding="utf-8")
BOARD = load_meeting_file(FOLDER / "meeting.toml", places.config() / "profiles")


def convene(file: str) -> MeetingConvened:
    assert file == "meeting.toml"
    return BOARD


def script(*lines: dict[str, Any]) -> tuple[Line, ...]:
    """A script whose lines follow each other by a minute, given by the clerk."""
    first = {"do": "create_meeting", "with": {"file": "meeting.toml"}}
    written = [
        json.dumps({"at": f"2020-07-14T13:{minute:02}:00+01:00", "as": "clerk", **line})
        for minute, line in enumerate((first, *lines))
    ]
    return read_script("\n".join(written))


def performed(*lines: dict[str, Any], lenient: bool = False) -> Performance:
    performance = Performance(convene, lenient=lenient)
    performance.play(script(*lines))
    return performance


OPEN = {"do": "open_meeting"}
TAKE_3 = {"do": "take_item", "with": {"item": 3}}
NOTE = {"do": "record_note", "with": {"text": "As it was."}, "name": "first"}
EDIT = {"do": "edit_note", "with": {"entry": "$first", "text": "As it is."}}


# The demonstration


@pytest.fixture(scope="module")
def recorded() -> list[Recorded]:
    return play(read_script(DEMONSTRATION), convene)


@pytest.fixture(scope="module")
def board(recorded: list[Recorded]) -> Meeting:
    return replay(recorded)


def matters(meeting: Meeting) -> Iterator[tuple[str, Matter]]:
    for item in meeting.items:
        for entry in item.record:
            yield item.number, entry.matter


def test_the_demonstration_ends_closed_with_every_item_taken(board: Meeting) -> None:
    assert board.sitting.phase is Phase.CLOSED
    assert board.undone == ()
    assert board.date == date(2020, 7, 14)


def test_the_demonstration_has_the_attendance_of_the_note(board: Meeting) -> None:
    def answered(answer: Answer) -> list[tuple[str, str, str]]:
        said = [p for p in board.members if board.presence.of(p.id).answer is answer]
        return [(p.role, p.name, p.authority) for p in said]

    assert answered(Answer.PRESENT) == list(seed_note.PRESENT)
    assert answered(Answer.APOLOGIES) == list(seed_note.APOLOGIES)
    assert (len(seed_note.PRESENT), len(seed_note.APOLOGIES)) == (20, 4)
    others = [(o.name, o.items, o.authority) for o in board.presence.others]
    assert others == [(g.name, (g.item,), g.authority) for g in seed_note.IN_ATTENDANCE]


def test_everybody_at_the_demonstration_was_remote_and_heard(board: Meeting) -> None:
    spells = [a.here for a in board.presence.members.values() if a.answer is Answer.PRESENT]
    assert {spell.mode for spell in spells if spell is not None} == {Mode.REMOTE}


def test_the_demonstration_is_quorate_without_the_observers(board: Meeting) -> None:
    assert quorum(board) == Quorum(needed=6, present=18, membership=22)
    decisions = [m for _, m in matters(board) if isinstance(m, DecisionRecorded)]
    assert [(m.present, m.needed) for m in decisions] == [(18, 6)] * 7


def test_the_demonstration_decides_in_the_words_of_the_note(board: Meeting) -> None:
    decided = {n: m for n, m in matters(board) if isinstance(m, DecisionRecorded)}
    assert {number: matter.text for number, matter in decided.items()} == seed_note.DECISIONS
    agreed = [number for number, m in decided.items() if m.outcome is Outcome.AGREED]
    assert agreed == ["3", "7"]


def test_the_demonstration_has_the_actions_of_the_note(board: Meeting) -> None:
    actions = [(n, m.who, m.what) for n, m in matters(board) if isinstance(m, ActionRecorded)]
    assert actions[:3] == [action for action in seed_note.ACTIONS if action.who]
    assert [number for number, _, _ in actions] == [a.item for a in seed_note.ACTIONS]


def test_the_demonstration_agrees_and_corrects_the_earlier_note(board: Meeting) -> None:
    asked = [(n, m.of, m.text) for n, m in matters(board) if isinstance(m, MinutesCorrectionAsked)]
    assert asked == [(c.item, c.note_of, c.words) for c in seed_note.CORRECTIONS]
    agreed = [m for _, m in matters(board) if isinstance(m, PreviousMinutesAgreed)]
    assert [(m.of, m.subject_to_corrections) for m in agreed] == [(seed_note.AGREED_NOTE_OF, False)]
    assert board.interests.none_declared
    assert board.interests.declared == ()


@pytest.mark.parametrize("said", [seed_note.THANKS, seed_note.CONFIDENTIAL])
def test_the_demonstration_says_what_the_note_says(board: Meeting, said: dict[str, str]) -> None:
    for number, words in said.items():
        assert any(words in m.words for n, m in matters(board) if n == number)


def test_the_demonstration_is_the_same_every_time(recorded: list[Recorded]) -> None:
    assert play(read_script(DEMONSTRATION), convene) == recorded
    ids = [stamp.id for stamp, _ in recorded]
    assert len(set(ids)) == len(ids)
    assert all(len(id) == 10 and int(id, 16) >= 0 for id in ids)


def test_the_demonstration_survives_the_journal(recorded: list[Recorded], board: Meeting) -> None:
    kept = [
        Recorded(stamp, read_event(type(event).__name__, write_event(event)))
        for stamp, event in recorded
    ]
    assert replay(kept) == board


def test_a_performance_makes_the_meeting_that_its_events_make(board: Meeting) -> None:
    performance = Performance(convene)
    performance.play(read_script(DEMONSTRATION))
    assert performance.meeting == board


@settings(max_examples=60, deadline=None)
@given(st.sets(st.integers(2, 89)))
def test_a_script_without_some_of_its_lines_still_makes_a_meeting(dropped: set[int]) -> None:
    performance = Performance(convene, lenient=True)
    performance.play(line for line in read_script(DEMONSTRATION) if line.number not in dropped)
    assert performance.meeting == replay(performance.recorded)
    assert all(str(refusal) for refusal in performance.refusals)


# Playing


def test_a_number_of_an_item_may_be_written_as_a_number() -> None:
    in_hand = performed(OPEN, TAKE_3).meeting.in_hand
    assert in_hand is not None
    assert in_hand.number == "3"


def test_a_name_stands_for_the_entry_that_its_line_made() -> None:
    entry = performed(OPEN, TAKE_3, NOTE, EDIT).meeting.item("3").record[0]
    assert entry.matter.words == "As it is."
    assert entry.id == script(OPEN, TAKE_3, NOTE, EDIT)[3].event_id(0)


def test_what_happened_has_the_time_of_its_line() -> None:
    stamp = performed(OPEN).recorded[1].stamp
    assert stamp.happened_at == stamp.recorded_at == script(OPEN)[1].at
    assert (stamp.actor, stamp.command) == ("clerk", "line-2")


def test_every_event_of_a_line_has_an_id_of_its_own() -> None:
    ids = {line.event_id(place) for line in script(OPEN, TAKE_3) for place in range(3)}
    assert len(ids) == 9


def test_an_undo_takes_back_the_line_before() -> None:
    assert performed(OPEN, TAKE_3, {"do": "undo"}).meeting.in_hand is None


def test_a_refused_line_stops_the_play_with_its_number_and_reason() -> None:
    with pytest.raises(ScriptRefused) as refusal:
        performed(OPEN, TAKE_3, TAKE_3)
    assert str(refusal.value) == "Line 4, take_item: Item 3 is in hand already."
    assert refusal.value.line.number == 4


def test_a_line_that_must_be_refused_may_be() -> None:
    again = {**TAKE_3, "refused": True}
    assert len(performed(OPEN, TAKE_3, again).recorded) == 3


def test_a_line_that_must_be_refused_may_not_be_accepted() -> None:
    with pytest.raises(ScriptRefused, match="Line 3, take_item: this was accepted"):
        performed(OPEN, {**TAKE_3, "refused": True})


def test_a_lenient_play_keeps_what_was_refused_and_goes_on() -> None:
    performance = performed(TAKE_3, OPEN, {**TAKE_3, "refused": True}, NOTE, EDIT, lenient=True)
    assert [refusal.line.number for refusal in performance.refusals] == [2, 4, 5, 6]
    assert "“first”" in str(performance.refusals[-1])
    assert performance.meeting.sitting.phase is Phase.OPEN


def test_a_member_gives_commands_as_themselves() -> None:
    line = script({"as": "les", **TAKE_3})[1]
    assert (line.office, line.person, line.actor.key) == (Office.MEMBER, "les", "person:les")
    with pytest.raises(ScriptRefused, match="This is not for the member to do"):
        performed(OPEN, {"as": "les", **TAKE_3})


@pytest.mark.parametrize("who", ["nobody", "member", "swann", "hamilton"])
def test_neither_strangers_nor_guests_nor_officers_give_commands(who: str) -> None:
    with pytest.raises(ScriptRefused, match=f"“{who}” is neither clerk nor chair"):
        performed(OPEN, {"as": who, "refused": True, **TAKE_3})


def test_a_misspelt_command_is_not_a_refusal_that_was_expected() -> None:
    with pytest.raises(ScriptRefused, match="Line 2, open_meting: there is no such command"):
        performed({"do": "open_meting", "refused": True})


def test_nothing_is_performed_before_the_meeting_is_created() -> None:
    with pytest.raises(ScriptRefused, match="no meeting has been created"):
        Performance(convene).play(script(OPEN)[1:])


# Reading


FIRST = (
    '{"at": "2020-07-14T13:00:00+01:00", "as": "clerk", "do": "create_meeting", '
    '"with": {"file": "meeting.toml"}}'
)
SECOND = '{"at": "2020-07-14T13:01:00+01:00", "as": "clerk", "do": "open_meeting"}'


def test_empty_lines_count_but_say_nothing() -> None:
    lines = read_script(f"\ufeff{FIRST}\r\n\n{SECOND}\n\n")
    assert [line.number for line in lines] == [1, 3]


def put(old: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(old, new)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda _: "{", "Line 2 is not JSON: "),
        (lambda _: "[1]", "Line 2: “[…]” must be a table of fields."),
        (put('"do"', '"doo"'), "Line 2, doo: there is no field “doo”. Is “do” meant?"),
        (put('"as": "clerk", ', ""), "Line 2: “as” is missing."),
        (put("clerk", "The Clerk"), "Line 2, as: “The Clerk” must be made of small letters"),
        (put("+01:00", ""), "Line 2, at: a time needs an offset, such as 13:02:10+01:00."),
        (put("2020-07-14T", ""), "Line 2, at: “13:01:00+01:00” must be a date and a time"),
        (put("13:01", "12:59"), "Line 2, at: 2020-07-14T12:59:00+01:00 is before the time of"),
        (put("+01:00", "+02:00"), "Line 2, at: 2020-07-14T13:01:00+02:00 is before the time of"),
        (lambda _: FIRST, "Line 2: the meeting is created on the first line, and nowhere else."),
        (put("}", ', "with": {"entry": "$x"}}'), "Line 2: no line before it is named “x”."),
        (put("}", ', "with": []}'), "Line 2, with: “[…]” must be a table of fields."),
        (put("}", ', "refused": "yes"}'), "Line 2, refused: “yes” must be true or false."),
        (put("}", ', "name": "a b"}'), "Line 2, name: “a b” must be made of small letters"),
        (lambda _: "[" * 10_000, "Line 2 is not JSON: "),
    ],
)
def test_a_script_that_cannot_be_read_is_told_by_line(
    change: Callable[[str], str], sentence: str
) -> None:
    with pytest.raises(ScriptError) as error:
        read_script(f"{FIRST}\n{change(SECOND)}")
    assert str(error.value).startswith(sentence)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("\n \n", "The script is empty: its first line must create the meeting."),
        (SECOND, "Line 1: the meeting is created on the first line, and nowhere else."),
        (FIRST.replace("clerk", "chair"), "Line 1: the clerk creates the meeting, with the “file”"),
        (FIRST.replace('"meeting.toml"', "7"), "Line 1: the clerk creates the meeting, with the"),
        ("\n" * 20_000, "The script has more than 20,000 lines."),
    ],
)
def test_a_script_begins_with_a_meeting(text: str, sentence: str) -> None:
    with pytest.raises(ScriptError) as error:
        read_script(text)
    assert str(error.value).startswith(sentence)


def test_a_name_is_given_once() -> None:
    with pytest.raises(ScriptError, match="Line 5: a line before it is named “first” too"):
        script(OPEN, TAKE_3, NOTE, NOTE)


WORDS = st.sampled_from(["clerk", "les", "open_meeting", "take_item", "$x", "x", "", "\ud800"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text() | WORDS, inner),
    max_leaves=5,
)
FIELDS = st.sampled_from(["at", "as", "do", "with", "name", "refused", "odd"])
TIMES = st.sampled_from(["2020-07-14T13:02:00+01:00", "2020-07-14T13:01:30Z", "2020-07-14", "now"])


def played_or_told(text: str) -> None:
    """Whatever is not a script has a sentence; whatever is one can be played."""
    try:
        lines = read_script(text)
    except ScriptError as error:
        sentence = str(error)
    else:
        performance = Performance(lambda _: BOARD, lenient=True)
        performance.play(lines)
        sentence = " ".join(["Played.", *map(str, performance.refusals)])
    assert sentence


@given(st.text())
def test_any_text_is_a_script_or_has_a_sentence(text: str) -> None:
    played_or_told(text)
    played_or_told(f"{FIRST}\n{text}")


@example([{"name": ""}])
@given(st.lists(st.dictionaries(FIELDS, TIMES | VALUES), max_size=3))
def test_any_lines_of_json_are_a_script_or_have_a_sentence(lines: list[dict[str, Any]]) -> None:
    written = [json.dumps({**json.loads(SECOND), **line}) for line in lines]
    played_or_told("\n".join([FIRST, SECOND, *written]))


GIVEN = st.fixed_dictionaries(
    {},
    optional={
        "item": st.sampled_from([1, "6.1", 3, "99", ""]) | VALUES,
        "person": st.sampled_from(["les", "swann", "nobody"]) | VALUES,
        "text": VALUES,
        "outcome": st.sampled_from(["noted", "odd"]) | VALUES,
        "entry": VALUES,
        "reason": VALUES,
        "kind": st.sampled_from(["merely_affected"]) | VALUES,
        "items": VALUES,
    },
)


@given(st.lists(st.tuples(st.sampled_from(sorted(commands)), GIVEN), max_size=6))
def test_any_command_with_any_values_is_played_or_refused(
    asked: list[tuple[str, dict[str, Any]]],
) -> None:
    lines = [json.dumps({**json.loads(SECOND), "do": do, "with": g}) for do, g in asked]
    played_or_told("\n".join([FIRST, SECOND, *lines]))
