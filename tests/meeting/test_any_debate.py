"""Any debate: whatever is asked and called in whatever order, what always holds of the floor."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from msgspec.structs import replace

from server.business.floor import FloorGiven
from server.meeting.command import Office
from server.meeting.debate import Standing
from server.meeting.floor import queue, rule_of
from server.meeting.fold import replay
from server.meeting.profile import Speech
from server.meeting.quorum import here
from server.meeting.refused import Refused
from server.meeting.sitting import Phase
from tests.conftest import Story, at_item
from tests.speaking import BY_THE_CLOCK

MEMBERS = ("amin", "shah", "owen", "ruiz")
ASKED = ("speech", "question", "explanation", "point_of_order", "reply", "ward_member")
TURNS = ("hold_speech", "resume_speech", "end_speech", "give_more_time")
NEW_FIRST = replace(BY_THE_CLOCK, speaking=replace(BY_THE_CLOCK.speaking, new_first=True))


class AnyDebate(RuleBasedStateMachine):
    """A debate in which anything is asked for at any time, also what is refused."""

    def __init__(self) -> None:
        super().__init__()
        self.sat: Story = at_item("3", profile=NEW_FIRST)
        self.sat.do("move_motion", text="That it be so.", mover="shah", seconder="owen")
        self.sat.do("register_speaker", item="3", name="Ivy Moss", minutes=2)

    def ask(self, command: str, by: str = "clerk", ago: int = 0, **given: object) -> None:
        """What is refused changes nothing; what is accepted is kept."""
        self.sat.now += timedelta(seconds=7)
        at = (self.sat.now - timedelta(seconds=ago)).isoformat() if ago else ""
        try:
            self.sat.do(command, by=by, at=at, **given)
        except Refused:
            return

    @rule(person=st.sampled_from(MEMBERS), kind=st.sampled_from(ASKED))
    def a_member_asks(self, person: str, kind: str) -> None:
        self.ask("ask_to_speak", by=person, kind=kind, rule="14")

    @rule(person=st.sampled_from(MEMBERS))
    def a_member_withdraws(self, person: str) -> None:
        self.ask("withdraw_request", by=person)

    @precondition(lambda self: self.sat.meeting.debate.requests)
    @rule(data=st.data(), ago=st.sampled_from([0, 0, 0, 90, 150]), by=st.sampled_from(Office))
    def one_is_called(self, data: st.DataObject, ago: int, by: Office) -> None:
        known = [request.id for request in self.sat.meeting.debate.requests]
        request = data.draw(st.sampled_from(known[-4:]))
        who = "chair" if by is Office.CHAIR else "clerk"
        self.ask("call_speaker", by=who, ago=ago, request=request)

    @precondition(lambda self: queue(self.sat.meeting))
    @rule()
    def the_next_is_called(self) -> None:
        self.ask("call_speaker", by="chair", request=queue(self.sat.meeting)[0].id)

    @precondition(lambda self: queue(self.sat.meeting))
    @rule(data=st.data())
    def one_is_put_first(self, data: st.DataObject) -> None:
        waiting = [request.id for request in queue(self.sat.meeting)]
        self.ask("put_speaker_first", by="chair", request=data.draw(st.sampled_from(waiting)))

    @rule(
        person=st.sampled_from(MEMBERS),
        kind=st.sampled_from(ASKED),
        ago=st.sampled_from([0, 0, 30, 90, 150]),
    )
    def a_hand_is_answered(self, person: str, kind: str, ago: int) -> None:
        self.ask("give_floor", person=person, kind=kind, ago=ago)

    @rule(command=st.sampled_from(TURNS), ago=st.sampled_from([0, 0, 0, 90]))
    def the_speech_is_held_or_ended(self, command: str, ago: int) -> None:
        self.ask(command, ago=ago)

    @rule(ruling=st.sampled_from(["upheld", "not_upheld"]))
    def a_point_is_ruled_on(self, ruling: str) -> None:
        self.ask("rule_on_point", by="chair", ruling=ruling)

    @rule(
        command=st.sampled_from(["record_departure", "record_arrival"]),
        person=st.sampled_from(MEMBERS[1:]),
        ago=st.sampled_from([0, 0, 200]),
    )
    def members_come_and_go(self, command: str, person: str, ago: int) -> None:
        self.ask(command, person=person, ago=ago)

    @rule(item=st.sampled_from(["3", "5"]))
    def an_item_is_taken(self, item: str) -> None:
        self.ask("take_item", item=item, override="They agreed to it.")

    @rule(command=st.sampled_from(["put_question", "void_vote"]))
    def a_question_is_put(self, command: str) -> None:
        self.ask(command, **({"reason": "Miscounted"} if command == "void_vote" else {}))

    @rule(goes=st.booleans())
    def the_public_goes_or_comes_back(self, goes: bool) -> None:
        if goes:
            self.ask("exclude_public", ground="confidential", items="3")
        else:
            self.ask("readmit_public")

    @rule(by=st.sampled_from(["clerk", "chair"]))
    def something_is_undone(self, by: str) -> None:
        self.ask("undo", by=by)

    @rule(data=st.data())
    def an_entry_is_struck_out(self, data: st.DataObject) -> None:
        entries = [e.id for e in self.sat.item("3").record if e.struck is None]
        if entries:
            self.ask("strike_entry", entry=data.draw(st.sampled_from(entries)), reason="Wrong")

    # What always holds

    @invariant()
    def nobody_speaks_in_anothers_time(self) -> None:
        """So the time that all used is never more than the time in which somebody had the floor."""
        for side in (self.sat.meeting, self.sat.outside):
            spans = sorted(
                (span.since, span.until or self.sat.now)
                for turn in side.debate.turns
                for span in turn.spans
            )
            assert all(since <= until for since, until in spans)
            assert all(one[1] <= other[0] for one, other in pairwise(spans))
            used = sum((until - since for since, until in spans), timedelta())
            assert used <= _covered(spans)

    @invariant()
    def at_most_one_clock_runs_and_it_is_that_of_the_floor(self) -> None:
        debate = self.sat.meeting.debate
        running = [turn for turn in debate.turns if turn.runs]
        assert running in ([], [debate.floor])
        assert all(rule_of(self.sat.meeting, t.kind).interrupts for t in debate.open[1:])

    @invariant()
    def a_request_is_called_at_most_once(self) -> None:
        debate = self.sat.meeting.debate
        called = [turn.request for turn in debate.turns]
        assert len(called) == len(set(called))
        known = {r.id for r in debate.requests if r.standing is Standing.CALLED}
        assert set(called) <= known

    @invariant()
    def nobody_has_the_floor_who_cannot_have_it(self) -> None:
        meeting = self.sat.meeting
        numbers = [item.number for item in meeting.all_in_hand]
        for turn in meeting.debate.open:
            person = meeting.find_person(turn.person)
            assert turn.item in numbers
            assert meeting.sitting.phase is Phase.OPEN
            assert person is None or here(meeting, person)

    @invariant()
    def those_who_wait_are_in_the_order_of_the_rules(self) -> None:
        meeting = self.sat.meeting
        waiting = queue(meeting)
        by_hand = [r.first for r in waiting if r.first is not None]
        assert [r.first for r in waiting[: len(by_hand)]] == by_hand == sorted(by_hand)[::-1]
        rest = waiting[len(by_hand) :]
        kinds = [k.kind for k in meeting.profile.speaking.kinds]
        ranks = [kinds.index(r.kind) for r in rest]
        assert ranks == sorted(ranks)
        for kind in Speech:
            same = [r for r in rest if r.kind is kind]
            spoken = [_has_spoken(self.sat, r.person) for r in same]
            assert spoken == sorted(spoken)
            for again in (False, True):
                asked = [r.at for r, has in zip(same, spoken, strict=True) if has is again]
                assert asked == sorted(asked)

    @invariant()
    def the_record_tells_the_time_of_every_speech_that_has_ended(self) -> None:
        debate = self.sat.meeting.debate
        for entry in self.sat.item("3").record:
            if isinstance(entry.matter, FloorGiven):
                turn = debate.turn(entry.id)
                assert turn is not None
                seconds = round(turn.used.total_seconds()) if turn.over else None
                assert entry.matter.spoke == seconds

    @invariant()
    def nobody_outside_knows_of_a_speech_in_private(self) -> None:
        known = {turn.id for turn in self.sat.outside.debate.turns}
        assert known.isdisjoint(self.sat.meeting.sealed)

    @invariant()
    def the_fold_of_what_was_recorded_is_the_meeting(self) -> None:
        assert replay(self.sat.recorded) == self.sat.meeting


def _covered(spans: list[tuple[datetime, datetime]]) -> timedelta:
    """The time in which at least one of these was running."""
    covered, reached = timedelta(), None
    for since, until in spans:
        start = since if reached is None else max(since, reached)
        covered += max(until - start, timedelta())
        reached = until if reached is None else max(reached, until)
    return covered


def _has_spoken(sat: Story, person: str) -> bool:
    numbers = [item.number for item in sat.meeting.all_in_hand]
    return bool(person) and any(
        t.person == person and t.kind is Speech.SPEECH and t.item in numbers
        for t in sat.meeting.debate.turns
    )


TestAnyDebate = AnyDebate.TestCase
TestAnyDebate.settings = settings(max_examples=40, stateful_step_count=40)
