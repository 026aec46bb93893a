"""The people inside a meeting: clerk, chair and members, over Socket.IO.

They are shown panels like everybody else, and may give commands, each acknowledged when stored.
python-socketio has no types of its own; everything that touches it stays in this file.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from typing import Any

import msgspec
import socketio
from aiohttp import web

from server.live.feed import Feed, Update
from server.live.meetings import Meetings, Running
from server.live.order import Order
from server.live.rights import acting, admitted, doors_of
from server.live.signed_in import SignedIn, Who
from server.meeting.audience import Sight
from server.meeting.command import Office
from server.meeting.record import Audience
from server.meeting.refused import Advised
from server.render.house import Houses
from server.render.language import Voice, voice
from server.render.seat import Seat
from server.words import N_, Said

log = logging.getLogger(__name__)

AUDIENCES = {"clerk": Audience.CLERK, "chair": Audience.CHAIR, "member": Audience.MEMBER}


class Greeting(msgspec.Struct):
    """What a page says when it comes (back): where it belongs and which panels it holds."""

    meeting: str
    office: str
    lang: str = "en"
    root: str = ""
    hold: dict[str, str] = {}


class Call(msgspec.Struct):
    """A command as a page sends it."""

    command: str
    id: str
    given: dict[str, object] = msgspec.field(default_factory=dict, name="with")
    waited: float = 0.0
    at: str = ""


class Present(msgspec.Struct, eq=False):
    """One connected page: by which sign-in it came, and in which office it acts."""

    sid: str
    door: SignedIn
    signed_in: SignedIn
    running: Running
    feed: Feed
    seat: Seat | None


class Inside:
    """Everybody who is connected inside, in all meetings."""

    def __init__(self, meetings: Meetings, who: Who) -> None:
        self._meetings = meetings
        self._who = who
        self._present: dict[str, Present] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._server: Any = socketio.AsyncServer(
            async_mode="aiohttp", logger=False, engineio_logger=False, always_connect=False
        )
        self._server.on("connect", self._connect)
        self._server.on("disconnect", self._disconnect)
        self._server.on("do", self._do)

    def attach(self, app: web.Application) -> None:
        """Serve /socket.io/ from this application."""
        self._server.attach(app)

    def deliver(self, feed: Feed, update: Update) -> None:
        """Send an update to all pages inside that show this feed."""
        sids = [p.sid for p in self._present.values() if p.feed is feed]
        if sids:
            self._spawn(self._send_all(sids, "panels", msgspec.to_builtins(update)))

    def show_seats(self, running: Running) -> None:
        """Draw the own-seat panels of this meeting again where they changed."""
        sight, houses = Sight(Audience.MEMBER), Houses()
        for present in self._present.values():
            if present.running is running and present.seat is not None:
                seen = sight.of(running.live.meeting)
                if present.seat.show(seen, houses.of(seen)):
                    html = {"html": present.seat.html}
                    self._spawn(self._send_all([present.sid], "seat", html))

    def ask_rights_again(self, running: Running) -> None:
        """Have each page replaced whole whose office has passed to somebody else, or come to it."""
        for present in self._present.values():
            if present.running is running:
                now = acting(running.live.meeting, present.door)
                if now.office is not present.signed_in.office:
                    self._spawn(self._send_all([present.sid], "replace", {}))

    async def close(self) -> None:
        """Send everybody away; their pages come back by themselves.

        Before the web server stops: once it has begun to, a browser's socket takes a minute.
        """
        for sid in list(self._present):
            await self._server.disconnect(sid)
        for _ in range(20):
            if not self._server.eio.sockets:
                return
            await asyncio.sleep(0.05)

    async def _connect(
        self, sid: str, environ: Mapping[str, Any], auth: object = None
    ) -> bool | None:
        try:
            greeting = msgspec.convert(auth, Greeting)
        except msgspec.ValidationError:
            return False
        request = environ["aiohttp.request"]
        running = self._meetings.find(greeting.meeting)
        if running is None:
            return False
        door = await admitted(self._who, running.live.meeting, request, greeting.office)
        if door is None:
            if not await doors_of(self._who, running.live.meeting, request, greeting.office):
                return False
            # The office passed to another before the page came here: it is to ask for its own.
            await self._server.emit("replace", {}, to=sid)
            return None
        signed_in = acting(running.live.meeting, door)
        feed = running.show.feed(AUDIENCES[signed_in.office.value], greeting.lang)
        at_seat = signed_in.office is Office.MEMBER
        seat = Seat(signed_in.person, feed.voice) if at_seat else None
        self._present[sid] = Present(sid, door, signed_in, running, feed, seat)
        # From here to the sending nothing else can come between: no change lost or overtaken.
        missed = feed.since(greeting.root, greeting.hold)
        if missed is not None:
            await self._server.emit("panels", msgspec.to_builtins(missed), to=sid)
        if seat is not None:
            seen = Sight(Audience.MEMBER).of(running.live.meeting)
            seat.show(seen, Houses().of(seen))
            await self._server.emit("seat", {"html": seat.html}, to=sid)
        return None

    async def _disconnect(self, sid: str, reason: object = None) -> None:
        self._present.pop(sid, None)

    async def _do(self, sid: str, data: object) -> dict[str, object]:
        """Answer one command: what came of it once it is stored, or why it cannot be."""
        present = self._present.get(sid)
        if present is None:
            return {"ok": False, "again": True, "problem": ""}
        tell = present.feed.voice
        try:
            call = msgspec.convert(data, Call)
            order = Order(
                present.signed_in.office,
                call.command,
                call.given,
                call.id,
                present.signed_in.person,
                call.at,
                call.waited,
            )
            answer = await present.running.live.handle(order)
        except msgspec.ValidationError as error:
            return {"ok": False, "problem": f"{error}"}
        except Advised as advised:
            return {"ok": False, "problem": tell.say(advised), "override": True}
        except Said as refused:
            return {"ok": False, "problem": tell.say(refused)}
        except Exception:
            log.exception("a command failed in %s", present.running.live.stream)
            return {"ok": False, "problem": tell.gettext(SOMETHING_WRONG)}
        return {"ok": True, "entry": answer.entry, "said": tell.gettext(answer.said)}

    async def _send_all(self, sids: list[str], event: str, data: object) -> None:
        for sid in sids:
            await self._server.emit(event, data, to=sid)

    def _spawn(self, work: Any) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


SOMETHING_WRONG = N_(
    "Something went wrong on our side, and nothing was recorded. Your words are kept here: "
    "try again, and tell whoever runs the server if it goes on."
)


def voice_of(running: Running, language: str) -> Voice:
    """The voice in which a meeting speaks to a reader of this language."""
    return voice(language, running.live.meeting.profile.timezone)
