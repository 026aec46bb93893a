"""How followers come, what they take while they are there, and how they come back after a cut."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from server.bench.crowd.asked import Asked
from server.bench.crowd.judged import Judged, at_least, at_most, known
from server.bench.crowd.ours import NAME, Ours, digests
from server.bench.crowd.pushing import CONNECTED, MEMORY
from server.bench.crowd.served import AT_ONCE
from server.bench.crowd.took import Took
from server.live.feed import Update

WORST_WAIT, MIDDLE_WAIT, CURRENT = "worst wait", "median wait", "current"
SENT, SENT_PANELS, ALL_PANELS = "bytes sent", "panels sent", "all panels"

MOST_KB = 16
LEAST_A_SECOND = 3000
MOST_WAIT_SECONDS = 1.5
MOST_RETURN_SECONDS = 10
PATIENCE_SECONDS = 30.0


async def cut(ours: Ours, asked: Asked, took: Took) -> None:
    """Half of the followers are cut off and come back, all at once."""
    path = await ours.path()
    await ours.nobody()
    await ours.load.follow(asked.half, AT_ONCE, path)
    await ours.load.leave()
    came = await ours.load.follow(asked.half, asked.half, path)
    took.note(WORST_WAIT, NAME, came.worst_wait / 1e9)
    took.note(MIDDLE_WAIT, NAME, came.median_wait / 1e9)


async def come_back(ours: Ours, asked: Asked, took: Took) -> None:
    """All are cut off, miss a command, and come back at once. Raises ConnectionError if one of
    them is sent what it held already, or is not brought up to date."""
    before = await ours.panels()
    await ours.nobody()
    await ours.load.follow(asked.followers, AT_ONCE, ours.feed(before.root))
    await ours.load.leave()
    await ours.change_seen()
    hold = ",".join(f"{id}:{digest}" for id, digest in digests(before).items())
    came = await ours.load.follow(
        asked.followers, asked.followers, ours.feed(before.root), ours.feed(before.root, hold=hold)
    )
    arrived = await ours.load.arrived(PATIENCE_SECONDS)
    if arrived.had_by != asked.followers:
        raise ConnectionError(f"only {arrived.had_by} of {asked.followers} followers came back")
    sent = msgspec.json.decode(await ours.load.message(), type=Update)
    now = await ours.panels()
    _require_only_changes(before, now, sent)
    took.note(CURRENT, NAME, (arrived.last_at - came.begun_at) / 1e9)
    took.note(SENT, NAME, arrived.frame_bytes)
    took.note(SENT_PANELS, NAME, len(sent.set))
    took.note(ALL_PANELS, NAME, len(now.set))


def _require_only_changes(before: Update, now: Update, sent: Update) -> None:
    held, current = digests(before), digests(now)
    changed = {id for id, digest in current.items() if held.get(id) != digest}
    if sent.root != now.root or sent.set.keys() != changed:
        raise ConnectionError(
            f"{len(changed)} panels had changed, and {len(sent.set)} were sent to who came back"
        )


def memory(asked: Asked, took: Took) -> Iterator[Judged]:
    """The rows of memory."""
    yield at_most("Memory of an idle follower", took.of(MEMORY, NAME), MOST_KB, "kB")
    for peer in asked.peers:
        if peer not in took.left_out:
            yield known(f"with {peer}", took.of(MEMORY, peer), "kB")


def came(asked: Asked, took: Took) -> Iterator[Judged]:
    """The rows of coming."""
    yield at_least(
        f"{asked.followers:,} followers come, connections a second",
        took.of(CONNECTED, NAME),
        LEAST_A_SECOND,
        "/s",
    )
    yield at_most(
        f"{asked.half:,} come at once after a cut, worst wait",
        took.of(WORST_WAIT, NAME),
        MOST_WAIT_SECONDS,
        "s",
    )
    yield known("median wait", took.of(MIDDLE_WAIT, NAME), "s")


def came_back(asked: Asked, took: Took) -> Iterator[Judged]:
    """The rows of coming back."""
    panels, of = took.of(SENT_PANELS, NAME)[-1], took.of(ALL_PANELS, NAME)[-1]
    yield at_most(
        f"{asked.followers:,} are cut, miss a command and come back at once: all current",
        took.of(CURRENT, NAME),
        MOST_RETURN_SECONDS,
        "s",
    )
    yield Judged(
        "  and none is sent a page that it held",
        f"{panels:.0f} of {of:.0f} panels, {took.of(SENT, NAME)[-1]:,.0f} bytes",
        "only what changed",
        panels < of,
    )
