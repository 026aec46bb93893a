"""A feed: whoever comes back, from whatever they hold, ends with what a fresh page shows."""

from __future__ import annotations

import asyncio
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.live.feed import Feed, Update
from server.live.live_meeting import LiveMeeting
from server.live.meetings import Running
from server.live.show import LEAST_SECONDS, Show
from server.meeting.command import Actor, Office, decide
from server.meeting.event import Recorded, Stamp
from server.meeting.record import Audience
from server.meeting.refused import Refused
from server.meeting.sides import Sides, sides_of
from server.render.language import voice
from server.render.panels import Drawing
from tests.live.conftest import CONVENED, StepClock, Told

VOICE = voice("en", "Europe/London")
STEPS = (
    ("open_meeting", {}),
    ("record_present", {"person": "shah"}),
    ("take_next", {}),
    ("take_item", {"item": "2"}),
    ("record_note", {"item": "2", "text": "Said."}),
    ("record_decision", {"text": "That it be approved.", "item": "2"}),
    ("defer_item", {"item": "3", "to": "April"}),
    ("declare_interest", {"person": "owen", "kind": "x", "item": "2"}),
    ("undo", {}),
    ("adjourn_meeting", {"until": "7pm", "reason": "Tea."}),
    ("resume_meeting", {}),
    ("close_meeting", {}),
)


def states(chosen: list[int]) -> list[Sides]:
    """The meeting after each of these steps; a step that is refused is left out."""
    clock, recorded = StepClock(), list[Recorded]()
    now = clock.now()
    recorded.append(Recorded(Stamp("id0", now, now, "test", "convene"), CONVENED))
    sides = sides_of(recorded)
    seen = [sides]
    for place, step in enumerate(chosen):
        name, values = STEPS[step]
        actor = Actor(Office.CLERK, clock.now(), clock.now())
        try:
            events = decide(sides.inside, actor, name, values)
        except Refused:
            continue
        stamp = Stamp(clock.new_id(), actor.at, actor.now, actor.key, f"c{place}")
        new = [Recorded(stamp, event) for event in events]
        sides = sides.after(recorded, new)
        recorded.extend(new)
        seen.append(sides)
    return seen


class Page:
    """What a browser holds: panels by id, and the order of each place."""

    def __init__(self, drawing: Drawing) -> None:
        self.panels = {panel.id: panel.html for panel in drawing.panels}
        self.digests = drawing.digests
        self.order = order(drawing)
        self.root = drawing.root

    def apply(self, update: Update | None) -> None:
        """As web/src/panels.js does."""
        if update is None:
            return
        self.panels |= update.set
        self.order |= update.order
        placed = {id for ids in self.order.values() for id in ids}
        self.panels = {id: html for id, html in self.panels.items() if id in placed}
        self.root = update.root

    def shows(self, drawing: Drawing) -> bool:
        fresh = Page(drawing)
        shown = {slot: ids for slot, ids in self.order.items() if ids}
        return (self.panels, shown, self.root) == (fresh.panels, fresh.order, fresh.root)


def order(drawing: Drawing) -> dict[str, list[str]]:
    slots: dict[str, list[str]] = {}
    for panel in drawing.panels:
        slots.setdefault(panel.slot, []).append(panel.id)
    return slots


steps = st.lists(st.integers(0, len(STEPS) - 1), max_size=14)


@pytest.mark.parametrize("audience", list(Audience))
@settings(max_examples=20)
@given(chosen=steps, left=st.integers(0, 14))
def test_whoever_left_at_any_time_and_comes_back_sees_what_a_fresh_page_shows(
    audience: Audience, chosen: list[int], left: int
) -> None:
    seen = states(chosen)
    feed = Feed(audience, VOICE, seen[0])
    page = Page(feed.drawing)
    for place, meeting in enumerate(seen):
        feed.show(meeting)
        if place == left:
            page = Page(feed.drawing)
    page.apply(feed.since(page.root, page.digests))
    assert page.shows(feed.drawing)


