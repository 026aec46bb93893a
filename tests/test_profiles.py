"""The ready profiles: what each nation's law asks for, and where it stands."""

from __future__ import annotations

import re

import pytest

from server import places
from server.meeting.convened import MeetingConvened
from server.meeting.people import Capacity
from server.meeting.profile import Majority, Profile, Requires
from server.meeting.resolution import resolution
from server.meeting_file import load_profiles, read_meeting_file, read_profile
from tests.convened import folded

TEXTS = load_profiles(places.config() / "profiles")
NAMES = sorted(TEXTS)
UNBOUND = {"board"}  # no act says when its agenda is published


def profile(name: str) -> Profile:
    return read_profile(name, TEXTS[name])


def agenda(name: str) -> str:
    """The standing items of a profile, as a meeting file writes items."""
    return TEXTS[name].partition("[[standing_items]]")[2].replace("standing_items", "items")


def convened(name: str, members: int = 12, rest: str = "") -> MeetingConvened:
    """A meeting with the standing items of this profile and nothing else."""
    people = "".join(f'[[people]]\nname = "Cllr Member{n}"\n' for n in range(members))
    head = f'body = "Body"\nstarts_at = 2027-05-12T19:30:00\nplace = "Hall"\nprofile = "{name}"\n'
    return read_meeting_file(f"{head}{people}{rest}[[items]]{agenda(name)}", TEXTS)


# What a profile is


def test_there_are_profiles_for_the_bodies_of_four_nations_and_for_boards() -> None:
    assert {name: profile(name).nation for name in NAMES} == {
        "board": "England",
        "english_committee": "England",
        "english_executive": "England",
        "english_licensing": "England",
        "english_parish": "England",
        "english_planning_committee": "England",
        "english_principal_council": "England",
        "northern_irish_council": "Northern Ireland",
        "scottish_council": "Scotland",
        "welsh_committee": "Wales",
        "welsh_principal_council": "Wales",
    }


def test_each_profile_has_a_name_of_its_own() -> None:
    names = [profile(name).name for name in NAMES]
    assert len(set(names)) == len(names)
    assert "" not in names


@pytest.mark.parametrize("name", NAMES)
def test_a_rule_that_is_asked_for_says_by_what(name: str) -> None:
    rules = profile(name)
    assert rules.publication.source
    assert rules.speaking.source
    assert rules.voting.may_change_source
    if rules.motions.suspension_majority is not None:
        assert rules.motions.suspension_source
    if rules.private.confidential or rules.private.summary:
        assert rules.private.section


@pytest.mark.parametrize("name", NAMES)
def test_what_was_not_confirmed_is_no_rule_that_a_statute_makes_absolute(name: str) -> None:
    rules = profile(name)
    if rules.presiding_by_law:
        assert "not confirmed" not in rules.presiding_source


@pytest.mark.parametrize("name", NAMES)
def test_what_the_law_sets_has_a_statute_for_its_source(name: str) -> None:
    rules = profile(name)
    voting, private = rules.voting, rules.private
    sources = {
        "voting.majority": voting.majority_source,
        "motions.suspension_majority": rules.majority(suspends=True)[1],
        "voting.casting_vote": voting.casting_source,
        "voting.named_on_demand": voting.named_source,
        "voting.budget_named": voting.budget_source,
        "voting.own_vote": voting.own_vote_source,
        "remote_counts": rules.remote_source,
        "publication.clear_days": rules.publication.source,
        "private.own_rules": private.section,
        "private.schedule": private.schedule,
        "private.public_interest": private.section,
        "private.confidential": private.confidential,
        "private.summary": private.summary,
    }
    sources |= {f"interest_kinds.{kind.key}": kind.source for kind in rules.interest_kinds}
    for rule in rules.by_law:
        assert re.search(r"\bAct\b|\bS[IR] \d{4}/", sources[rule]), rule
        assert "not confirmed" not in sources[rule], rule


def test_a_board_has_no_law() -> None:
    assert {name for name in NAMES if not profile(name).by_law} == UNBOUND


# Clear days


@pytest.mark.parametrize(
    ("days", "names"),
    [
        (0, UNBOUND),
        (
            3,
            {"english_parish", "scottish_council", "welsh_committee", "welsh_principal_council"},
        ),
        (
            5,
            {
                "english_committee",
                "english_executive",
                "english_licensing",
                "english_planning_committee",
                "english_principal_council",
                "northern_irish_council",
            },
        ),
    ],
)
def test_an_agenda_is_public_so_many_clear_days_before(days: int, names: set[str]) -> None:
    assert {n for n in NAMES if profile(n).publication.clear_days == days} == names


# Quorum


@pytest.mark.parametrize(
    ("name", "membership", "needed"),
    [
        ("english_committee", 13, 4),
        ("english_committee", 9, 3),
        ("english_committee", 5, 3),
        ("english_licensing", 3, 3),
        ("english_executive", 10, 3),
        ("welsh_committee", 17, 5),
        ("welsh_committee", 8, 3),
        ("scottish_council", 85, 22),
        ("scottish_council", 32, 8),
        ("northern_irish_council", 40, 10),
        ("northern_irish_council", 41, 11),
        ("northern_irish_council", 60, 15),
    ],
)
def test_so_many_members_are_needed(name: str, membership: int, needed: int) -> None:
    assert profile(name).quorum.needed(membership) == needed


