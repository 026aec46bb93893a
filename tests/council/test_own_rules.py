"""Whatever rules of its own a body is given, none of them falls below the law."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from server import places
from server.council.own_rules import of_rules
from server.council.register import Body
from server.meeting.profile import Majority, Profile, Requires
from server.meeting_file import load_profiles, read_profile
from server.meeting_file.profiles import overridden, resolve

TEXTS = load_profiles(places.config() / "profiles")
READY = {name: read_profile(name, text) for name, text in TEXTS.items()}
BY_THE_ACT_OF_1972 = (
    "english_parish",
    "english_principal_council",
    "english_committee",
    "english_planning_committee",
    "welsh_principal_council",
    "welsh_committee",
)
STRICT = [Requires.STAY, Requires.NO_VOTE, Requires.SPEAK_THEN_LEAVE, Requires.LEAVE]


SOME = st.integers(0, 12)
MAJORITY = st.sampled_from([each.value for each in Majority])
KIND = st.fixed_dictionaries(
    {
        "key": st.sampled_from(["disclosable_pecuniary", "arrears", "own"]),
        "name": st.just("Interest"),
        "requires": st.sampled_from([each.value for each in Requires]),
        "budget_only": st.booleans(),
    }
)
YES_OR_NO = st.booleans()
ONE_RULE = {
    ("quorum", "fixed"): SOME,
    ("quorum", "minimum"): SOME,
    ("quorum", "denominator"): st.integers(1, 9),
    ("quorum", "by_law"): YES_OR_NO,
    ("voting", "majority"): MAJORITY,
    ("voting", "casting_vote"): YES_OR_NO,
    ("voting", "named_on_demand"): SOME,
    ("voting", "budget_named"): YES_OR_NO,
    ("voting", "own_vote"): YES_OR_NO,
    ("motions", "suspension_majority"): MAJORITY,
    ("publication", "clear_days"): SOME,
    ("private", "own_rules"): st.sampled_from(["", "SO 3"]),
    ("private", "public_interest"): YES_OR_NO,
    ("private", "summary"): st.sampled_from(["", "SO 4"]),
    ("presiding_by_law",): YES_OR_NO,
    ("remote_counts",): YES_OR_NO,
    ("interest_kinds",): st.lists(KIND, max_size=3, unique_by=lambda kind: kind["key"]),
}


@st.composite
def some_rules(draw: st.DrawFn) -> dict[str, Any]:
    """A few rules of a body's own: with many, one of them would nearly always be refused."""
    overrides: dict[str, Any] = {}
    chosen = st.lists(st.sampled_from(sorted(ONE_RULE)), min_size=1, max_size=3, unique=True)
    for place in draw(chosen):
        *tables, field = place
        table = overrides.setdefault(tables[0], {}) if tables else overrides
        table[field] = draw(ONE_RULE[place])
    return overrides


def accepted(profile: str, overrides: dict[str, Any], seats: int) -> Profile | None:
    """The rules by which the body would meet; None where its own are refused."""
    body = Body("b", "oakham", "Body", profile=profile, seats=seats, overrides=overrides)
    if list(of_rules((), body, TEXTS[profile])):
        return None
    return resolve(overridden(READY[profile], overrides))[0]


@settings(max_examples=400)
@given(st.sampled_from(sorted(TEXTS)), some_rules(), st.integers(0, 60))
def test_whatever_own_rules_are_accepted_never_fall_below_the_law(
    profile: str, overrides: dict[str, Any], seats: int
) -> None:
    own, law = accepted(profile, overrides, seats), READY[profile]
    if own is None or profile == "board":
        return
    for members in [seats] if seats else range(1, 100):
        if law.quorum.by_law:
            assert own.quorum.needed(members) >= law.quorum.needed(members)
    assert own.quorum.by_law >= law.quorum.by_law
    assert own.presiding_by_law >= law.presiding_by_law
    if profile != "northern_irish_council":  # whose five days are not confirmed
        assert own.publication.clear_days >= law.publication.clear_days or "licens" in profile
    if profile in BY_THE_ACT_OF_1972:
        assert own.majority()[0] is own.majority(suspends=True)[0] is Majority.SIMPLE
        assert own.voting.casting_vote
    if profile == "english_parish":
        assert own.voting.named_on_demand == 1
    if profile == "english_principal_council":
        assert own.voting.budget_named
        assert own.voting.own_vote
    if law.nation == "Wales":
        assert own.remote_counts
    of_interests(own, law)
    of_the_public(own, law)


def of_interests(own: Profile, law: Profile) -> None:
    """Localism Act 2011 s.31 and Local Government Finance Act 1992 s.106."""
    for key in ("disclosable_pecuniary", "arrears"):
        least, found = law.interest_kind(key), own.interest_kind(key)
        if least is not None:
            assert found is not None
            assert STRICT.index(found.requires) >= STRICT.index(least.requires)
            assert found.budget_only <= least.budget_only


def of_the_public(own: Profile, law: Profile) -> None:
    """Nobody is shut out by a body’s own rule, nor without the test that the act asks for."""
    assert not own.private.own_rules
    if law.nation != "Northern Ireland":  # whose Schedule 6 is not confirmed
        assert own.private.public_interest >= law.private.public_interest
        assert bool(own.private.summary) >= bool(law.private.summary)


@given(st.integers(3, 40), st.integers(0, 40))
def test_longer_notice_and_a_higher_quorum_are_always_accepted(days: int, more: int) -> None:
    overrides = {"publication": {"clear_days": days}, "quorum": {"minimum": 3 + more}}
    assert accepted("english_parish", overrides, seats=0) is not None
