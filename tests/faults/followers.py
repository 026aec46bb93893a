"""Followers whom a proxy leads to whichever process for followers takes them."""

from __future__ import annotations

import asyncio
import contextlib
import itertools

from server.follow import target, visit
from server.follow.connection import Connection
from server.follow.crowd import Crowd
from server.follow.page import Page
from server.follow.task import Task


class Public(Crowd):
    """Followers whom a proxy leads to whichever feed process takes them.

    `seen`: of each, and of each of its connections, the drawings in the order in which they came.
    """

    def __init__(self, task: Task, ports: list[int]) -> None:
        super().__init__(task)
        self.seen: dict[Page, list[list[str]]] = {}
        self._ports = ports
        self._turn = itertools.count()

    async def connect(self, link: Connection) -> None:
        turn = next(self._turn) % len(self._ports)
        first, *others = self._ports[turn:] + self._ports[:turn]
        loop = asyncio.get_running_loop()
        for port in (first, *others):
            with contextlib.suppress(OSError):
                await loop.create_connection(lambda: link, "127.0.0.1", port)
                return
        raise ConnectionRefusedError

    def came_in(self, page: Page, took: int, *, back: bool) -> None:
        super().came_in(page, took, back=back)
        self.seen.setdefault(page, []).append([])

    def shown(self, page: Page) -> None:
        super().shown(page)
        self.seen[page][-1].append(page.held.root)


async def task(address: str, followers: int) -> Task:
    """To follow the meeting whose public page this is, as it is now."""
    place = target.where(address)
    async with visit.visiting(place, place.host) as visitor:
        opened = await visit.opened(visitor, place, language="en", not_a_rehearsal=True)
    return Task(
        ip=place.host,
        port=place.port,
        host=place.name,
        path=f"{place.path}/feed",
        tls=False,
        followers=followers,
        rate=5000,
        held=opened.held,
    )
