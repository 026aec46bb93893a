"""The check before publishing: it finds what was planted, and nothing where nothing is wrong."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date

import pytest
from msgspec.structs import replace

from server.meeting.agenda import Purpose, Standing
from server.meeting.convened import PlannedItem
from server.meeting.meeting import Meeting
from server.meeting.people import Person
from server.meeting.presence import Attendance
from server.meeting.sides import Sides
from server.meeting.votes import Casting, Choice, Result
from server.minutes.checking import check
from tests.conftest import Story
from tests.minutes.meetings import board, planning, ready, voted, welsh

Fault = Callable[[], Sides]
PLANTED: list[tuple[str, Fault]] = []


def planted(rule: str) -> Callable[[Fault], Fault]:
    """Register a meeting with a fault that this rule is to find."""

    def register(fault: Fault) -> Fault:
        PLANTED.append((rule, fault))
        return fault

    return register


def rules(sides: Sides) -> list[str]:
    return [finding.rule for finding in check(sides)]


def changed(change: Callable[[Meeting], Meeting], story: Story | None = None) -> Sides:
    """The planning committee's record as something outside the commands has left it."""
    sides = (story or planning()).sides
    return Sides(change(sides.inside), change(sides.outside))


def with_vote(**values: object) -> Sides:
    """The first vote of the planning committee, with these values."""

    def change(meeting: Meeting) -> Meeting:
        first = meeting.votes.taken[0]
        return replace(meeting, votes=meeting.votes.change(first.id, **values))

    return changed(change)


def without_presence(person: str) -> Sides:
    """The record has this member absent after all."""

    def change(meeting: Meeting) -> Meeting:
        away = meeting.presence.members | {person: Attendance(person)}
        return replace(meeting, presence=replace(meeting.presence, members=away))

    return changed(change)


def with_item(number: str, **values: object) -> Sides:
    def change(meeting: Meeting) -> Meeting:
        return meeting.with_item(replace(meeting.item(number), **values))

    return changed(change)


def noted(text: str, command: str = "record_note", **given: object) -> Sides:
    """The planning committee, in which these words were typed under the last item."""
    sat = planning(closed=False)
    name = "what" if command == "record_action" else "text"
    sat.do(command, **{name: text}, **given)
    sat.do("close_meeting")
    return sat.sides


# Votes and motions


@planted("void-vote")
def a_void_vote() -> Sides:
    sat = planning(closed=False)
    sat.do("move_motion", text="That the appeal be fought.", mover="shah", seconder="ruiz")
    voted(sat, amin="for", shah="for", ruiz="for")
    sat.do("void_vote", reason="A member was missed.")
    return sat.sides


@planted("open-vote")
def an_open_vote() -> Sides:
    return with_vote(closed_at=None, result=None)


@planted("tied-vote")
def a_tie_without_a_casting_vote() -> Sides:
    return with_vote(result=None)


@planted("too-many-votes")
def more_votes_than_members() -> Sides:
    return changed(_with_two_more)


def _with_two_more(meeting: Meeting) -> Meeting:
    first = meeting.votes.taken[0]
    cast = first.cast | {"hughes": Choice.FOR, "patel": Choice.FOR}
    return replace(meeting, votes=meeting.votes.change(first.id, cast=cast))


@planted("result-not-of-count")
def a_result_that_the_count_does_not_give() -> Sides:
    return with_vote(result=Result.LOST)


@planted("needless-casting-vote")
def a_casting_vote_where_there_was_no_tie() -> Sides:
    return changed(_cast_by_chair)


def _cast_by_chair(meeting: Meeting) -> Meeting:
    first = meeting.votes.taken[0]
    casting = Casting("amin", Choice.FOR, first.put_at)
    return replace(meeting, votes=meeting.votes.change(first.id, casting=casting))


@planted("voter-away")
def a_voter_who_was_not_there() -> Sides:
    return without_presence("ruiz")


@planted("seconder-away")
def a_seconder_who_was_not_there() -> Sides:
    return without_presence("ruiz")


@planted("mover-away")
def a_mover_who_was_not_there() -> Sides:
    return without_presence("shah")


@planted("vote-without-chair")
def a_vote_with_nobody_in_the_chair() -> Sides:
    return without_presence("amin")


