"""Coming in as the clerk of the rehearsal, and a first command to see whether it can act."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from urllib.parse import urlsplit

import aiohttp
import msgspec
import socketio

from server.follow.clerk import Clerk, clerk_by
from server.follow.giving import UNTIL_SHOWN_SECONDS, WHO
from server.follow.line import ForeignOrigin
from server.follow.target import NotFollowed, Where
from server.words import N_

_DOOR = re.compile(r"/enter/[^/]+")
_FOREIGN = N_(
    "{server} takes no clerk from a page of {origin} (403): the link was printed with another "
    "address than the server has now, or a proxy refuses. “orderpaper links {key}” prints one with "
    "the address of now."
)
_NOBODY = N_(
    "By that link nobody comes in as clerk of {key} ({fault}): “orderpaper links {key}” prints "
    "another."
)
_REFUSED = N_(
    "The tool’s clerk cannot act, so nothing was measured. The server says: “{why}” Open the "
    "meeting and take an item, then try again."
)
_UNANSWERED = N_(
    "The server did not answer a command of the tool’s clerk, so nothing was measured. Look "
    "whether it is well."
)


class Door(msgspec.Struct, frozen=True):
    """The clerk's link. `origin`: what it was printed with, the server's own address."""

    path: str
    origin: str


def door(link: str, place: Where) -> Door:
    """What a link opens at the server that is followed, whatever address it was printed with.

    Raises NotFollowed if it is no link.
    """
    try:
        parts = urlsplit(link)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.netloc or not _DOOR.fullmatch(parts.path):
        raise NotFollowed(
            N_(
                "That is no link of a clerk: one ends with /enter/ and a word, and "
                "“orderpaper links {key}” prints it."
            ),
            key=place.key,
        )
    return Door(parts.path, f"{parts.scheme}://{parts.netloc}".lower())


@asynccontextmanager
async def entered(
    link: str, place: Where, visitor: aiohttp.ClientSession, mark: str
) -> AsyncIterator[Clerk]:
    """The tool as clerk, by this link. Raises NotFollowed."""
    opens = door(link, place)
    origins = (opens.origin, place.origin)
    coming = clerk_by(visitor, place.key, place.base, opens.path, origins=origins, prefix=mark)
    async with AsyncExitStack() as open:
        try:
            clerk = await open.enter_async_context(coming)
        except ForeignOrigin as error:
            raise NotFollowed(
                _FOREIGN, server=place.base, origin=opens.origin, key=place.key
            ) from (error)
        except (ConnectionError, aiohttp.ClientError, TimeoutError) as error:
            raise NotFollowed(_NOBODY, key=place.key, fault=error) from error
        yield clerk


async def require_acting(clerk: Clerk) -> None:
    """Take down an action and strike it out: what is refused now would be refused each time.

    Raises NotFollowed.
    """
    try:
        await clerk.do("record_action", who=WHO, what="to be tried")
        await clerk.do("strike_entry", entry=clerk.entry, reason=WHO)
    except ValueError as refusal:
        raise NotFollowed(_REFUSED, why=refusal) from refusal
    except (OSError, socketio.exceptions.SocketIOError) as error:  # TimeoutError is one
        raise NotFollowed(_UNANSWERED) from error
    await asyncio.sleep(UNTIL_SHOWN_SECONDS)
