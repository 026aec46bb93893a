"""A whole load test: look whom it follows, have the followers come, follow, and reckon."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from ipaddress import ip_address
from time import monotonic_ns

import aiohttp

from server.follow import processes, reach, target, visit
from server.follow.bar import Bar
from server.follow.changes import TICK
from server.follow.clerk import clerk_by
from server.follow.giving import Giving
from server.follow.page import JOINING_SECONDS
from server.follow.processes import Workers
from server.follow.reckoning import Followed, report
from server.follow.report import Report
from server.follow.target import NotFollowed, Where
from server.follow.task import Newest, Task
from server.follow.visit import Opened
from server.follow.wish import MOST_SECONDS, Wish
from server.words import N_

LOOK_SECONDS = 0.1
UNTIL_SHOWN_SECONDS = 0.5  # what the tool took back last
GRACE_SECONDS = 3.0  # for the last ones to come in; then it begins with those who are there


async def load(wish: Wish, bar: Bar, stop: asyncio.Event) -> Report:
    """Follow as it is wished, until the time is over or `stop` is set. Raises Said."""
    wish.require_bounds()
    place = target.where(wish.url)
    ips = await target.addresses(place, own_server=wish.my_own_server)
    reach.require_files(-(-wish.followers // wish.crowds), wish.crowds)
    reach.require_ports(wish.followers)
    ip = await target.answering(place, ips)
    async with visit.visiting(place, ip) as visitor:
        page = await visit.opened(
            visitor, place, language=wish.language, not_a_rehearsal=wish.not_a_rehearsal
        )
        return await _Test(wish, place, ip, page, visitor).run(bar, stop)


class _Test:
    """One load test that may begin."""

    def __init__(
        self, wish: Wish, place: Where, ip: str, page: Opened, visitor: aiohttp.ClientSession
    ) -> None:
        self._wish = wish
        self._place = place
        self._page = page
        self._visitor = visitor
        self._here = ip_address(ip.partition("%")[0]).is_loopback
        self._mark = f"load{secrets.token_hex(3)}"
        self._task = Task(
            ip=ip,
            port=place.port,
            host=place.name,
            path=f"{place.path}/feed",
            tls=place.tls,
            followers=wish.followers,
            rate=wish.rate,
            held=page.held,
            language=page.language,
            mark=self._mark,
        )

    async def run(self, bar: Bar, stop: asyncio.Event) -> Report:
        """Do it."""
        async with AsyncExitStack() as open:
            giving = await open.enter_async_context(self._clerk()) if self._wish.as_clerk else None
            crowd = await open.enter_async_context(
                processes.workers(processes.shares(self._task, self._wish.crowds))
            )
            begun = monotonic_ns()
            await self._connect(crowd, bar, stop)
            await _set_within(stop, JOINING_SECONDS + LOOK_SECONDS)  # for the last to be told
            await self._follow(crowd, bar, stop, giving, begun)
            ended = monotonic_ns()
            root = await visit.newest_root(self._visitor, self._place, self._page.language)
            everything = await crowd.end(Newest(root, ended // TICK))
        bar.end()
        return report(
            Followed(
                meeting=self._place.base + self._place.path,
                rehearsal=self._page.rehearsal,
                asked=self._wish.followers,
                begun=begun // TICK,
                ended=ended // TICK,
                here=self._here,
                root=root,
                counts=crowd.counts,
                everything=everything,
                given=giving.given if giving else (),
            )
        )

    async def _connect(self, crowd: Workers, bar: Bar, stop: asyncio.Event) -> None:
        """Until all have come in, or could have."""
        loop, wish = asyncio.get_running_loop(), self._wish
        until = loop.time() + min(MOST_SECONDS, wish.followers / wish.rate + GRACE_SECONDS)
        while crowd.counts.been < wish.followers and loop.time() < until:
            crowd.require_all()
            counts = crowd.counts
            refused = sum(counts.refused.values())
            told = f"{counts.been:,} of {wish.followers:,}, {refused:,} refused"
            bar.show("Connecting", counts.been, wish.followers, told)
            if await _set_within(stop, LOOK_SECONDS):
                return

    async def _follow(
        self, crowd: Workers, bar: Bar, stop: asyncio.Event, giving: Giving | None, begun: int
    ) -> None:
        loop = asyncio.get_running_loop()
        spent = (monotonic_ns() - begun) / 1e9
        seconds = min(self._wish.seconds, max(0.0, MOST_SECONDS - spent))
        began = loop.time()
        acting = asyncio.create_task(giving.run()) if giving else None
        while (past := loop.time() - began) < seconds and not stop.is_set():
            crowd.require_all()
            counts = crowd.counts
            told = (
                f"{past:.0f} of {seconds:.0f} s, {counts.following:,} connected, "
                f"{counts.lost:,} lost, {crowd.changes:,} changes"
            )
            bar.show("Following", past, seconds, told)
            await _set_within(stop, LOOK_SECONDS)
        if giving is not None and acting is not None:
            giving.end()
            await acting
            await asyncio.sleep(UNTIL_SHOWN_SECONDS)

    @asynccontextmanager
    async def _clerk(self) -> AsyncIterator[Giving]:
        """The tool as clerk. Raises NotFollowed; without any exception only in a rehearsal."""
        if not self._page.rehearsal:
            raise NotFollowed(
                N_("The tool gives commands in a rehearsal alone: leave --as-clerk away.")
            )
        door, place = self._wish.door(self._place), self._place
        try:
            async with clerk_by(self._visitor, place.key, place.base, door, self._mark) as clerk:
                yield Giving(clerk, self._mark, self._wish.every)
        except ConnectionError as error:
            raise NotFollowed(
                N_(
                    "By that link nobody comes in as clerk of {key} ({fault}): "
                    "“orderpaper links {key}” prints another."
                ),
                key=place.key,
                fault=error,
            ) from error


async def _set_within(event: asyncio.Event, seconds: float) -> bool:
    try:
        return await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return False
