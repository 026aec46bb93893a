"""One meeting of a pair on a running server, and the transcript of all that is had from outside.

Real sockets and a real journal; only the clock is held and the ids are given, so that two servers
can be compared byte for byte.
"""

from __future__ import annotations

import asyncio
import contextlib
import io
import json
import logging
import re
import zipfile
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import aiohttp
from markupsafe import escape
from websockets.asyncio.client import ClientConnection, connect

from server.live import show
from server.live.feed import Feed, Update
from server.live.follower import Follower
from server.live.turn import Clock
from server.meeting.convened import PlannedItem
from server.meeting.record import Audience
from server.meeting.refused import Refused
from server.meeting.sides import Sides
from server.meeting.sitting import Phase
from server.meeting.summons import summons_of
from server.minutes import FORMATS
from tests.conftest import CONVENED
from tests.minutes.reading import told_by_pdf
from tests.pages.audiences import ROUTES
from tests.private.convened import CANARIES
from tests.private.pair import Pair
from tests.private.shrinking import Row, rows_of
from tests.private.world import World, id_of
from tests.serve import Town, town
from tests.soak.begun import MANY
from tests.wire import Wire, wire

ADDRESS = "http://meetings.council.example"  # in pages, whose tags would else tell of the port
ABSENT = "Cllr Ivan Wood"  # who never comes, and follows from outside
_SEEN = re.compile("Last seen [^<]*")
AHEAD = ("/member/papers", "/summons", "/summons.docx")
"""What tells a member of the summons that is not published."""
SOON = 3  # turns of the loop, in which what has come is handed over
ASKED = 4  # how often in a meeting everything is asked for


class Line(NamedTuple):
    """One thing that was had from outside: what it is, and what it was."""

    name: str
    what: str


class Held(Clock):
    """A clock that stands until it is put on, and ids that are given beforehand."""

    def __init__(self) -> None:
        self.at: datetime = CONVENED.starts_at
        self.ids: Iterator[str] = iter([id_of("convene", 0)])
        super().__init__(lambda: self.at, lambda: next(self.ids))