@planted("nobody-presided")
def a_meeting_without_a_chair() -> Sides:
    return without_presence("amin")


@planted("vote-without-quorum")
def a_vote_without_a_quorum() -> Sides:
    return changed(_vote_of_two)


def _vote_of_two(meeting: Meeting) -> Meeting:
    first = meeting.votes.taken[0]
    asked = replace(first.question, present=2)
    return replace(meeting, votes=meeting.votes.change(first.id, question=asked))


@planted("motion-without-outcome")
def a_motion_that_was_left() -> Sides:
    sat = planning(closed=False)
    sat.do("move_motion", text="That the appeal be fought.", mover="shah", seconder="owen")
    return sat.sides


@planted("amendment-without-outcome")
def an_amendment_that_was_left() -> Sides:
    sat = planning(closed=False)
    sat.do("move_motion", text="That the appeal be fought.", mover="shah", seconder="owen")
    text = "That the appeal be fought to the end."
    sat.do("move_amendment", text=text, mover="ruiz", seconder="amin")
    return sat.sides


def declared_late(person: str) -> Sides:
    """An interest in item 4 that became known after the item was done with."""
    sat = planning(closed=False)
    sat.do(
        "declare_interest",
        person=person,
        kind="disclosable_pecuniary",
        item="4",
        nature="Owns a field there.",
    )
    return sat.sides


@planted("vote-of-interested")
def a_vote_of_somebody_interested() -> Sides:
    return declared_late("shah")


@planted("mover-interested")
def a_mover_with_an_interest() -> Sides:
    return declared_late("shah")


@planted("seconder-interested")
def a_seconder_with_an_interest() -> Sides:
    return declared_late("ruiz")


@planted("interested-stayed")
def somebody_interested_who_stayed() -> Sides:
    return declared_late("shah")


# Attendance


@planted("not-closed")
def a_meeting_that_was_not_closed() -> Sides:
    return planning(closed=False).sides


@planted("attendance-unrecorded")
def a_member_of_whom_nothing_is_recorded() -> Sides:
    return without_presence("lloyd")


@planted("without-quorum")
def a_time_without_a_quorum() -> Sides:
    sat = planning(closed=False)
    for person in ("shah", "owen"):
        sat.do("record_departure", person=person)
    sat.do("close_meeting")
    return sat.sides


@planted("interest-without-nature")
def an_interest_of_which_nothing_is_told() -> Sides:
    return changed(_natureless)


def _natureless(meeting: Meeting) -> Meeting:
    (interest,) = meeting.interests.declared
    return replace(meeting, interests=meeting.interests.changed(interest.id, nature=""))


@planted("left-and-not-returned")
def somebody_who_left_and_is_lost() -> Sides:
    return changed(_still_out)


def _still_out(meeting: Meeting) -> Meeting:
    (interest,) = meeting.interests.declared
    (absence,) = interest.absences
    absences = (replace(absence, until=None),)
    found = meeting.interests.changed(interest.id, absences=absences)
    spells = meeting.presence.of("owen")
    lasting = replace(spells, spells=tuple(replace(s, until=None) for s in spells.spells[:1]))
    members = meeting.presence.members | {"owen": lasting}
    return replace(meeting, interests=found, presence=replace(meeting.presence, members=members))


# Items


@planted("item-without-record")
def an_item_with_nothing_under_it() -> Sides:
    return with_item("6", record=())


@planted("item-without-decision")
def an_item_for_decision_without_one() -> Sides:
    return changed(_without_votes)


def _without_votes(meeting: Meeting) -> Meeting:
    item = meeting.item("5")
    kept = tuple(entry for entry in item.record if not entry.matter.concludes)
    return meeting.with_item(replace(item, record=kept))


@planted("not-reached")
def an_item_that_was_not_reached() -> Sides:
    return with_item("6", standing=Standing.PENDING, spans=(), record=())


@planted("minutes-not-agreed")
def earlier_minutes_of_which_nothing_is_said() -> Sides:
    return with_item("3", record=())


@planted("minutes-of-later-day")
def earlier_minutes_that_are_later() -> Sides:
    return with_item("3", minutes_of=date(2026, 9, 9))


@planted("minutes-agreed-without-corrections")
def corrections_that_were_forgotten() -> Sides:
    return changed(_not_subject)


