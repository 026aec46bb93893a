"""The fixed cast, and a driver by which a test reads as the story of a meeting.

sat = sitting()
sat.do("take_item", item="3")
sentence = sat.refused("record_decision", text="")
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import Phase, settings

import server.business  # noqa: F401  # the kinds of business, with their commands
from server.live.order import Order
from server.meeting.agenda import AgendaItem, Link, Purpose
from server.meeting.audience import seen_by
from server.meeting.command import Actor, Office, decide
from server.meeting.conference import DialIn
from server.meeting.convened import MeetingConvened, PlannedItem
from server.meeting.event import Event, Recorded
from server.meeting.meeting import NOWHERE, Meeting
from server.meeting.people import Capacity, Person
from server.meeting.privacy import recorded
from server.meeting.profile import (
    InterestKind,
    Outcome,
    Paragraph,
    PrivateRule,
    Profile,
    QuorumRule,
    Requires,
    StandardPhrase,
)
from server.meeting.record import Audience, Entry, Matter
from server.meeting.refused import Refused
from server.meeting.sides import Sides
from server.render.language import Voice, voice

if TYPE_CHECKING:
    from tests.postgresql import PostgresServer

# Explaining a failure takes minutes for a long story; the shortest story that fails says enough.
PHASES = tuple(phase for phase in Phase if phase is not Phase.explain)
settings.register_profile("checks", deadline=None, max_examples=60, phases=PHASES)
settings.register_profile("ci", settings.get_profile("checks"), derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "checks")

LONDON = ZoneInfo("Europe/London")
ENGLISH: Voice = voice("en", "Europe/London")


def pytest_xdist_auto_num_workers() -> int:
    """Half as many again as there are cores: much of the time is spent waiting for browsers."""
    return -(-(os.cpu_count() or 1) * 3 // 2)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgresServer]:
    """A PostgreSQL server that all tests share who make a database of their own in it."""
    from tests.postgresql import NotInstalled, running  # its driver is not for every test

    try:
        with running() as server:
            yield server
    except NotInstalled as missing:
        pytest.skip(str(missing))  # .ci/run installs it; a newcomer's machine may do without


# The fixed cast. Members in seat order; Lloyd is co-opted and has no vote.
AMIN = Person("amin", "Cllr Ann Amin", role="Chair", group="Green")
SHAH = Person("shah", "Cllr Bilal Shah", role="Vice-chair", group="Labour")
OWEN = Person("owen", "Cllr Carys Owen", group="Plaid Cymru")
RUIZ = Person("ruiz", "Cllr Diego Ruiz", group="Conservative")
LLOYD = Person("lloyd", "Eve Lloyd", role="Co-opted member", votes=False)
HUGHES = Person("hughes", "Gwen Hughes", Capacity.OFFICER, position="Planning Officer")
PATEL = Person("patel", "Dr Hari Patel", Capacity.GUEST, authority="Mill Trust", items=("3",))
CAST = (AMIN, SHAH, OWEN, RUIZ, LLOYD, HUGHES, PATEL)
VOTERS = ("amin", "shah", "owen", "ruiz")

PROFILE = Profile(
    name="Planning committee",
    quorum=QuorumRule(numerator=1, denominator=2, source="SO 7"),
    interest_kinds=(
        InterestKind("pecuniary", "Disclosable pecuniary interest", Requires.LEAVE),
        InterestKind("registrable", "Other registrable interest", Requires.SPEAK_THEN_LEAVE),
        InterestKind("affected", "Interest that is merely affected", Requires.STAY),
    ),
    private=PrivateRule(
        wording="That the press and public be excluded for {items}, exempt under {paragraphs}.",
        section="s.100A(4)",
        schedule="Schedule 12A",
        paragraphs=(
            Paragraph("3", "Information relating to financial or business affairs."),
            Paragraph("5", "Information in respect of which legal privilege could be claimed."),
        ),
        confidential="s.100A(2)",
        own_rules="SO 22",
        summary="s.100C(2)",
    ),
    phrases=(StandardPhrase(Outcome.NOTED, "That the report be noted."),),
)
EARLIER = date(2026, 6, 9)

CONVENED = MeetingConvened(
    key="planning",
    body="Planning Committee",
    name="Planning Committee, 14 July 2026",
    council="Exampleshire District Council",
    starts_at=datetime(2026, 7, 14, 18, 30, tzinfo=LONDON),
    place="Council Chamber",
    profile=PROFILE,
    people=CAST,
    items=(
        PlannedItem("1", "Apologies and declarations", declarations=True),
        PlannedItem("2", "Minutes of the last meeting", minutes_of=EARLIER),
        PlannedItem(
            "3",
            "Land at Mill Lane",
            purpose=Purpose.DECISION,
            recommendations=("That permission be granted.",),
            presenters=("hughes", "A resident"),
            papers=(Link("Report", "https://council.example/3.pdf"),),
        ),
        PlannedItem("4", "Budget"),
        PlannedItem("4.1", "Fees", parent="4"),
        PlannedItem("4.2", "Reserves", parent="4"),
        PlannedItem("5", "Any other business"),
    ),
    join=Link("Join", "https://meet.example/secret"),
    dial_in=(DialIn("+44 (0)20 7946 0000", "Dial in from a phone", "123 456 789#"),),
    watch=Link("Watch", "https://stream.example/planning"),
)


class Story:
    """A meeting told step by step. Its clock goes on by a minute with everything that is asked.

    Who acts is the clerk, the chair, the server, or a member by id. Times are those of a clock in
    London on the day of the meeting; a stated time is given by `at`, a lost connection by `waited`
    minutes.
    """

    def __init__(self, convened: MeetingConvened) -> None:
        self.sides = Sides(NOWHERE, NOWHERE)
        self.recorded: list[Recorded] = []
        self.now = self.time("18:25")
        self._record(Actor(Office.CLERK, self.now, self.now), (convened,))

    @property
    def meeting(self) -> Meeting:
        """The meeting as it is."""
        return self.sides.inside

    @property
    def outside(self) -> Meeting:
        """The meeting as it is known outside."""
        return self.sides.outside

    def time(self, clock: str) -> datetime:
        """This time on the day of the meeting."""
        hour, minute = clock.split(":")
        return datetime(2026, 7, 14, int(hour), int(minute), tzinfo=LONDON)

    def wait_until(self, clock: str) -> None:
        """Let the time come."""
        assert self.time(clock) >= self.now, "time does not go back"
        self.now = self.time(clock)

    def do(
        self, command: str, /, by: str = "clerk", at: str = "", waited: float = 0, **given: object
    ) -> str:
        """Give a command that is accepted. The id of its first event."""
        actor, events = self._decide(command, by, at, waited, given)
        return self._record(actor, events)

    def refused(
        self, command: str, /, by: str = "clerk", at: str = "", waited: float = 0, **given: object
    ) -> str:
        """Give a command that is refused and changes nothing. The sentence as it is read."""
        before, recorded = self.meeting, list(self.recorded)
        with pytest.raises(Refused) as refusal:
            self._decide(command, by, at, waited, given)
        assert self.meeting is before
        assert self.recorded == recorded
        self.now += timedelta(minutes=1)
        return ENGLISH.say(refusal.value)

    def _decide(
        self, command: str, by: str, at: str, waited: float, given: dict[str, object]
    ) -> tuple[Actor, tuple[Event, ...]]:
        office = Office(by) if by in ("clerk", "chair", "server") else Office.MEMBER
        person = by if office is Office.MEMBER else ""
        order = Order(office, command, given, "", person, at, waited * 60_000)
        actor = order.actor_at(self.meeting, self.now)
        return actor, decide(self.meeting, actor, command, given, self.outside)

    def _record(self, actor: Actor, events: Iterable[Event]) -> str:
        told = len(self.recorded)
        ids = (f"e{number}" for number in count(told))
        new = recorded(self.meeting, actor, f"c{told}", events, ids)
        self.sides = self.sides.after(self.recorded, new)
        self.recorded += new
        self.now += timedelta(minutes=1)
        return new[0].stamp.id if new else ""

    # What there is to see

    def item(self, number: str) -> AgendaItem:
        """An item as it stands."""
        return self.meeting.item(number)

    def entry(self, id: str) -> Entry:
        """An entry as it stands."""
        return self.meeting.entry(id)

    def matters(self, number: str) -> list[Matter]:
        """What stands on the record under an item, but for what was struck out."""
        return [entry.matter for entry in self.item(number).record if entry.struck is None]

    def seen_by(self, audience: str) -> Meeting:
        """The meeting as an audience may see it."""
        return seen_by(self.sides, Audience(audience))


def convened(**changes: object) -> Story:
    """The meeting convened and nothing more; `changes` are to what was convened."""
    fields = {name: getattr(CONVENED, name) for name in CONVENED.__struct_fields__}
    return Story(MeetingConvened(**{**fields, **changes}))


def sitting(*present: str, **changes: object) -> Story:
    """The meeting opened at 18:30, with these members in the chamber, else all who vote."""
    story = convened(**changes)
    for person in present or VOTERS:
        story.do("record_present", person=person)
    story.wait_until("18:30")
    story.do("open_meeting")
    return story


def at_item(number: str, *present: str, **changes: object) -> Story:
    """The meeting with an item in hand since 18:31."""
    story = sitting(*present, **changes)
    story.do("take_item", item=number)
    return story
