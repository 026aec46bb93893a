"""Whom a command of a walk names: mostly whom it may be about, at times anybody."""

from __future__ import annotations

import random

from server.meeting.command import commands
from server.meeting.meeting import Meeting
from server.meeting.presence import Mode
from server.meeting.presiding import presiding
from server.meeting.quorum import here
from server.meeting.votes import Vote
from tests.soak.setting import MEMBERS

ANYBODY = (*[*MEMBERS] * 4, "hughes", "nobody", "")


class Naming:
    """Draws people."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance

    def anybody(self) -> str:
        """Anybody, also who is on no list."""
        return self.chance.choice(ANYBODY)

    def somebody_here(self, meeting: Meeting) -> str:
        """Mostly a member who is here and may have a vote."""
        present = [p.id for p in meeting.callable if p.id != "lloyd" and here(meeting, p)]
        return self.chance.choice([*present * 6, *MEMBERS])

    def person(self, meeting: Meeting, name: str) -> str:
        """Whom this command is about."""
        if self.chance.random() < 0.08:
            return self.anybody()
        again = self.chance.random() < 0.1  # who has demanded it already
        if name in ("ask_to_speak", "give_floor") or (name == "demand_named_vote" and not again):
            return self.somebody_here(meeting)
        vote = meeting.votes.pending or meeting.votes.latest
        fit = self._of_vote(meeting, name, vote) if vote is not None else []
        return self.chance.choice(fit or self._of_attendance(meeting, name) or MEMBERS)

    def _of_vote(self, meeting: Meeting, name: str, vote: Vote) -> list[str]:
        if name == "cast_vote":
            anew = self.chance.random() < 0.05
            return [p for p in vote.roll if anew or p not in vote.cast] or list(vote.roll)
        if name in ("change_vote", "correct_vote", "record_own_vote"):
            return list(vote.roll)
        if name == "reopen_roll":
            come = [p for p in meeting.callable if here(meeting, p)]
            return [p.id for p in come if p.id not in vote.roll]
        chair = presiding(meeting)
        if vote.tied and name == "declare_interest" and chair is not None:
            return [chair.id]
        return []

    def _of_attendance(self, meeting: Meeting, name: str) -> list[str]:
        if name in ("leave_for_interest", "return_from_interest"):
            return [i.person for i in meeting.interests.declared]
        if name == "name_substitute":
            return ["evans", "grey"]
        if name in ("record_present", "record_arrival", "expect_late"):
            called = [p.id for p in meeting.callable]
            away = [p for p in called if meeting.presence.of(p).here is None]
            return away or called
        if name in ("record_fault", "record_connection"):
            remote = [p for p in MEMBERS if _remote(meeting, p)]
            return remote if self.chance.random() < 0.7 else []
        if name == "record_restored":
            return [f.person for f in meeting.faults if f.until is None and f.person]
        if name == "hand_over_seat" and meeting.substitutions:
            found = self.chance.choice(meeting.substitutions)
            return [found.member, found.substitute]
        if name in ("withdraw_demand", "demand_named_vote"):
            motions = (m for m in meeting.motions.moved if m.open)
            return [person for motion in motions for person in motion.demanded]
        if commands[name].offered:
            return [p.id for p in meeting.callable]
        if name in ("record_in_attendance", "register_speaker"):
            return ["hughes", "patel", "owen"]
        return []


def _remote(meeting: Meeting, person: str) -> bool:
    spell = meeting.presence.of(person).here
    return spell is not None and spell.mode is Mode.REMOTE