class Records(logging.Handler):
    """Everything that is logged, at every level."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.told: list[tuple[str, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.told.append((record.name, self.format(record)))


class Draws:
    """How often each audience was drawn again."""

    def __init__(self) -> None:
        self.counts: Counter[Audience] = Counter()

    @contextlib.contextmanager
    def counting(self) -> Iterator[None]:
        """Count for as long as this is entered, and draw without pause."""
        whole, pauses = Feed.show, (show.FIRST_SECONDS, show.LEAST_SECONDS, show.LONG_SECONDS)

        def counted(feed: Feed, sides: Sides) -> Update | None:
            self.counts[feed.audience] += 1
            return whole(feed, sides)

        Feed.show = counted  # type: ignore[method-assign]
        show.FIRST_SECONDS, show.LEAST_SECONDS, show.LONG_SECONDS = 0.0, 0.0, 3600.0
        try:
            yield
        finally:
            Feed.show = whole  # type: ignore[method-assign]
            show.FIRST_SECONDS, show.LEAST_SECONDS, show.LONG_SECONDS = pauses


class Watcher:
    """Somebody outside with everything open: the feed, a member's page, a browser."""

    def __init__(self, here: Town, clock: Held, browser: aiohttp.ClientSession) -> None:
        self.here = here
        self.clock = clock
        self.browser = browser
        self.lines: list[Line] = []
        self.own: dict[str, str] = {}
        self._clerk: dict[str, str] = {}
        self._feed: ClientConnection | None = None
        self._member: Wire | None = None
        self._stack = contextlib.AsyncExitStack()
        self._chance: list[str] = []

    async def __aenter__(self) -> Watcher:
        self._clerk = await self._signed_in(self.here.links.clerk)
        self.own = await self._signed_in(self.here.links.members[ABSENT])
        own = await self.here.server.doors.sign_ins(key=self.here.key)
        self._chance = [str(self.here.server.port), *(each.id for each in own)]
        page = f"/meetings/{self.here.key}"
        async with self.browser.get(f"{page}/panels") as answer:
            root = answer.headers["ETag"].removeprefix("W/").strip('"')
        url = f"{self.here.url.replace('http', 'ws', 1)}{page}/feed?root={root}"
        self._feed = await self._stack.enter_async_context(
            connect(url, compression=None, origin=self.here.url)
        )
        await self._enter()
        return self

    async def __aexit__(self, *fault: object) -> None:
        await self._stack.aclose()

    async def _signed_in(self, link: str) -> dict[str, str]:
        """What the browser sends of somebody who has opened their link."""
        async with self.browser.post(self.here.door(link), allow_redirects=False) as answer:
            kept = {name: morsel.value for name, morsel in answer.cookies.items()}
        return {"Cookie": "; ".join(f"{name}={value}" for name, value in kept.items())}

    async def _enter(self) -> None:
        """The member's page connects, as a page that was loaded now."""
        self._member = await self._stack.enter_async_context(wire(self.here.url, self.own))
        assert self._member is not None
        assert await self._member.greet({"meeting": self.here.key, "office": "member"})

    async def hear(self) -> None:
        """Take down all that came over the sockets until now."""
        feed, member = self._feed, self._member
        assert feed is not None
        assert member is not None
        await (await feed.ping())  # what was written before it has come when it is answered
        while (text := await _at_hand(feed)) is not None:
            self.say("feed", text)
        call = {"command": "undo", "id": f"asked-{len(self.lines)}", "with": {}}
        self.say("a member's command", await member.ask("do", call))
        events = [text for text in member.heard if text.startswith("42")]
        member.heard.clear()
        for text in events:
            self.say("a member's socket", text)
        if any(text.startswith('42["replace"') for text in events):
            await self._enter()

    def say(self, name: str, what: object) -> None:
        """Take something down, but for what chance makes different on each server: the port, the
        ids of sign-ins, and when a device was last seen, which is kept by the machine's clock."""
        text = what if isinstance(what, str) else json.dumps(what, default=str)
        text = _SEEN.sub("Last seen", text)
        for word in self._chance:
            text = text.replace(word, "CHANCE")
        self.lines.append(Line(name, text))

    async def ask_for_everything(self, ids: Sequence[str]) -> None:
        """Ask for every address, as nobody and as the member; with the ids of private acts too."""
        for path in self._paths():
            await self.ask("GET", path)
            if not path.endswith(AHEAD):
                await self.ask("GET", path, **self.own)
        await self.ask_for_papers_ahead()
        page = f"/meetings/{self.here.key}"
        for path in ("/", page, f"{page}/panels", f"{page}/why.json", "/meetings/nowhere"):
            await self.ask("HEAD", path)
        for path in ("/", page, f"{page}/panels"):
            await self.ask("GET", path, again=True)
        for ending in FORMATS:  # what the council may publish
            await self.ask("GET", f"{page}/note.{ending}", **self._clerk)
        for hold in ("", "item-3:none", "status:none,item-1:none"):
            await self.ask("GET", f"{page}/panels?hold={hold}&root=none")
        for id in ids:
            await self.ask("GET", f"{page}/why.json?about=vote:{id}")
            await self.ask("GET", f"{page}/member?entry={id}", **self.own)
        for command in ("undo", "record_note", "make_tea"):
            await self.ask("POST", f"{page}/member/do/{command}", **self.own)
            await self.ask("POST", f"{page}/clerk/do/{command}", **self.own)

    async def ask_for_papers_ahead(self) -> None:
        """Ask, as the member, for what the summons tells members alone: its own words, which are
        other ones in each of the two, are written over; what is left is to be the same. Once the
        meeting is closed none of them is to be there."""
        live = self.here.running.live
        summons = summons_of(live.recorded)
        assert summons is not None
        told = (words for item in summons.items for words in _words_of(item))
        own = [str(escape(words)) for words in told if any(c in words for c in CANARIES)]
        if live.outside.sitting.phase is Phase.CLOSED:
            own = []
        for path in AHEAD:
            address = f"/meetings/{self.here.key}{path}"
            async with self.browser.get(address, headers=self.own) as answer:
                text = _text_of(await answer.read())
                assert answer.headers["Cache-Control"] == "private, no-store"
            for words in sorted(own, key=len, reverse=True):
                text = text.replace(words, "SUMMONS")
            self.say(f"{path} as a member", (answer.status, text))

    def _paths(self) -> Iterator[str]:
        name = self.here.server.site.assets.url("app.css").removeprefix("/static/")
        gaps = {"key": self.here.key, "name": name, "token": "made-up", "id": "none"}
        for row in ROUTES:
            if row.method == "GET" and not row.path.startswith(("/static", "/socket.io")):
                yield row.address(**gaps)

    async def ask(self, method: str, path: str, *, again: bool = False, **headers: str) -> None:
        """Take down one answer, with its headers."""
        if again:
            async with self.browser.get(path) as first:
                headers = {"If-None-Match": first.headers["ETag"]}
        data = {"command_id": f"posted-{len(self.lines)}"} if method == "POST" else None
        origin = {"Origin": self.here.url, **headers}
        async with self.browser.request(
            method, path, headers=origin, data=data, allow_redirects=False
        ) as answer:
            kept = {k: v for k, v in answer.headers.items() if k not in ("Date", "Set-Cookie")}
            told = answer.status, kept, (await answer.read()).decode("utf-8", "replace")
        who = "as a member" if "Cookie" in headers else "as nobody"
        who = "as the clerk" if headers == self._clerk else who
        self.say(f"{method} {path} {who}", told)

    def look_into_the_folder(self) -> None:
        """The files that the public may be given."""
        folder = self.here.server.settings.drafts / self.here.key
        for file in sorted(folder.glob("*")) if folder.exists() else ():
            if "restricted" not in file.name:
                self.say(f"file {file.name}", file.read_bytes().decode("utf-8", "replace"))


