"""What is given with a command of a walk: mostly what has sense, at times anything."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import msgspec

from server.business.note import NoteRecorded
from server.meeting.command import commands
from server.meeting.floor import queue
from server.meeting.interests import Dispensation
from server.meeting.meeting import Meeting
from server.meeting.profile import Speech
from tests.soak.naming import Naming
from tests.soak.setting import KINDS

SECRET = "kept-from-the-public"  # in every note, and in nothing else
SENSITIVE = "the-nature-of-a-sensitive-interest"
TEXTS = (*(f"That plan {letter} be agreed." for letter in "ABCDEFGHIJ"), "")

Drawn = dict[str, Callable[[], Any]]


class Giving:
    """Draws the values of a command's fields, for a meeting as it stands."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.naming = Naming(chance)

    def given(self, meeting: Meeting, name: str) -> dict[str, Any]:
        """What is given with a command."""
        self.meeting = meeting
        given: dict[str, Any] = {}
        drawn = self._of_the_record(name) | self._of_votes(name) | self._of_members(name)
        drawn |= self._of_the_public(name)
        for field in msgspec.structs.fields(commands[name].arguments):
            value = drawn[field.name]() if field.name in drawn else None
            if field.required or value is not None:
                given[field.name] = "" if value is None else value
        self._mend(name, given)
        return given

    def _mend(self, name: str, given: dict[str, Any]) -> None:
        """Make what was drawn for each field by itself fit together, mostly."""
        if name == "put_question":
            self._of_question(given)
        if name == "record_restored":
            self._of_what_was_lost(given)
        if name in ("record_fault", "record_restored") and given.get("what") != "member":
            given.pop("person", None)
        if name in ("record_note", "edit_note"):
            given["text"] = f"{SECRET} {given.get('text', '')}"
        if name in ("record_counts", "recount_vote"):
            given |= self._counts()
        if name == "declare_interest" and given.get("sensitive"):
            given["nature"] = self.chance.choice(["", "", SENSITIVE])
        if name == "correct_entry" and self._sensitive(given["entry"]):
            given["text"] = SENSITIVE
        if name in ("second_motion", "close_vote") and self.chance.random() < 0.9:
            given.pop("declared", None)
        if name == "take_up_offer" and self.chance.random() < 0.8:
            given.pop("text", None)
        if name in ("register_speaker", "give_floor", "record_in_attendance"):
            given.pop(self.chance.choice(["name", "person"]), None)
        if name == "record_connection" and self.chance.random() < 0.8:
            given["connected"] = not self.meeting.connections.connected(given["person"])
        if commands[name].offered and self.chance.random() < 0.3:
            given.pop("override", None)  # no member gives it

    def _of_what_was_lost(self, given: dict[str, Any]) -> None:
        """Mostly what is recorded as lost, and heard again if it was a member."""
        lost = [fault for fault in self.meeting.faults if fault.until is None]
        if lost and self.chance.random() < 0.9:
            fault = self.chance.choice(lost)
            given |= {"what": fault.what.value, "person": fault.person, "heard": True}

    def _sensitive(self, entry: str) -> bool:
        return any(i.id == entry and i.sensitive for i in self.meeting.interests.declared)

    def _of_question(self, given: dict[str, Any]) -> None:
        item = self.meeting.in_hand
        motion = self.meeting.motions.first_in(item.number) if item else None
        if motion is None or self.chance.random() < 0.05:
            given["text"] = self.chance.choice(TEXTS)
        if given.get("way") != "named":
            given.pop("named_by", None)

    def _counts(self) -> dict[str, int]:
        """Mostly a count of the whole roll, often a tie; at times more than there are."""
        vote = self.meeting.votes.pending or self.meeting.votes.latest
        left = len(vote.roll) if vote else 4
        left += self.chance.choice([0] * 12 + [-1, -2, 1, 3])
        left = max(left, 0)
        if self.chance.random() < 0.35:
            return {"in_favour": left // 2, "against": left // 2, "abstained": left % 2}
        yes = self.chance.randint(0, left)
        no = self.chance.randint(0, left - yes)
        if self.chance.random() < 0.03:
            no = -1
        return {"in_favour": yes, "against": no, "abstained": left - yes - max(no, 0)}

    # The fields

    def _of_the_record(self, name: str) -> Drawn:
        one_of, odds = self.chance.choice, self.chance.random
        return {
            "person": lambda: self.naming.person(self.meeting, name),
            "member": lambda: self.naming.anybody(),
            "item": lambda: self._item(name),
            "items": lambda: self._items(name),
            "before": lambda: one_of([None, "5", "3", "4.1"]),
            "after": lambda: one_of([None, None, None, "6", "2"]),
            "text": lambda: self._text(name),
            "what": lambda: self._what(name),
            "kind": lambda: self._kind(name),
            "override": lambda: "The meeting wished it." if odds() < 0.6 else None,
            "reason": lambda: one_of(["It was disputed."] * 9 + [""]),
            "entry": lambda: self._entry(name),
            "remote": lambda: odds() < 0.3,
            "heard": lambda: odds() < 0.8,
            "sensitive": lambda: odds() < 0.3,
            "dispensation": lambda: one_of([*[None] * 6, *Dispensation]),
            "until": lambda: one_of(["8pm", "a date to be fixed", None]),
            "to": lambda: one_of(["Council", None]),
            "outcome": lambda: one_of([None, "noted", "recommended"]),
            "title": lambda: one_of(["A burst main", ""]),
            "who": lambda: "Officers",
            "name": lambda: one_of(["Sam Reed", "Ivy Moss"]),
            "nature": lambda: one_of([None, "Owns the land."]),
            "version": lambda: one_of([None, None, None, -1, 0, 1]),
            "other": lambda: one_of([o.id for o in self.meeting.presence.others] or ["nobody"]),
        }

    def _of_votes(self, name: str) -> Drawn:
        one_of, odds = self.chance.choice, self.chance.random
        here, motions = self.naming.somebody_here, self.meeting.motions.moved
        return {
            "mover": lambda: here(self.meeting),
            "seconder": lambda: here(self.meeting) if odds() < 0.8 else None,
            "choice": lambda: one_of(["for", "against"] * 8 + ["abstain", "abstain", "declined"]),
            "way": lambda: one_of([*["hands", "named"] * 4, "paper", "affirmation"]),
            "consent": lambda: odds() < 0.6,
            "gap": lambda: odds() < 0.5,
            "declared": lambda: one_of(["carried", "lost"]),
            "result": lambda: one_of(["carried", "lost"]),
            "appointment": lambda: odds() < 0.3,
            "named_by": lambda: (
                f"{here(self.meeting)}, {here(self.meeting)}" if odds() < 0.3 else None
            ),
            "rule": lambda: one_of(["Standing Order 9", "Standing Order 9", None]),
            "majority": lambda: one_of([*[None] * 8, "two_thirds", "whole"]),
            "in_favour": lambda: 0,
            "against": lambda: 0,
            "motion": lambda: None if odds() < 0.9 else one_of([m.id for m in motions] or ["none"]),
            "vote": lambda: None if odds() < 0.9 else self._vote(),
        }

    def _of_members(self, name: str) -> Drawn:
        """What is given when members act from their own device, and when they are answered."""
        one_of, debate = self.chance.choice, self.meeting.debate
        offers = self.meeting.offers
        waiting = [offer.id for offer in offers.waiting]
        requests = [request.id for request in queue(self.meeting)]
        known = [request.id for request in debate.requests[-3:]]
        turns = [turn.id for turn in debate.turns[-3:]]
        return {
            "request": lambda: one_of([*requests * 6, *known, "none"]),
            "turn": lambda: one_of([*[None] * 12, *turns, "none"]),
            "offer": lambda: one_of([*waiting * 8, *(o.id for o in offers.sent[-2:]), "none"]),
            "ruling": lambda: one_of(["upheld", "not_upheld"]),
            "connected": lambda: self.chance.random() < 0.5,
            "when": lambda: one_of(["7.15pm", "7.15pm", "after item 4", "", "late " * 20]),
            "minutes": lambda: self._minutes(name),
        }

    def _of_the_public(self, name: str) -> Drawn:
        one_of = self.chance.choice
        return {
            "ground": lambda: one_of(["own_rules", "confidential", "exempt"]),
            "access": lambda: one_of([None, "confidential", "open"]),
            "paragraphs": lambda: one_of(["3", "3", "3", "99"]),
            "public_interest": lambda: self.chance.random() < 0.9,
            "report": lambda: self.chance.random() < 0.5,
        }

    def _minutes(self, name: str) -> int | None:
        if name == "give_more_time":
            return self.chance.choice([None, 1, 2, 11])
        if name == "register_speaker":
            return self.chance.choice([None, 3, 5, 61])
        return self.chance.choice([None, 10, 30, 0])

    def _kind(self, name: str) -> str:
        if name == "register_speaker":
            return self.chance.choice(["public", "public", "ward_member", "speech"])
        if name in ("ask_to_speak", "give_floor"):
            kinds = ["speech"] * 4 + ["point_of_order"] * 4
            voting = self.meeting.votes.pending is not None
            return self.chance.choice([*(kinds[4:] if voting else kinds), *Speech])
        return self.chance.choice([*(kind.key for kind in KINDS), "curiosity"])

    def _items(self, name: str) -> str | None:
        if name == "take_together":
            return self.chance.choice(["3, 5", "4.1, 4.2", "5, 6", "3"])
        if name == "exclude_public":
            return self.chance.choice([None, "3, 5", "4, 4.1", "6"])
        return self.chance.choice([*[None] * 8, "5", "3, 6", "99"])

    def _item(self, name: str) -> str | None:
        one_of, numbers = self.chance.choice, [item.number for item in self.meeting.items]
        in_hand, pending = self.meeting.in_hand, self.meeting.votes.pending
        if name in ("leave_for_interest", "register_speaker") and in_hand is not None:
            return in_hand.number if self.chance.random() < 0.8 else one_of(numbers)
        if name == "declare_interest":
            return pending.item if pending is not None else one_of([*numbers, "all"])
        if name == "open_item":
            return one_of([*numbers, *[i.number for i in self.meeting.items if i.closed] * 9])
        if name in ("release_decision", "release_summary"):
            past = [number for e in self.meeting.exclusions for number in e.items]
            return one_of([*numbers, *past * 9])
        if name == "take_item" and self.meeting.private is not None:
            return one_of([*numbers, *self.meeting.private.items * 9])
        if name in ("take_item", "change_order", "defer_item", "withdraw_item", "close_item"):
            return one_of([*numbers, "99"])
        if name in ("put_question", "agree_without_dissent"):
            return one_of([*[None] * 8, *numbers])
        if name in ("agree_previous_minutes", "correct_previous_minutes"):
            return "2"
        return one_of([None, None, None, None, *numbers])

    def _text(self, name: str) -> str | None:
        if name in ("put_question", "agree_without_dissent", "extend_sitting"):
            item = self.meeting.in_hand
            motion = self.meeting.motions.first_in(item.number) if item else None
            return None if motion else self.chance.choice(TEXTS)
        return self.chance.choice(TEXTS)

    def _what(self, name: str) -> str:
        if name == "move_procedural":
            kinds = ["closure", "next_business", "adjourn", "suspend", "extend"]
            return self.chance.choice(kinds)
        if name == "record_action":
            return "To write to the county."
        return self.chance.choice(["member", "member", "member", "stream", "conference"])

    def _entry(self, name: str) -> str:
        entries = [entry for item in self.meeting.items for entry in item.record]
        if self.meeting.profile.voting.present_throughout:
            entries = [e for e in entries if e.matter.name != "ItemsTakenTogether"]
        if name == "edit_note":
            entries = [e for e in entries if isinstance(e.matter, NoteRecorded)]
        interests = [i.id for i in self.meeting.interests.declared]
        return self.chance.choice([*(e.id for e in entries[-8:]), *interests, "nowhere"])

    def _vote(self) -> str:
        return self.chance.choice([v.id for v in self.meeting.votes.taken] or ["none"])
