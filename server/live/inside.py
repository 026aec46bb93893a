"""The people inside a meeting: clerk, chair and members, over Socket.IO.

They are shown panels like everybody else, and may give commands, each acknowledged when stored.
python-socketio has no types of its own; everything that touches it stays in this file.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import msgspec
import socketio
from aiohttp import web

from server import measures
from server.live import shallow_json
from server.live.allowance import Allowance, TooMany
from server.live.feed import Feed, Update
from server.live.meetings import Meetings, Running
from server.live.messages import Call, Greeting
from server.live.order import Order
from server.live.outage import Outage
from server.live.packets import hold_to_form
from server.live.rights import (
    acting,
    admitted,
    audience_of,
    doors_of,
    may_give,
    why_outside,
)
from server.live.seats import Seats, Shown
from server.live.signed_in import SignedIn, Still, Who
from server.live.strangers import Strangers, drop, see_out
from server.measures import Outcome
from server.meeting.audience import Sight
from server.meeting.command import SEATS, commands
from server.meeting.record import Audience
from server.meeting.refused import Advised, Refused
from server.render.house import Houses
from server.render.language import Voice
from server.render.seat import Seat
from server.words import N_, Said

log = logging.getLogger(__name__)

MOST_BYTES = 640 * 1024  # of one message: the pages send at most 200,000 characters
PING_SECONDS, PONG_SECONDS = 10, 10  # who is cut off is missed within twenty seconds, on both sides
COMMANDS_AT_ONCE, COMMANDS_A_SECOND = 300, 10.0  # a named vote by hand is one a second
ANY = "any command"
FLOOD = 1000  # so many refused in a row are no person's doing


Denied = Callable[[web.Request, str, str], Awaitable[None]]
"""Told that somebody, by this sign-in, gave this command, which is not theirs; "": too many."""

Came = Callable[[str, Running, SignedIn], None]
"""Told that a page has connected, and by whom."""

Went = Callable[[str], None]
"""Told that a page is connected no more."""


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

    def __init__(self, meetings: Meetings, who: Who, still: Still) -> None:
        self._meetings = meetings
        self._who = who
        self._still = still
        self.outage = Outage()
        self.denied: list[Denied] = []
        self.came: list[Came] = []
        self.went: list[Went] = []
        self._present: dict[str, Present] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._seats = Seats(self._seats_of, self._send_seat)
        self._allowance = Allowance(COMMANDS_AT_ONCE, COMMANDS_A_SECOND, time.monotonic)
        self._server: Any = socketio.AsyncServer(
            async_mode="aiohttp",
            logger=False,
            engineio_logger=False,
            always_connect=False,
            max_http_buffer_size=MOST_BYTES,
            ping_interval=PING_SECONDS,
            ping_timeout=PONG_SECONDS,
            json=shallow_json,
            cors_allowed_origins=[],  # who may come is asked of every request, before it comes here
        )
        hold_to_form(self._server)
        self._strangers = Strangers(self._server)
        self._server.on("connect", self._connect)
        self._server.on("disconnect", self._disconnect)
        self._server.on("do", self._do)

    def attach(self, app: web.Application) -> None:
        """Serve /socket.io/ from this application."""
        self._server.attach(app)
        app.cleanup_ctx.append(self._strangers.watch)

    def allow(self, signed_in: SignedIn) -> None:
        """Count a command of this person. Raises TooMany where no person gives so many."""
        self._allowance.take((signed_in.key, signed_in.office, signed_in.person))

    def deliver(self, feed: Feed, update: Update) -> None:
        """Send an update to all pages inside that show this feed."""
        sids = [p.sid for p in self._present.values() if p.feed is feed]
        if sids:
            self._spawn(self._send_all(sids, "panels", msgspec.to_builtins(update)))

    def show_seats(self, running: Running) -> None:
        """Have the own-seat panels of this meeting drawn again where they changed."""
        self._seats.changed(running)

    def _seats_of(self, running: Running) -> list[Shown]:
        here = (each for each in self._present.values() if each.running is running)
        return [Shown(each.sid, each.seat) for each in here if each.seat is not None]

    def _send_seat(self, sid: str, html: str) -> None:
        self._spawn(self._send_all([sid], "seat", {"html": html}))

    def ask_rights_again(self, running: Running) -> None:
        """Have each page replaced whole whose office has passed to somebody else or come to it, or
        whose right to stay has. From here on nothing else is sent to it."""
        for sid, present in list(self._present.items()):
            if present.running is running and not self._as_it_was(present):
                self._forget(sid)
                self._spawn(self._send_all([sid], "replace", {}))

    def _as_it_was(self, present: Present) -> bool:
        meeting = present.running.live.meeting
        now = acting(present.running.live.sides, present.door)
        same = now.office is present.signed_in.office
        return same and audience_of(meeting, now) is present.feed.audience

    @property
    def sign_ins(self) -> frozenset[str]:
        """The sign-ins by which pages are connected now."""
        return frozenset(present.door.sign_in for present in self._present.values())

    def end(self, running: Running) -> None:
        """Show nothing more of this meeting to anybody: it is gone."""
        for sid, present in list(self._present.items()):
            if present.running is running:
                self._forget(sid)
                self._spawn(self._send_away(sid))

    def leave(self, ended: frozenset[str]) -> None:
        """Show nothing more to those whose sign-in has ended, and close their sockets."""
        for sid, present in list(self._present.items()):
            if present.door.sign_in in ended:
                self._forget(sid)
                self._spawn(self._send_away(sid))

    async def close(self) -> None:
        """Send everybody away; their pages come back by themselves.

        Before the web server stops: once it has begun to, a browser's socket takes a minute.
        """
        self._seats.close()
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
            return await self._welcome(sid, environ, auth)
        except Said as unknown:  # the database is away: nobody is refused, they are to come again
            log.debug("who knocks cannot be looked up: %s", unknown)
            await drop(self._server, self._server.manager.eio_sid_from_sid(sid, "/"))
            return False  # which nobody hears any more

    async def _welcome(self, sid: str, environ: Mapping[str, Any], auth: object) -> bool | None:
        try:
            greeting = msgspec.convert(auth, Greeting)
        except msgspec.ValidationError:
            return False
        request = environ["aiohttp.request"]
        running = self._meetings.inside(greeting.meeting)
        if running is None:
            return False
        door = await admitted(self._who, running.live.sides, request, greeting.office)
        if door is None:
            if not await doors_of(self._who, running.live.meeting, request, greeting.office):
                return False
            # The office passed to another before the page came here: it is to ask for its own.
            await self._server.emit("replace", {}, to=sid)
            return None
        signed_in = acting(running.live.sides, door)
        audience = audience_of(running.live.meeting, signed_in)
        another = greeting.person not in ("", door.person)
        if another or greeting.audience not in ("", audience.value):
            # The page was drawn for somebody with another right, which passed meanwhile; or for
            # somebody else, before another member signed in with this browser.
            await self._server.emit("replace", {}, to=sid)
            return None
        if self._gone(sid):  # while its sign-in was looked up: nobody would tell us again
            return False
        feed = running.show.up_to_date(audience, greeting.lang)
        seat = seat_of(signed_in, audience, feed.voice)
        present = self._present[sid] = Present(sid, door, signed_in, running, feed, seat)
        for tell in self.came:
            tell(sid, running, signed_in)
        await self._catch_up(present, greeting)
        return None

    async def _catch_up(self, present: Present, greeting: Greeting) -> None:
        """Send a page what it lacks. From its becoming present to the sending nothing else can come
        between: no change is lost or overtaken."""
        sid, running, seat = present.sid, present.running, present.seat
        missed = present.feed.since(greeting.root, greeting.hold)
        if missed is not None:
            await self._server.emit("panels", msgspec.to_builtins(missed), to=sid)
        if seat is not None:
            seen = Sight(Audience.MEMBER).of(running.live.sides)
            seat.show(seen, Houses().of(seen), running.live.meeting)
            await self._server.emit("seat", {"html": seat.html}, to=sid)

    async def _disconnect(self, sid: str, reason: object = None) -> None:
        self._forget(sid)

    def _gone(self, sid: str) -> bool:
        """Whether the socket of a page that is connecting has been closed."""
        engine = self._server.eio.sockets.get(self._server.manager.eio_sid_from_sid(sid, "/"))
        return engine is None or bool(engine.closed)

    def _forget(self, sid: str) -> None:
        """Show this page nothing more."""
        if self._present.pop(sid, None) is not None:
            for tell in self.went:
                tell(sid)

    async def _do(self, sid: str, data: object) -> dict[str, object]:
        """Answer one command: what came of it once it is stored, or why it cannot be."""
        present = self._present.get(sid)
        if present is None:
            return {"ok": False, "again": True, "problem": ""}
        tell = present.feed.voice
        try:
            self.allow(present.signed_in)
        except TooMany as flood:
            self._hang_up_on_a_flood(present)
            self._deny(present, "")
            return {"ok": False, "problem": tell.say(flood)}
        with present.running.live.hurrying():
            return await self._do_it(present, data)

    async def _do_it(self, present: Present, data: object) -> dict[str, object]:
        tell, came = present.feed.voice, time.perf_counter()
        try:
            goes_on = await self._still(present.door.sign_in)
        except Said as unknown:  # the database is away, so nothing could be stored either
            measures.commands[Outcome.FAILED].observe(time.perf_counter() - came)
            return {"ok": False, "problem": tell.say(self.outage.plainly(unknown))}
        if not goes_on:
            self.leave(frozenset((present.door.sign_in,)))
            return {"ok": False, "problem": tell.gettext(SIGN_IN_ENDED)}
        if present.sid not in self._present:  # the right went while the sign-in was looked up
            return {"ok": False, "again": True, "problem": ""}
        return await self._answer(present, data)

    async def _answer(self, present: Present, data: object) -> dict[str, object]:
        tell = present.feed.voice
        try:
            if present.feed.audience is Audience.PUBLIC:
                self._deny(present, ANY)
                raise Refused(why_outside(present.running.live.meeting, present.signed_in))
            call = msgspec.convert(data, Call)
            order = Order(
                present.signed_in.office,
                call.command,
                call.given,
                call.id,
                present.signed_in.person,
                call.at,
                call.waited,
                call.side,
            )
            if not may_give(order.office, order.command):
                self._deny(present, order.command)
            answer = await present.running.live.handle(order)
        except msgspec.ValidationError as error:
            return {"ok": False, "problem": f"{error}"}
        except Advised as advised:
            return {"ok": False, "problem": tell.say(advised), "override": True}
        except Said as refused:
            return {"ok": False, "problem": tell.say(self.outage.plainly(refused))}
        except Exception:
            log.exception("a command failed in %s", present.running.live.stream)
            return {"ok": False, "problem": tell.gettext(SOMETHING_WRONG)}
        stored = tell.time(answer.stored) if answer.stored else ""
        said = tell.gettext(answer.said)
        sent = order.office not in commands[order.command].offices  # the clerk takes it up
        return {"ok": True, "entry": answer.entry, "said": said, "stored": stored, "sent": sent}

    def _hang_up_on_a_flood(self, present: Present) -> None:
        who = (present.signed_in.key, present.signed_in.office, present.signed_in.person)
        if self._allowance.refused(who) > FLOOD and present.sid in self._present:
            self._forget(present.sid)
            socket = self._server.manager.eio_sid_from_sid(present.sid, "/")
            self._spawn(drop(self._server, socket))

    def _deny(self, present: Present, command: str) -> None:
        """Have it written down, beside the answer. What a stranger calls a command is not."""
        request = self._server.get_environ(present.sid)["aiohttp.request"]
        about = f"{command}, {present.signed_in.key}" if command else ""
        for each in self.denied:
            self._spawn(each(request, present.door.sign_in, about))

    async def _send_all(self, sids: list[str], event: str, data: object) -> None:
        for sid in sids:
            await self._server.emit(event, data, to=sid)

    async def _send_away(self, sid: str) -> None:
        """Have the page ask anew, which tells why it is let in no longer, and hang up."""
        await self._server.emit("replace", {}, to=sid)
        await see_out(self._server, sid)

    def _spawn(self, work: Any) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


SOMETHING_WRONG = N_(
    "Something went wrong on our side, and nothing was recorded. Your words are kept here: "
    "try again, and tell whoever runs the server if it goes on."
)


SIGN_IN_ENDED = N_(
    "Your sign-in has ended, so nothing was recorded. Your words are kept here: sign in again."
)


def seat_of(signed_in: SignedIn, audience: Audience, voice: Voice) -> Seat | None:
    """The seat of somebody inside: of a member, and of whoever presides. A chair who came by the
    link of the office is nobody in particular, and has none."""
    seated = signed_in.office in SEATS and signed_in.person != ""
    if not seated or audience is Audience.PUBLIC:
        return None
    return Seat(signed_in.person, voice, audience.value)
