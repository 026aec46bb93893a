"""Any story: commands with any arguments, at any time, in any order; and what always holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import count

import msgspec
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from server.business.note import NoteRecorded
from server.live.order import Order
from server.meeting import Event, Matter, Meeting, Standing
from server.meeting.audience import seen_by
from server.meeting.command import SEATS, Actor, Office, commands, decide
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
from tests.any_values import ANYTHING, NUMBERS, SECRET, Drawn, sensible
from tests.conftest import CONVENED, ENGLISH
from tests.soak.by_device import ByDevice
from tests.soak.debating import Debating
from tests.soak.reckoning import Reckoning

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
# What members do from their own device, or send to the clerk; and what is done about it.
THEIR_OWN = (
    *["cast_vote", "ask_to_speak", "demand_named_vote"] * 6,
    *sorted(n for n, each in commands.items() if each.offered or set(SEATS) <= set(each.offices)),
    *["end_speech", "undo", "withdraw_offer"],
)
ANSWERS = (*["take_up_offer"] * 3, "put_aside_offer", "record_connection")
FLOOR = (
    *["call_speaker", "give_floor", "end_speech", "rule_on_point"] * 2,
    *["hold_speech", "resume_speech", "give_more_time", "put_speaker_first", "register_speaker"],
)

BEGINNING: tuple[tuple[str, dict[str, object]], ...] = (
    *(("record_present", {"person": person}) for person in ("amin", "shah", "owen")),
    ("open_meeting", {}),
    ("take_item", {"item": "3"}),
    ("record_note", {"text": f"{SECRET} Said."}),
    ("declare_interest", {"person": "owen", "kind": "pecuniary", "item": "3"}),
)


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
        given = sensible(data, self.meeting, name) if name in commands else {}
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

    @rule(data=st.data(), person=st.sampled_from(["amin", *["shah", "owen"] * 2, "ruiz", "lloyd"]))
    def members_act_from_their_own_device(self, data: Drawn, person: str) -> None:
        name = data.draw(st.sampled_from(THEIR_OWN), "command")
        given = sensible(data, self.meeting, name)
        for field in ("person", commands[name].offered, "override"):
            if not data.draw(st.booleans(), f"{field} given"):
                given.pop(field, None)
        self._ask(data, 20, Office.MEMBER, name, given, person)

    @rule(data=st.data())
    def what_members_did_is_answered(self, data: Drawn) -> None:
        name = data.draw(st.sampled_from(ANSWERS), "command")
        alone = commands[name].offices == (Office.SERVER,)
        office = Office.SERVER if alone else Office.CLERK
        self._ask(data, 20, office, name, sensible(data, self.meeting, name))

    @rule(data=st.data(), office=st.sampled_from([Office.CLERK, Office.CHAIR]))
    def the_debate_goes_on(self, data: Drawn, office: Office) -> None:
        name = data.draw(st.sampled_from(FLOOR), "command")
        self._ask(data, 20, office, name, sensible(data, self.meeting, name))

    @rule(data=st.data())
    def the_clerk_changes_the_record(self, data: Drawn) -> None:
        self._one_of(data, CHANGES, 20)

    def _one_of(self, data: Drawn, names: Sequence[str], wait: int) -> None:
        name = data.draw(st.sampled_from(names), "command")
        self._ask(data, wait, Office.CLERK, name, sensible(data, self.meeting, name))

    def _ask(
        self,
        data: Drawn,
        wait: int,
        office: Office,
        name: str,
        given: dict[str, object],
        person: str = "",
    ) -> None:
        """Give a command. Nothing but Refused may come of it, and then nothing happens."""
        self.now += timedelta(seconds=wait)
        ago, waited = data.draw(AGO, "minutes ago"), data.draw(WAITED, "waited minutes")
        at = "" if ago is None else f"{self.now - timedelta(minutes=ago):%H:%M}"
        person = person or ("shah" if office is Office.MEMBER else "")
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

    @invariant()
    def at_most_one_clock_runs_and_only_under_what_is_in_hand(self) -> None:
        running = [turn for turn in self.meeting.debate.turns if turn.runs]
        assert len(running) <= 1
        numbers = [item.number for item in self.meeting.all_in_hand]
        assert all(turn.item in numbers for turn in running)
        assert not running or self.meeting.sitting.phase is Phase.OPEN

    @invariant()
    def what_is_between_members_and_the_clerk_is_theirs_alone(self) -> None:
        public = seen_by(self.sides, Audience.PUBLIC)
        assert (public.offers.sent, public.connections.known) == ((), {})
        assert public.debate.requests == ()

    def _members_lost_nothing(self) -> None:
        """What members did from their own device is as the events alone tell it."""
        told, spoken = ByDevice(self.recorded), Debating(self.recorded)
        for vote in self.meeting.votes.taken:
            stored = told.votes.get(vote.id, {})
            assert vote.cast == {person: last.choice for person, last in stored.items()}
            assert vote.receipts == {person: told.receipt(vote.id, person) for person in stored}
        shown = {offer.id: offer.standing.value for offer in self.meeting.offers.sent}
        assert shown == {id: (answers or ["waiting"])[0] for id, answers in told.offers.items()}
        assert all(len(answers) <= 1 for answers in told.offers.values())
        turns = [(t.id, t.over, t.runs, t.used) for t in self.meeting.debate.turns]
        assert turns == [(t.id, t.over, t.runs, t.used) for t in spoken.turns]

    def teardown(self) -> None:
        """What comes back from the journal makes the same meeting."""
        self._members_lost_nothing()
        stored = [(r.stamp, type(r.event).__name__, write_event(r.event)) for r in self.recorded]
        read = [Recorded(stamp, read_event(name, payload)) for stamp, name, payload in stored]
        assert replay(read) == self.meeting
