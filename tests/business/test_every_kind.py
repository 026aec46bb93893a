"""What every kind of business must have. A new kind adds nothing here but a row for each matter."""

from __future__ import annotations

import inspect
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType

import pytest

from server import business, places
from server.business.access import ItemClosed, ItemOpened
from server.business.action import ActionRecorded
from server.business.affirmation import AgreedWithoutDissent
from server.business.agenda import ItemDeferred, ItemTakenDespite, ItemWithdrawn
from server.business.amendment import AmendmentMoved
from server.business.casting_vote import CastingVoteGiven, LotDrawn
from server.business.chair import ChairTaken, How
from server.business.decision import DecisionRecorded
from server.business.declaration import (
    InterestDeclared,
    MemberLeftForInterest,
    MemberReturned,
    NoInterestsDeclared,
)
from server.business.exclusion import ExclusionMoved, PublicExcluded, PublicReadmitted
from server.business.fault import FaultMended, FaultRecorded
from server.business.floor import FloorGiven
from server.business.motion import MotionAltered, MotionMoved, MotionWithdrawn
from server.business.note import NoteRecorded
from server.business.order_of_business import ItemsTakenTogether, OrderChanged
from server.business.own_vote import OwnVoteMinuted
from server.business.point_of_order import PointOfOrderRuled
from server.business.previous_minutes import MinutesCorrectionAsked, PreviousMinutesAgreed
from server.business.procedural import ProceduralMoved, Procedure
from server.business.question import QuestionPut, RollReopened, VoteVoided
from server.business.recount import RecountDeclared, VoteCorrected, VoteRecounted
from server.business.release import DecisionReleased, SummaryReleased
from server.business.sitting import ClosedDespite
from server.business.substitution import SeatHandedOver, SubstituteNamed
from server.business.time_limit import SittingExtended
from server.business.urgent_item import UrgentItemAdmitted
from server.business.vote import VoteDeclared
from server.meeting import Audience, Event, Matter
from server.meeting.agenda import Access
from server.meeting.command import commands
from server.meeting.debate import Ruling
from server.meeting.exclusion import Ground
from server.meeting.faults import What
from server.meeting.profile import Requires, Speech
from server.meeting.readmission import Return
from server.meeting.votes import Choice, Counts, Question, Vote, Way
from server.render.templates import environment, kind
from tests.conftest import CONVENED, EARLIER, ENGLISH

MOST_LINES = 300

KINDS = sorted(
    module.name
    for module in iter_modules([str(Path(business.__file__).parent)])  # ours, without further ones
)
MACROS = {
    "live": ("entry", "house", "audience"),
    "minutes": ("entry", "house", "audience"),
    "form": ("house", "audience", "item", "kept"),
}

