"""What is told of several processes: clerks who go on giving commands and followers who go on
following through a fault, and what must hold of all of them in the end.

    async with house(folder, postgresql) as council, told(council) as story:
        await story.goes_on()
        ...                     # whatever breaks, and is put right
        await story.goes_on()
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator, Callable

import msgspec

from server.journal.journal import Journal, Row, open_journal
from server.live.feed import Feed
from server.live.lines import recorded_in
from server.live.live_meeting import LiveMeeting
from server.live.order import Answer
from server.meeting.record import Audience
from server.meeting.sides import sides_of
from server.render.language import voice
from tests.faults.clerk import Clerk, Desk
from tests.faults.followers import Public, task
from tests.faults.house import House
from tests.live.conftest import CONVENED, StepClock

FOLLOWERS = 12
A_WHILE = 10  # commands of each clerk
LONGEST = 30.0  # seconds for anything to come true, on a machine that does much else
STREAM = f"meeting/{CONVENED.key}"
VOICE = voice("en", CONVENED.profile.timezone)
WHY_NOT = ("at the moment, and nothing was stored", "broke before it was known whether this")


class Story:
    """What is told of a house."""

    def __init__(self, council: House, clerks: list[Clerk], public: Public) -> None:
        self.clerks = clerks
        self.public = public
        self.working: list[asyncio.Task[None]] = []
        self._council = council

    @property
    def problems(self) -> list[str]:
        """What the clerks were told of commands that were not acknowledged then."""
        return [problem for clerk in self.clerks for problem in clerk.problems]

    @property
    def unanswered(self) -> int:
        """How often they were told nothing."""
        return sum(clerk.unanswered for clerk in self.clerks)

    async def goes_on(self, commands: int = A_WHILE) -> None:
        """Let so many more commands of each clerk be acknowledged."""
        wanted = [len(clerk.acknowledged) + commands for clerk in self.clerks]

        def acknowledged() -> bool:
            pairs = zip(self.clerks, wanted, strict=True)
            return all(len(clerk.acknowledged) >= many for clerk, many in pairs)

        def failed() -> bool:
            return any(work.done() for work in self.working)

        await until(lambda: acknowledged() or failed(), "the commands are acknowledged")
        for work in self.working:
            if work.done():
                work.result()

    async def ends_well(self) -> None:
        """Hold what must hold after any fault, once nothing more is done."""
        journal = await open_journal(self._council.url, read_only=True)
        try:
            await self._require_current(journal)
            rows = await journal.read(STREAM)
            assert await journal.verify(STREAM) == len(rows)
            await self._require_all_stored(journal, rows)
            self._require_order(rows)
        finally:
            await journal.close()

    async def _require_current(self, journal: Journal) -> None:
        """Everybody follows, and holds the drawing of the meeting as it is loaded afresh."""
        live = await LiveMeeting.load(STREAM, journal, StepClock())
        root = Feed(Audience.PUBLIC, VOICE, live.sides).drawing.root
        pages = self.public.pages
        await until(
            lambda: all(page.following and page.held.root == root for page in pages),
            "every follower holds the newest drawing",
        )
        assert not any(page.garbled for page in pages)
        assert all(page.held.whole for page in pages)

    async def _require_all_stored(self, journal: Journal, rows: list[Row]) -> None:
        """Every command that was given is stored once, with the answer that its clerk was given,
        and those of a clerk in their order; and nothing else is."""
        stored = [row.command for row in rows][1:]  # after the convening
        assert Counter(stored) == Counter(id for each in self.clerks for id in each.acknowledged)
        answers = await journal.answers(STREAM)
        for clerk in self.clerks:
            assert [id for id in stored if id in clerk.acknowledged] == list(clerk.acknowledged)
            for id, entry in clerk.acknowledged.items():
                assert msgspec.json.decode(answers["clerk", id], type=Answer).entry == entry
        assert [p for p in self.problems if not any(why in p for why in WHY_NOT)] == []

    def _require_order(self, rows: list[Row]) -> None:
        """On each of their connections the followers saw what happened in its order, and all that
        they saw is what was the case at some time."""
        recorded = [recorded_in(row) for row in rows]
        feed = Feed(Audience.PUBLIC, VOICE, sides_of(recorded[:1]))
        places: dict[str, int] = {}
        for end in range(1, len(recorded) + 1):
            feed.show(sides_of(recorded[:end]))
            assert places.setdefault(feed.drawing.root, end) == end or end == 1
        for connections in self.public.seen.values():
            for roots in connections:
                seen = [places[root] for root in roots]
                assert seen == sorted(seen)


@contextlib.asynccontextmanager
async def told(council: House) -> AsyncIterator[Story]:
    """Clerks who work and followers who follow for as long as this is entered; when it is left,
    everything holds that must hold after any fault."""
    ports = [process.port for process in council.web]
    clerks = [
        Clerk(name, [Desk(port, council.cookie) for port in order])
        for name, order in (("north", ports), ("south", ports[::-1]))
    ]
    await clerks[0].give("opens", "open_meeting")
    await clerks[0].give("takes", "take_item", item="2")
    feeds = [process.port for process in council.feeds]
    page = f"http://127.0.0.1:{feeds[0]}/meetings/{CONVENED.key}"
    public = Public(await task(page, FOLLOWERS), feeds)
    story = Story(council, clerks, public)
    story.working = [asyncio.create_task(clerk.work()) for clerk in clerks]
    try:
        await public.come()
        await until(lambda: public.counts.following == FOLLOWERS, "everybody follows")
        yield story
        for clerk in clerks:
            clerk.end()
        await asyncio.wait_for(asyncio.gather(*story.working), LONGEST)
        await story.ends_well()
    finally:
        for each in story.working:
            each.cancel()
        for desk in (desk for clerk in clerks for desk in clerk.desks):
            await desk.leave()
        await public.go()


async def until(holds: Callable[[], bool], what: str) -> None:
    """Wait until this holds."""
    loop = asyncio.get_running_loop()
    last = loop.time() + LONGEST
    while not holds():
        assert loop.time() < last, f"not within {LONGEST:.0f} seconds: {what}"
        await asyncio.sleep(0.01)
