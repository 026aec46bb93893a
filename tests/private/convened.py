"""The meeting of these tests: some items are closed, and what is private of them has a canary.

A canary is a word that stands in nothing but private business of one of the two meetings.
"""

from __future__ import annotations

import random

from msgspec.structs import replace

from server.meeting.agenda import Access, Link, Purpose
from server.meeting.convened import MeetingConvened, PlannedItem
from server.meeting.people import Capacity, Person
from server.meeting.profile import (
    InterestKind,
    LimitRule,
    Majority,
    MotionRule,
    Outcome,
    QuorumRule,
    Requires,
    SpeakingRule,
    StandardPhrase,
    SubstituteRule,
    VotingRule,
)
from tests.conftest import CONVENED, PROFILE

CANARIES = ("zqalpha", "zqbravo")

PEOPLE = (
    Person("amin", "Cllr Ann Amin", role="Chair", group="Green"),
    Person("shah", "Cllr Bilal Shah", role="Vice-chair", group="Labour"),
    Person("owen", "Cllr Carys Owen", group="Plaid Cymru"),
    Person("ruiz", "Cllr Diego Ruiz", group="Conservative"),
    Person("khan", "Cllr Farah Khan", group="Labour"),
    Person("wood", "Cllr Ivan Wood", group="Green"),  # never comes: follows from outside
    Person("lloyd", "Eve Lloyd", role="Co-opted member", votes=False),
    Person("grey", "Cllr Lena Grey", Capacity.SUBSTITUTE, group="Labour"),
    Person("hughes", "Gwen Hughes", Capacity.OFFICER, position="Planning Officer"),
    Person("patel", "Dr Hari Patel", Capacity.GUEST, authority="Mill Trust"),
)
VOTERS = ("amin", "shah", "owen", "ruiz", "khan")
MEMBERS = (*VOTERS, "lloyd", "grey")
KINDS = (
    InterestKind("pecuniary", "Disclosable pecuniary interest", Requires.LEAVE, "s.31"),
    InterestKind("registrable", "Other registrable interest", Requires.SPEAK_THEN_LEAVE),
    InterestKind("affected", "Interest that is merely affected", Requires.STAY),
    InterestKind("arrears", "Arrears", Requires.NO_VOTE, "s.106", budget_only=True),
)


def convened(chance: random.Random, canary: str, report: str) -> MeetingConvened:
    """A meeting under rules that are drawn. `report` are the words of what a closed item's report
    says where it may be published after all; they hold the canary if it never is."""
    profile = replace(
        PROFILE,
        quorum=chance.choice([QuorumRule(), QuorumRule(fixed=2), QuorumRule(1, 3, 3)]),
        remote_counts=chance.random() < 0.5,
        interest_kinds=KINDS,
        phrases=(StandardPhrase(Outcome.NOTED, "That the report be noted."),),
        voting=VotingRule(
            majority=chance.choice([Majority.SIMPLE] * 4 + [Majority.TWO_THIRDS]),
            casting_vote=chance.random() < 0.85,
            appointments_by_lot=chance.random() < 0.6,
            named_on_demand=chance.choice([0, 2]),
            budget_named=chance.random() < 0.3,
            budget_source="SI 2014/165",
            present_throughout=chance.random() < 0.3,
        ),
        motions=MotionRule(seconder=chance.random() < 0.6),
        substitutes=SubstituteRule(allowed=True, same_group=True),
        limit=LimitRule(minutes=chance.choice([0, 60, 600])),
        speaking=SpeakingRule(
            kinds=tuple(replace(kind, seconds=180) for kind in SpeakingRule().kinds),
            new_first=chance.random() < 0.5,
            on_record=chance.random() < 0.6,
        ),
    )
    return replace(
        CONVENED,
        profile=profile,
        people=PEOPLE,
        items=_items(canary, report),
        performed=chance.random() < 0.5,
        rehearsal=True,
        vacancies=chance.choice([0, 1]),
    )


def _items(canary: str, report: str) -> tuple[PlannedItem, ...]:
    return (
        PlannedItem("1", "Declarations", declarations=True),
        PlannedItem("2", "Minutes", minutes_of=CONVENED.items[1].minutes_of),
        _closed("3", "A property matter", Access.EXEMPT, canary, report),
        PlannedItem("3.1", "Terms", parent="3", summary=f"{report} terms"),
        PlannedItem(
            "4",
            "Land at Mill Lane",
            purpose=Purpose.DECISION,
            recommendations=("That permission be granted.",),
            papers=(
                Link("Plan", "https://council.example/plan.pdf"),
                Link(f"{canary} tenders", f"https://council.example/{canary}.pdf", exempt=True),
            ),
        ),
        PlannedItem("5", "Budget", budget=True),
        PlannedItem("5.1", "Fees", parent="5"),
        _closed("6", "A legal matter", Access.CONFIDENTIAL, canary, report),
        PlannedItem("7", "Street lights", summary="All is well.", minutes=10),
        _closed("8", "A contract", Access.EXEMPT, canary, report),
    )


def _closed(number: str, title: str, access: Access, canary: str, report: str) -> PlannedItem:
    return PlannedItem(
        number,
        title,
        purpose=Purpose.DECISION,
        access=access,
        paragraphs=("3",) if access is Access.EXEMPT else (),
        public_interest="It would harm the council’s hand.",
        private_title=f"{canary} Wharf, item {number}",
        summary=f"{report} offers £9 for {number}.",
        recommendations=(f"That {report} be sold.",),
        presenters=(f"{report} Valuer",),
        papers=(
            Link(f"{report} report", f"https://council.example/{report}.pdf"),
            Link(f"{canary} appendix", f"https://council.example/{canary}.pdf", exempt=True),
        ),
    )
