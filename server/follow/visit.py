"""Visiting a server: its public page says whether the meeting is a rehearsal, and what it shows."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import msgspec
from aiohttp.abc import AbstractResolver, ResolveResult

from server.follow.held import Held, Message, facts, held_by_page
from server.follow.target import NotFollowed, Where
from server.words import N_

PATIENCE = aiohttp.ClientTimeout(total=30)


class Opened(msgspec.Struct, frozen=True):
    """The public page of a meeting, as it was when it was opened."""

    held: Held
    rehearsal: bool
    language: str


@asynccontextmanager
async def visiting(place: Where, ip: str) -> AsyncIterator[aiohttp.ClientSession]:
    """A visitor of that server, who never leaves the address that was looked at."""
    connector = aiohttp.TCPConnector(resolver=_Only(ip))
    cookies = aiohttp.CookieJar(unsafe=True)  # of addresses in figures too
    async with aiohttp.ClientSession(
        place.base, connector=connector, cookie_jar=cookies, timeout=PATIENCE
    ) as session:
        yield session


async def opened(
    visitor: aiohttp.ClientSession, place: Where, *, language: str, not_a_rehearsal: bool
) -> Opened:
    """The public page. Raises NotFollowed, also where it is that of a real meeting."""
    page = await _read(visitor, f"{place.path}?lang={language}", place)
    told = facts(page)
    held = held_by_page(page, told.get("root", ""))
    if not held.root or not held.digests:
        raise NotFollowed(
            N_("{url} is not the public page of a meeting. Give the address that links call so."),
            url=place.base + place.path,
        )
    if not held.whole:
        raise NotFollowed(
            N_(
                "The page of this meeting is not put together as this tool knows it: take the one "
                "that came with that server."
            )
        )
    rehearsal = "rehearsal" in told
    if not rehearsal and not not_a_rehearsal:
        raise NotFollowed(
            N_(
                "The meeting {key} is not marked as a rehearsal: a load test would be in the way "
                "of people who follow it. If that is what you want, say --not-a-rehearsal."
            ),
            key=place.key,
        )
    return Opened(held, rehearsal, told.get("lang", language))


async def newest_root(visitor: aiohttp.ClientSession, place: Where, language: str) -> str:
    """The root of the newest drawing; "" if the server does not tell."""
    asked = f"{place.path}/panels?lang={language}"
    try:
        async with visitor.get(asked, allow_redirects=False) as response:
            return msgspec.json.decode(await response.read(), type=Message).root
    except (aiohttp.ClientError, TimeoutError, msgspec.MsgspecError):
        return ""


async def _read(visitor: aiohttp.ClientSession, path: str, place: Where) -> str:
    try:
        async with visitor.get(path, allow_redirects=False) as response:
            text = await response.text()
    except (aiohttp.ClientError, TimeoutError, UnicodeDecodeError) as error:
        raise NotFollowed(
            N_("The page of the meeting cannot be had from {server}: {fault}."),
            server=place.name,
            fault=str(error) or type(error).__name__,
        ) from error
    if response.status != 200:
        raise NotFollowed(
            N_("{server} has no meeting {key} to show ({status}). Look at the address again."),
            server=place.name,
            key=place.key,
            status=response.status,
        )
    return text


class _Only(AbstractResolver):
    """Every name leads to this one address."""

    def __init__(self, ip: str) -> None:
        self._ip = ip

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """That address."""
        kind = socket.AF_INET6 if ":" in self._ip else socket.AF_INET
        return [
            ResolveResult(
                hostname=host, host=self._ip, port=port, family=kind, proto=0,
                flags=socket.AI_NUMERICHOST,
            )
        ]  # fmt: skip

    async def close(self) -> None:
        """Nothing is open."""
