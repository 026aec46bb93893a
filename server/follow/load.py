"""A whole load test: look whom it follows, have the followers come, follow, and reckon."""

from __future__ import annotations

import asyncio
import secrets
from ipaddress import ip_address
from time import monotonic_ns

import aiohttp

from server.follow import processes, reach, target, visit
from server.follow.bar import Bar
from server.follow.changes import TICK
from server.follow.entering import entered, require_acting
from server.follow.giving import UNTIL_SHOWN_SECONDS, Giving
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
        test = _Test(wish, place, ip, visitor)
        page = await test.open_page()
        bar.say(f"Following the public page {place.url} ({page.language}).")
        if not wish.as_clerk:
            return await test.run(page, bar, stop)
        if not page.rehearsal:
            raise NotFollowed(
                N_("The tool gives commands in a rehearsal alone: leave --as-clerk away.")
            )
        async with entered(wish.as_clerk, place, visitor, test.mark) as clerk:
            await require_acting(clerk)
            giving = Giving(clerk, test.mark, wish.every)
            return await test.run(await test.open_page(), bar, stop, giving)


class _Test:
    """One load test. `mark`: a word by which the tool's own changes are known."""

    def __init__(self, wish: Wish, place: Where, ip: str, visitor: aiohttp.ClientSession) -> None:
        self.mark = f"load{secrets.token_hex(3)}"
        self._wish = wish
        self._place = place
        self._ip = ip
        self._visitor = visitor

    async def open_page(self) -> Opened:
        """The page that all begin with, as it is now. Raises NotFollowed."""
        return await visit.opened(
            self._visitor,
            self._place,
            language=self._wish.language or self._place.language,
            not_a_rehearsal=self._wish.not_a_rehearsal,
        )

    def _task(self, page: Opened) -> Task:
        return Task(
            ip=self._ip,
            port=self._place.port,
            host=self._place.name,
            path=f"{self._place.path}/feed",
            tls=self._place.tls,
            followers=self._wish.followers,
            rate=self._wish.rate,
            held=page.held,
            language=page.language,
            mark=self.mark,
        )

    async def run(
        self, page: Opened, bar: Bar, stop: asyncio.Event, giving: Giving | None = None
    ) -> Report:
        """Do it, from this page on."""
        shares = processes.shares(self._task(page), self._wish.crowds)
        async with processes.workers(shares) as crowd:
            begun = monotonic_ns()
            await self._connect(crowd, bar, stop)
            await _set_within(stop, JOINING_SECONDS + LOOK_SECONDS)  # for the last to be told
            await self._follow(crowd, bar, stop, giving, begun)
            ended = monotonic_ns()
            root = await visit.newest_root(self._visitor, self._place, page.language)
            everything = await crowd.end(Newest(root, ended // TICK))
        bar.end()
        return report(
            Followed(
                meeting=self._place.url,
                language=page.language,
                rehearsal=page.rehearsal,
                asked=self._wish.followers,
                begun=begun // TICK,
                ended=ended // TICK,
                here=ip_address(self._ip.partition("%")[0]).is_loopback,
                root=root,
                counts=crowd.counts,
                everything=everything,
                given=giving.given if giving else (),
                clerk=giving.lasted if giving else None,
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


async def _set_within(event: asyncio.Event, seconds: float) -> bool:
    try:
        return await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return False
