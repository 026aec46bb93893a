"""The public page as a follower holds it: which panels stand in which place, by their digests."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from functools import lru_cache
from html import unescape

import msgspec

from server.digest import short_digest

PLACES = (
    *("status", "presiding", "now", "speaking", "vote", "motion"),
    *("decided", "concluded", "agenda", "attendance", "interests"),
)
"""The places of a page whose meeting is public, from the top; the root is made in this order."""

END_OF_FLUSH = b"\x00\x00\xff\xff"  # left off the end of each compressed message (RFC 7692, 7.2.1)
_PANEL = re.compile(r"<\w+ ([^>]*)>(.*)</\w+>", re.S)
_CLASSES = re.compile(r'class="([^"]*)"')


class Update(msgspec.Struct, frozen=True):
    """A message of the feed, as it comes; one without a root says that the feed is alive."""

    root: str = ""
    set: dict[str, str] = {}
    order: dict[str, list[str]] = {}


class Learnt(msgspec.Struct, frozen=True):
    """What a message says: the new root, the digests of what is set, and what stands where."""

    root: str
    digests: Mapping[str, str]
    order: Mapping[str, list[str]]


class Page:
    """One open page. It keeps what it would need to come back: the root and the digests."""

    def __init__(self, whole: Learnt) -> None:
        self.root = whole.root
        self._held = dict(whole.digests)
        self._order = dict(whole.order)

    def put(self, learnt: Learnt) -> None:
        """Put a message into the page; what stands nowhere any more is gone."""
        self.root = learnt.root
        self._held.update(learnt.digests)
        if learnt.order:
            self._order.update(learnt.order)
            self._held = {id: self._held.get(id, "") for id in self._ids()}

    @property
    def true_root(self) -> str:
        """The root that this content has."""
        return short_digest("\n".join(f"{id} {self._held.get(id, '')}" for id in self._ids()))

    @property
    def hold(self) -> str:
        """What the page tells to be given the rest."""
        return ",".join(f"{id}:{digest}" for id, digest in self._held.items())

    def _ids(self) -> list[str]:
        return [id for place in PLACES for id in self._order.get(place, ())]


@lru_cache(maxsize=512)  # the same bytes come to thousands
def learn(payload: bytes, compressed: bool) -> Learnt | None:
    """Read a message by itself, as whoever missed the one before must be able to; None if it says
    nothing new.

    Raises ValueError, zlib.error.
    """
    if compressed:
        payload = zlib.decompressobj(-zlib.MAX_WBITS).decompress(payload + END_OF_FLUSH)
    update = msgspec.json.decode(payload, type=Update)
    if not update.root:
        return None
    digests = {id: digest_of(html) for id, html in update.set.items()}
    return Learnt(update.root, digests, update.order)


def digest_of(html: str) -> str:
    """The digest that this panel's content has. Raises ValueError if it is no panel."""
    panel = _PANEL.fullmatch(html)
    if panel is None:
        raise ValueError(f"no panel: {html[:100]}")
    classes = _CLASSES.search(panel[1])
    return short_digest(panel[2] + (unescape(classes[1]) if classes else ""))
