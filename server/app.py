"""The composition root: settings become a journal, live meetings, pages; start-up and shutdown.

The one place that has a clock and a source of random ids, and hands them down.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime
from typing import TypeVar

from aiohttp import web
from msgspec.structs import replace

from server import business, measures
from server.config import Settings
from server.control import Control
from server.control_socket import ControlSocket
from server.copying import Copying
from server.council_control import CouncilControl
from server.demonstration import Demonstrations
from server.feed_process import FeedProcess
from server.journal.journal import Journal, OutOfReach, Unusable, open_journal
from server.journal.sqlite.shut import shut_folder
from server.keeping.places import require_writable, told_of_data_folder
from server.live.devices import Devices
from server.live.documents import Documents
from server.live.feed import Feed, Update
from server.live.inside import Inside
from server.live.live_meeting import LiveMeeting
from server.live.meetings import Running
from server.live.rehearsals import Rehearsals
from server.live.rehearsed import is_rehearsal
from server.live.search import Indexing
from server.live.show import Show
from server.live.simulated import Simulated
from server.live.turn import Clock
from server.pages.doors import Doors
from server.pages.doors.seat import Seat, seat_of
from server.pages.doors.what import What
from server.pages.routes import application
from server.pages.single_sign_on import open_single_sign_on
from server.pages.site import Site
from server.papers.scanner import Scanner
from server.papers.store import Papers
from server.process import CannotStart, Process
from server.render import templates
from server.words import N_, Said

TENDED = 0.5  # seconds
AWAITED = 60.0  # seconds for the journal, by who only reads: those who make it may start later
REHEARSAL_OVER = N_("the rehearsal was discarded")  # by what its links were revoked
NOT_YET = N_("There is no journal at {path} that can be opened.")  # as who opens it is told

log = logging.getLogger(__name__)

P = TypeVar("P", bound=Process)


def system_clock() -> Clock:
    """The time of this machine, and ids that nobody can guess."""
    return Clock(lambda: datetime.now(UTC), lambda: secrets.token_hex(6))


class Server(Process):
    """A whole server: it takes commands, and serves everybody everything."""

    def __init__(self, settings: Settings, journal: Journal, clock: Clock) -> None:
        super().__init__(settings, journal, clock)
        self.doors = Doors(journal.secrets, clock.now, self._seat)
        self.doors.local = self._local_names
        self.inside = Inside(self.meetings, self.doors.who, self.doors.still)
        self.doors.ended.append(self.inside.leave)
        self.inside.denied.append(self._denied)
        self.devices = Devices(clock.new_id, journal.bell)
        self.inside.came.append(self.devices.came)
        self.inside.went.append(self.devices.went)
        self.inside.came.append(lambda *_: measures.people_inside.inc())
        self.inside.went.append(lambda *_: measures.people_inside.dec())
        self.documents = Documents(settings.drafts)
        self.indexing = Indexing(journal, self.meetings)
        self.demonstrations = Demonstrations(self.meetings, settings.speed, clock.now)
        self.rehearsals = Rehearsals(self.meetings, journal)
        self.rehearsals.shutting.append(self._shut)
        self.simulated = Simulated()
        self.inside.came.append(self.simulated.came)
        self.meetings.rehearsal_begun.append(self.simulated.begin)
        self.meetings.rehearsal_gone.append(self._gone)
        self.control = Control(
            self.meetings,
            self.doors,
            self.demonstrations,
            self._base,
            journal,
            self.indexing,
            self.rehearsals,
        )
        councils = CouncilControl(self.council, self.meetings, clock.now, self._base)
        asked = self.control.application(councils.add_to)
        self._control_socket = ControlSocket(settings.control, asked)
        self.site = Site(
            meetings=self.meetings,
            council=self.council,
            followers=self.followers,
            inside=self.inside,
            doors=self.doors,
            documents=self.documents,
            assets=self.assets,
            memory=self.memory,
            now=clock.now,
            health=self.health,
            index=journal.index,
            papers=Papers(settings.papers, clock.now, Scanner(settings.scanner)),
            rehearsals=self.rehearsals,
            simulated=self.simulated,
            copy=Copying(settings).copy,
            single_sign_on=open_single_sign_on(settings.single_sign_on, self.doors, self._base),
            retention=settings.retention,
        )

    async def _open(self) -> None:
        self.wire.attempts.recall(await self.journal.secrets.browsers.all())
        await self._listen(application(self.site, self.wire))
        await self._control_socket.begin()
        for running in (*self.meetings, *self.meetings.rehearsals):
            self.devices.begin(running)
        self.meetings.begun.append(self.devices.begin)
        self.meetings.rehearsal_begun.append(self.devices.begin)
        await self.doors.tidy()
        self._do_beside(self._tend())
        self._do_beside(self.indexing.run())
        self._do_beside(self.rehearsals.run())

    async def _end_work(self) -> None:
        self.simulated.stop()
        await self.devices.close()  # before anybody is sent away, and before the journal
        await self.demonstrations.stop()

    async def _send_away(self) -> None:
        await self.inside.close()
        await self.documents.settled()
        await self._control_socket.close()

    async def _tend(self) -> None:
        """Close the pages of those whose sign-in has expired, and keep those of the others."""
        outage = self.inside.outage
        while True:
            await asyncio.sleep(TENDED)
            try:
                await self.doors.tend(self.inside.sign_ins)
                if outage.goes_on:
                    await self.journal.try_out()
                    outage.over()
            except Said as away:
                outage.begun(away)
            except Exception:  # whatever it was: those who come later must be seen to as well
                log.exception("sign-ins could not be looked after")

    def _seat(self, key: str, person: str) -> Seat | None:
        """The seat of a person in a meeting."""
        running = self.meetings.inside(key)
        seat = seat_of(running.live.meeting, person) if running is not None else None
        if seat is None or running is None or not running.apart:
            return seat
        return replace(seat, by_own_link=True)

    async def _shut(self, key: str) -> None:
        """Have the links to a rehearsal open nothing any more."""
        for link in await self.doors.links_of(key):
            if link.key == key:
                await self.doors.revoke_link(link.id, REHEARSAL_OVER)

    def _gone(self, running: Running) -> None:
        """Nothing is kept, shown or done of a rehearsal that was discarded."""
        self.simulated.end(running)
        self.inside.end(running)
        self.documents.forget(running.live.meeting.key)

    async def _denied(self, request: web.Request, sign_in: str, command: str) -> None:
        """Write down that a command was refused over a socket."""
        what = What.COMMAND_REFUSED if command else What.FLOOD
        await self.doors.denied(request, what, command, sign_in)

    def _local_names(self) -> set[str]:
        """What the councils and bodies of this server are called."""
        meetings = [running.live.meeting for running in self.meetings]
        return {name for meeting in meetings for name in (meeting.council, meeting.body)}

    def _base(self) -> str:
        return self.settings.link_base

    def _show(self, live: LiveMeeting) -> Show:
        show = Show(live, self._deliver)

        def seats() -> None:
            running = self.meetings.inside(live.meeting.key)
            if running is not None:
                self.inside.ask_rights_again(running)
                self.inside.show_seats(running)

        live.changed.append(seats)
        if not is_rehearsal(live.stream):  # nothing of one is written down or found
            self.documents.watch(live)
            self.indexing.watch(live)
        return show

    def _deliver(self, feed: Feed, update: Update) -> None:
        self.followers.deliver(feed, update)
        self.inside.deliver(feed, update)


def serving(settings: Settings, clock: Clock | None = None) -> AbstractAsyncContextManager[Server]:
    """A server that runs for as long as this is entered."""
    with told_of_data_folder(settings.data):
        settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        shut_folder(settings.data)  # the drafts are there, wherever the journal is
    require_writable(settings.data)
    return _running(Server, settings, clock, read_only=False)


def feeding(
    settings: Settings, clock: Clock | None = None
) -> AbstractAsyncContextManager[FeedProcess]:
    """A process that serves only followers, for as long as this is entered. Raises CannotStart
    where there is no journal that it could share."""
    if not settings.database_url:
        raise CannotStart(
            N_(
                "A feed process follows a journal that others write, and an SQLite file has one "
                "process. Set DATABASE_URL to a PostgreSQL database, or let one process serve "
                "everybody: orderpaper serve."
            )
        )
    return _running(FeedProcess, settings, clock, read_only=True)


@contextlib.asynccontextmanager
async def _running(
    kind: Callable[[Settings, Journal, Clock], P],
    settings: Settings,
    clock: Clock | None,
    *,
    read_only: bool,
) -> AsyncIterator[P]:
    if settings.further is not None:
        business.load_further(str(settings.further / "business"))
        templates.further_folders.append(str(settings.further / "templates"))
    journal = await (_open_to_read(settings) if read_only else open_journal(settings.journal))
    try:
        process = kind(settings, journal, clock or system_clock())
        await process.start()
    except BaseException:
        await journal.close()
        raise
    try:
        yield process
    finally:
        await process.stop()


async def _open_to_read(settings: Settings) -> Journal:
    """The journal, once there is one. Raises what opening it does, if it takes too long or is
    nothing that passes."""
    loop = asyncio.get_running_loop()
    began, told = loop.time(), ""
    while True:
        try:
            return await open_journal(_to_listen(settings.database_url), read_only=True)
        except (OutOfReach, Unusable) as why:
            passes = isinstance(why, OutOfReach) or why.sentence == NOT_YET
            if not passes or loop.time() - began > AWAITED:
                raise
            if str(why) != told:
                log.warning("waiting for the journal: %s", why)
            told = str(why)
        await asyncio.sleep(1.0)


def _to_listen(url: str) -> str:
    try:
        from server.journal.postgresql.address import to_listen
    except ImportError:  # the driver is missing, which opening the journal says
        return url
    return to_listen(url)
