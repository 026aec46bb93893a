"""Every rule of a profile is told in words, with its source and what the standard says instead."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from types import UnionType
from typing import Any, get_args, get_origin

import msgspec
import pytest
from msgspec.structs import fields, replace

from server import places
from server.meeting.profile import (
    Arrival,
    InterestKind,
    LimitRule,
    Majority,
    MotionRule,
    Outcome,
    Paragraph,
    PrivateRule,
    Profile,
    PublicationRule,
    QuorumRule,
    Requires,
    SpeakingKind,
    SpeakingRule,
    Speech,
    StandardPhrase,
    SubstituteRule,
    VotingRule,
)
from server.meeting_file import load_profiles, read_profile
from server.render.language import voice
from server.render.rules import HEADINGS, Against, Rule, rules_in_words
from tests.conftest import ENGLISH

READY = {
    name: read_profile(name, text)
    for name, text in load_profiles(places.config() / "profiles").items()
}
FULL = Profile(
    name="Council",
    quorum=QuorumRule(minimum=2),
    interest_kinds=(InterestKind("pecuniary", "Pecuniary interest", Requires.LEAVE),),
    phrases=(StandardPhrase(Outcome.NOTED, "That {body} note it."),),
    substitutes=SubstituteRule(allowed=True, notice=90),
    limit=LimitRule(minutes=180),
    speaking=SpeakingRule(kinds=(SpeakingKind(Speech.SPEECH, seconds=300),)),
    private=PrivateRule(
        wording="That the public be excluded for {items}.",
        schedule="Schedule 12A",
        paragraphs=(Paragraph("1", "Information relating to any individual"),),
        public_interest=True,
        confidential="s.100A(2)",
        own_rules="SO 3",
        summary="s.100C(2)",
    ),
)


def test_each_field_of_a_profile_is_told_by_one_rule() -> None:
    told = [field for h in HEADINGS for telling in h.tellings for field in telling.tells]
    known = set(leaves(Profile))
    assert known - set(told) == set(), "say these in a rule of server/render/rules"
    assert set(told) - known == set(), "these are no fields any more"
    assert sorted(told) == sorted(set(told))


def leaves(kind: type[msgspec.Struct], above: str = "") -> Iterator[str]:
    """Every field that holds a value, by its path; those of a list of tables as those of one."""
    for field in fields(kind):
        inner = struct_in(field.type)
        if inner is not None:
            yield from leaves(inner, f"{above}{field.name}.")
        else:
            yield f"{above}{field.name}"


def struct_in(kind: Any) -> type[msgspec.Struct] | None:
    for each in (kind, *get_args(kind)):
        if isinstance(each, type) and issubclass(each, msgspec.Struct):
            return each
    return None


@pytest.mark.parametrize("path", list(leaves(Profile)))
def test_what_is_changed_in_any_field_is_told(path: str) -> None:
    other = changed(FULL, path)
    assert other != FULL
    assert [rule for rule in rules(other, FULL) if rule.against is not Against.SAME]


def changed(struct: Any, path: str) -> Any:
    name, _, rest = path.partition(".")
    value = getattr(struct, name)
    if not rest:
        kind = next(f.type for f in fields(struct) if f.name == name)
        return replace(struct, **{name: another(value, kind)})
    if isinstance(value, tuple):
        return replace(struct, **{name: (changed(value[0], rest), *value[1:])})
    return replace(struct, **{name: changed(value, rest)})


def another(value: Any, kind: Any) -> object:
    if get_origin(kind) is UnionType:
        kind = next(each for each in get_args(kind) if each is not type(None))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next(each for each in kind if each != value)
    if isinstance(value, tuple):
        return (*value, "cy")
    if kind is bool:
        return not value
    return (value or 0) + 5 if kind is int else f"{value} other"


def rules(profile: Profile, standard: Profile | None = None, membership: int = 0) -> list[Rule]:
    sections = rules_in_words(profile, standard, ENGLISH, membership)
    return [rule for section in sections for rule in section.rules]


def says(profile: Profile, about: str, membership: int = 0) -> str:
    return next(rule.says for rule in rules(profile, None, membership) if rule.about == about)


# In a clerk’s words


@pytest.mark.parametrize(
    ("rule", "membership", "told"),
    [
        (
            QuorumRule(minimum=3),
            43,
            "One quarter of the whole number of members, rounded up, and at least 3: 11 of 43.",
        ),
        (QuorumRule(denominator=3), 0, "One third of the whole number of members, rounded up."),
        (QuorumRule(numerator=2, denominator=7), 7, "2 in 7 of the whole number of members"),
        (QuorumRule(fixed=1), 9, "1 member: 1 of 9."),
        (QuorumRule(fixed=4), 0, "4 members."),
    ],
)
def test_the_quorum_is_told_as_a_part_and_in_numbers(
    rule: QuorumRule, membership: int, told: str
) -> None:
    profile = replace(FULL, quorum=rule)
    assert says(profile, "Members needed", membership).startswith(told)


def test_a_quorum_that_a_statute_asks_for_is_law() -> None:
    profile = replace(FULL, quorum=QuorumRule(by_law=True))
    assert says(profile, "Members needed").endswith(
        "This is law: without it nothing can be decided."
    )


def test_the_rules_that_a_statute_sets_are_told_together_and_each_by_itself() -> None:
    parish = READY["english_parish"]
    assert says(parish, "Set by law") == (
        "A statute sets these, and rules of the body’s own cannot go below them: Quorum; Who "
        "presides; Majority; Majority to suspend rules; Casting vote; Named vote on demand; "
        "Disclosable pecuniary interest; Council tax two months or more in arrears; Clear days; On "
        "what ground the public is excluded."
    )
    forced = {rule.about for rule in rules(parish, parish) if rule.force}
    assert forced >= {"On demand", "Casting vote", "Clear days", "Disclosable pecuniary interest"}
    assert not forced & {"On the budget", "Seconder", "Other registrable interest", "Time limit"}


def test_no_rule_of_a_board_is_said_to_be_law() -> None:
    assert says(READY["board"], "Set by law") == "No statute is known to set any of these rules."
    assert not [rule for rule in rules(READY["board"]) if rule.force]


def test_a_rule_that_stands_below_the_law_is_said_to() -> None:
    parish = READY["english_parish"]
    own = replace(parish, voting=replace(parish.voting, named_on_demand=5))
    told = {rule.about: rule.force for rule in rules(own, parish)}
    assert told["On demand"].startswith("By law it cannot be so")
    assert told["Casting vote"].startswith("This is law")


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (0, "Members cannot demand a named vote."),
        (1, "1 member can demand a named vote."),
        (10, "10 members together can demand a named vote."),
    ],
)
def test_one_member_is_not_told_as_many(count: int, told: str) -> None:
    assert says(replace(FULL, voting=VotingRule(named_on_demand=count)), "On demand") == told


@pytest.mark.parametrize(
    ("seconds", "warned", "told"),
    [
        (0, 30, "No limit of time."),
        (300, 0, "At most 5 minutes."),
        (60, 1, "At most 1 minute, with a warning 1 second before the end."),
        (90, 30, "At most 1 minute 30 seconds, with a warning 30 seconds before the end."),
    ],
)
def test_the_time_of_a_speech_is_told_as_people_say_it(
    seconds: int, warned: int, told: str
) -> None:
    kind = SpeakingKind(Speech.SPEECH, seconds, warned)
    assert says(replace(FULL, speaking=SpeakingRule(kinds=(kind,))), "Speech") == told


def test_substitutes_are_told_in_one_rule() -> None:
    assert says(FULL, "Who may come instead") == (
        "A member who cannot come may be replaced by a substitute of the same political group. "
        "Notice is given at least 90 minutes before the meeting. If both come, whoever of the two "
        "joins first has the seat for the whole meeting."
    )
    none = replace(FULL, substitutes=SubstituteRule())
    assert says(none, "Who may come instead") == "There are no substitutes."


def test_what_is_filled_in_later_stands_in_square_brackets() -> None:
    assert "“That the public be excluded for [items].”" in says(FULL, "Resolution")
    assert says(FULL, "Noted") == "“That [body] note it.”"


def test_the_agenda_is_published_so_many_clear_days_before() -> None:
    told = {n: replace(FULL, publication=PublicationRule(clear_days=n)) for n in (1, 5)}
    assert "at least 1 clear day before" in says(told[1], "Clear days")
    assert "at least 5 clear days before" in says(told[5], "Clear days")


@pytest.mark.parametrize("majority", Majority)
def test_every_majority_has_its_words(majority: Majority) -> None:
    motions = MotionRule(suspension_majority=majority)
    profile = replace(FULL, voting=VotingRule(majority=majority), motions=motions)
    assert "carried by" in says(profile, "Majority")
    assert "carried by" in says(profile, "Majority to suspend rules")


@pytest.mark.parametrize("requires", Requires)
def test_every_interest_has_its_words(requires: Requires) -> None:
    kind = InterestKind("any", "Any interest", requires)
    assert says(replace(FULL, interest_kinds=(kind,)), "Any interest").startswith("The member ")


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_has_its_words(outcome: Outcome) -> None:
    profile = replace(FULL, phrases=(StandardPhrase(outcome, "That it be so."),))
    assert says(profile, outcome.value.capitalize()) == "“That it be so.”"


@pytest.mark.parametrize("arrival", Arrival)
def test_every_way_of_coming_late_has_its_words(arrival: Arrival) -> None:
    profile = replace(FULL, substitutes=SubstituteRule(allowed=True, arrival=arrival))
    assert "If both come, " in says(profile, "Who may come instead")


def test_every_kind_of_speech_has_its_words() -> None:
    profile = replace(FULL, speaking=SpeakingRule())
    assert says(profile, "Right of reply") == "No limit of time."
    assert len([r for r in rules(profile) if r.says.startswith("No limit of time.")]) == len(Speech)


# Beside the standard


@pytest.mark.parametrize("name", READY)
def test_a_ready_profile_is_told_in_whole_sentences_and_does_not_differ_from_itself(
    name: str,
) -> None:
    told = rules(READY[name], READY[name], 43)
    assert {rule.against for rule in told} == {Against.SAME}
    assert [rule.says for rule in told if not rule.says.endswith((".", "”"))] == []
    assert [rule.says for rule in told if "{" in rule.says or "  " in rule.says] == []


def test_a_rule_that_differs_is_told_with_what_the_standard_says() -> None:
    own = replace(FULL, voting=VotingRule(casting_vote=False, casting_source="SO 9"))
    told = [rule for rule in rules(own, FULL) if rule.differs]
    assert told == [
        Rule(
            "Casting vote",
            "Nobody has a casting vote: on a tie the question is lost.",
            "SO 9",
            Against.OTHER,
            "On a tie whoever presides has a second or casting vote.",
        )
    ]


def test_a_rule_from_elsewhere_is_the_same_rule() -> None:
    own = replace(FULL, voting=VotingRule(casting_source="SO 9"))
    told = [rule for rule in rules(own, FULL) if rule.against is not Against.SAME]
    assert [rule.against for rule in told] == [Against.OTHER_SOURCE]
    assert not told[0].differs


def test_kinds_that_only_one_of_the_two_has_are_told() -> None:
    kind = InterestKind("gift", "Gift", Requires.STAY)
    told = [rule for rule in rules(replace(FULL, interest_kinds=(kind,)), FULL) if rule.differs]
    assert [(rule.about, rule.against) for rule in told] == [
        ("Gift", Against.ADDED),
        ("Pecuniary interest", Against.LEFT_OUT),
    ]
    assert told[1].says == ""
    assert told[1].standard == "The member leaves the room, and neither speaks nor votes."


def test_without_a_standard_nothing_differs() -> None:
    assert {rule.against for rule in rules(FULL)} == {Against.SAME}


def test_a_section_says_how_many_of_its_rules_differ() -> None:
    own = replace(FULL, voting=VotingRule(casting_vote=False, may_change=False))
    sections = rules_in_words(own, FULL, ENGLISH)
    assert {s.key: s.others for s in sections if s.others} == {"voting": 2}


def test_rules_are_told_in_welsh_where_they_are_translated() -> None:
    told = rules_in_words(FULL, FULL, voice("cy", "Europe/London"), 43)
    assert [section.key for section in told] == [heading.key for heading in HEADINGS]


def test_a_section_without_any_rule_is_left_out() -> None:
    told = rules_in_words(replace(FULL, phrases=()), None, ENGLISH)
    assert "phrases" not in [section.key for section in told]