# Who sees what: all of it, nothing, or these fields emptied. Public, member, chair; the clerk
# sees everything. A matter that is not here has not been decided.
ALL, NOTHING = "all", "nothing"
QUESTION = Question("3", "Granted.", Way.HANDS, ("owen",), ())
VOTE = Vote("v1", QUESTION, CONVENED.starts_at)
SEEN: dict[type[Matter], tuple[Matter, tuple[str, str, str]]] = {
    AgreedWithoutDissent: (AgreedWithoutDissent("3", VOTE), (ALL, ALL, ALL)),
    AmendmentMoved: (AmendmentMoved("3", "m1", "No.", "Yes.", "shah"), (ALL, ALL, ALL)),
    CastingVoteGiven: (CastingVoteGiven("3", VOTE), (ALL, ALL, ALL)),
    ChairTaken: (ChairTaken("3", "shah", How.VICE_CHAIR), (ALL, ALL, ALL)),
    LotDrawn: (LotDrawn("3", VOTE), (ALL, ALL, ALL)),
    MotionAltered: (MotionAltered("3", "m1", "Yes."), (ALL, ALL, ALL)),
    MotionMoved: (MotionMoved("3", "Yes.", "shah"), (ALL, ALL, ALL)),
    MotionWithdrawn: (MotionWithdrawn("3", "m1", "shah"), (ALL, ALL, ALL)),
    OwnVoteMinuted: (OwnVoteMinuted("3", "v1", "owen", Choice.FOR), (ALL, ALL, ALL)),
    ProceduralMoved: (
        ProceduralMoved("3", Procedure.CLOSURE, "Put it.", "shah"),
        (ALL, ALL, ALL),
    ),
    QuestionPut: (QuestionPut("3", QUESTION), (ALL, ALL, ALL)),
    RecountDeclared: (RecountDeclared("3", VOTE), (ALL, ALL, ALL)),
    RollReopened: (RollReopened("3", "v1", "owen", "Lift stuck"), (ALL, ALL, ALL)),
    VoteCorrected: (VoteCorrected("3", "v1", "Misread", "owen", Choice.FOR), (ALL, ALL, ALL)),
    VoteDeclared: (VoteDeclared("3", VOTE), (ALL, ALL, ALL)),
    VoteRecounted: (VoteRecounted("3", "v1", Counts(1), "Disputed"), (ALL, ALL, ALL)),
    VoteVoided: (VoteVoided("3", "v1", "Miscounted"), (ALL, ALL, ALL)),
    ClosedDespite: (ClosedDespite("3"), (ALL, ALL, ALL)),
    DecisionReleased: (DecisionReleased("3", "Sold."), (ALL, ALL, ALL)),
    ExclusionMoved: (ExclusionMoved("3", "That …", "shah", "", ("3",)), (ALL, ALL, ALL)),
    FloorGiven: (FloorGiven("3", Speech.SPEECH, "owen"), (ALL, ALL, ALL)),
    PointOfOrderRuled: (
        PointOfOrderRuled("3", "t1", Ruling.UPHELD, "amin", "owen", rule="14"),
        (ALL, ALL, ALL),
    ),
    ItemClosed: (ItemClosed("3", Access.EXEMPT), (ALL, ALL, ALL)),
    ItemOpened: (ItemOpened("3", "Asked"), (ALL, ALL, ALL)),
    PublicExcluded: (PublicExcluded("3", Ground.OWN_RULES, ("3",), "SO 22"), (ALL, ALL, ALL)),
    PublicReadmitted: (PublicReadmitted("3", Return()), (ALL, ALL, ALL)),
    SummaryReleased: (SummaryReleased("3", "A sale."), (ALL, ALL, ALL)),
    FaultMended: (FaultMended("3", "f1", What.STREAM), (ALL, ALL, ALL)),
    FaultRecorded: (FaultRecorded("3", What.MEMBER, "owen"), (ALL, ALL, ALL)),
    ItemTakenDespite: (ItemTakenDespite("3", "4"), (ALL, ALL, ALL)),
    ItemsTakenTogether: (ItemsTakenTogether("3", ("3", "4")), (ALL, ALL, ALL)),
    OrderChanged: (OrderChanged("3", ("5",), "4"), (ALL, ALL, ALL)),
    SittingExtended: (SittingExtended("3", 30), (ALL, ALL, ALL)),
    UrgentItemAdmitted: (UrgentItemAdmitted("6", "Flood", "It rains"), (ALL, ALL, ALL)),
    ActionRecorded: (ActionRecorded("3", "Officers", "go", "May"), (ALL, ALL, ALL)),
    DecisionRecorded: (DecisionRecorded("3", "Granted."), (ALL, ALL, ALL)),
    InterestDeclared: (
        InterestDeclared("1", "owen", "3", "pecuniary", Requires.LEAVE, "Lives there"),
        (ALL, ALL, ALL),
    ),
    ItemDeferred: (ItemDeferred("3", "September", "Site visit"), (ALL, ALL, ALL)),
    ItemWithdrawn: (ItemWithdrawn("3", "Late"), (ALL, ALL, ALL)),
    MemberLeftForInterest: (MemberLeftForInterest("3", "owen", "i1"), (ALL, ALL, ALL)),
    MemberReturned: (MemberReturned("3", "owen", "i1"), (ALL, ALL, ALL)),
    MinutesCorrectionAsked: (MinutesCorrectionAsked("2", EARLIER, "x"), (ALL, ALL, ALL)),
    NoInterestsDeclared: (NoInterestsDeclared("1"), (ALL, ALL, ALL)),
    NoteRecorded: (NoteRecorded("3", "Said."), (NOTHING, NOTHING, ALL)),
    PreviousMinutesAgreed: (PreviousMinutesAgreed("2", EARLIER), (ALL, ALL, ALL)),
    SeatHandedOver: (SeatHandedOver("3", "owen", "young"), (ALL, ALL, ALL)),
    SubstituteNamed: (SubstituteNamed("1", "young", "owen"), (ALL, ALL, ALL)),
}