def _not_subject(meeting: Meeting) -> Meeting:
    item = meeting.item("3")
    record = tuple(
        replace(entry, matter=replace(entry.matter, subject_to_corrections=False))
        if entry.matter.name == "PreviousMinutesAgreed"
        else entry
        for entry in item.record
    )
    return meeting.with_item(replace(item, record=record))


@planted("declarations-unrecorded")
def declarations_that_were_not_asked_for() -> Sides:
    return changed(lambda m: replace(m, interests=replace(m.interests, declared=())))


@planted("recorded-twice")
def the_same_note_twice() -> Sides:
    sat = planning(closed=False)
    for _ in range(2):
        sat.do("record_note", text="Members thanked the officers.")
    return sat.sides


@planted("action-without-owner")
def an_action_of_nobody() -> Sides:
    return noted("report back", "record_action", who="TBC")


@planted("action-before-meeting")
def an_action_that_is_late_already() -> Sides:
    return noted("report back", "record_action", who="Gwen Hughes", by_when="1 June 2026")


@planted("action-in-a-note")
def an_action_that_is_only_a_note() -> Sides:
    return noted("The figures were late.\n\nAction: Gwen Hughes to ask for them.")


@planted("decision-without-quorum")
def a_decision_without_a_quorum() -> Sides:
    return changed(_decided_by_two)


def _decided_by_two(meeting: Meeting) -> Meeting:
    item = meeting.item("6")
    (entry,) = item.record[-1:]
    matter = replace(entry.matter, present=2, needed=3)  # type: ignore[call-arg]
    return meeting.with_item(replace(item, record=(replace(entry, matter=matter),)))


# Words


@planted("wrong-weekday")
def a_weekday_that_is_wrong() -> Sides:
    return noted("A visit is planned for Monday 21 July 2026.")


@planted("wrong-weekday")
def a_weekday_that_is_wrong_in_welsh() -> Sides:
    return noted(
        "Bydd ymweliad ar ddydd Llun 21 Gorffennaf 2026, sef dydd Llun 21 Gorffennaf 2026."
    )


@planted("impossible-date")
def a_date_that_no_month_has() -> Sides:
    return noted("The next meeting is on 31 September.")


@planted("impossible-date")
def a_leap_day_in_another_year() -> Sides:
    return noted("It ends on 29 February 2027.")


@planted("name-spelt-two-ways")
def a_name_that_is_misspelt() -> Sides:
    return noted("Cllr Shaw asked about the drains.")


@planted("unknown-councillor")
def a_councillor_nobody_knows() -> Sides:
    return noted("Councillor Braithwaite asked about the drains.")


@planted("to-be-filled-in")
def words_that_were_to_be_filled_in() -> Sides:
    return noted("The cost is XXX.")


@planted("word-twice")
def a_word_that_stands_twice() -> Sides:
    return noted("Members asked about the the drains.")


@planted("count-in-words")
def a_count_that_is_not_that_of_the_vote() -> Sides:
    sat = planning(closed=False)
    sat.do("record_note", item="5", text="Permission was refused by 3 votes to 1.")
    return sat.sides


# Private business


@planted("private-words")
def a_private_name_in_public() -> Sides:
    sides = welsh().sides
    outside = sides.outside
    item = outside.item("3")
    entry = next(e for e in item.record if e.matter.name == "NoteRecorded")
    told = entry.matter.reworded("Soniodd swyddog am gwmni Tarian.")
    record = tuple(replace(e, matter=told) if e.id == entry.id else e for e in item.record)
    return Sides(sides.inside, outside.with_item(replace(item, record=record)))


@planted("private-without-summary")
def private_business_without_a_summary() -> Sides:
    sides = changed(_without_release, welsh())
    rules = replace(sides.inside.profile.private, summary="s.100C(2)")
    profile = replace(sides.inside.profile, private=rules)
    return Sides(replace(sides.inside, profile=profile), sides.outside)


def _without_release(meeting: Meeting) -> Meeting:
    item = meeting.item("4")
    kept = tuple(e for e in item.record if not e.matter.name.endswith("Released"))
    return meeting.with_item(replace(item, record=kept))


@planted("exclusion-without-paragraph")
def an_exclusion_without_a_paragraph() -> Sides:
    return changed(_without_paragraphs, welsh())


