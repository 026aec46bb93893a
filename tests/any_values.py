"""What might be given with a command in any story: for each field mostly what exists."""

from __future__ import annotations

from typing import Any

import msgspec
from hypothesis import strategies as st

from server.business.note import NoteRecorded
from server.meeting import Meeting
from server.meeting.command import commands
from server.meeting.profile import Speech
from tests.conftest import CAST, CONVENED, PROFILE

SECRET = "kept-from-the-public"  # stands in every note, and in nothing else
NUMBERS = [item.number for item in CONVENED.items]
PEOPLE = [person.id for person in CAST]
WORDS = st.sampled_from(["Granted.", "Refused.", "to proceed", "Élan: “yes” {no}", "to ", " "])
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=4,
)

Drawn = st.DataObject


def sensible(data: Drawn, meeting: Meeting, name: str) -> dict[str, object]:
    """What might be given with a command: for each field mostly what exists."""
    fields = msgspec.structs.fields(commands[name].arguments)
    given = {f.name: data.draw(_values(meeting, name, f.name), f.name) for f in fields}
    if name in ("record_note", "edit_note", "record_apologies") or _corrects_a_note(meeting, given):
        field = "note" if "note" in given else "text"
        given[field] = f"{SECRET} {given[field]}"
    return given


def _values(meeting: Meeting, command: str, field: str) -> st.SearchStrategy[Any]:
    entries = [entry.id for item in meeting.items for entry in item.record]
    acts = [act.id for act in meeting.acts]
    sent = [offer.id for offer in meeting.offers.sent]
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
        "offer": st.sampled_from(["nothing", *sent[-2:] * 4]),
        "version": st.sampled_from([-1, -1, 0, 1, 2]),
    }
    if command == "move_procedural":
        values["what"] = st.sampled_from(["closure", "next_business", "adjourn", "tea"])
    if command in ("ask_to_speak", "give_floor", "register_speaker"):
        values["kind"] = st.sampled_from([*["speech"] * 3, *Speech])
    ticked = st.sampled_from([True, True, True, "on", "", False])
    boxes = ("remote", "heard", "subject_to_corrections", "consent", "gap", "appointment")
    boxes = (*boxes, "connected")
    return {**_of_votes(meeting), **_of_debate(meeting), **values}.get(
        field, ticked if field in boxes else WORDS
    )


def _of_votes(meeting: Meeting) -> dict[str, st.SearchStrategy[Any]]:
    motions = [motion.id for motion in meeting.motions.moved]
    votes = [vote.id for vote in meeting.votes.taken]
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


def _of_debate(meeting: Meeting) -> dict[str, st.SearchStrategy[Any]]:
    requests = [request.id for request in meeting.debate.requests]
    turns = [turn.id for turn in meeting.debate.turns]
    return {
        "request": st.sampled_from(["none", *requests[-3:] * 4]),
        "turn": st.sampled_from(["", "", "", *turns[-2:], "none"]),
        "ruling": st.sampled_from(["upheld", "not_upheld", "tea"]),
        "name": st.sampled_from(["", "Ivy Moss"]),
        "rule": st.sampled_from(["", "14", "14"]),
    }


def _corrects_a_note(meeting: Meeting, given: dict[str, Any]) -> bool:
    found = meeting.find_entry(given["entry"]) if "entry" in given else None
    noted = found is not None and isinstance(found[1].matter, NoteRecorded)
    return noted and "text" in given
