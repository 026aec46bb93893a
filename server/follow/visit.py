"""Visiting a server: its public page says whether the meeting is a rehearsal, and what it shows."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlencode, urlsplit

import aiohttp
import msgspec
from aiohttp.abc import AbstractResolver, ResolveResult

from server.follow.held import Held, Message, facts, held_by_page
from server.follow.target import NotFollowed, Where
from server.words import N_

PATIENCE = aiohttp.ClientTimeout(total=30)
_CERTIFICATE = N_(
    "The certificate of {server} is not trusted here: {fault}. Follow by the name that stands in "
    "it; if it is your own or your authority’s, say so: "
    "“SSL_CERT_FILE=authority.pem orderpaper follow https://…”."
)
_TRY_TLS = N_("{server} shows its meetings with TLS alone ({status}): try {better}")
_PLAIN = N_(" Perhaps that port is one without TLS: try http://")
_WITH_TLS = N_(" Perhaps that port is one with TLS: try https://")


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
    """The public page in this language, or in the meeting's own if none is named.

    Raises NotFollowed, also where it is that of a real meeting.
    """
    asked = f"?{urlencode({'lang': language})}" if language else ""
    page = await _read(visitor, place.path + asked, place)
    told = facts(page)
    held = held_by_page(page, told.get("root", ""))
    if not held.root or not held.digests:
        raise NotFollowed(
            N_("{url} is not the public page of a meeting. Give the address that links call so."),
            url=place.url,
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
    drawn_in = told.get("lang", language)
    if language not in ("", drawn_in):
        raise NotFollowed(
            N_(
                "The meeting is not kept in “{asked}”: its page is in “{given}”. Ask for that, or "
                "for no language."
            ),
            asked=language,
            given=drawn_in,
        )
    return Opened(held, rehearsal, drawn_in)


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
    except aiohttp.ClientConnectorCertificateError as error:
        fault = getattr(error.certificate_error, "verify_message", "") or error.certificate_error
        raise NotFollowed(_CERTIFICATE, server=place.name, fault=fault) from error
    except (aiohttp.ClientError, TimeoutError, UnicodeDecodeError) as error:
        raise NotFollowed(
            N_("The page of the meeting cannot be had from {server}: {fault}.{hint}"),
            server=place.name,
            fault=str(error) or type(error).__name__,
            hint=_hint(place, error),
        ) from error
    if response.status != 200:
        raise _not_shown(place, response)
    return text


def _not_shown(place: Where, answered: aiohttp.ClientResponse) -> NotFollowed:
    """Why there is no page, from how the server answered."""
    status, leads_to = answered.status, urlsplit(answered.headers.get("Location", ""))
    if not place.tls and leads_to.scheme == "https":
        better = f"https://{leads_to.netloc}{leads_to.path}"
        return NotFollowed(_TRY_TLS, server=place.name, status=status, better=better)
    if not place.tls and status == 400:  # so nginx answers who speaks plainly to a port with TLS
        better = f"https://{place.name}{place.path}"
        return NotFollowed(_TRY_TLS, server=place.name, status=status, better=better)
    return NotFollowed(
        N_("{server} has no meeting {key} to show ({status}). Look at the address again."),
        server=place.name,
        key=place.key,
        status=status,
    )


def _hint(place: Where, error: Exception) -> str:
    """What may be wrong with the address, as a sentence more; "" if nothing is known."""
    if place.tls:
        return _PLAIN if isinstance(error, aiohttp.ClientSSLError) else ""
    broken = (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError, aiohttp.ClientResponseError)
    return _WITH_TLS if isinstance(error, broken) else ""


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
