"""What is asked of a meeting that is walked through, and by whom: mostly what has sense."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import datetime, timedelta

from server.meeting.command import SEATS, Actor, Office, commands
from server.meeting.debate import Standing
from server.meeting.floor import queue
from server.meeting.meeting import Meeting
from server.meeting.presiding import presiding, standing_office
from server.meeting.profile import Speech
from server.meeting.votes import Vote, Way
from tests.soak.setting import MEMBERS
from tests.soak.weights import (
    AFTER_A_VOTE,
    ANSWERING,
    ASKING,
    CALLING,
    MOTIONS,
    SPEAKING,
    WEIGHTS,
    WHILE_VOTING,
)


class Choosing:
    """Chooses a command for a meeting as it stands, and who gives it."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance

    def command(self, meeting: Meeting) -> str:
        """A command, mostly one that has sense as things stand."""
        phase = meeting.sitting.phase
        senses = self._senses(meeting)
        names = list(commands)
        weights = [
            WEIGHTS.get(name, 1.0)
            * (1 if phase in commands[name].phases else 0.02)
            * (1 if name in senses else 0.04)
            for name in names
        ]
        return self.chance.choices(names, weights)[0]

    def _senses(self, meeting: Meeting) -> set[str]:
        """The commands that have sense now."""
        vote = meeting.votes.pending
        senses = self._between_votes(meeting) if vote is None else self._during(meeting, vote)
        senses -= _senseless_in_debate(meeting)
        if meeting.private is None:
            return senses - {"readmit_public"}
        return senses - {name for name, asked in commands.items() if asked.in_public}

    def _during(self, meeting: Meeting, vote: Vote) -> set[str]:
        """The commands that have sense while a vote is open or tied."""
        odds = self.chance.random
        voting = {"undo", "record_arrival", "record_departure", "record_connection"}
        if [p for p in meeting.callable if p.id not in vote.roll]:
            voting.add("reopen_roll")
        if odds() < 0.1:
            voting |= {"declare_interest", "void_vote"}
        if odds() < 0.15:
            voting |= ASKING | CALLING | SPEAKING | {"rule_on_point"}
        if vote.tied:
            by_lot = meeting.profile.voting.appointments_by_lot and vote.question.appointment
            decides = "draw_lot" if by_lot else "give_casting_vote"
            tied = {decides, "recount_vote", "correct_vote", "void_vote", "take_chair"}
            return tied | ({"declare_interest"} if odds() < 0.5 else set())
        if vote.way is Way.NAMED:
            anew = {"cast_vote"} if odds() < 0.1 else set[str]()
            done = {"close_vote", "change_vote"} | anew
            return voting | ({"cast_vote", "change_vote"} if vote.uncast else done)
        if vote.counts is None or odds() < 0.1:
            return voting | {"record_counts"}
        return voting | {"close_vote"}

    def _between_votes(self, meeting: Meeting) -> set[str]:
        """The commands that have sense while no vote is open."""
        senses = set(commands) - WHILE_VOTING
        item, latest = meeting.in_hand, meeting.votes.latest
        motion = meeting.motions.first_in(item.number) if item else None
        if item is None:
            senses -= {*MOTIONS, *AFTER_A_VOTE, "put_question", "leave_for_interest"}
        if item is not None and motion is None:
            senses -= MOTIONS - {"move_motion", "move_recommendations"}
        if motion is None or not meeting.profile.voting.named_on_demand:
            senses -= {"demand_named_vote", "withdraw_demand"}
        if motion is not None:
            senses -= {"move_motion", "move_recommendations", "take_next", "take_item"}
            senses -= {"second_motion"} if motion.seconder else {"put_question"}
            senses -= set() if motion.demanded else {"withdraw_demand"}
        if latest is None or latest.void or item is None or latest.item != item.number:
            senses -= AFTER_A_VOTE
        if latest is not None and not latest.void:
            senses.add("void_vote" if self.chance.random() < 0.05 else "recount_vote")
        if not any(i.out for i in meeting.interests.declared):
            senses -= {"return_from_interest"}
        if not meeting.interests.declared:
            senses -= {"leave_for_interest"}
        if not meeting.substitutions:
            senses -= {"hand_over_seat"}
        if not any(each.closed for each in meeting.items):
            senses -= {"open_item"}
        if not any(fault.until is None for fault in meeting.faults):
            senses -= {"record_restored"}
        return senses

    # Who gives it

    def actor(
        self, meeting: Meeting, name: str, given: Mapping[str, object], now: datetime
    ) -> Actor:
        """The clerk, or who may do it too: a member, whoever presides, the server."""
        ago = self.chance.choice([0] * 40 + [20, 40, 60, 90, 240, 600, -60])
        at = now - timedelta(seconds=ago)
        if commands[name].offices == (Office.SERVER,) and self.chance.random() < 0.95:
            return Actor(Office.SERVER, at, now)
        person = self._own_device(meeting, name, given)
        if person:
            return Actor(standing_office(meeting, Office.MEMBER, person), at, now, person)
        if Office.CHAIR in commands[name].offices and self.chance.random() < 0.1:
            return Actor(Office.CHAIR, at, now)
        return Actor(Office.CLERK, at, now)

    def _own_device(self, meeting: Meeting, name: str, given: Mapping[str, object]) -> str:
        """The member who gives it from their own device; empty if it is somebody else."""
        asked, odds = commands[name], self.chance.random
        if odds() < 0.02:
            return self.chance.choice(MEMBERS)  # for another, or what is not for members
        if name == "undo":
            own = [act.actor for act in meeting.acts[-6:] if act.actor.startswith("person:")]
            return self.chance.choice(own).removeprefix("person:") if own and odds() < 0.3 else ""
        if name == "withdraw_offer":
            offer = meeting.offers.find(str(given.get("offer")))
            return offer.person if offer is not None else self.chance.choice(MEMBERS)
        if name == "withdraw_request" and odds() < 0.6:
            request = meeting.debate.find(str(given.get("request")))
            return request.person if request is not None else self.chance.choice(MEMBERS)
        if name == "end_speech" and odds() < 0.4 and meeting.debate.floor is not None:
            return meeting.debate.floor.person
        if "person" in given and set(SEATS) <= set(asked.offices) and odds() < 0.6:
            return str(given["person"])
        if asked.offered and odds() < 0.35:
            return str(given.get(asked.offered, ""))
        chair = presiding(meeting)
        presides = Office.CHAIR in asked.offices and chair is not None and odds() < 0.5
        return chair.id if chair is not None and presides else ""


def _senseless_in_debate(meeting: Meeting) -> set[str]:
    """What has no sense as nobody waits, nobody speaks, or nothing was sent."""
    debate, senseless = meeting.debate, set[str]()
    waiting, floor = queue(meeting), debate.floor
    if meeting.in_hand is None:
        senseless |= ASKING
    if not waiting:
        senseless |= CALLING
    if len(waiting) < 2:
        senseless |= {"put_speaker_first"}
    if floor is None:
        senseless |= SPEAKING
    else:
        senseless |= {"resume_speech"} if floor.runs else {"hold_speech"}
        if floor.kind is Speech.POINT_OF_ORDER:
            senseless |= {"call_speaker", "give_floor"}  # it is ruled on first
    if not any(t.kind is Speech.POINT_OF_ORDER and t.ruling is None for t in debate.turns[-3:]):
        senseless |= {"rule_on_point"}
    if not meeting.offers.waiting:
        senseless |= ANSWERING
    if not any(r.standing is Standing.WAITING for r in debate.requests):
        senseless |= {"withdraw_request"}
    return senseless