@cache
def module_of(name: str) -> ModuleType:
    return import_module(f"server.business.{name}")


def events_of(name: str) -> list[type[Event]]:
    """The events that a kind can record; not those that others are only made from."""
    own = [each for each in Event.named.values() if each.__module__ == f"server.business.{name}"]
    return [event for event in own if not any(event in other.__bases__ for other in own)]


def matters() -> list[type[Matter]]:
    events = (event for name in KINDS for event in events_of(name))
    return [event for event in events if issubclass(event, Matter)]


def test_the_kinds_are_found_by_looking_into_the_folder() -> None:
    assert {"decision", "note", "sitting"} < set(KINDS)
    assert set(KINDS) <= set(business.load_kinds())


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_is_one_file_that_can_be_read_at_one_sitting(name: str) -> None:
    source = inspect.getsource(module_of(name))
    assert module_of(name).__doc__
    assert len(source.splitlines()) <= MOST_LINES


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_has_a_test_of_its_name(name: str) -> None:
    assert Path(__file__).with_name(f"test_{name}.py").is_file()


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_has_a_template_of_its_name_with_its_words(name: str) -> None:
    assert (places.templates() / "business" / f"{name}.html").is_file()
    macros = kind(ENGLISH, name)
    found = {macro: getattr(macros, macro).arguments for macro in MACROS}
    assert found == MACROS


def test_a_template_belongs_to_a_kind() -> None:
    names = environment(ENGLISH).list_templates(filter_func=lambda name: "business/" in name)
    assert sorted(Path(name).stem for name in names) == KINDS


@pytest.mark.parametrize("name", KINDS)
def test_every_event_says_what_it_is(name: str) -> None:
    for event in events_of(name):
        assert event.title, f"{event.__name__} has no title"
        assert inspect.getdoc(event), f"{event.__name__} has no docstring"
        assert event.__struct_config__.frozen, f"{event.__name__} can be changed"


@pytest.mark.parametrize("name", sorted(commands))
def test_every_command_says_what_it_does_and_who_may_give_it(name: str) -> None:
    asked = commands[name]
    assert inspect.getdoc(asked.function)
    assert asked.offices
    assert asked.phases


def test_it_has_been_decided_who_sees_every_matter() -> None:
    assert set(matters()) == set(SEEN)
    assert all(type(example) is matter for matter, (example, _) in SEEN.items())


@pytest.mark.parametrize("matter", SEEN.values(), ids=[matter.__name__ for matter in SEEN])
def test_a_matter_is_seen_by_those_who_may(matter: tuple[Matter, tuple[str, str, str]]) -> None:
    example, seen = matter
    audiences = (Audience.PUBLIC, Audience.MEMBER, Audience.CHAIR)
    assert tuple(_seen(example, audience) for audience in audiences) == seen
    assert example.seen_by(Audience.CLERK) is example


def _seen(matter: Matter, audience: Audience) -> str:
    seen = matter.seen_by(audience)
    if seen is None:
        return NOTHING
    names = type(matter).__struct_fields__
    hidden = [name for name in names if getattr(seen, name) != getattr(matter, name)]
    return ", ".join(hidden) or ALL
