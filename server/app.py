"""The composition root: settings become a journal, live meetings, pages; start-up and shutdown.

The one place that has a clock and a source of random ids, and hands them down.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import gc
import logging
import secrets
from collections.abc import AsyncIterator
from datetime import UTC, datetime

from aiohttp import web
from msgspec.structs import replace

from server import business, places
from server.config import Settings
from server.control import Control
from server.demonstration import Demonstrations
from server.journal.journal import Journal, open_journal
from server.live.devices import Devices
from server.live.documents import Documents
from server.live.feed import Feed, Update
from server.live.inside import Inside
from server.live.live_meeting import Clock, LiveMeeting
from server.live.meetings import Meetings
from server.live.public import Followers
from server.live.show import Show
from server.pages.assets import Assets
from server.pages.connections import Crowding, Gate
from server.pages.doors import Doors
from server.pages.doors.seat import Seat, seat_of
from server.pages.doors.what import What
from server.pages.proxy import Proxies
from server.pages.routes import application
from server.pages.single_sign_on import open_single_sign_on
from server.pages.site import Site
from server.pages.wire import Wire
from server.render import templates
from server.render.language import Voice, voice
from server.words import N_, Said

TENDED = 0.5  # seconds
BACKLOG = 4096  # so many may knock at once when everybody comes back after a restart

log = logging.getLogger(__name__)


class CannotStart(Said):
    """The server cannot start; the sentence says what to do."""


def system_clock() -> Clock:
    """The time of this machine, and ids that nobody can guess."""
    return Clock(lambda: datetime.now(UTC), lambda: secrets.token_hex(6))


class Server:
    """A whole server: everything that runs, from the journal to the pages."""

    def __init__(self, settings: Settings, journal: Journal, clock: Clock) -> None:
        self.settings = settings
        self.journal = journal
        self.meetings = Meetings(journal, clock, self._show)
        self.followers = Followers(self.meetings.give_way)
        self.doors = Doors(journal.secrets, clock.now, self._seat)
        self.doors.local = self._local_names
        self.inside = Inside(self.meetings, self.doors.who, self.doors.still)
        self.doors.ended.append(self.inside.leave)
        self.inside.denied.append(self._denied)
        self.devices = Devices(clock.new_id)
        self.inside.came.append(self.devices.came)
        self.inside.went.append(self.devices.went)
        self.documents = Documents(settings.drafts)
        self.demonstrations = Demonstrations(self.meetings, settings.speed, clock.now)
        self.control = Control(
            self.meetings, self.doors, self.demonstrations, lambda: self.settings.link_base
        )
        self.site = Site(
            meetings=self.meetings,
            followers=self.followers,
            inside=self.inside,
            doors=self.doors,
            documents=self.documents,
            assets=Assets(places.dist()),
            now=clock.now,
            single_sign_on=open_single_sign_on(settings.single_sign_on, self.doors, self._base),
        )
        self.wire = Wire(
            proxies=Proxies(settings.proxies, settings.proxy_headers),
            crowding=Crowding(settings.connections),
            address=settings.address,
            transport_security=settings.transport_security,
            framed_by=settings.framers,
        )
        self._gate = Gate(self.wire.crowding, self.wire.proxies)
        self._runners: list[web.AppRunner] = []

    async def start(self, sockets: bool = True) -> None:
        """Load every meeting and listen. Raises CannotStart, and what a journal raises."""
        await self.meetings.load()
        self.wire.attempts.recall(await self.journal.secrets.browsers.all())
        app = application(self.site, self.wire)
        await self._listen(app)
        if sockets:
            await self._listen_for_commands()
        for running in self.meetings:
            self.devices.begin(running)
        gc.collect()
        gc.freeze()
        self._warming = asyncio.create_task(self._warm())
        await self.doors.tidy()
        self._tending = asyncio.create_task(self._tend())

    async def stop(self) -> None:
        """Answer what was taken in, send everybody away, and close, within three seconds."""
        await self.devices.close()  # before anybody is sent away, and before the journal
        await self.demonstrations.stop()
        self._warming.cancel()
        self._tending.cancel()
        await self.meetings.settled()
        await self.followers.close()
        await self.inside.close()
        await self.documents.settled()
        self._gate.close()
        for runner in self._runners:
            await runner.cleanup()
        self.settings.control.unlink(missing_ok=True)
        await self.journal.close()

    @property
    def port(self) -> int:
        """The port that it listens on, when it was left to the system."""
        return self._gate.port or self.settings.port

    async def _warm(self) -> None:
        """Compile the templates beside the first requests, which need only a few of them."""
        for tongue in self._voices():
            for compiled in templates.warm(tongue):
                log.debug("compiled %s", compiled)
                await asyncio.sleep(0)  # whoever waits comes first

    async def _tend(self) -> None:
        """Close the pages of those whose sign-in has expired, and keep those of the others."""
        while True:
            await asyncio.sleep(TENDED)
            try:
                await self.doors.tend(self.inside.sign_ins)
            except Exception:  # whatever it was: those who come later must be seen to as well
                log.exception("sign-ins could not be looked after")

    def _seat(self, key: str, person: str) -> Seat | None:
        """The seat of a person in a meeting."""
        running = self.meetings.find(key)
        return seat_of(running.live.meeting, person) if running is not None else None

    async def _denied(self, request: web.Request, sign_in: str, command: str) -> None:
        """Write down that a command was refused over a socket."""
        what = What.COMMAND_REFUSED if command else What.FLOOD
        await self.doors.denied(request, what, command, sign_in)

    def _local_names(self) -> set[str]:
        """What the councils and bodies of this server are called."""
        meetings = [running.live.meeting for running in self.meetings]
        return {name for meeting in meetings for name in (meeting.council, meeting.body)}

    def _voices(self) -> set[Voice]:
        """The voices in which this server's meetings are told."""
        profiles = [running.live.meeting.profile for running in self.meetings]
        spoken = {voice(tongue, p.timezone) for p in profiles for tongue in p.languages}
        return spoken | {voice("en", "Europe/London")}

    def _base(self) -> str:
        return self.settings.link_base

    def _show(self, live: LiveMeeting) -> Show:
        show = Show(live, self._deliver)

        def seats() -> None:
            running = self.meetings.find(live.meeting.key)
            if running is not None:
                self.inside.ask_rights_again(running)
                self.inside.show_seats(running)

        live.changed.append(seats)
        self.documents.watch(live)
        return show

    def _deliver(self, feed: Feed, update: Update) -> None:
        self.followers.deliver(feed, update)
        self.inside.deliver(feed, update)

    async def _listen(self, app: web.Application) -> None:
        # Signals are ours: a browser must be sent away before the web server begins to stop.
        runner = web.AppRunner(app, handle_signals=False, shutdown_timeout=1.0, access_log=None)
        await runner.setup()
        try:
            await self._gate.open(runner, self.settings.host, self.settings.port, BACKLOG)
        except OSError as error:
            await runner.cleanup()
            raise _cannot_listen(self.settings, error) from error
        self._runners.append(runner)
        self.settings = replace(self.settings, port=self.port)

    async def _listen_for_commands(self) -> None:
        runner = web.AppRunner(self.control.application(), handle_signals=False, access_log=None)
        await runner.setup()
        self.settings.control.unlink(missing_ok=True)
        await web.UnixSite(runner, str(self.settings.control)).start()
        self.settings.control.chmod(0o600)
        self._runners.append(runner)


@contextlib.asynccontextmanager
async def serving(settings: Settings, clock: Clock | None = None) -> AsyncIterator[Server]:
    """A server that runs for as long as this is entered."""
    if settings.further is not None:
        business.load_further(str(settings.further / "business"))
        templates.further_folders.append(str(settings.further / "templates"))
    settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    journal = await open_journal(settings.journal)
    try:
        server = Server(settings, journal, clock or system_clock())
        await server.start()
    except BaseException:
        await journal.close()
        raise
    try:
        yield server
    finally:
        await server.stop()


def _cannot_listen(settings: Settings, error: OSError) -> CannotStart:
    if error.errno == errno.EADDRINUSE:
        return CannotStart(
            N_(
                "Port {port} is taken by another program. Stop that one, or choose another port: "
                "--port {other}."
            ),
            port=settings.port,
            other=settings.port + 1,
        )
    if error.errno == errno.EACCES:
        return CannotStart(
            N_("This user may not listen on port {port}. Choose one above 1023."),
            port=settings.port,
        )
    return CannotStart(
        N_("Cannot listen on {host}, port {port}: {fault}."),
        host=settings.host,
        port=settings.port,
        fault=error.strerror or str(error),
    )
