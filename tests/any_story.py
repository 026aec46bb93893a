"""Any story: commands with any arguments, at any time, in any order; and what always holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import count
from typing import Any

import msgspec
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from server.business.note import NoteRecorded
from server.live.order import Order
from server.meeting import Event, Matter, Meeting, Standing
from server.meeting.audience import seen_by
from server.meeting.command import Actor, Office, commands, decide
from server.meeting.event import Recorded, Stamp, read_event, write_event
from server.meeting.fold import advance, replay
from server.meeting.meeting import NOWHERE
from server.meeting.presence import Mode
from server.meeting.privacy import recorded
from server.meeting.quorum import here, quorum
from server.meeting.record import Audience
from server.meeting.refused import Refused
from server.meeting.sides import Sides
from server.meeting.sitting import Phase
from tests.conftest import CAST, CONVENED, ENGLISH, PROFILE
from tests.soak.reckoning import Reckoning

SECRET = "kept-from-the-public"  # stands in every note, and in nothing else

NUMBERS = [item.number for item in CONVENED.items]
PEOPLE = [person.id for person in CAST]
WORDS = st.sampled_from(["Granted.", "Refused.", "to proceed", "Élan: “yes” {no}", "to ", " "])
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=4,
)
# Mostly now, at times a little while ago: by a stated time, or because a connection was lost.
WAITED = st.sampled_from([0.0] * 10 + [0.5, 3.0, 25.0, -1.0])
AGO = st.sampled_from([None] * 8 + [0, 1, 2, 5, 8, 40, -30])

# What belongs together, so that stories go somewhere.
ATTENDANCE = (
    "record_present",
    "record_arrival",
    "record_departure",
    "record_apologies",
    "record_absent",
)
INTERESTS = ("declare_interest", "leave_for_interest", "return_from_interest", "take_item")
MOTIONS = (
    *["move_motion", "second_motion", "put_question"] * 3,
    *["move_amendment", "move_procedural", "alter_motion", "withdraw_motion"],
)
VOTES = (
    *["put_question", "cast_vote", "record_counts", "close_vote"] * 4,
    *["give_casting_vote", "recount_vote", "void_vote", "agree_without_dissent"],
)
CHANGES = ("correct_entry", "strike_entry", "edit_note", "undo")
SESSION = (
    *["take_item"] * 12,
    *["open_meeting", "adjourn_meeting", "resume_meeting"] * 2,
    "close_meeting",
)

BEGINNING: tuple[tuple[str, dict[str, object]], ...] = (
    *(("record_present", {"person": person}) for person in ("amin", "shah", "owen")),
    ("open_meeting", {}),
    ("take_item", {"item": "3"}),
    ("record_note", {"text": f"{SECRET} Said."}),
    ("declare_interest", {"person": "owen", "kind": "pecuniary", "item": "3"}),
)

Drawn = st.DataObject


class AnyStory(RuleBasedStateMachine):
    """A meeting in which anybody asks for anything. A kind of business needs no line here."""

    def __init__(self) -> None:
        super().__init__()
        self.sides = Sides(NOWHERE, NOWHERE)
        self.recorded: list[Recorded] = []
        self.now = CONVENED.starts_at - timedelta(minutes=10)
        self._record(Actor(Office.CLERK, self.now, self.now), (CONVENED,))

    # What is asked

    @property
    def meeting(self) -> Meeting:
        """The meeting as it is."""
        return self.sides.inside

    @initialize(begun=st.sampled_from([*range(len(BEGINNING)), *[len(BEGINNING)] * 20]))
    def the_meeting_has_begun(self, begun: int) -> None:
        for name, given in BEGINNING[:begun]:
            self.now += timedelta(minutes=2)
            actor = Actor(Office.CLERK, self.now, self.now)
            self._record(actor, decide(self.meeting, actor, name, given))

    @rule(data=st.data(), wait=st.sampled_from([0, 20, 60, 600]))
    def the_clerk_gives_a_command(self, data: Drawn, wait: int) -> None:
        self._one_of(data, sorted(set(commands) - set(SESSION)), wait)

    @rule(data=st.data(), office=st.sampled_from(Office))
    def anybody_asks_for_anything(self, data: Drawn, office: Office) -> None:
        name = data.draw(st.sampled_from([*sorted(commands), "make_tea"]), "command")
        given = self._sensible(data, name) if name in commands else {}
        field = data.draw(st.sampled_from([*given, "mood"]), "field")
        self._ask(data, 20, office, name, {**given, field: data.draw(ANYTHING, "anything")})

    @rule(data=st.data())
    def the_sitting_goes_on(self, data: Drawn) -> None:
        self._one_of(data, SESSION, 60)

    @rule(data=st.data())
    def members_come_and_go(self, data: Drawn) -> None:
        self._one_of(data, ATTENDANCE, 60)

    @rule(data=st.data())
    def members_have_interests(self, data: Drawn) -> None:
        self._one_of(data, INTERESTS, 60)

    @rule(data=st.data())
    def motions_are_moved(self, data: Drawn) -> None:
        self._one_of(data, MOTIONS, 20)

    @rule(data=st.data())
    def votes_are_taken(self, data: Drawn) -> None:
        self._one_of(data, VOTES, 20)

    @rule(data=st.data())
    def the_clerk_changes_the_record(self, data: Drawn) -> None:
        self._one_of(data, CHANGES, 20)

    def _one_of(self, data: Drawn, names: Sequence[str], wait: int) -> None:
        name = data.draw(st.sampled_from(names), "command")
        self._ask(data, wait, Office.CLERK, name, self._sensible(data, name))

    def _sensible(self, data: Drawn, name: str) -> dict[str, object]:
        """What might be given with a command: for each field mostly what exists."""
        fields = msgspec.structs.fields(commands[name].arguments)
        given = {f.name: data.draw(self._values(name, f.name), f.name) for f in fields}
        if name in ("record_note", "edit_note", "record_apologies") or self._corrects_a_note(given):
            field = "note" if "note" in given else "text"
            given[field] = f"{SECRET} {given[field]}"
        return given

    def _values(self, command: str, field: str) -> st.SearchStrategy[Any]:
        entries = [entry.id for item in self.meeting.items for entry in item.record]
        acts = [act.id for act in self.meeting.acts]
        kinds = [kind.key for kind in PROFILE.interest_kinds]
        values = {
            "item": st.sampled_from([*["3"] * 8, *NUMBERS, "", "99", "all"]),
            "items": st.sampled_from(["", "3", "3, 4.1", "99"]),
            "person": st.sampled_from([*["owen"] * 14, *["shah"] * 6, *PEOPLE, "nobody"]),
            "entry": st.sampled_from([*entries[-4:] * 4, "nowhere"]),
            "act": st.sampled_from(["", *acts[-1:], "nothing"]),
            "kind": st.sampled_from([*kinds, "curiosity"]),
            "outcome": st.sampled_from(["resolved", "noted", "recommended", "dreamt"]),
            "what": st.sampled_from(["member", "member", "stream", "conference", "tea"]),
            "before": st.sampled_from(["", "", "3", "4.1", "5"]),
            "after": st.sampled_from(["", "", "3", "4.1", "5"]),
            "purpose": st.sampled_from(["decision", "information", "tea"]),
            "version": st.sampled_from([-1, -1, 0, 1, 2]),
        }
        if command == "move_procedural":
            values["what"] = st.sampled_from(["closure", "next_business", "adjourn", "tea"])
        ticked = st.sampled_from([True, True, True, "on", "", False])
        boxes = ("remote", "heard", "subject_to_corrections", "consent", "gap", "appointment")
        return {**self._of_votes(), **values}.get(field, ticked if field in boxes else WORDS)

    def _of_votes(self) -> dict[str, st.SearchStrategy[Any]]:
        motions = [motion.id for motion in self.meeting.motions.moved]
        votes = [vote.id for vote in self.meeting.votes.taken]
        return {
            "mover": st.sampled_from(["shah", "amin", "owen", "nobody"]),
            "seconder": st.sampled_from(["amin", "shah", ""]),
            "choice": st.sampled_from(["for", "against", "abstain", "declined"]),
            "way": st.sampled_from(["hands", "hands", "named", "paper"]),
            "in_favour": st.sampled_from([0, 1, 2, 9, -1]),
            "against": st.sampled_from([0, 1, 2]),
            "abstained": st.sampled_from([0, 0, 1]),
            "motion": st.sampled_from(["", "", "", *motions[-2:], "none"]),
            "vote": st.sampled_from(["", "", "", *votes[-2:], "none"]),
            "majority": st.sampled_from(["", "", "two_thirds", "whole"]),
            "dispensation": st.sampled_from(["none", "speak", "speak_and_vote", "tea"]),
            "declared": st.sampled_from(["", "", "carried", "lost"]),
            "result": st.sampled_from(["carried", "lost"]),
            "named_by": st.sampled_from(["", "", "amin, shah"]),
            "minutes": st.sampled_from([0, 10, 60]),
        }

    def _corrects_a_note(self, given: dict[str, Any]) -> bool:
        found = self.meeting.find_entry(given["entry"]) if "entry" in given else None
        noted = found is not None and isinstance(found[1].matter, NoteRecorded)
        return noted and "text" in given

    def _ask(
        self, data: Drawn, wait: int, office: Office, name: str, given: dict[str, object]
    ) -> None:
        """Give a command. Nothing but Refused may come of it, and then nothing happens."""
        self.now += timedelta(seconds=wait)
        ago, waited = data.draw(AGO, "minutes ago"), data.draw(WAITED, "waited minutes")
        at = "" if ago is None else f"{self.now - timedelta(minutes=ago):%H:%M}"
        person = "shah" if office is Office.MEMBER else ""
        order = Order(office, name, given, "", person, at, waited * 60_000)
        before = self.meeting
        try:
            actor = order.actor_at(self.meeting, self.now)
            events = decide(self.meeting, actor, name, given)
        except Refused as refusal:
            self._told_why_not(refusal)
            return
        self._record(actor, events)
        self._undoing_it_leads_back_to(before, office, person)

    def _told_why_not(self, refusal: Refused) -> None:
        assert 0 < len(ENGLISH.say(refusal)) < 500

    def _record(self, actor: Actor, events: tuple[Event, ...]) -> None:
        told = len(self.recorded)
        ids = (f"e{number}" for number in count(told))
        self._new = recorded(self.meeting, actor, f"c{told}", events, ids)
        self.sides = self.sides.after(self.recorded, self._new)
        self.recorded += self._new

    def _undoing_it_leads_back_to(self, before: Meeting, office: Office, person: str) -> None:
        if not any(event.undoable for _, event in self._new):
            return
        if self.meeting.sitting.phase is Phase.CLOSED or self.meeting.acts[-1].final:
            return
        actor = Order(office, "undo", {}, "", person).actor_at(self.meeting, self.now)
        stamp = Stamp("u", self.now, self.now, actor.key, "u")
        undone = [Recorded(stamp, event) for event in decide(self.meeting, actor, "undo", {})]
        after = advance(self.meeting, self.recorded, undone)
        assert msgspec.structs.replace(after, acts=before.acts) == before

    # What always holds

    @invariant()
    def the_fold_of_what_was_recorded_is_the_meeting(self) -> None:
        assert replay(self.recorded) == self.meeting

    @invariant()
    def nobody_is_here_who_was_never_recorded(self) -> None:
        named = {getattr(event, "person", "") for _, event in self.recorded}
        assert {p.id for p in self.meeting.people if here(self.meeting, p)} <= named

    @invariant()
    def times_here_neither_overlap_nor_run_backwards(self) -> None:
        for attendance in self.meeting.presence.members.values():
            times = [t for s in attendance.spells for t in (s.since, s.until) if t is not None]
            assert times == sorted(times)
            assert all(spell.until is not None for spell in attendance.spells[:-1])

    @invariant()
    def the_quorum_counts_voting_members_who_are_in_the_chamber(self) -> None:
        counted = 0
        for person in self.meeting.people:
            spell = self.meeting.presence.of(person.id).here
            out = any(i.out for i in self.meeting.interests.declared if i.person == person.id)
            if spell is not None and spell.mode is Mode.CHAMBER and not out:
                counted += person.member and person.votes
        assert quorum(self.meeting).present == counted
        assert quorum(self.meeting, self.now).present == counted

    @invariant()
    def every_vote_adds_up_to_its_roll(self) -> None:
        votes = self.meeting.votes.taken
        assert sum(vote.pending for vote in votes) <= 1
        for vote in votes:
            counts = (vote.totals.in_favour, vote.totals.against, vote.totals.abstained)
            assert min(*counts, vote.uncast) >= 0
            assert sum(counts) + vote.uncast == len(vote.roll) == len(set(vote.roll))
            assert set(vote.cast) | set(vote.own) <= set(vote.roll)

    @invariant()
    def a_second_reckoning_from_the_events_comes_to_the_same_quorum(self) -> None:
        assert quorum(self.meeting).present == len(Reckoning(self.recorded).present())

    @invariant()
    def what_is_in_hand_was_taken_at_once_but_for_the_item_above(self) -> None:
        in_hand = [i for i in self.meeting.items if i.standing is Standing.IN_HAND]
        above = {item.parent for item in self.meeting.items}
        assert len({i.spans[-1].since for i in in_hand if i.number not in above}) <= 1
        assert not in_hand or self.meeting.sitting.phase is not Phase.CLOSED

    @invariant()
    def item_numbers_never_change(self) -> None:
        numbers = [item.number for item in self.meeting.items]
        assert numbers[: len(NUMBERS)] == NUMBERS
        admitted = self.meeting.items[len(NUMBERS) :]
        assert [item.number for item in admitted] == [str(6 + n) for n in range(len(admitted))]
        assert all(item.urgent for item in admitted)
        assert sorted(item.number for item in self.meeting.running_order) == sorted(numbers)

    @invariant()
    def the_record_and_the_sitting_are_in_the_order_of_time(self) -> None:
        for item in self.meeting.items:
            times = [entry.at for entry in item.record]
            assert times == sorted(times)
        changes = [change.at for change in self.meeting.sitting.changes]
        assert changes == sorted(changes)

    @invariant()
    def nobody_returns_before_leaving(self) -> None:
        for interest in self.meeting.interests.declared:
            if interest.left_at is not None and interest.returned_at is not None:
                assert interest.left_at <= interest.returned_at

    @invariant()
    def what_is_public_never_holds_a_note(self) -> None:
        public = seen_by(self.sides, Audience.PUBLIC)
        assert SECRET not in msgspec.json.encode(public).decode()
        matters: list[Matter] = [e.matter for item in public.items for e in item.record]
        assert not any(isinstance(matter, NoteRecorded) for matter in matters)

    def teardown(self) -> None:
        """What comes back from the journal makes the same meeting."""
        stored = [(r.stamp, type(r.event).__name__, write_event(r.event)) for r in self.recorded]
        read = [Recorded(stamp, read_event(name, payload)) for stamp, name, payload in stored]
        assert replay(read) == self.meeting
