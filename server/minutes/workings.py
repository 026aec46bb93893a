"""The clerk's notes to the minutes: why each number is what it is. No part of the minutes."""

from __future__ import annotations

import msgspec

from server.meeting.meeting import Meeting
from server.meeting.reasons import reasons
from server.meeting.why import Why
from server.render.language import Voice


class Working(msgspec.Struct, frozen=True):
    """The reasons for one thing, under the words that name it."""

    title: str
    sentences: tuple[str, ...]


def workings(meeting: Meeting, voice: Voice) -> tuple[Working, ...]:
    """The notes for the clerk, each sentence with its rule."""
    told: dict[str, list[str]] = {}
    for why in reasons(meeting):
        told.setdefault(why.about, []).append(_sentence(voice, why))
    return tuple(
        Working(_title(meeting, voice, about), tuple(said)) for about, said in told.items()
    )


def _sentence(voice: Voice, why: Why) -> str:
    said = voice.say(why.said)
    return f"{said} ({voice.gettext(why.rule)})" if why.rule else said


def _title(meeting: Meeting, voice: Voice, about: str) -> str:
    kind, _, id = about.partition(":")
    if kind == "vote":
        vote = meeting.vote(id)
        text = " ".join(vote.question.text.split())
        words = f"{text[:80].rstrip()}…" if len(text) > 80 else text
        return voice.gettext("Vote on item %s: ") % vote.item + words
    if kind == "item":
        return voice.gettext("Quorum for item %s") % id
    return voice.gettext("Who presides") if kind == "chair" else voice.gettext("Quorum")
