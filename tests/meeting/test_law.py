"""What the law gives: which rules of a body's own go below it, and which go further."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec import to_builtins
from msgspec.structs import replace

from server import places
from server.meeting.law import KINDS, below
from server.meeting.profile import Profile
from server.meeting_file import load_profiles, read_profile
from server.meeting_file.profiles import overridden, resolve

TEXTS = load_profiles(places.config() / "profiles")
READY = {name: read_profile(name, text) for name, text in TEXTS.items()}
FULL = "english_principal_council"


def own(name: str, overrides: dict[str, Any]) -> Profile:
    profile, faults = resolve(overridden(READY[name], overrides))
    assert profile is not None
    assert not faults
    return profile


def refused(name: str, overrides: dict[str, Any], membership: int = 0) -> dict[str, str]:
    """The rules of these that the law refuses, each with why."""
    return {rule: str(said) for rule, said in below(own(name, overrides), READY[name], membership)}


def kinds(ready: str, **changes: Any) -> dict[str, Any]:
    """The kinds of interest with the pecuniary one changed so."""
    first, *rest = READY[ready].interest_kinds
    return {"interest_kinds": to_builtins([replace(first, **changes), *rest])}


@pytest.mark.parametrize("name", sorted(READY))
def test_the_ready_rules_are_never_below_themselves(name: str) -> None:
    assert not refused(name, {})


@pytest.mark.parametrize("name", sorted(READY))
def test_the_kinds_of_interest_that_the_law_names_are_there(name: str) -> None:
    keys = {kind.key for kind in READY[name].interest_kinds}
    assert {r.removeprefix(KINDS) for r in READY[name].by_law if r.startswith(KINDS)} <= keys


@pytest.mark.parametrize(
    ("name", "overrides", "rule"),
    [
        ("english_parish", {"voting": {"named_on_demand": 5}}, "voting.named_on_demand"),
        ("english_parish", {"voting": {"named_on_demand": 0}}, "voting.named_on_demand"),
        ("english_parish", {"voting": {"casting_vote": False}}, "voting.casting_vote"),
        ("english_parish", {"publication": {"clear_days": 2}}, "publication.clear_days"),
        ("english_parish", {"private": {"own_rules": "SO 11"}}, "private.own_rules"),
        ("english_parish", {"quorum": {"minimum": 2}}, "quorum"),
        ("english_parish", {"quorum": {"by_law": False}}, "quorum.by_law"),
        ("english_parish", {"presiding_by_law": False}, "presiding_by_law"),
        ("english_parish", {"by_law": ["voting.majority"]}, "by_law"),
        (FULL, {"voting": {"majority": "two_thirds"}}, "voting.majority"),
        (FULL, {"voting": {"budget_named": False}}, "voting.budget_named"),
        (FULL, {"voting": {"own_vote": False}}, "voting.own_vote"),
        (FULL, {"publication": {"clear_days": 4}}, "publication.clear_days"),
        (FULL, {"interest_kinds": []}, "interest_kinds.disclosable_pecuniary"),
        (FULL, kinds(FULL, requires="stay"), "interest_kinds.disclosable_pecuniary"),
        (FULL, kinds(FULL, budget_only=True), "interest_kinds.disclosable_pecuniary"),
        (FULL, {"private": {"public_interest": False}}, "private.public_interest"),
        (FULL, {"private": {"confidential": ""}}, "private.confidential"),
        (FULL, {"private": {"summary": ""}}, "private.summary"),
        (
            FULL,
            {"motions": {"suspension_majority": "two_thirds"}},
            "motions.suspension_majority",
        ),
        (
            FULL,
            {"private": {"paragraphs": [{"number": "8", "text": "What we please"}]}},
            "private.schedule",
        ),
        ("welsh_principal_council", {"remote_counts": False}, "remote_counts"),
        (
            "northern_irish_council",
            {"motions": {"suspension_majority": "simple"}},
            "motions.suspension_majority",
        ),
    ],
)
def test_a_rule_below_the_law_is_refused(name: str, overrides: dict[str, Any], rule: str) -> None:
    assert rule in refused(name, overrides)


@pytest.mark.parametrize(
    ("name", "overrides"),
    [
        ("english_parish", {"publication": {"clear_days": 7}}),
        ("english_parish", {"quorum": {"denominator": 2}}),
        ("english_parish", {"quorum": {"minimum": 5}}),
        ("english_parish", {"voting": {"budget_named": True}}),
        (FULL, {"voting": {"named_on_demand": 1}}),  # no act says how many there
        (FULL, {"voting": {"named_on_demand": 25}}),
        (FULL, {"private": {"paragraphs": to_builtins(READY[FULL].private.paragraphs[:3])}}),
        (FULL, kinds(FULL, name="Pecuniary interest")),
        ("english_committee", {"quorum": {"minimum": 2}}),  # no act says it of a committee
        ("scottish_council", {"voting": {"casting_vote": False}}),  # standing orders may
        ("scottish_council", {"motions": {"suspension_majority": "two_thirds"}}),
        ("board", {"voting": {"majority": "whole", "casting_vote": False}}),
        ("board", {"quorum": {"fixed": 1}, "publication": {"clear_days": 0}}),
    ],
)
def test_a_rule_that_goes_further_or_is_no_law_may_be(name: str, overrides: dict[str, Any]) -> None:
    assert not refused(name, overrides)


def test_fewer_members_than_the_act_asks_for_may_demand_a_named_vote() -> None:
    law = replace(READY[FULL], voting=replace(READY[FULL].voting, named_on_demand=10))
    law = replace(law, by_law=(*law.by_law, "voting.named_on_demand"))
    for count, lawful in ((0, False), (1, True), (10, True), (11, False)):
        rules = replace(law, voting=replace(law.voting, named_on_demand=count))
        assert (not list(below(rules, law))) is lawful


def test_a_refusal_says_which_rule_and_source_it_is_and_what_may_be_instead() -> None:
    told = refused("english_parish", {"voting": {"named_on_demand": 5}})
    assert told["voting.named_on_demand"] == (
        "by law any one member can demand a named vote (Local Government Act 1972 Sch 12 para "
        "13(2)): a rule of your own can ask neither for more members nor for none. Write 1."
    )
    told = refused(FULL, {"publication": {"clear_days": 1}})
    assert "5 (Local Government Act 1972 s.100A(6)" in told["publication.clear_days"]
    assert told["publication.clear_days"].endswith("Write 5, or more.")


def test_a_fixed_quorum_is_measured_by_the_members_that_there_are() -> None:
    fixed = {"quorum": {"fixed": 11}}
    assert not refused(FULL, fixed, membership=43)
    assert "quorum" in refused(FULL, fixed, membership=45)
    assert "quorum" in refused(FULL, fixed)