async def transcript(pair: Pair, number: int, folder: Path) -> list[Line]:
    """Tell one of the two on a server of its own, and take down what is had from outside."""
    world, clock, records, draws = pair.worlds[number], Held(), Records(), Draws()
    root = logging.getLogger()
    level = root.level
    root.addHandler(records)
    root.setLevel(logging.DEBUG)
    try:
        with draws.counting():
            async with _watching(world, clock, folder) as watcher:
                await _tell(pair, number, watcher, draws)
    finally:
        root.removeHandler(records)
        root.setLevel(level)
    _from_the_log(watcher, records)
    return watcher.lines


@contextlib.asynccontextmanager
async def _watching(world: World, clock: Held, folder: Path) -> AsyncIterator[Watcher]:
    jar = aiohttp.DummyCookieJar()
    async with town(folder, world.convened, clock, ADDRESS) as here:
        await here.server.devices.close()  # whose devices are connected the story itself says
        here.server.followers._heartbeat.join = _never_asked  # type: ignore[method-assign]
        here.server.wire.openings._at_once, here.server.wire.openings._a_second = MANY, MANY
        # The same address whatever the port, for a page may name it.
        async with (
            aiohttp.ClientSession(here.url, cookie_jar=jar) as browser,
            Watcher(here, clock, browser) as watcher,
        ):
            yield watcher


def _never_asked(_: Follower) -> None:
    """The empty message with which followers are asked goes by the machine's clock."""


async def _tell(pair: Pair, number: int, watcher: Watcher, draws: Draws) -> None:
    rows = rows_of(pair)
    ids = {r.stamp.command: [] for world in pair.worlds for r in world.recorded}
    for world in pair.worlds:
        for stamp, _ in world.recorded:
            if stamp.id not in ids[stamp.command]:
                ids[stamp.command].append(stamp.id)
    looks = _when_to_look(rows)
    for place, row in enumerate(rows):
        given = row.given[number]
        if place in looks:
            watcher.clock.at = min(g.now for g in row.given if g is not None)
            await watcher.ask_for_everything(_private_ids(pair))
        if given is not None:
            watcher.clock.at = given.now
            watcher.clock.ids = iter(_ids_of(pair.worlds[number], given.order.id))
            with contextlib.suppress(Refused):
                await watcher.here.running.live.handle(given.order)
            await _drawn(watcher.here)
        if None not in row.given:
            watcher.say("drawn for the public", draws.counts[Audience.PUBLIC])
            await watcher.hear()
    await watcher.here.server.documents.settled()
    watcher.clock.at = max(g.now for row in rows for g in row.given if g is not None)
    await watcher.ask_for_everything(_private_ids(pair))
    watcher.look_into_the_folder()


