"""How long it takes to draw a meeting for every audience in two languages."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter
from typing import TypeVar

from server.bench.figures import Most, Row, row
from server.bench.specimen import NOTE, STEP, in_session
from server.live.feed import Feed
from server.meeting.command import Actor, Office, decide
from server.meeting.privacy import recorded
from server.meeting.record import Audience
from server.meeting.sides import Sides
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
    _feeds(so_far.sides)  # the templates are compiled
    nothing: list[float] = []
    after: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(repeats):
        took, feeds = _timed(lambda: _feeds(so_far.sides))
        nothing.append(took)
        for name, sides in steps.items():
            took, _ = _timed(lambda: _show(feeds, sides))  # noqa: B023  # called at once
            after[name].append(took)
    drawings = len(Audience) * len(LANGUAGES)
    return [
        *(row(f"{drawings} drawings after {name}", [after[name]], Most(15)) for name in COMMANDS),
        row(f"{drawings} drawings from nothing", [nothing], Most(80)),
    ]


def _feeds(sides: Sides) -> list[Feed]:
    zone = sides.inside.profile.timezone
    return [
        Feed(audience, voice(language, zone), sides)
        for audience in Audience
        for language in LANGUAGES
    ]


def _show(feeds: list[Feed], sides: Sides) -> None:
    for feed in feeds:
        feed.show(sides)


def _steps(so_far: Performance) -> dict[str, Sides]:
    """The meeting after each of the commands, given one after the other."""
    sides, before, steps = so_far.sides, list(so_far.recorded), {}
    at = so_far.recorded[-1].stamp.recorded_at
    for number, (name, (command, given)) in enumerate(COMMANDS.items(), start=1):
        at += STEP
        actor, step = Actor(Office.CLERK, at, at), f"step-{number}"
        events = decide(sides.inside, actor, command, given)
        new = recorded(sides.inside, actor, step, events, [step])
        sides = sides.after(before, new)
        before += new
        steps[name] = sides
    return steps


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    begun = perf_counter()
    done = work()
    return (perf_counter() - begun) * 1000, done
