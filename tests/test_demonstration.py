"""The meeting of 14 July 2020 ends in a note that says what the published note says.

Compared are relations, not words lying about: an item with its decision, a person with role and
authority, a guest with an item, a correction with the note that it corrects.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime

import pytest

from server import places
from server.meeting.convened import MeetingConvened
from server.meeting_file.folder import load_meeting_file
from server.minutes import write
from server.render.language import voice
from server.script import Line, Performance, read_script
from tests import seed_note as seed

FOLDER = places.config() / "demonstration"
SCRIPT = read_script((FOLDER / "script.jsonl").read_text(encoding="utf-8"))
BOARD = load_meeting_file(FOLDER / "meeting.toml", places.config() / "profiles")

Fact = tuple[str, ...]


def convene(name: str) -> MeetingConvened:
    return BOARD


def noted(lines: tuple[Line, ...]) -> dict[str, object]:
    """The note, as JSON, of a meeting played from these lines; refusals are left out."""
    performance = Performance(convene, lenient=True)
    performance.play(lines)
    meeting = performance.meeting
    note = json.loads(write(meeting, voice("en", meeting.profile.timezone))["json"])
    assert isinstance(note, dict)
    return note


def facts(note: dict[str, object]) -> set[Fact]:
    """The relations that a note holds."""
    return set(_facts(note))


def _facts(note: dict[str, object]) -> Iterator[Fact]:
    yield "body", str(note["body"]), str(note["date"]), str(note["place"])
    for moment in ("opened_at", "closed_at"):
        if note[moment]:
            yield moment, clock(str(note[moment]))
    for member in listed(note, "attendance"):
        if member["answer"] == "present":
            yield "present", member["role"], member["name"], member["authority"]
    for member in listed(note, "apologies"):
        yield "apologies", member["name"], member["authority"]
    for guest in listed(note, "in_attendance"):
        yield "guest", guest["name"], *guest["items"], guest["authority"]
    for item in listed(note, "items"):
        yield "item", item["number"], item["title"]
        yield "introduced", item["number"], *item["presenters"]
        for at in item["taken_at"]:
            yield "taken", item["number"], clock(at)
        for entry in item["entries"]:
            yield from _entry(item["number"], entry)


def _entry(number: str, entry: dict[str, str]) -> Iterator[Fact]:
    match entry["type"]:
        case "DecisionRecorded":
            yield "decided", number, entry["words"]
        case "ActionRecorded":
            yield "action", number, entry["who"], entry["what"]
        case "MinutesCorrectionAsked":
            yield "corrected", number, entry["of"], entry["words"]
        case "PreviousMinutesAgreed":
            yield "agreed", number, entry["of"]
        case "NoInterestsDeclared":
            yield "no interests", number
        case "NoteRecorded":
            yield "said", number, entry["words"]
        case other:
            yield other, number


def listed(note: dict[str, object], name: str) -> list[dict[str, object]]:
    found = note[name]
    assert isinstance(found, list)
    return found


def clock(moment: str) -> str:
    return datetime.fromisoformat(moment).strftime("%H:%M")


NOTE = noted(SCRIPT)
FACTS = facts(NOTE)


def told(kind: str) -> set[Fact]:
    return {fact[1:] for fact in FACTS if fact[0] == kind}


def test_it_is_the_meeting_of_that_body_on_that_day() -> None:
    assert told("body") == {(seed.BODY, seed.DATE.isoformat(), seed.VENUE)}


def test_everybody_present_is_listed_with_role_and_authority_and_nobody_else() -> None:
    assert told("present") == set(seed.PRESENT)


def test_apologies_are_listed_with_their_authority() -> None:
    assert told("apologies") == {(a.name, a.authority) for a in seed.APOLOGIES}


def test_each_guest_is_listed_with_the_item_that_they_came_for() -> None:
    assert told("guest") == {(g.name, g.item, g.authority) for g in seed.IN_ATTENDANCE}


def test_every_item_has_its_number_and_title() -> None:
    top = {fact for fact in told("item") if "." not in fact[0]}
    assert top == set(seed.ITEMS.items())
    assert set(seed.SUB_ITEMS) < {number for number, _ in told("item")}


def test_each_decision_stands_under_its_item_in_the_words_of_the_note() -> None:
    assert told("decided") == set(seed.DECISIONS.items())


def test_each_action_stands_under_its_item_with_who_is_to_do_it() -> None:
    written = {(a.item, a.who, a.words) for a in seed.ACTIONS if a.who}
    assert written <= told("action")
    assert {fact[0] for fact in told("action")} == {a.item for a in seed.ACTIONS}


def test_the_correction_names_the_note_that_it_corrects() -> None:
    asked = {(c.item, c.note_of.isoformat(), c.words) for c in seed.CORRECTIONS}
    (found,) = told("corrected")
    (wanted,) = asked
    assert found[:2] == wanted[:2]
    assert wanted[2] in found[2]


def test_the_earlier_note_is_agreed_by_its_date() -> None:
    assert told("agreed") == {("2", seed.AGREED_NOTE_OF.isoformat())}


def test_that_nobody_declared_an_interest_is_said_under_the_first_item() -> None:
    assert told("no interests") == {("1",)}


@pytest.mark.parametrize(("number", "names"), sorted(seed.PRESENTERS.items()))
def test_who_introduced_an_item_is_known(number: str, names: tuple[str, ...]) -> None:
    (introduced,) = (fact[1:] for fact in told("introduced") if fact[0] == number)
    assert set(names) <= set(introduced)


@pytest.mark.parametrize(("number", "words"), sorted((seed.CONFIDENTIAL | seed.THANKS).items()))
def test_what_was_said_stands_under_its_item(number: str, words: str) -> None:
    assert any(fact[0] == number and words in fact[1] for fact in told("said"))


# Each command of the script is the only source of its facts.

PEOPLE = {person.id: person for person in BOARD.people}
NEEDS_NO_SITTING = {"body", "present", "apologies", "guest", "item", "introduced"}


def stated(line: Line, text: str = "text") -> str:
    return str(line.given[text])


def lost_without(line: Line) -> set[Fact]:
    """What a note lacks that was made without this line, by what the line itself says."""
    item, at = str(line.given.get("item", "")), line.at.strftime("%H:%M")
    if line.refused:
        return set()
    match line.do:
        case "record_present":
            person = PEOPLE[stated(line, "person")]
            return {("present", person.role, person.name, person.authority)}
        case "record_apologies":
            person = PEOPLE[stated(line, "person")]
            return {("apologies", person.name, person.authority)}
        case "record_in_attendance":
            person = PEOPLE[stated(line, "person")]
            return {("guest", person.name, *person.items, person.authority)}
        case "open_meeting":  # nothing can be said or done in a meeting that was never opened
            return {fact for fact in FACTS if fact[0] not in NEEDS_NO_SITTING}
        case "close_meeting":
            return {("closed_at", at)}
        case "take_item":
            return {("taken", item, at)} | concluded(item, line)
        case "declare_no_interests":
            return {("no interests", "1")}
        case "correct_previous_minutes":
            return {("corrected", item, seed.AGREED_NOTE_OF.isoformat(), stated(line))}
        case "agree_previous_minutes":
            return {("agreed", item, seed.AGREED_NOTE_OF.isoformat())}
        case "record_decision":
            return {("decided", item, stated(line))}
        case "record_action":
            return {("action", item, stated(line, "who"), stated(line, "what"))}
        case "record_note":
            return {("said", item, in_the_end(line))}
        case "edit_note":
            return {("said", *edited(line))} if last_edit(line) else set()
    raise AssertionError(line.do)


def gained_without(line: Line) -> set[Fact]:
    """What such a note says instead: an edited note reads as it did before the edit."""
    if line.do == "edit_note" and last_edit(line):
        before = [e for e in edits(line) if e is not line]
        words = stated(before[-1]) if before else stated(original(line))
        return {("said", edited(line)[0], words)}
    return set()


def concluded(item: str, line: Line) -> set[Fact]:
    """Only what was taken can be decided; an item that was taken twice was taken all the same."""
    takings = [
        other for other in SCRIPT if other.do == "take_item" and str(other.given["item"]) == item
    ]
    if takings != [line]:
        return set()
    return {fact for fact in FACTS if fact[0] in ("decided", "agreed") and fact[1] == item}


def edits(line: Line) -> list[Line]:
    return [e for e in SCRIPT if e.do == "edit_note" and e.given["entry"] == line.given["entry"]]


def last_edit(line: Line) -> bool:
    return edits(line)[-1] is line


def original(line: Line) -> Line:
    (found,) = (other for other in SCRIPT if f"${other.name}" == line.given["entry"])
    return found


def edited(line: Line) -> Fact:
    return str(original(line).given["item"]), stated(line)


def in_the_end(line: Line) -> str:
    """How a note reads after all edits."""
    changed = [e for e in SCRIPT if line.name and e.given.get("entry") == f"${line.name}"]
    return stated(changed[-1] if changed else line)


@pytest.mark.parametrize("line", SCRIPT[1:], ids=lambda line: f"line {line.number} {line.do}")
def test_without_one_command_exactly_its_facts_vanish(line: Line) -> None:
    without = facts(noted(tuple(other for other in SCRIPT if other is not line)))
    assert FACTS - without == lost_without(line)
    assert without - FACTS == gained_without(line)


def test_every_fact_of_the_note_comes_from_a_command() -> None:
    from_commands = {fact for line in SCRIPT[1:] for fact in lost_without(line)}
    assert {
        fact for fact in FACTS if fact[0] not in ("body", "item", "introduced")
    } == from_commands
