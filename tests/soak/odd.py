"""Odd values for fuzzing: half of them nearly right, so that they get past the first door."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

from hypothesis import strategies as st

from server.meeting.command import commands
from server.meeting.meeting import Meeting

Strategy = st.SearchStrategy[Any]
TEXT = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["", "0", "-1", "cy", "\x00", "é" * 400, "\U0001d4b3\u202e", "../..", "%", "9" * 30]
    ),
    st.text(st.characters(codec=None), max_size=12),  # half characters too, which no text may hold
)
NUMBER = st.one_of(
    st.integers(),
    st.floats(),
    st.sampled_from([10**400, -(10**18), 1e308, 43_200_000, 43_200_001, float("nan")]),
)
SCALAR = st.one_of(st.none(), st.booleans(), NUMBER, TEXT)
JSON = st.recursive(
    SCALAR,
    lambda inner: (
        st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=12), inner, max_size=5)
    ),
    max_leaves=12,
)
DEEP = st.integers(50, 3000).map(lambda depth: "[" * depth + "]" * depth)
BYTES = st.binary(max_size=80)


def known(meeting: Meeting) -> dict[str, list[str]]:
    """Values that mean something in this meeting, by the field that takes them."""
    people = [person.id for person in meeting.people]
    numbers = [item.number for item in meeting.items]
    entries = [entry.id for item in meeting.items for entry in item.record]
    motions = [motion.id for motion in meeting.motions.moved]
    return {
        **dict.fromkeys(("person", "mover", "seconder", "member", "who"), people),
        **dict.fromkeys(("item", "items", "before", "after"), numbers),
        "entry": entries[-20:] + [interest.id for interest in meeting.interests.declared],
        "motion": motions[-10:],
        "vote": [vote.id for vote in meeting.votes.taken][-10:],
        "kind": [kind.key for kind in meeting.profile.interest_kinds] or ["pecuniary"],
        "text": ["That the report be noted."],
        "override": ["The meeting wished it."],
        "choice": ["for", "against", "abstain"],
        "at": ["18:42", "0:00", "23:59"],
    }


def filled(given: Mapping[str, object], values: Mapping[str, list[str]], chance: Random) -> object:
    """The same with most fields set to something that means something."""
    made = dict(given)
    for name in given:
        if values.get(name) and chance.random() < 0.7:
            made[name] = chance.choice(values[name])
    return made


def command_fields(name: str) -> tuple[str, ...]:
    """The fields that a command takes."""
    asked = commands.get(name)
    return asked.arguments.__struct_fields__ if asked is not None else ()