@pytest.mark.parametrize("audience", list(Audience))
@settings(max_examples=20)
@given(chosen=steps)
def test_whoever_follows_every_update_sees_what_a_fresh_page_shows(
    audience: Audience, chosen: list[int]
) -> None:
    first, *later = states(chosen)
    feed = Feed(audience, VOICE, first)
    page = Page(feed.drawing)
    for meeting in later:
        page.apply(feed.show(meeting))
        assert page.shows(feed.drawing)
        assert page.shows(Feed(audience, VOICE, meeting).drawing)


def test_whoever_missed_nothing_is_sent_nothing() -> None:
    feed = Feed(Audience.PUBLIC, VOICE, states([0, 2])[-1])
    assert feed.since(feed.drawing.root, {}) is None


def test_what_an_audience_does_not_see_changes_nothing_in_its_feed() -> None:
    before, after = states([0, 3, 4])[-2:]
    feed = Feed(Audience.PUBLIC, VOICE, before)
    assert after is not before
    assert feed.show(after) is None


def test_an_update_holds_only_the_panels_that_differ() -> None:
    before, after = states([0, 3, 5])[-2:]
    update = Feed(Audience.PUBLIC, VOICE, before).show(after)
    assert update is not None
    assert {"decided", "agenda-item-2"} <= update.set.keys()
    assert "agenda-item-3" not in update.set


class Deliveries:
    """Everything that was sent, and when by the loop's clock."""

    def __init__(self) -> None:
        self.sent: list[tuple[float, Feed, Update]] = []
        self.arrived = asyncio.Event()

    def deliver(self, feed: Feed, update: Update) -> None:
        self.sent.append((asyncio.get_running_loop().time(), feed, update))
        self.arrived.set()

    def count(self, feed: Feed) -> int:
        return sum(1 for _, sent, _ in self.sent if sent is feed)

    async def until(self, feed: Feed, count: int) -> None:
        while self.count(feed) < count:
            self.arrived.clear()
            await asyncio.wait_for(self.arrived.wait(), 2)


@pytest.fixture
def deliveries(live: LiveMeeting) -> Deliveries:
    return Deliveries()


async def test_a_burst_of_commands_is_shown_at_once_and_then_together(
    clerk: Told, deliveries: Deliveries
) -> None:
    show = Show(clerk.live, deliveries.deliver)
    feed = show.feed(Audience.CLERK, "en")
    await clerk.do("open_meeting")
    await clerk.do("take_item", item="1")
    for n in range(10):
        await clerk.do("record_note", text=f"Note {n}.")
    while feed.drawing.root != Feed(Audience.CLERK, VOICE, clerk.live.sides).drawing.root:
        deliveries.arrived.clear()
        await asyncio.wait_for(deliveries.arrived.wait(), 2)
    times = [at for at, _, _ in deliveries.sent]
    assert all(b - a >= LEAST_SECONDS * 0.9 for a, b in pairwise(times))
    assert len(times) < 12
    show.close()


async def test_a_feed_whose_audience_saw_nothing_keeps_its_own_pace(
    clerk: Told, deliveries: Deliveries
) -> None:
    show = Show(clerk.live, deliveries.deliver)
    public, inside = show.feed(Audience.PUBLIC, "en"), show.feed(Audience.CLERK, "en")
    await clerk.do("open_meeting")
    await deliveries.until(inside, 1)
    await deliveries.until(public, 1)
    await clerk.do("record_note", item="2", text="Only for the clerk.")
    await deliveries.until(inside, 2)
    assert deliveries.count(public) == 1
    show.close()


async def test_the_meeting_is_drawn_after_the_acknowledgement(
    running: Running, deliveries: Deliveries
) -> None:
    show = Show(running.live, deliveries.deliver)
    feed = show.feed(Audience.PUBLIC, "en")
    root = feed.drawing.root
    await Told(running.live).do("open_meeting")
    assert feed.drawing.root == root
    await asyncio.wait_for(deliveries.arrived.wait(), 2)
    assert feed.drawing.root != root
    show.close()
