"""What might be asked of a meeting as it stands: mostly what has sense, at times what has none."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from server.meeting.command import commands
from server.meeting.floor import queue
from server.meeting.interests import Dispensation
from server.meeting.meeting import Meeting
from server.meeting.presence import InAttendance
from server.meeting.profile import Speech
from server.meeting.quorum import here
from server.meeting.sitting import Phase
from server.meeting.votes import Way
from tests.private.convened import KINDS, MEMBERS, PEOPLE

TYPED = {"text", "reason", "nature", "note", "override", "who", "by_when", "name", "position"} | {
    "authority",
    "rule",
    "title",
    "when",
}
"""The fields that hold free words."""

OFTEN = {
    "record_note": 4,
    "move_motion": 4,
    "move_recommendations": 3,
    "put_question": 4,
    "take_item": 4,
    "take_next": 2,
    "declare_interest": 4,
    "leave_for_interest": 6,
    "return_from_interest": 4,
    "record_departure": 2,
    "record_arrival": 6,
    "undo": 2,
    "ask_to_speak": 4,
    "give_floor": 4,
    "call_speaker": 3,
    "end_speech": 2,
    "close_item": 0.4,
    "open_item": 0.4,
    "admit_urgent_item": 0.4,
    "defer_item": 0.3,
    "withdraw_item": 0.3,
}
NAMED = {"cast_vote": 30, "change_vote": 3, "close_vote": 6, "reopen_roll": 6, "void_vote": 1}
COUNTED = {"record_counts": 20, "close_vote": 12, "reopen_roll": 6, "void_vote": 1}
TIED = {"give_casting_vote": 20, "draw_lot": 20, "recount_vote": 4, "void_vote": 1}
MEANWHILE = {"record_note": 2, "declare_interest": 2, "record_departure": 2, "record_arrival": 2}
MEANWHILE |= {"ask_to_speak": 1, "give_floor": 1, "call_speaker": 1, "rule_on_point": 1}
SPEAKING = {"end_speech": 4, "hold_speech": 3, "give_more_time": 2}
AFTERWARDS = {"recount_vote": 3, "correct_vote": 3, "record_own_vote": 3, "void_vote": 1}


_NOBODY = InAttendance("nobody", "Nobody")


class Chooser:
    """Draws commands and what is given with them."""

    def __init__(self, chance: random.Random, focus: Sequence[str] = ()) -> None:
        self.chance = chance
        self.focus = frozenset(focus)

    def command(self, meeting: Meeting, among: set[str]) -> str:
        """One of these commands, mostly one that has sense as things stand."""
        odds = self._odds(meeting)
        names = sorted(among)
        weights = [odds.get(name, 0.0) + 0.02 for name in names]
        for place, name in enumerate(names):
            if name in self.focus:
                weights[place] = 8 * weights[place] + 2
        for place, name in enumerate(names):
            if meeting.sitting.phase not in commands[name].phases:
                weights[place] = 0.001
        return self.chance.choices(names, weights)[0]

    def _odds(self, meeting: Meeting) -> dict[str, float]:
        vote = meeting.votes.pending
        if vote is not None and vote.tied:
            return {**TIED, **MEANWHILE}
        if vote is not None:
            return {**(NAMED if vote.way is Way.NAMED else COUNTED), **MEANWHILE}
        odds: dict[str, float] = {name: OFTEN.get(name, 1.0) for name in commands}
        item = meeting.in_hand
        motion = meeting.motions.open_in(item.number) if item is not None else None
        if motion is not None:
            odds |= {"put_question": 14, "second_motion": 8, "withdraw_motion": 2}
            odds |= {"move_amendment": 4, "alter_motion": 2, "agree_without_dissent": 3}
            odds |= {"take_item": 0.5, "take_next": 0.5, "move_motion": 0.2}
            odds |= {"demand_named_vote": 3, "withdraw_demand": 6 if motion.demanded else 0.1}
        for name in (*NAMED, *COUNTED, *TIED):
            odds[name] = 0.1
        if meeting.votes.latest is not None:
            odds |= AFTERWARDS
        floor = meeting.debate.floor
        odds |= SPEAKING if floor is not None else dict.fromkeys(SPEAKING, 0.1)
        odds["resume_speech"] = 8 if floor is not None and not floor.runs else 0.1
        ruled_on = floor is not None and floor.kind is Speech.POINT_OF_ORDER
        odds["rule_on_point"] = 8 if ruled_on else 0.3
        odds["call_speaker"] = 6 if queue(meeting) else 0.1
        waits = bool(meeting.offers.waiting)
        odds |= {"take_up_offer": 8 if waits else 0.05, "put_aside_offer": 2 if waits else 0.05}
        odds |= {"withdraw_offer": 2 if waits else 0.05}
        if not any(i.out for i in meeting.interests.declared):
            odds["return_from_interest"] = 0.0
        return odds

    def given(self, name: str, meeting: Meeting, words: Callable[[], str]) -> dict[str, object]:
        """What is given with a command; its free words are `words`."""
        given: dict[str, object] = {}
        for field in msgspec.structs.fields(commands[name].arguments):
            value = self._value(name, field.name, meeting, words)
            if field.required or value is not None:
                given[field.name] = "" if value is None else value
        if given.get("sensitive"):
            given.pop("nature", None)
        if name in ("record_counts", "recount_vote"):
            given |= self._counts(meeting)
        if name == "take_up_offer" and self.chance.random() < 0.7:
            given.pop("text", None)
        if name == "put_question" and given.get("way") != "named":
            given.pop("named_by", None)
        if name in ("record_fault", "record_restored") and given.get("what") != "member":
            given.pop("person", None)
        if name in ("record_in_attendance", "register_speaker", "give_floor"):
            both = bool(given.get("person"))
            given.pop("name" if both else "person", None)
        return given

    def _value(self, name: str, field: str, meeting: Meeting, words: Callable[[], str]) -> Any:
        one_of, odds = self.chance.choice, self.chance.random
        if field in TYPED:
            return self._words(name, field, meeting, words)
        drawn: dict[str, Callable[[], Any]] = {
            "person": lambda: self._person(name, meeting),
            "mover": lambda: self._present(meeting),
            "seconder": lambda: self._seconder(name, meeting),
            "item": lambda: self._item(name, meeting),
            "items": lambda: self._items(name, meeting),
            "before": lambda: one_of([None, "5", "7"]),
            "after": lambda: one_of([None, None, "7", "2"]),
            "choice": lambda: one_of(["for", "against", "for", "abstain"]),
            "way": lambda: one_of([*["hands", "named"] * 4, "paper"]),
            "what": lambda: self._what(name, words),
            "kind": lambda: self._kind(name),
            "request": lambda: self._request(name, meeting),
            "offer": lambda: one_of([o.id for o in meeting.offers.sent[-4:]] or ["none"]),
            "turn": lambda: one_of([*[None] * 5, *[t.id for t in meeting.debate.turns[-2:]]]),
            "ruling": lambda: one_of(["upheld", "not_upheld"]),
            "consent": lambda: True,
            "gap": lambda: odds() < 0.8,
            "result": lambda: one_of(["carried", "lost"]),
            "entry": lambda: self._entry(name, meeting),
            "remote": lambda: odds() < 0.3,
            "heard": lambda: True,
            "connected": lambda: odds() < 0.5,
            "sensitive": lambda: odds() < 0.3,
            "dispensation": lambda: one_of([*[None] * 6, *Dispensation]),
            "appointment": lambda: odds() < 0.4,
            "named_by": lambda: one_of([None, "amin, shah"]),
            "minutes": lambda: one_of([None, 10, 30] if name != "give_more_time" else [1, 10]),
            "until": lambda: one_of(["8pm", "a date to be fixed"]),
            "to": lambda: f"{words()} Council",
            "outcome": lambda: one_of([None, "noted", "recommended"]),
            "majority": lambda: one_of([*[None] * 8, "two_thirds"]),
            "ground": lambda: one_of(["confidential", "own_rules"]),
            "access": lambda: one_of([None, "confidential"]),
            "paragraphs": lambda: "3",
            "public_interest": lambda: True,
            "member": lambda: one_of(["shah", "khan"]),
            "other": lambda: self.chance.choice(meeting.presence.others or [_NOBODY]).id,
            "vote": lambda: self._vote(name, meeting),
        }
        return drawn[field]() if field in drawn else None

    def _words(self, name: str, field: str, meeting: Meeting, words: Callable[[], str]) -> Any:
        if field == "override":
            return words() if self.chance.random() < 0.7 else None
        if name == "put_question" or (name == "agree_without_dissent" and field == "text"):
            item = meeting.in_hand
            motion = meeting.motions.open_in(item.number) if item else None
            return words() if motion is None else None
        return words()

    def _counts(self, meeting: Meeting) -> dict[str, object]:
        vote = meeting.votes.pending or meeting.votes.latest
        left = len(vote.roll) if vote is not None else 3
        yes = left // 2 if self.chance.random() < 0.4 else self.chance.randint(0, left)
        no = yes if self.chance.random() < 0.3 and 2 * yes <= left else left - yes
        return {"in_favour": yes, "against": no, "abstained": left - yes - no}

    def _present(self, meeting: Meeting) -> str:
        present = [p.id for p in meeting.callable if here(meeting, p)]
        return self.chance.choice([*present * 4, *MEMBERS])

    def _seconder(self, name: str, meeting: Meeting) -> str | None:
        later = name != "second_motion" and self.chance.random() < 0.3
        return None if later else self._present(meeting)

    def _person(self, name: str, meeting: Meeting) -> str:
        one_of, declared = self.chance.choice, meeting.interests.declared
        vote = meeting.votes.pending or meeting.votes.latest
        if name == "record_in_attendance":
            return one_of(["", "", "hughes", "patel"])
        if name in ("register_speaker", "give_floor"):
            return one_of(["", "hughes", self._present(meeting), self._present(meeting)])
        if name == "ask_to_speak":
            return self._present(meeting)
        if name == "name_substitute":
            return "grey"
        if name == "demand_named_vote":
            return self._present(meeting)
        if name == "withdraw_demand":
            return one_of([id for m in meeting.motions.moved for id in m.demanded] or MEMBERS)
        if name == "leave_for_interest" and declared:
            return one_of([i.person for i in declared])
        if name == "return_from_interest":
            return one_of([i.person for i in declared if i.out] or MEMBERS)
        if name == "cast_vote" and vote is not None:
            return one_of([p for p in vote.roll if p not in vote.cast] or MEMBERS)
        if name in ("change_vote", "correct_vote", "record_own_vote") and vote and vote.roll:
            return one_of(vote.roll)
        if name == "reopen_roll" and vote is not None:
            come = [p.id for p in meeting.callable if here(meeting, p) and p.id not in vote.roll]
            return one_of(come or MEMBERS)
        if name in ("record_arrival", "record_present", "record_apologies", "record_absent"):
            away = [p for p in MEMBERS if meeting.presence.of(p).here is None]
            return one_of(away or MEMBERS)
        if name == "record_restored":
            return one_of([f.person for f in meeting.faults if f.person and not f.until] or MEMBERS)
        if name == "record_fault":
            remote = [p.id for p in PEOPLE if _remote(meeting, p.id)]
            return one_of(remote or MEMBERS)
        return one_of(MEMBERS)

    def _item(self, name: str, meeting: Meeting) -> str | None:
        numbers = [item.number for item in meeting.items]
        covered = list(meeting.private.items) if meeting.private is not None else []
        if name in ("agree_previous_minutes", "correct_previous_minutes"):
            return "2"
        if name == "declare_interest":
            in_hand = [i.number for i in meeting.all_in_hand]
            return self.chance.choice([*numbers, *in_hand * 6, "all"])
        if name == "leave_for_interest" and meeting.in_hand is not None:
            return meeting.in_hand.number
        if name in ("take_item", "defer_item", "withdraw_item", "open_item", "close_item"):
            return self.chance.choice([*numbers, *covered * 8])
        if name in ("release_decision", "release_summary"):
            past = [n for e in meeting.exclusions for n in e.items]
            return self.chance.choice([*numbers, *past * 8])
        return self.chance.choice([None] * 4 + numbers)

    def _items(self, name: str, meeting: Meeting) -> str | None:
        covered = meeting.private.items if meeting.private is not None else ("4", "7")
        if name == "take_together":
            return ", ".join(self.chance.sample(covered, 2)) if len(covered) > 1 else "4, 7"
        if name == "move_exclusion":
            return self.chance.choice([None, "4", "3, 8", "7, 8"])
        return self.chance.choice([None] * 6 + ["7"])

    def _kind(self, name: str) -> str:
        if name == "register_speaker":
            return self.chance.choice(["public", "ward_member"])
        if name in ("ask_to_speak", "give_floor"):
            return self.chance.choice([*["speech"] * 3, *Speech])
        return self.chance.choice([kind.key for kind in KINDS])

    def _request(self, name: str, meeting: Meeting) -> str:
        waiting = [request.id for request in queue(meeting)]
        known = [request.id for request in meeting.debate.requests[-3:]]
        return self.chance.choice([*waiting * 4, *known, "none"])

    def _what(self, name: str, words: Callable[[], str]) -> str:
        if name == "record_action":
            return words()
        if name == "move_procedural":
            kinds = ["closure", "next_business", "adjourn", "suspend", "extend"]
            return self.chance.choice(kinds)
        return self.chance.choice(["member", "stream", "conference"])

    def _entry(self, name: str, meeting: Meeting) -> str:
        entries = [e for item in meeting.items for e in item.record if e.struck is None]
        if meeting.private is not None and self.chance.random() < 0.9:
            entries = [e for e in entries if e.private]
        if name == "edit_note":
            entries = [e for e in entries if e.kind == "note"]
        return self.chance.choice([e.id for e in entries] or ["nowhere"])

    def _vote(self, name: str, meeting: Meeting) -> str | None:
        if meeting.sitting.phase is not Phase.OPEN or self.chance.random() < 0.1:
            return self.chance.choice([v.id for v in meeting.votes.taken] or ["none"])
        return None


def _remote(meeting: Meeting, person: str) -> bool:
    spell = meeting.presence.of(person).here
    return spell is not None and spell.mode.value == "remote"