def test_a_statute_asks_for_the_quorum_of_councils_and_for_no_committees() -> None:
    assert {name for name in NAMES if profile(name).quorum.by_law} == {
        "english_parish",
        "english_principal_council",
        "northern_irish_council",
        "scottish_council",
        "welsh_principal_council",
    }


# What a nation or a body has of its own


def test_in_scotland_a_tie_on_an_appointment_is_decided_by_lot() -> None:
    assert {name for name in NAMES if profile(name).voting.appointments_by_lot} == {
        "scottish_council"
    }
    assert profile("scottish_council").voting.casting_vote


def test_in_scotland_an_interest_takes_a_member_out_and_a_connection_does_not() -> None:
    kinds = {kind.key: kind.requires for kind in profile("scottish_council").interest_kinds}
    assert (kinds["interest"], kinds["connection"]) == (Requires.LEAVE, Requires.STAY)


def test_in_northern_ireland_four_fifths_suspend_standing_orders_and_no_more() -> None:
    rules = profile("northern_irish_council")
    assert rules.majority(suspends=True)[0] is Majority.FOUR_FIFTHS
    assert "s.40" in rules.majority(suspends=True)[1]
    assert rules.majority()[0] is Majority.SIMPLE
    others = [profile(name) for name in NAMES if name != "northern_irish_council"]
    assert all(each.majority(suspends=True) == each.majority() for each in others)


def test_who_decides_a_licence_has_heard_the_whole_case_and_sits_for_nobody_else() -> None:
    rules = profile("english_licensing")
    assert rules.voting.present_throughout
    assert not rules.substitutes.allowed


def test_a_committee_has_substitutes_and_few_members_demand_a_named_vote() -> None:
    rules = profile("english_committee")
    assert rules.substitutes.allowed
    assert 0 < rules.voting.named_on_demand < 10
    substitute = '[[people]]\nname = "Cllr Deputy"\ncapacity = "substitute"\n'
    meeting = convened("english_committee", rest=substitute)
    assert meeting.people[-1].capacity is Capacity.SUBSTITUTE


def test_wales_speaks_two_languages_in_committee_as_in_council() -> None:
    assert {name for name in NAMES if "cy" in profile(name).languages} == {
        "welsh_committee",
        "welsh_principal_council",
    }


# Private business


def test_the_paragraphs_of_scotland_are_fifteen_and_those_of_northern_ireland_seven() -> None:
    numbers = [p.number for p in profile("scottish_council").private.paragraphs]
    assert numbers == [str(n) for n in range(1, 16)]
    numbers = [p.number for p in profile("northern_irish_council").private.paragraphs]
    assert numbers == [str(n) for n in range(1, 8)]


def test_a_paragraph_whose_words_are_not_sure_sends_to_the_schedule() -> None:
    rules = profile("northern_irish_council").private
    unsure = [p for p in rules.paragraphs if p.text.startswith("See paragraph")]
    assert [p.number for p in unsure] == ["4", "6", "7"]
    assert all(f"See paragraph {p.number} of Part 1 of Schedule 6" in p.text for p in unsure)


@pytest.mark.parametrize(
    ("name", "paragraphs", "words"),
    [
        (
            "scottish_council",
            "15",
            "That under section 50A(4) of the Local Government (Scotland) Act 1973 the press and "
            "public be excluded from the meeting for item 1 (Sederunt and apologies) on the "
            "grounds that this business involves the likely disclosure of exempt information as "
            "defined in paragraph 15 (the identity of a protected informant) of Part I of "
            "Schedule 7A to the Act.",
        ),
        (
            "northern_irish_council",
            "1",
            "That under section 42(4) of the Local Government Act (Northern Ireland) 2014 the "
            "press and public be excluded from the meeting for item 1 (Apologies) on the grounds "
            "that this business involves the likely disclosure of exempt information as described "
            "in paragraph 1 (information relating to any individual) of Part 1 of Schedule 6 to "
            "the Act, and that the public interest in maintaining the exemption outweighs the "
            "public interest in disclosing the information.",
        ),
        (
            "english_licensing",
            "",
            "That under regulation 14(2) of the Licensing Act 2003 (Hearings) Regulations 2005 "
            "the public be excluded from the hearing for item 1 (Appointment of the chair), as "
            "the public interest in so doing outweighs the public interest in that part of the "
            "hearing taking place in public: the members deliberate.",
        ),
    ],
)
def test_the_public_is_excluded_in_the_words_of_the_act(
    name: str, paragraphs: str, words: str
) -> None:
    meeting, reason = folded(convened(name)), "the members deliberate."
    text, _ = resolution(meeting, ["1"], paragraphs, reason, public_interest=True)
    assert text == words


def test_the_executive_excludes_under_its_own_regulations_by_the_paragraphs_of_england() -> None:
    rules, council = profile("english_executive").private, profile("english_committee").private
    assert "regulation 4(2)(b)" in rules.wording
    assert rules.section == "SI 2012/2089 reg 4(2)(b)"
    assert rules.paragraphs == council.paragraphs


def test_committees_exclude_the_public_as_their_councils_do() -> None:
    for committee, council in (
        ("english_committee", "english_principal_council"),
        ("welsh_committee", "welsh_principal_council"),
    ):
        assert profile(committee).private == profile(council).private
