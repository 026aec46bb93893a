"""Long random meetings: everybody asks for everything, mostly sensibly, and the sums always hold.

A walk is told by its seed alone. After every command the meeting is compared with a second
reckoning, made from the recorded events alone (`tests.soak.reckoning`).
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from itertools import count
from typing import Any

import msgspec
from msgspec.structs import replace

import server.business  # noqa: F401  # the kinds of business, with their commands
from server.business.note import NoteRecorded
from server.business.question import RollReopened
from server.business.vote import VoteCast
from server.meeting.audience import seen_by
from server.meeting.command import Actor, Office, commands, decide
from server.meeting.convened import MeetingConvened, PlannedItem
from server.meeting.event import Event, Recorded, read_event, write_event
from server.meeting.fold import replay
from server.meeting.interests import Dispensation
from server.meeting.meeting import NOWHERE, Meeting
from server.meeting.motions import MotionKind
from server.meeting.people import Capacity, Person
from server.meeting.presence import Mode
from server.meeting.presiding import presiding, standing_office
from server.meeting.privacy import recorded
from server.meeting.profile import (
    Arrival,
    InterestKind,
    LimitRule,
    Majority,
    MotionRule,
    QuorumRule,
    Requires,
    SubstituteRule,
    VotingRule,
)
from server.meeting.quorum import item_quorum, quorum
from server.meeting.record import Audience
from server.meeting.refused import Refused
from server.meeting.sides import Sides
from server.meeting.votes import Choice, Question, Vote, Way
from tests.conftest import CONVENED, ENGLISH, PROFILE
from tests.soak.reckoning import Reckoning, Tally

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
ANYBODY = (*[*MEMBERS] * 4, "hughes", "nobody", "")
KINDS = (
    InterestKind("pecuniary", "Disclosable pecuniary interest", Requires.LEAVE, "s.31"),
    InterestKind("registrable", "Other registrable interest", Requires.SPEAK_THEN_LEAVE),
    InterestKind("affected", "Interest that is merely affected", Requires.STAY),
    InterestKind("arrears", "Arrears", Requires.NO_VOTE, "s.106", budget_only=True),
)
SECRET = "kept-from-the-public"  # in every note, and in nothing else
SENSITIVE = "the-nature-of-a-sensitive-interest"
TEXTS = (*(f"That plan {letter} be agreed." for letter in "ABCDEFGHIJ"), "")

# How often each command is tried where it may have sense; what is not named is tried once.
WEIGHTS = {
    "cast_vote": 90,
    "put_question": 40,
    "record_counts": 40,
    "close_vote": 36,
    "give_casting_vote": 14,
    "draw_lot": 14,
    "move_motion": 16,
    "move_amendment": 12,
    "move_procedural": 7,
    "second_motion": 14,
    "record_present": 14,
    "record_arrival": 12,
    "record_departure": 4,
    "take_item": 5,
    "take_next": 4,
    "take_together": 3,
    "resume_meeting": 30,
    "open_meeting": 10,
    "declare_interest": 4,
    "leave_for_interest": 8,
    "return_from_interest": 8,
    "recount_vote": 10,
    "void_vote": 4,
    "correct_vote": 8,
    "change_vote": 10,
    "record_own_vote": 10,
    "reopen_roll": 8,
    "agree_without_dissent": 6,
    "alter_motion": 4,
    "withdraw_motion": 4,
    "take_chair": 4,
    "hand_over_seat": 5,
    "name_substitute": 3,
    "strike_entry": 3,
    "undo": 6,
    "adjourn_meeting": 1.5,
    "close_meeting": 0.15,
    "record_fault": 3,
    "record_restored": 4,
    "agree_previous_minutes": 6,
    "take_over_performance": 0.3,
    "defer_item": 0.5,
    "withdraw_item": 0.5,
    "declare_no_interests": 0.7,
}
WHILE_VOTING = {
    *("cast_vote", "change_vote", "record_counts", "close_vote", "reopen_roll", "void_vote"),
    *("give_casting_vote", "draw_lot"),
}
MOTIONS = {
    *("move_motion", "move_recommendations", "move_amendment", "move_procedural"),
    *("second_motion", "alter_motion", "withdraw_motion"),
}
AFTER_A_VOTE = {"recount_vote", "correct_vote", "record_own_vote"}


STEPS = 300
"""The most commands of one meeting."""


class Walk:
    """One meeting, walked through at random from its opening until its close."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.accepted: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.sides = Sides(NOWHERE, NOWHERE)
        self.recorded: list[Recorded] = []
        self.reckoning = Reckoning()
        self.now = CONVENED.starts_at - timedelta(minutes=20)
        self._record(Actor(Office.CLERK, self.now, self.now), (self._convened(),))

    @property
    def meeting(self) -> Meeting:
        """The meeting as it is."""
        return self.sides.inside

    @property
    def asked(self) -> int:
        """How many commands were asked for."""
        return self.accepted.total() + self.refused.total()

    def whole(self, steps: int) -> None:
        """So many commands, or until a while after the close."""
        while self.asked < steps and not self.over:
            self.step()
        self.check_public()
        self.check_replay()

    @property
    def over(self) -> bool:
        """Whether the meeting was closed a while ago."""
        closed = self.meeting.sitting.closed_at
        return closed is not None and self.now - closed > timedelta(minutes=5)

    def _convened(self) -> MeetingConvened:
        """A meeting under rules that are drawn too."""
        one_of, odds = self.random.choice, self.random.random
        voting = VotingRule(
            majority=one_of([Majority.SIMPLE] * 6 + [Majority.TWO_THIRDS, Majority.WHOLE]),
            casting_vote=odds() < 0.85,
            appointments_by_lot=odds() < 0.6,
            named_on_demand=one_of([0, 2]),
            budget_named=odds() < 0.5,
            budget_source="SI 2014/165",
            own_vote=odds() < 0.9,
            present_throughout=odds() < 0.25,
        )
        profile = replace(
            PROFILE,
            quorum=one_of([QuorumRule(), QuorumRule(fixed=3), QuorumRule(1, 1, 3, 3)])
            if odds() < 0.7
            else QuorumRule(numerator=1, denominator=3, minimum=3),
            remote_counts=odds() < 0.5,
            interest_kinds=KINDS,
            voting=voting,
            motions=MotionRule(seconder=odds() < 0.7, suspension_half=odds() < 0.5),
            substitutes=SubstituteRule(
                allowed=odds() < 0.9, same_group=odds() < 0.5, arrival=one_of(list(Arrival))
            ),
            limit=LimitRule(minutes=one_of([0, 120, 240])),
        )
        return replace(
            CONVENED,
            profile=profile,
            people=PEOPLE,
            items=ITEMS,
            vacancies=one_of([0, 0, 1, 3]),
            rehearsal=True,
            performed=True,
        )

    # Asking

    def step(self) -> None:
        """Somebody asks for something."""
        self.now += timedelta(seconds=self.random.choice([1, 5, 20, 60]))
        name = self._command()
        given = self._given(name)
        actor = self._actor(name)
        before, told = self.meeting, len(self.recorded)
        try:
            events = decide(before, actor, name, given)
        except Refused as refusal:
            self.refused[name] += 1
            self._check_refused(refusal, before, told)
            return
        self.accepted[name] += 1
        self._record(actor, events)
        self._check(events, actor)

    def _command(self) -> str:
        """A command, mostly one that has sense as things stand."""
        phase = self.meeting.sitting.phase
        senses = self._senses()
        names = list(commands)
        weights = [
            WEIGHTS.get(name, 1.0)
            * (1 if phase in commands[name].phases else 0.02)
            * (1 if name in senses else 0.04)
            for name in names
        ]
        return self.random.choices(names, weights)[0]

    def _senses(self) -> set[str]:
        """The commands that have sense now."""
        meeting, vote = self.meeting, self.meeting.votes.pending
        if vote is None:
            return self._between_votes()
        voting = {"undo", "record_arrival", "record_departure"}
        if self._could_be_let_in(vote):
            voting.add("reopen_roll")
        if self.random.random() < 0.1:
            voting |= {"declare_interest", "void_vote"}
        if vote.tied:
            by_lot = meeting.profile.voting.appointments_by_lot and vote.question.appointment
            decides = "draw_lot" if by_lot else "give_casting_vote"
            tied = {decides, "recount_vote", "correct_vote", "void_vote", "take_chair"}
            return tied | ({"declare_interest"} if self.random.random() < 0.5 else set())
        if vote.way is Way.NAMED:
            done = {"close_vote", "change_vote"}
            return voting | ({"cast_vote", "change_vote"} if vote.uncast else done)
        if vote.counts is None or self.random.random() < 0.1:
            return voting | {"record_counts"}
        return voting | {"close_vote"}

    def _could_be_let_in(self, vote: Vote) -> list[str]:
        return sorted(self.reckoning.present() - set(vote.roll))

    def _between_votes(self) -> set[str]:
        """The commands that have sense while no vote is open."""
        meeting = self.meeting
        senses = set(commands) - WHILE_VOTING
        item, latest = meeting.in_hand, meeting.votes.latest
        motion = meeting.motions.open_in(item.number) if item else None
        if item is None:
            senses -= {*MOTIONS, *AFTER_A_VOTE, "put_question", "leave_for_interest"}
        if item is not None and motion is None:
            senses -= MOTIONS - {"move_motion", "move_recommendations"}
        if motion is not None:
            senses -= {"move_motion", "move_recommendations", "take_next", "take_item"}
            senses -= {"second_motion"} if motion.seconder else {"put_question"}
        if latest is None or latest.void or item is None or latest.item != item.number:
            senses -= AFTER_A_VOTE
        if latest is not None and not latest.void:
            senses.add("void_vote" if self.random.random() < 0.05 else "recount_vote")
        if not any(i.out for i in meeting.interests.declared):
            senses -= {"return_from_interest"}
        if not meeting.interests.declared:
            senses -= {"leave_for_interest"}
        if not meeting.substitutions:
            senses -= {"hand_over_seat"}
        if not any(fault.until is None for fault in meeting.faults):
            senses -= {"record_restored"}
        return senses

    def _actor(self, name: str) -> Actor:
        """The clerk; for what others may do too, at times whoever presides, or a member."""
        ago = self.random.choice([0] * 40 + [20, 40, 60, 90, 240, 600, -60])
        at = self.now - timedelta(seconds=ago)
        chair = presiding(self.meeting)
        if name == "undo" and self.meeting.acts and self.random.random() < 0.5:
            actor = self.meeting.acts[-1].actor
            if actor.startswith("person:"):
                return Actor(Office.CHAIR, at, self.now, actor.removeprefix("person:"))
        elif name == "give_casting_vote" and chair is not None and self.random.random() < 0.5:
            office = standing_office(self.meeting, Office.MEMBER, chair.id)
            return Actor(office, at, self.now, chair.id)
        elif self.random.random() < 0.01:
            return Actor(Office.MEMBER, at, self.now, "owen")
        return Actor(Office.CLERK, at, self.now)

    def _given(self, name: str) -> dict[str, Any]:
        """What is given with a command: mostly what has sense, at times anything."""
        fields = msgspec.structs.fields(commands[name].arguments)
        given: dict[str, Any] = {}
        for field in fields:
            value = self._value(name, field.name)
            if field.required or value is not None:
                given[field.name] = "" if value is None else value
        if name == "put_question":
            self._of_question(given)
        if name in ("record_fault", "record_restored") and given.get("what") != "member":
            given.pop("person", None)
        if name in ("record_note", "edit_note"):
            given["text"] = f"{SECRET} {given.get('text', '')}"
        if name in ("record_counts", "recount_vote"):
            given |= self._counts()
        if name == "declare_interest" and given.get("sensitive"):
            given["nature"] = self.random.choice(["", "", SENSITIVE])
        if name == "correct_entry" and self._sensitive(given["entry"]):
            given["text"] = SENSITIVE
        if name in ("second_motion", "close_vote") and self.random.random() < 0.9:
            given.pop("declared", None)
        return given

    def _sensitive(self, entry: str) -> bool:
        return any(i.id == entry and i.sensitive for i in self.meeting.interests.declared)

    def _of_question(self, given: dict[str, Any]) -> None:
        item = self.meeting.in_hand
        motion = self.meeting.motions.open_in(item.number) if item else None
        if motion is None or self.random.random() < 0.05:
            given["text"] = self.random.choice(TEXTS)
        if given.get("way") != "named":
            given.pop("named_by", None)

    def _counts(self) -> dict[str, int]:
        """Mostly a count of the whole roll, often a tie; at times more than there are."""
        vote = self.meeting.votes.pending or self.meeting.votes.latest
        left = len(vote.roll) if vote else 4
        left += self.random.choice([0] * 12 + [-1, -2, 1, 3])
        left = max(left, 0)
        if self.random.random() < 0.35:
            return {"in_favour": left // 2, "against": left // 2, "abstained": left % 2}
        yes = self.random.randint(0, left)
        no = self.random.randint(0, left - yes)
        if self.random.random() < 0.03:
            no = -1
        return {"in_favour": yes, "against": no, "abstained": left - yes - max(no, 0)}

    def _value(self, command: str, field: str) -> Any:
        """A value for a field; None leaves an optional one out."""
        one_of, odds = self.random.choice, self.random.random
        draw: dict[str, Callable[[], Any]] = {
            "person": lambda: self._person(command),
            "member": lambda: one_of(ANYBODY),
            "mover": self._somebody_here,
            "seconder": lambda: self._somebody_here() if odds() < 0.8 else None,
            "item": lambda: self._item(command),
            "items": lambda: (
                one_of(["3, 5", "4.1, 4.2", "5, 6", "3"])
                if command == "take_together"
                else one_of([*[None] * 8, "5", "3, 6", "99"])
            ),
            "before": lambda: one_of([None, "5", "3", "4.1"]),
            "after": lambda: one_of([None, None, None, "6", "2"]),
            "text": lambda: self._text(command),
            "choice": lambda: one_of(["for", "against"] * 8 + ["abstain", "abstain", "declined"]),
            "way": lambda: one_of([*["hands", "named"] * 4, "paper", "affirmation"]),
            "what": lambda: self._what(command),
            "kind": lambda: one_of([*(kind.key for kind in KINDS), "curiosity"]),
            "override": lambda: "The meeting wished it." if odds() < 0.6 else None,
            "reason": lambda: one_of(["It was disputed."] * 9 + [""]),
            "consent": lambda: odds() < 0.6,
            "gap": lambda: odds() < 0.5,
            "declared": lambda: one_of(["carried", "lost"]),
            "result": lambda: one_of(["carried", "lost"]),
            "entry": lambda: self._entry(command),
            "remote": lambda: odds() < 0.3,
            "heard": lambda: odds() < 0.8,
            "sensitive": lambda: odds() < 0.3,
            "dispensation": lambda: one_of([*[None] * 6, *Dispensation]),
            "appointment": lambda: odds() < 0.3,
            "named_by": lambda: (
                f"{self._somebody_here()}, {self._somebody_here()}" if odds() < 0.3 else None
            ),
            "minutes": lambda: one_of([None, 10, 30, 0]),
            "until": lambda: one_of(["8pm", "a date to be fixed", None]),
            "rule": lambda: one_of(["Standing Order 9", "Standing Order 9", None]),
            "to": lambda: one_of(["Council", None]),
            "outcome": lambda: one_of([None, "noted", "recommended"]),
            "majority": lambda: one_of([*[None] * 8, "two_thirds", "whole"]),
            "in_favour": lambda: 0,
            "against": lambda: 0,
            "title": lambda: one_of(["A burst main", ""]),
            "who": lambda: "Officers",
            "by_when": lambda: None,
            "name": lambda: one_of([None, "Sam Reed"]),
            "nature": lambda: one_of([None, "Owns the land."]),
            "version": lambda: one_of([None, None, None, -1, 0, 1]),
            "motion": lambda: None if odds() < 0.9 else self._motion(),
            "vote": lambda: None if odds() < 0.9 else self._vote(),
        }
        return draw[field]() if field in draw else None

    def _person(self, command: str) -> str:
        if self.random.random() < 0.08:
            return self.random.choice(ANYBODY)
        vote = self.meeting.votes.pending or self.meeting.votes.latest
        if vote is not None and command == "cast_vote":
            return self.random.choice([p for p in vote.roll if p not in vote.cast] or MEMBERS)
        chair = presiding(self.meeting)
        if vote is not None and vote.tied and command == "declare_interest" and chair is not None:
            return chair.id
        if vote is not None and command in ("change_vote", "correct_vote", "record_own_vote"):
            return self.random.choice(vote.roll)
        if command in ("leave_for_interest", "return_from_interest"):
            declared = self.meeting.interests.declared
            return self.random.choice([i.person for i in declared] or MEMBERS)
        if command == "name_substitute":
            return self.random.choice(["evans", "grey"])
        if vote is not None and command == "reopen_roll":
            return self.random.choice(self._could_be_let_in(vote) or MEMBERS)
        if command in ("record_present", "record_arrival"):
            called = [p.id for p in self.meeting.callable]
            away = [p for p in called if self.meeting.presence.of(p).here is None]
            return self.random.choice(away or called)
        if command == "record_fault":
            remote = [p for p in MEMBERS if self._remote(p)]
            return self.random.choice(remote or MEMBERS)
        if command == "record_restored":
            lost = [f.person for f in self.meeting.faults if f.until is None and f.person]
            return self.random.choice(lost or MEMBERS)
        if command == "hand_over_seat" and self.meeting.substitutions:
            found = self.random.choice(self.meeting.substitutions)
            return self.random.choice([found.member, found.substitute])
        return self.random.choice(MEMBERS)

    def _remote(self, person: str) -> bool:
        here = self.meeting.presence.of(person).here
        return here is not None and here.mode is Mode.REMOTE

    def _somebody_here(self) -> str:
        present = [p for p in self.reckoning.present() if p not in ("", "lloyd")]
        present.sort()
        return self.random.choice([*present * 6, *MEMBERS])

    def _item(self, command: str) -> str | None:
        numbers = [item.number for item in self.meeting.items]
        if command == "leave_for_interest" and self.meeting.in_hand is not None:
            return self.meeting.in_hand.number
        pending = self.meeting.votes.pending
        if command == "declare_interest" and pending is not None:
            return pending.item
        if command == "declare_interest":
            return self.random.choice([*numbers, "all"])
        if command in ("take_item", "change_order", "defer_item", "withdraw_item"):
            return self.random.choice([*numbers, "99"])
        if command in ("put_question", "agree_without_dissent"):
            return self.random.choice([*[None] * 8, *numbers])
        if command in ("agree_previous_minutes", "correct_previous_minutes"):
            return "2"
        return self.random.choice([None, None, None, None, *numbers])

    def _text(self, command: str) -> str | None:
        if command in ("put_question", "agree_without_dissent", "extend_sitting"):
            item = self.meeting.in_hand
            motion = self.meeting.motions.open_in(item.number) if item else None
            return None if motion else self.random.choice(TEXTS)
        return self.random.choice(TEXTS)

    def _what(self, command: str) -> str:
        if command == "move_procedural":
            kinds = ["closure", "next_business", "adjourn", "suspend", "extend"]
            return self.random.choice(kinds)
        if command == "record_action":
            return "To write to the county."
        return self.random.choice(["member", "member", "member", "stream", "conference"])

    def _entry(self, command: str) -> str:
        entries = [entry for item in self.meeting.items for entry in item.record]
        if self.meeting.profile.voting.present_throughout:
            entries = [e for e in entries if e.matter.name != "ItemsTakenTogether"]
        if command == "edit_note":
            entries = [e for e in entries if isinstance(e.matter, NoteRecorded)]
        interests = [i.id for i in self.meeting.interests.declared]
        return self.random.choice([*(e.id for e in entries[-8:]), *interests, "nowhere"])

    def _motion(self) -> str:
        return self.random.choice([m.id for m in self.meeting.motions.moved] or ["none"])

    def _vote(self) -> str:
        return self.random.choice([v.id for v in self.meeting.votes.taken] or ["none"])

    def _record(self, actor: Actor, events: tuple[Event, ...]) -> None:
        told = len(self.recorded)
        ids = (f"e{number}" for number in count(told))
        new = recorded(self.meeting, actor, f"c{told}", events, ids)
        self._before = self.meeting
        self.sides = self.sides.after(self.recorded, new)
        self.recorded += new
        self.reckoning.read(new)

    # What always holds

    def _check_refused(self, refusal: Refused, before: Meeting, told: int) -> None:
        """What is refused has a sentence, and nothing happens."""
        assert 0 < len(ENGLISH.say(refusal)) < 600
        assert self.meeting is before
        assert len(self.recorded) == told

    def _check(self, events: tuple[Event, ...], actor: Actor) -> None:
        self._check_sitting()
        self._check_quorum()
        self._check_votes()
        self._check_motions()
        for event in events:
            put = getattr(event, "question", None)
            vote = getattr(event, "vote", None)
            if isinstance(put, Question):
                self._check_put(put, actor)
            if isinstance(vote, Vote) and vote.way is Way.AFFIRMATION:
                self._check_put(vote.question, actor)
            if isinstance(vote, Vote) and vote.casting and vote.casting.choice:
                self._check_casting(vote, vote.casting.person)
            if isinstance(event, RollReopened):
                self._check_reopened(event, actor)
            if isinstance(event, VoteCast):
                self._check_cast(event, actor)
        if len(self.recorded) % 16 == 0:
            self.check_public()
        if len(self.recorded) % 64 == 0:
            self.check_replay()

    def _check_cast(self, event: VoteCast, actor: Actor) -> None:
        """Who votes is here, is barred by nothing, and has not voted before."""
        vote = self._before.vote(event.vote)
        assert event.person not in vote.cast
        assert self.reckoning.stay(event.person, actor.at) is not None
        assert not self.reckoning.barred(event.person, vote.question.about)

    def _check_casting(self, vote: Vote, person: str) -> None:
        """The casting vote is by somebody on the roll, here and barred by nothing."""
        assert vote.totals.in_favour == vote.totals.against
        assert person in vote.roll
        assert self.reckoning.stay(person, vote.casting.at if vote.casting else None) is not None
        assert not self.reckoning.barred(person, vote.question.about)

    def _check_reopened(self, event: RollReopened, actor: Actor) -> None:
        """Who is put on the roll later may vote by then, and was not heard before."""
        vote = self.meeting.vote(event.vote)
        assert actor.at >= vote.put_at
        assert event.person in self.reckoning.roll(vote.question.about, actor.at)
        self._one_voice_a_seat(vote.roll)

    def _check_sitting(self) -> None:
        """The sitting changed in the order of time."""
        times = [change.at for change in self.meeting.sitting.changes]
        assert times == sorted(times)

    def _check_quorum(self) -> None:
        """The quorum that is shown is the quorum by the events."""
        shown = quorum(self.meeting)
        counted = self.reckoning.present()
        assert shown.present == len(counted)
        assert (shown.needed, shown.membership) == (
            self.reckoning.needed(),
            self.reckoning.membership(),
        )
        item = self.meeting.in_hand
        if item is not None:
            counted = self.reckoning.present_for([item.number])
            assert item_quorum(self.meeting, item).present == len(counted)
        self._one_voice_a_seat(counted)

    def _one_voice_a_seat(self, people: Any) -> None:
        seats = [self.reckoning.seat(person) for person in people]
        assert len(seats) == len(set(seats))

    def _check_votes(self) -> None:
        """Every vote adds up to its roll, and comes to what its count comes to."""
        votes = self.meeting.votes.taken
        assert {vote.id for vote in votes} == set(self.reckoning.tallies)
        assert sum(vote.pending for vote in votes) <= 1
        for vote in votes:
            self._check_vote(vote, self.reckoning.tallies[vote.id])

    def _check_vote(self, vote: Vote, tally: Tally) -> None:
        totals = vote.totals
        assert list(vote.roll) == tally.roll
        assert len(set(vote.roll)) == len(vote.roll)
        assert set(vote.cast) | set(vote.own) <= set(vote.roll)
        assert not set(vote.roll) & {excluded.person for excluded in vote.excluded}
        counts = (totals.in_favour, totals.against, totals.abstained)
        assert counts == tally.totals
        assert min(*counts, vote.uncast) >= 0
        assert sum(counts) + vote.uncast == len(vote.roll)
        if vote.way is not Way.NAMED:
            assert vote.cast == {}
        if vote.way is Way.AFFIRMATION:
            assert vote.counts is None
        assert vote.own == tally.own
        if vote.counts is not None:
            own = list(vote.own.values())
            assert all(own.count(choice) <= n for choice, n in zip(Choice, counts, strict=True))
        assert bool(vote.void) == tally.void
        assert vote.tied == self.reckoning.tied(tally)
        if not tally.void:
            assert vote.result == self.reckoning.result(tally)

    def _check_motions(self) -> None:
        """Every motion reads and stands as going through the amendments and votes says."""
        found = {m.id: (m.text, m.standing.value) for m in self.meeting.motions.moved}
        words = self.reckoning.motions()
        assert found == {id: (w.text, w.standing) for id, w in words.items()}
        for vote in self.meeting.votes.taken:
            motion = self.meeting.motions.find(vote.question.motion)
            if motion is not None and vote.standing:
                assert motion.text == vote.question.text

    def _check_put(self, put: Question, actor: Actor) -> None:
        """The roll has all who may vote and nobody else; what is put is what was moved."""
        assert set(put.roll) == self.reckoning.roll(put.about, actor.at)
        for person in put.roll:
            assert not self.reckoning.barred(person, put.about)
        self._one_voice_a_seat(put.roll)
        assert put.present == len(self.reckoning.present_for(put.about, actor.at))
        assert put.needed == self.reckoning.needed()
        accounted = {*put.roll, *(excluded.person for excluded in put.excluded)}
        assert accounted == {person.id for person in self.reckoning.called()}
        motion = self._before.motions.find(put.motion)
        if motion is not None:
            assert motion.text == put.text
            ahead = self._before.motions.open_in(motion.item)
            assert ahead is not None
            assert ahead.id == motion.id
            assert motion.kind is not MotionKind.SUBSTANTIVE or put.item == motion.item

    def check_public(self) -> None:
        """The public sees what it is allowed: no note, and of a sensitive interest no nature."""
        public = seen_by(self.sides, Audience.PUBLIC)
        shown = msgspec.json.encode(public).decode()
        assert SECRET not in shown
        assert SENSITIVE not in shown
        matters = [entry.matter for item in public.items for entry in item.record]
        assert not any(isinstance(matter, NoteRecorded) for matter in matters)
        assert public.join is None
        assert public.acts == ()
        assert not any(i.nature for i in self.meeting.interests.declared if i.sensitive)

    def check_replay(self) -> None:
        """What was recorded makes this meeting, from memory and from the journal's bytes."""
        assert replay(self.recorded) == self.meeting
        stored = [(r.stamp, type(r.event).__name__, write_event(r.event)) for r in self.recorded]
        read = [Recorded(stamp, read_event(name, payload)) for stamp, name, payload in stored]
        assert replay(read) == self.meeting


def lacking(accepted: Counter[str], refused: Counter[str]) -> set[str]:
    """The commands that were never accepted, or never refused, in all walks together."""
    return {n for n in commands if not accepted[n] or not refused[n]}