def _without_paragraphs(meeting: Meeting) -> Meeting:
    meeting = meeting.with_item(replace(meeting.item("4"), paragraphs=()))
    exclusions = tuple(replace(each, paragraphs=()) for each in meeting.exclusions)
    return replace(meeting, exclusions=exclusions)


# The tests


def test_at_least_twenty_five_different_faults_are_planted() -> None:
    assert len({rule for rule, _ in PLANTED}) >= 25


@pytest.mark.parametrize(("rule", "fault"), PLANTED, ids=lambda each: getattr(each, "__name__", ""))
def test_a_planted_fault_is_found(rule: str, fault: Fault) -> None:
    assert rule in rules(fault())


@pytest.mark.parametrize("clean", [board, lambda: planning().sides, lambda: welsh().sides])
def test_nothing_is_found_in_a_meeting_with_nothing_wrong(clean: Fault) -> None:
    assert rules(clean()) == []


WORDS = (
    "Members asked about the access.",
    "Cllr Member3 thanked the officers.",
    "The works begin on Monday 7 September 2026.",
    "It was said that 3 to 4 trees would go.",
)


def anything(seed: int) -> Sides:
    """A meeting of some members with some items, at which nothing went wrong."""
    dice = random.Random(seed)
    people = [Person(f"m{n}", f"Cllr Member{n}") for n in range(dice.randint(5, 12))]
    people[0] = replace(people[0], role="Chair")
    numbers = [str(number) for number in range(2, dice.randint(4, 12))]
    items = [PlannedItem(n, f"Report {n}", purpose=dice.choice(list(Purpose))) for n in numbers]
    first = PlannedItem("1", "Declarations", declarations=True)
    sat = ready("english_planning_committee", items=(first, *items), people=tuple(people))
    away = dice.choice(people[1:]).id
    for person in people:
        sat.do("record_apologies" if person.id == away else "record_present", person=person.id)
    sat.wait_until("18:45")
    sat.do("open_meeting")
    sat.do("take_item", item="1")
    here = [person.id for person in people if person.id != away]
    interested = _interested(sat, dice, here, numbers)
    for number in numbers:
        _business(sat, dice, number, here, interested.get(number, ""))
    sat.do("close_meeting")
    return sat.sides


def _interested(
    sat: Story, dice: random.Random, here: list[str], numbers: list[str]
) -> dict[str, str]:
    """Who has an interest in which item."""
    if dice.random() < 0.3:
        sat.do("declare_no_interests")
        return {}
    number, person = dice.choice(numbers), dice.choice(here[1:])
    kind = "disclosable_pecuniary"
    sat.do("declare_interest", person=person, kind=kind, item=number, nature="Owns the land.")
    return {number: person}


def _business(sat: Story, dice: random.Random, number: str, here: list[str], out: str) -> None:
    """One item: put off, or talked about and decided; who is interested leaves and comes back."""
    if dice.random() < 0.1:
        sat.do("defer_item", item=number, to="the September meeting", reason="Not ready")
        return
    sat.do("take_item", item=number)
    if out:
        sat.do("leave_for_interest", person=out, item=number)
    sat.do("record_note", text=dice.choice(WORDS))
    if dice.random() < 0.5:
        mover, seconder = dice.sample([each for each in here if each != out], 2)
        sat.do(
            "move_motion", text=f"That report {number} be noted.", mover=mover, seconder=seconder
        )
        choices = {each: dice.choice(["for", "for", "against"]) for each in here if each != out}
        choices[here[0]] = choices[here[1] if here[1] != out else here[2]] = "for"
        voted(sat, **choices)
        if sat.meeting.votes.pending:
            sat.do("give_casting_vote", choice="for")
    else:
        sat.do("record_decision", text=f"That report {number} be noted.", outcome="noted")
    if dice.random() < 0.3:
        sat.do("record_action", who="Gwen Hughes", what="report back", by_when="1 October 2026")
    if out:
        sat.do("return_from_interest", person=out)


@pytest.mark.parametrize("seed", range(30))
def test_nothing_is_found_in_any_meeting_with_nothing_wrong(seed: int) -> None:
    assert [str(finding.said) for finding in check(anything(seed))] == []
