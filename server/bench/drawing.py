"""How long it takes to draw a meeting for every audience in two languages."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter
from typing import TypeVar

from server.bench.figures import Most, Row, row
from server.bench.specimen import NOTE, STEP, in_session
from server.live.feed import Feed
from server.meeting.command import Actor, Office, decide
from server.meeting.event import Recorded, Stamp
from server.meeting.fold import advance
from server.meeting.meeting import Meeting
from server.meeting.record import Audience
from server.render.language import LANGUAGES, voice
from server.script import Performance

T = TypeVar("T")

COMMANDS = {
    "a note": ("record_note", {"text": NOTE.format(place="last")}),
    "a decision": ("record_decision", {"text": "That the works be begun."}),
    "a departure": ("record_departure", {"person": "member-30"}),
    "the next item": ("take_next", {}),
}


def drawing(repeats: int) -> list[Row]:
    """Draw after each command and, in the same turn, from nothing."""
    so_far = in_session()
    steps = _steps(so_far)
    _feeds(so_far.meeting)  # the templates are compiled
    nothing: list[float] = []
    after: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(repeats):
        took, feeds = _timed(lambda: _feeds(so_far.meeting))
        nothing.append(took)
        for name, meeting in steps.items():
            took, _ = _timed(lambda: _show(feeds, meeting))  # noqa: B023  # called at once
            after[name].append(took)
    drawings = len(Audience) * len(LANGUAGES)
    return [
        *(row(f"{drawings} drawings after {name}", [after[name]], Most(15)) for name in COMMANDS),
        row(f"{drawings} drawings from nothing", [nothing], Most(80)),
    ]


def _feeds(meeting: Meeting) -> list[Feed]:
    zone = meeting.profile.timezone
    return [
        Feed(audience, voice(language, zone), meeting)
        for audience in Audience
        for language in LANGUAGES
    ]


def _show(feeds: list[Feed], meeting: Meeting) -> None:
    for feed in feeds:
        feed.show(meeting)


def _steps(so_far: Performance) -> dict[str, Meeting]:
    """The meeting after each of the commands, given one after the other."""
    meeting, steps = so_far.meeting, {}
    at = so_far.recorded[-1].stamp.recorded_at
    for number, (name, (command, given)) in enumerate(COMMANDS.items(), start=1):
        at += STEP
        stamp = Stamp(f"step-{number}", at, at, Office.CLERK.value, f"step-{number}")
        events = decide(meeting, Actor(Office.CLERK, at, at), command, given)
        meeting = advance(meeting, so_far.recorded, [Recorded(stamp, event) for event in events])
        steps[name] = meeting
    return steps


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    begun = perf_counter()
    done = work()
    return (perf_counter() - begun) * 1000, done
