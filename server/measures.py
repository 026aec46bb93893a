"""What is measured of the running server, for its operator (Prometheus).

No label and no number tells of one meeting: a meeting's rhythm would show when it acts in private,
and a label for each would never end. The audience of a drawing and the outcome of a command are
told of all meetings together, and so to the operator alone, on a port of their own.

Names and units after https://prometheus.io/docs/practices/naming/. Observing costs about a
microsecond: what is done for ten thousand followers is counted once, by `inc(ten_thousand)`.
"""

from __future__ import annotations

import asyncio
from enum import StrEnum
from time import perf_counter

import prometheus_client
from prometheus_client import Counter, Gauge, Histogram

# When each was first counted would be one more line for every line.
prometheus_client.disable_created_metrics()  # type: ignore[no-untyped-call]


class Outcome(StrEnum):
    """What came of a command."""

    STORED = "stored"
    REFUSED = "refused"
    FAILED = "failed"


_PROMPT = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)

followers = Gauge("orderpaper_followers", "Public pages that follow a meeting now")
people_inside = Gauge("orderpaper_people_inside", "Pages of people signed in that are open now")
meetings = Gauge("orderpaper_meetings", "Meetings that are loaded")
journal_usable = Gauge(
    "orderpaper_journal_usable", "1 if the journal can be read and written to, else 0, as /readyz"
)
unreadable_meetings = Gauge("orderpaper_unreadable_meetings", "Meetings that cannot be read")

arrivals = Counter("orderpaper_follower_arrivals_total", "Public pages that began to follow")
pushes = Counter("orderpaper_pushes_total", "Frames handed to the network, one for each follower")
pushed_bytes = Counter("orderpaper_pushed_bytes_total", "Bytes of the frames handed to the network")
_dropped = Counter("orderpaper_followers_dropped_total", "Followers cut off, by why", ["why"])
dropped_slow = _dropped.labels("slow")
dropped_silent = _dropped.labels("silent")
_pages = Counter(
    "orderpaper_pages_total", "Public pages answered from memory, and drawn for it", ["from"]
)
pages_from_memory = _pages.labels("memory")
pages_drawn = _pages.labels("drawn")

_commands = Histogram(
    "orderpaper_command_seconds",
    "From a command's arrival until it is stored and can be acknowledged, or refused",
    ["outcome"],
    buckets=_PROMPT,
)
commands = {outcome: _commands.labels(outcome.value) for outcome in Outcome}
drawing = Histogram(
    "orderpaper_drawing_seconds",
    "Drawing what changed in a meeting for one audience in one language",
    ["audience"],
    buckets=_PROMPT,
)
journal = Histogram(
    "orderpaper_journal_seconds", "One durable transaction of the journal", buckets=_PROMPT
)
tasks = Gauge("orderpaper_tasks", "Tasks of the event loop that are not done")
loop_lag = Histogram(
    "orderpaper_loop_lag_seconds", "How late a timer comes: how long work waits", buckets=_PROMPT
)

LOOKED_AT = 0.25  # seconds between two looks at how late a timer comes


async def watch_loop() -> None:
    """Measure for ever how late a timer of the event loop comes, and how many tasks it has."""
    loop = asyncio.get_running_loop()
    tasks.set_function(lambda: float(len(asyncio.all_tasks(loop))))  # counted only when asked for
    while True:
        due = perf_counter() + LOOKED_AT
        await asyncio.sleep(LOOKED_AT)
        loop_lag.observe(max(0.0, perf_counter() - due))


def told() -> tuple[bytes, str]:
    """All measures as Prometheus reads them, and the content type."""
    return prometheus_client.generate_latest(), prometheus_client.CONTENT_TYPE_LATEST
