"""The rules of debate in a file: read as they are meant, or told what is wrong with them."""
# ruff: noqa: RUF001 - the sentences say where with the sign that the program uses

from __future__ import annotations

import pytest

from server import places
from server.meeting.profile import SpeakingRule, Speech
from server.meeting_file import MeetingFileError, load_profiles, read_meeting_file, read_profile
from tests.test_meeting_file import SMALL

PROFILES = load_profiles(places.config() / "profiles")


def speaking(over: str) -> SpeakingRule:
    """The rules of a parish meeting whose file overrides them like this."""
    text = SMALL.replace("[[people]]", f"[overrides.speaking]\n{over}\n\n[[people]]", 1)
    return read_meeting_file(text, PROFILES).profile.speaking


def faults(over: str) -> list[str]:
    with pytest.raises(MeetingFileError) as error:
        speaking(over)
    return [str(fault).partition("speaking › ")[2] for fault in error.value.faults]


@pytest.mark.parametrize("name", sorted(PROFILES))
def test_every_rule_of_debate_in_a_profile_has_its_source(name: str) -> None:
    rules = read_profile(name, PROFILES[name]).speaking
    assert rules.source
    assert all(kind.source for kind in rules.kinds)


@pytest.mark.parametrize("name", sorted(PROFILES))
def test_in_a_profile_points_of_order_and_explanations_are_heard_at_once(name: str) -> None:
    kinds = read_profile(name, PROFILES[name]).speaking.kinds
    interrupting = [kind.kind for kind in kinds if kind.interrupts]
    assert interrupting == [Speech.POINT_OF_ORDER, Speech.EXPLANATION]
    assert [kind.kind for kind in kinds[:2]] == interrupting
    assert Speech.SPEECH in [kind.kind for kind in kinds]


def test_a_planning_committee_hears_the_public_and_ward_members_before_it_debates() -> None:
    rules = read_profile("planning", PROFILES["english_planning_committee"]).speaking
    order = [kind.kind for kind in rules.kinds]
    seconds = {kind.kind: kind.seconds for kind in rules.kinds}
    assert order.index(Speech.PUBLIC) < order.index(Speech.WARD_MEMBER) < order.index(Speech.SPEECH)
    assert seconds[Speech.PUBLIC] == seconds[Speech.WARD_MEMBER] == 180


def test_the_kinds_of_a_meeting_replace_those_of_its_profile() -> None:
    rules = speaking('on_record = true\nkinds = [{ kind = "speech", seconds = 240 }]')
    assert [(kind.kind, kind.seconds) for kind in rules.kinds] == [(Speech.SPEECH, 240)]
    assert (rules.on_record, rules.new_first) == (True, True)  # the second is the parish’s


def test_a_speech_without_a_limit_needs_no_warning() -> None:
    assert speaking('kinds = [{ kind = "speech" }]').kinds[0].seconds == 0


@pytest.mark.parametrize(
    ("over", "fault"),
    [
        (
            'kinds = [{ kind = "speech" }, { kind = "speech", seconds = 60 }]',
            "kinds 2 › kind: there are two rules for “speech”.",
        ),
        (
            'kinds = [{ kind = "speech", seconds = -60 }]',
            "kinds 1 › seconds: -60 is not between 0 and 1,000,000.",
        ),
        (
            'kinds = [{ kind = "speech", seconds = 7201 }]',
            "kinds 1 › seconds: 7,201 seconds are too many: at most 7,200, or 0 for no limit.",
        ),
        (
            'kinds = [{ kind = "speech", seconds = 3 }]',
            "kinds 1 › seconds: 3 seconds are too few to speak: at least 10, or 0 for no limit. "
            "Times are in seconds, not in minutes.",
        ),
        (
            'kinds = [{ kind = "speech", seconds = 60, warned = 90 }]',
            "kinds 1 › warned: the warning, 90 seconds before the end, is not within a speech of "
            "60 seconds: write a smaller number in “warned”.",
        ),
        (
            'kinds = [{ kind = "speech", seconds = 20 }]',
            "kinds 1 › warned: the warning, 30 seconds before the end, is not within a speech of "
            "20 seconds: write a smaller number in “warned”.",
        ),
        (
            'kinds = [{ kind = "speech", warned = -1 }]',
            "kinds 1 › warned: -1 is not between 0 and 1,000,000.",
        ),
        (
            'kinds = [{ kind = "speach" }]',
            "kinds 1 › kind: “speach” is not one of point_of_order, explanation, public, "
            "ward_member, speech, question, reply.",
        ),
        ("kinds = [{ seconds = 60 }]", "kinds 1: “kind” is missing."),
        (
            "kinds = []",
            "kinds: nobody could speak: write at least one kind, or leave the list out.",
        ),
        ('kinds = "speech"', "kinds: “speech” must be a list in square brackets."),
        ('kinds = ["speech"]', "kinds 1: “speech” must be a table of fields."),
        (
            'kinds = [{ kind = "speech", secs = 60 }]',
            "kinds 1 › secs: there is no field “secs”. Is “seconds” meant?",
        ),
        ('new_first = "yes"', "new_first: “yes” must be true or false."),
    ],
)
def test_a_rule_of_debate_that_cannot_be_is_told(over: str, fault: str) -> None:
    assert faults(over) == [fault]


def test_rules_that_are_no_table_are_told() -> None:
    text = SMALL.replace("[[people]]", "[overrides]\nspeaking = 3\n\n[[people]]", 1)
    with pytest.raises(MeetingFileError, match="“3” must be a table of fields"):
        read_meeting_file(text, PROFILES)


def test_the_longest_and_the_shortest_times_are_taken() -> None:
    rules = speaking(
        'kinds = [{ kind = "speech", seconds = 7200 }, '
        '{ kind = "question", seconds = 10, warned = 9 }]'
    )
    assert [kind.seconds for kind in rules.kinds] == [7200, 10]
