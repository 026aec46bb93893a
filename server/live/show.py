"""Showing a meeting: its feeds are drawn after the acknowledgement, and not too often.

Each feed has its own pace, which moves only when that feed had something to send, so that its
rhythm tells nothing of what others see.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from server import measures
from server.live.feed import Feed, Update
from server.live.live_meeting import LiveMeeting
from server.meeting.record import Audience
from server.render.language import voice

LEAST_SECONDS = 0.1  # at most ten pushes a second
FIRST_SECONDS = 0.004  # whoever gave the command is answered before anything is drawn
MOST_PATIENCE = 10  # so often a drawing lets orders go first that came meanwhile
LONG_SECONDS = 0.05

log = logging.getLogger(__name__)

Deliver = Callable[[Feed, Update], None]


class Show:
    """The feeds of one live meeting and when each is drawn next."""

    def __init__(self, live: LiveMeeting, deliver: Deliver) -> None:
        self.live = live
        self._deliver = deliver
        self._feeds: dict[tuple[Audience, str], Feed] = {}
        self._due: dict[Feed, asyncio.TimerHandle] = {}
        self._sent: dict[Feed, float] = {}
        self._outside = live.outside
        live.changed.append(self._changed)

    def feed(self, audience: Audience, language: str) -> Feed:
        """The feed of an audience in a language; it is drawn from now on."""
        spoken = voice(language, self.live.meeting.profile.timezone)
        # By the language that is spoken, not by the one that was asked for: anybody can ask for
        # any, and each feed is drawn at every change.
        known = self._feeds.get((audience, spoken.language))
        if known is None:
            known = Feed(audience, spoken, self.live.sides)
            self._feeds[audience, spoken.language] = known
        return known

    def up_to_date(self, audience: Audience, language: str) -> Feed:
        """The feed of an audience in a language, drawn at once if it is due: for somebody who gave
        a command, and whose right may be younger than the newest drawing."""
        feed = self.feed(audience, language)
        due = self._due.pop(feed, None)
        if due is not None:
            due.cancel()
            self._draw(feed)
        return feed

    def close(self) -> None:
        """Draw nothing any more."""
        self.live.changed.remove(self._changed)
        for due in self._due.values():
            due.cancel()
        self._due.clear()

    def _changed(self) -> None:
        """Draw what may have changed. What those outside know has not, by private business: then
        nothing is drawn for them, so that its rhythm cannot be seen."""
        loop = asyncio.get_running_loop()
        heard, self._outside = self.live.outside is not self._outside, self.live.outside
        for feed in self._feeds.values():
            if feed not in self._due and (heard or feed.audience is not Audience.PUBLIC):
                soon = loop.time() + FIRST_SECONDS
                when = max(soon, self._sent.get(feed, 0.0) + LEAST_SECONDS)
                self._due[feed] = loop.call_at(when, self._turn, feed)

    def _turn(self, feed: Feed, patience: int = MOST_PATIENCE) -> None:
        # Those outside do not wait for what is done in private: they could see that they do.
        hidden = feed.audience is Audience.PUBLIC and self.live.meeting.private is not None
        if self.live.busy and patience and not hidden:
            loop = asyncio.get_running_loop()
            self._due[feed] = loop.call_later(FIRST_SECONDS, self._turn, feed, patience - 1)
            return
        del self._due[feed]
        self._draw(feed)

    def _draw(self, feed: Feed) -> None:
        loop = asyncio.get_running_loop()
        started = loop.time()
        with measures.drawing.labels(feed.audience.value).time():
            update = feed.show(self.live.sides)
        if update is not None:
            self._sent[feed] = loop.time()
            self._deliver(feed, update)
        if loop.time() - started > LONG_SECONDS:
            took = (loop.time() - started) * 1000
            log.warning("drawing %s for %s took %.0f ms", self.live.stream, feed.audience, took)
