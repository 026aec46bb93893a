"""The style of resolutions: who was there first, then what was resolved, as it was voted."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from server.minutes import write
from server.minutes.compose import compose
from server.minutes.resolved import resolved
from server.minutes.sheet import Heading, Passage, Register, Signature
from tests.minutes.made import ENGLISH, PROFILE, Made, opened

COUNCIL = replace(
    PROFILE, document="minutes", house_style="resolved", quorum=replace(PROFILE.quorum, fixed=2)
)


def council() -> Made:
    return opened(profile=COUNCIL)


def told(made: Made) -> str:
    return write(made.meeting, ENGLISH)["md"].decode()


def decided(text: str, **given: object) -> str:
    made = council()
    made("13:02", "record_decision", text=text, **given)
    return told(made)


def carried(made: Made, at: str = "13:05", **counts: int) -> None:
    made(at, "put_question", way="hands")
    made(at, "record_counts", **counts)
    made(at, "close_vote")


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("That the report be noted.", "**RESOLVED –** That the report be noted."),
        ("The report be noted.", "**RESOLVED –** That the report be noted."),
        ("to approve the budget", "**RESOLVED –** to approve the budget"),
        ("Approved as recommended.", "**RESOLVED –** Approved as recommended."),
        ("RESOLVED: to approve it.", "\nRESOLVED: to approve it."),
    ],
)
def test_a_decision_is_said_to_be_resolved_once_and_in_its_own_words(
    text: str, stands: str
) -> None:
    assert stands in decided(text)


def test_what_was_noted_says_so_once() -> None:
    assert "**NOTED –** That progress is good." in decided(
        "That progress is good.", outcome="noted"
    )
    assert "NOTED" not in decided("The report was noted.", outcome="noted")
    clause = decided("That the report be noted.", outcome="noted")
    assert "**RESOLVED –** That the report be noted." in clause
    assert "**RESOLVED –** That it be agreed." in decided("That it be agreed.", outcome="agreed")


def test_what_is_for_another_body_names_it_once() -> None:
    made = decided("That the rate be 2%.", outcome="recommended", to="Cabinet")
    assert "**RECOMMENDED TO CABINET –** That the rate be 2%." in made
    assert "Recommended to Cabinet." not in made


def test_a_motion_that_was_carried_stands_once_with_its_movers() -> None:
    made = council()
    made("13:03", "move_motion", text="That the lease be signed.", mover="vice", seconder="shah")
    carried(made, in_favour=3, against=1, abstained=0)
    text = told(made)
    assert text.count("That the lease be signed.") == 1
    assert (
        "**RESOLVED –** That the lease be signed.\n\nMoved by Cllr Vic Vice, seconded by Cllr Shah."
        in text
    )


def test_a_motion_that_was_lost_is_not_resolved_and_stands_where_it_was_moved() -> None:
    made = council()
    made("13:03", "move_motion", text="That the lease be signed.", mover="vice", seconder="shah")
    carried(made, in_favour=1, against=3, abstained=0)
    text = told(made)
    assert "RESOLVED" not in text
    assert (
        "It was moved by Cllr Vic Vice and seconded by Cllr Shah:\n\nThat the lease be signed."
        in text
    )
    assert "The motion was lost: 1 for, 3 against." in text


def test_a_motion_that_was_amended_stands_as_moved_and_as_resolved() -> None:
    made = council()
    made("13:03", "move_motion", text="That the lease be signed.", mover="vice", seconder="shah")
    made(
        "13:04",
        "move_amendment",
        text="That the lease be signed in May.",
        mover="shah",
        seconder="chair",
    )
    carried(made, in_favour=3, against=1, abstained=0)
    carried(made, "13:06", in_favour=4, against=0, abstained=0)
    text = told(made)
    assert "seconded by Cllr Shah:\n\nThat the lease be signed.\n" in text
    assert "**RESOLVED –** That the lease be signed in May." in text


def test_an_undertaking_outside_a_resolution_is_an_action() -> None:
    made = council()
    made("13:02", "record_action", who="Officers", what="report back", by_when="May")
    assert "**Action:** Officers to report back by May." in told(made)


def test_who_attended_stands_before_the_first_item_and_a_place_to_sign_at_the_end() -> None:
    made = council()
    made("14:00", "close_meeting")
    shown = resolved(compose(made.meeting, ENGLISH), ENGLISH).elements
    kinds = [type(each) for each in shown]
    first = next(n for n, each in enumerate(shown) if isinstance(each, Heading) and each.number)
    assert kinds.index(Register) < first
    assert kinds[-1] is Signature
    assert Passage in kinds


def test_nobody_is_asked_to_sign_before_the_meeting_was_closed() -> None:
    shown = resolved(compose(council().meeting, ENGLISH), ENGLISH).elements
    assert not any(isinstance(each, Signature) for each in shown)


def test_without_authorities_the_list_has_no_column_for_them() -> None:
    made = council()
    people = tuple(replace(person, authority="") for person in made.meeting.people)
    alone = replace(made.meeting, people=people)
    text = write(alone, ENGLISH)["md"].decode()
    assert (
        "| Position/Role | Councillor |\n| --- | --- |\n| Chairman | Cllr Ada Chair OBE |" in text
    )
