"""The meetings that are walked through: who and what is there, under rules that are drawn."""

from __future__ import annotations

import random

from msgspec.structs import replace

from server.meeting.convened import MeetingConvened, PlannedItem
from server.meeting.people import Capacity, Person
from server.meeting.profile import (
    Arrival,
    InterestKind,
    LimitRule,
    Majority,
    MotionRule,
    Profile,
    QuorumRule,
    Requires,
    SpeakingRule,
    SubstituteRule,
    VotingRule,
)
from tests.conftest import CONVENED, PROFILE

PEOPLE = (
    Person("amin", "Cllr Ann Amin", role="Chair", group="Green"),
    Person("shah", "Cllr Bilal Shah", role="Vice-chair", group="Labour"),
    Person("owen", "Cllr Carys Owen", group="Plaid Cymru"),
    Person("ruiz", "Cllr Diego Ruiz", group="Conservative"),
    Person("khan", "Cllr Farah Khan", group="Labour"),
    Person("wood", "Cllr Ivan Wood", group="Green"),
    Person("price", "Jo Price", role="Parent governor", votes_on=("3", "6")),
    Person("lloyd", "Eve Lloyd", role="Co-opted member", votes=False),
    Person("evans", "Cllr Kai Evans", Capacity.SUBSTITUTE, group="Plaid Cymru"),
    Person("grey", "Cllr Lena Grey", Capacity.SUBSTITUTE, group="Labour"),
    Person("hughes", "Gwen Hughes", Capacity.OFFICER, position="Planning Officer"),
    Person("patel", "Dr Hari Patel", Capacity.GUEST, authority="Mill Trust"),
)
ITEMS = (
    PlannedItem("1", "Declarations", declarations=True),
    PlannedItem("2", "Minutes", minutes_of=CONVENED.items[1].minutes_of),
    PlannedItem("3", "Land at Mill Lane", recommendations=("That permission be granted.",)),
    PlannedItem("4", "Budget", budget=True),
    PlannedItem("4.1", "Fees", parent="4"),
    PlannedItem("4.2", "Reserves", parent="4"),
    PlannedItem("5", "Street lights"),
    PlannedItem("6", "Schools", recommendations=("That the plan be agreed.",)),
)
MEMBERS = ("amin", "shah", "owen", "ruiz", "khan", "wood", "price", "lloyd", "evans", "grey")
KINDS = (
    InterestKind("pecuniary", "Disclosable pecuniary interest", Requires.LEAVE, "s.31"),
    InterestKind("registrable", "Other registrable interest", Requires.SPEAK_THEN_LEAVE),
    InterestKind("affected", "Interest that is merely affected", Requires.STAY),
    InterestKind("arrears", "Arrears", Requires.NO_VOTE, "s.106", budget_only=True),
)


def drawn(chance: random.Random) -> MeetingConvened:
    """The meeting, under rules that are drawn."""
    return replace(
        CONVENED,
        profile=_rules(chance),
        people=PEOPLE,
        items=ITEMS,
        vacancies=chance.choice([0, 0, 1, 3]),
        rehearsal=True,
        performed=True,
    )


def _rules(chance: random.Random) -> Profile:
    one_of, odds = chance.choice, chance.random
    return replace(
        PROFILE,
        quorum=one_of([QuorumRule(), QuorumRule(fixed=3), QuorumRule(1, 1, 3, 3)])
        if odds() < 0.7
        else QuorumRule(numerator=1, denominator=3, minimum=3),
        remote_counts=odds() < 0.5,
        interest_kinds=KINDS,
        voting=_voting(chance),
        motions=MotionRule(seconder=odds() < 0.7, suspension_half=odds() < 0.5),
        substitutes=SubstituteRule(
            allowed=odds() < 0.9, same_group=odds() < 0.5, arrival=one_of(list(Arrival))
        ),
        limit=LimitRule(minutes=one_of([0, 120, 240])),
        speaking=_speaking(chance),
    )


def _voting(chance: random.Random) -> VotingRule:
    odds = chance.random
    return VotingRule(
        majority=chance.choice([Majority.SIMPLE] * 6 + [Majority.TWO_THIRDS, Majority.WHOLE]),
        casting_vote=odds() < 0.85,
        appointments_by_lot=odds() < 0.6,
        named_on_demand=chance.choice([0, 2]),
        budget_named=odds() < 0.5,
        budget_source="SI 2014/165",
        own_vote=odds() < 0.9,
        may_change=odds() < 0.8,
        present_throughout=odds() < 0.25,
    )


def _speaking(chance: random.Random) -> SpeakingRule:
    """All kinds of speech or the first few, some with no limit of time."""
    kinds = SpeakingRule().kinds
    if chance.random() < 0.2:
        kinds = kinds[:5]
    return SpeakingRule(
        kinds=tuple(replace(kind, seconds=chance.choice([0, 60, 180])) for kind in kinds),
        new_first=chance.random() < 0.5,
        on_record=chance.random() < 0.5,
    )
