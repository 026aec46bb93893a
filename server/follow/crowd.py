"""The followers of one process: they come in at an even rate, and are counted."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Coroutine
from time import monotonic_ns
from urllib.parse import urlencode

from server.follow.changes import TICK, Change, Changes
from server.follow.connection import Connection
from server.follow.held import Held, Messages
from server.follow.page import Page
from server.follow.task import Counts, Everything, Gaps, Newest, Task
from server.follow.watch import Watch
from server.follow.wire import handshake

SETTLING_SECONDS = 5.0
LOOK_SECONDS = 0.05


class Crowd:
    """Followers at work. `newest`: what a page holds that is opened at this moment."""

    def __init__(self, task: Task) -> None:
        self.counts = Counts()
        self.changes = Changes(task.held.root)
        self.messages = Messages(task.mark)
        self.newest: Held = task.held
        self.ending = False
        self.pages: list[Page] = []
        self._task = task
        self._secure = ssl.create_default_context() if task.tls else None
        self._running: set[asyncio.Task[None]] = set()
        self._watch = Watch()

    async def come(self) -> None:
        """Have them all come, so many a second."""
        self.spawn(self._watch.run())
        loop = asyncio.get_running_loop()
        begun, self.counts.begun_at = loop.time(), monotonic_ns() // TICK
        for number in range(self._task.followers):
            early = begun + number / self._task.rate - loop.time()
            if early > 0:
                await asyncio.sleep(early)
            page = Page(self)
            self.pages.append(page)
            self.counts.tried += 1
            page.open()

    async def settle(self, newest: Newest) -> None:
        """Wait until everybody holds this drawing or a later one, and the last change has come to
        all; not for ever."""
        for _ in range(round(SETTLING_SECONDS / LOOK_SECONDS)):
            last = self.changes.all[-1].root
            same = all(page.held.root == last for page in self.pages if page.following)
            if same and not self._behind(newest):
                return
            await asyncio.sleep(LOOK_SECONDS)

    def everything(self, newest: Newest) -> Everything:
        """What came of it."""
        behind = self._behind(newest)
        for page in behind:
            if page.following and page.place is not None:
                self.changes.missed(page.place, self.changes.last)
        gaps = Gaps(
            anybody=sum(p.missed or p.garbled or p in behind for p in self.pages),
            missed=sum(page.missed for page in self.pages),
            garbled=sum(page.garbled for page in self.pages),
            behind=sum(page.following for page in behind),
            away=sum(page.been and not page.following for page in self.pages),
            never_in=sum(not page.been for page in self.pages),
        )
        return Everything(self._marked(), gaps, self._watch.told())

    async def go(self) -> None:
        """Everybody leaves."""
        self.ending = True
        for page in self.pages:
            if page.link is not None:
                page.link.close()
        for running in tuple(self._running):
            running.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    # What pages need

    def spawn(self, work: Coroutine[None, None, None]) -> None:
        """Do something beside the rest."""
        if self.ending:
            work.close()
            return
        running = asyncio.get_running_loop().create_task(work)
        self._running.add(running)
        running.add_done_callback(self._running.discard)

    def request(self, root: str, hold: str) -> bytes:
        """What a page asks that holds this."""
        asked = {"lang": self._task.language, "root": root, **({"hold": hold} if hold else {})}
        return handshake(f"{self._task.path}?{urlencode(asked)}", self._task.host)

    async def connect(self, link: Connection) -> None:
        """Connect to the server. Raises OSError."""
        name = self._task.host.rpartition(":")[0].strip("[]") if self._secure else None
        await asyncio.get_running_loop().create_connection(
            lambda: link, self._task.ip, self._task.port, ssl=self._secure, server_hostname=name
        )

    def came_in(self, page: Page, took: int, *, back: bool) -> None:
        """A page was let in, or is back after it was lost; `took`: nanoseconds."""
        counts = self.counts
        counts.following += 1
        counts.came_back += back
        if not page.been:
            counts.been += 1
            counts.all_in_at = monotonic_ns() // TICK
            counts.took[took // TICK] = counts.took.get(took // TICK, 0) + 1

    def went(self, *, asked: bool) -> None:
        """A page's connection ended; `asked`: it was told to come again and say what it holds."""
        self.counts.following -= 1
        if self.ending:
            return
        if asked:
            self.counts.asked_again += 1
        else:
            self.counts.lost += 1

    def refused(self, why: str) -> None:
        """A page was not let in."""
        if not self.ending:
            self.counts.refused[why] = self.counts.refused.get(why, 0) + 1

    def shown(self, page: Page) -> None:
        """A page has come to another drawing."""
        if page.place == self.changes.last and page.held is not self.newest and page.held.whole:
            self.newest = page.held

    def _behind(self, newest: Newest) -> set[Page]:
        """Who holds neither this drawing nor one that came after it; a drawing may have been the
        newest more than once. If nobody knows the newest, it is the last one that came."""
        root = newest.root or self.changes.all[-1].root
        place = self.changes.place_of(root)
        passed = (
            place is not None
            and place < self.changes.last
            and self.changes.all[place + 1].first >= newest.asked_at
        )
        later = self.changes.last if place is None or not passed else place
        return {
            page
            for page in self.pages
            if not page.following or (page.held.root != root and (page.place or 0) <= later)
        }

    def _marked(self) -> list[Change]:
        for change in self.changes.all:
            change.mark = self.messages.marks.get(change.root, 0)
        return self.changes.all