def _when_to_look(rows: Sequence[Row]) -> set[int]:
    """Before what both do next after something that only one did, and at times besides."""
    after_private = [
        n for n in range(1, len(rows)) if None not in rows[n].given and None in rows[n - 1].given
    ]
    some = after_private[:: max(1, len(after_private) // ASKED)]
    return {*some, *after_private[:1], *after_private[-1:]}


def _ids_of(world: World, order: str) -> list[str]:
    return [stamp.id for stamp, _ in world.recorded if stamp.command == order]


def _private_ids(pair: Pair) -> list[str]:
    """Some ids of private acts of each of the two."""
    sealed = [
        [stamp.id for stamp, _ in world.recorded if stamp.private][:2] for world in pair.worlds
    ]
    return [id for ids in sealed for id in ids]


async def _drawn(here: Town) -> None:
    """Wait until all is shown that was recorded."""
    show_, followers = here.running.show, here.server.followers
    while (  # noqa: ASYNC110 - there is nothing to wait for but the loop
        show_._due
        or here.server.inside._seats._due
        or here.server.inside._tasks
        or any(c._telling and not c._telling.done() for c in followers._crowds.values())
    ):
        await asyncio.sleep(0)


def _from_the_log(watcher: Watcher, records: Records) -> None:
    """What the server says of this meeting and of everything else, but for its own start. Raises
    AssertionError for what must stand in no log."""
    for name, text in records.told:
        assert not any(canary in text for canary in CANARIES), f"{name} logged {text}"
        assert "Traceback" not in text, text
        ours = name.startswith("server") and not text.startswith("compiled")
        theirs = watcher.here.key in text and not name.startswith("websockets.client")
        if ours or theirs:
            watcher.say(f"log of {name}", text)


def told_apart(first: Sequence[Line], second: Sequence[Line]) -> str:
    """The first thing by which the two can be told apart, or that holds a canary; empty if there
    is none."""
    for place, (one, other) in enumerate(zip(first, second, strict=False)):
        if one != other:
            return f"{place}: {one.name} | {other.name}\n{_around(one.what, other.what)}"
    if len(first) != len(second):
        return f"{len(first)} and {len(second)} things were had from outside"
    return next((f"{line.name} has a canary" for line in first if _has_canary(line)), "")


async def _at_hand(feed: ClientConnection) -> str | None:
    """The next message that has come already; None if there is none. No clock is asked, which a
    busy machine lets run out though a message is there."""
    hearing = asyncio.ensure_future(feed.recv())
    for _ in range(SOON):
        await asyncio.sleep(0)
    if hearing.done():
        return str(hearing.result())
    hearing.cancel()
    return None


def _text_of(content: bytes) -> str:
    """A page; or all that stands in a Word file, or in a PDF."""
    if content.startswith(b"%PDF"):
        return told_by_pdf(content)
    if not content.startswith(b"PK"):
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as word:
        parts = [word.read(name).decode("utf-8", "replace") for name in sorted(word.namelist())]
    return "\n".join(parts)


def _words_of(item: PlannedItem) -> Iterator[str]:
    """What the summons says of an item and does not tell everybody."""
    yield from filter(None, (item.private_title, item.summary))
    yield from (*item.recommendations, *item.presenters)
    for paper in item.papers:
        yield from (paper.title, paper.url)


def _has_canary(line: Line) -> bool:
    return any(canary in line.what for canary in CANARIES)


def _around(one: str, other: str) -> str:
    pairs = zip(one, other, strict=False)
    at = next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
    around = slice(max(0, at - 200), at + 200)
    return f"  {one[around]}\n  {other[around]}"
