"""What a page holds, put together as its script does it, and checked against the root digest.

The root is a digest of the digests of all panels in their order (server/render/panels.py). So a
page whose panels make the root that it was told shows that very drawing: it missed nothing.
"""

from __future__ import annotations

import html
import re
import zlib
from collections import OrderedDict
from collections.abc import Mapping

import msgspec

from server.digest import short_digest

MOST_BYTES = 64 * 1024 * 1024  # of a message that was unpacked
MOST_KEPT = 512

_PANEL = re.compile(
    r'<(\w+) id="[^"]*"(?: class="([^"]*)")? data-panel="[^"]*">(.*)</\1>', re.DOTALL
)
_IN_PAGE = re.compile(
    r'<\w+[^>]*\sdata-slot="(?P<slot>[^"]+)"|'
    r'<\w+ id="(?P<id>[^"]+)"(?: class="[^"]*")? data-panel="(?P<digest>[^"]+)">'
)


class Message(msgspec.Struct, frozen=True):
    """A message of the feed: panels to set by id, the order of places, and the new root.

    Without a root it is one that says only that the connection is there.
    """

    root: str = ""
    set: dict[str, str] = {}
    order: dict[str, list[str]] = {}


class Held(msgspec.Struct, frozen=True, eq=False):
    """What a page holds: by place of the page the panels there, and the digest of each.

    `root`: the one that it was told last.
    """

    root: str
    places: dict[str, tuple[str, ...]]
    digests: dict[str, str]

    @property
    def whole(self) -> bool:
        """Whether this is the drawing with that root."""
        ids = (id for place in self.places.values() for id in place)
        return self.root == short_digest("\n".join(f"{id} {self.digests[id]}" for id in ids))

    @property
    def hold(self) -> str:
        """What a page says of itself when it is asked what it holds."""
        return ",".join(f"{id}:{digest}" for id, digest in self.digests.items())

    def after(self, message: Message) -> Held:
        """What it holds once a message has been put into the page (see web/src/panels.js)."""
        sent = {id: digest_of(panel) for id, panel in message.set.items()}
        known = {**self.digests, **sent}
        places = {
            name: tuple(id for id in message.order.get(name, ids) if id in known)
            for name, ids in self.places.items()
        }
        shown = {id: known[id] for ids in places.values() for id in ids}
        return Held(message.root, places, shown)


class Messages:
    """The messages that came. Each is read once for all who held the same before it."""

    def __init__(self, mark: str = "") -> None:
        """`mark`: a word by which the tool's own changes are known, before their number."""
        self.marks: dict[str, int] = {}
        self._mark = re.compile(rf"{mark}-(\d+)") if mark else None
        self._read: OrderedDict[tuple[Held, bytes], Held | None] = OrderedDict()
        self._drawings: OrderedDict[str, Held] = OrderedDict()

    def after(self, held: Held, payload: bytes, compressed: bool) -> Held | None:
        """What is held after this message; None if it cannot be read."""
        known = (held, payload)
        if known not in self._read:
            self._read[known] = self._after(held, payload, compressed)
            if len(self._read) > MOST_KEPT:
                self._read.popitem(last=False)
        return self._read[known]

    def _after(self, held: Held, payload: bytes, compressed: bool) -> Held | None:
        try:
            message = read(payload, compressed)
        except ValueError:
            return None
        if not message.root:
            return held
        self._look_for_mark(message)
        new = held.after(message)
        if not new.whole:
            return new
        # Whoever holds the same shares one object, however they came to it.
        self._drawings.setdefault(new.root, new)
        if len(self._drawings) > MOST_KEPT:
            self._drawings.popitem(last=False)
        return self._drawings.get(new.root, new)

    def _look_for_mark(self, message: Message) -> None:
        """Note which of the tool's own changes this drawing was the first to show."""
        if self._mark is None:
            return
        found = (int(n) for panel in message.set.values() for n in self._mark.findall(panel))
        if number := max(found, default=0):
            self.marks.setdefault(message.root, number)


def read(payload: bytes, compressed: bool) -> Message:
    """A message as it came. Raises ValueError.

    The server compresses each with a window of its own, so it can be read by itself.
    """
    return msgspec.json.decode(unpacked(payload) if compressed else payload, type=Message)


def unpacked(payload: bytes) -> bytes:
    """The text of a compressed message (RFC 7692 §7.2.2). Raises ValueError."""
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(
            payload + b"\x00\x00\xff\xff", MOST_BYTES
        )
    except zlib.error as error:
        raise ValueError("this is not compressed as it says") from error


def digest_of(panel: str) -> str:
    """The digest of a panel, by what it shows and not by what it says; "" if it is none."""
    found = _PANEL.fullmatch(panel)
    return short_digest(found[3] + html.unescape(found[2] or "")) if found else ""


def held_by_page(page: str, root: str) -> Held:
    """What a page holds when it has been opened."""
    places: dict[str, tuple[str, ...]] = {}
    digests: dict[str, str] = {}
    here = ""
    for found in _IN_PAGE.finditer(page):
        if slot := found["slot"]:
            here = slot
            places[here] = ()
        elif here:
            places[here] += (found["id"],)
            digests[found["id"]] = found["digest"]
    return Held(root, places, digests)


def facts(page: str) -> Mapping[str, str]:
    """What the body of a page says of it: its `data-` attributes."""
    body = re.search(r"<body\b[^>]*>", page)
    found = re.findall(r'data-([\w-]+)(?:="([^"]*)")?', body[0]) if body else []
    return {name: html.unescape(value) for name, value in found}
