"""What every process has, whichever kind it is: meetings, followers, and where it listens."""

from __future__ import annotations

import asyncio
import errno
import gc
import logging
from abc import ABC, abstractmethod
from collections.abc import Coroutine

from aiohttp import web
from msgspec.structs import replace

from server import measures, places
from server.config import Settings
from server.journal.journal import Journal
from server.live.council import LiveCouncil
from server.live.live_meeting import LiveMeeting
from server.live.meetings import Meetings
from server.live.public import Followers
from server.live.show import Show
from server.live.turn import Clock
from server.meeting_file.folder import load_profiles
from server.pages.assets import Assets
from server.pages.connections import Crowding
from server.pages.desk import Desk
from server.pages.gate import Gate
from server.pages.health import Health
from server.pages.memory import Memory
from server.pages.operators import OperatorsPort
from server.pages.proxy import Proxies
from server.pages.site import Site
from server.pages.wire import Wire
from server.render import templates
from server.render.language import Voice, voice
from server.words import N_, Said

GARBAGE = (20_000, 20, 20)
"""How much is made before it is looked for what can be forgotten (gc.set_threshold): a drawing
makes thousands of objects that go by themselves, and each full look goes through all followers."""
BACKLOG = 4096  # so many may knock at once when everybody comes back after a restart

log = logging.getLogger(__name__)


class CannotStart(Said):
    """The server cannot start; the sentence says what to do."""


class Process(ABC):
    """One process on a journal, from its start to its end."""

    site: Site

    def __init__(self, settings: Settings, journal: Journal, clock: Clock) -> None:
        self.settings = settings
        self.journal = journal
        self.meetings = Meetings(journal, clock, self._show)
        self.council = LiveCouncil(journal, clock, load_profiles(places.config() / "profiles"))
        self.meetings.elsewhere.append(self.council.told)
        self.followers = Followers(self.meetings.give_way)
        self.assets = Assets(places.dist())
        self.memory = Memory(
            self.meetings,
            self.council,
            self.assets,
            clock.now,
            settings.framers,
            self._link_base,
        )
        self.health = Health(journal)
        measures.journal_usable.set_function(lambda: float(not self.health.why_not))
        self.operators = OperatorsPort(self.health)
        self.wire = Wire(
            proxies=Proxies(settings.proxies, settings.proxy_headers),
            crowding=Crowding(settings.connections),
            address=settings.address,
            transport_security=settings.transport_security,
        )
        self._gate = Gate()
        self._runners: list[web.AppRunner] = []
        self._beside: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Load every meeting and listen. Raises CannotStart, and what a journal raises."""
        await self._listen_for_operators()
        try:
            await self.meetings.load()
            await self.council.load()
            await self._open()
        except BaseException:
            await self.meetings.close()
            await self.council.close()
            await self.operators.close()
            raise
        gc.collect()
        gc.freeze()
        gc.set_threshold(*GARBAGE)
        self._do_beside(self._warm())
        self._do_beside(measures.watch_loop())
        self.health.begin()

    async def stop(self) -> None:
        """Answer what was taken in, send everybody away, and close, within three seconds."""
        self.health.stop()
        await self._end_work()
        for task in self._beside:
            task.cancel()
        await self.meetings.settled()
        self._gate.close()  # or those who are sent away would come back here
        await self.followers.close()
        await self._send_away()
        for runner in self._runners:
            await runner.cleanup()
        await self.meetings.close()
        await self.council.close()
        await self.operators.close()
        await self.journal.close()

    def _link_base(self) -> str:
        return self.settings.link_base

    @property
    def port(self) -> int:
        """The port that it listens on, when it was left to the system."""
        return self._gate.port or self.settings.port

    @property
    def place(self) -> str:
        """Where it listens and which journal it has, as may be shown: no user, no password."""
        host = f"[{self.settings.host}]" if ":" in self.settings.host else self.settings.host
        kept = _shown(self.settings.database_url) or f"file {self.settings.journal}"
        return f"listening on {host}:{self.port}; journal: {kept}"

    @abstractmethod
    def _show(self, live: LiveMeeting) -> Show:
        """Have a meeting shown to those whom this process serves."""

    @abstractmethod
    async def _open(self) -> None:
        """Listen, and begin what else this process does, now that the meetings are loaded."""

    @abstractmethod
    async def _end_work(self) -> None:
        """End what the process does of itself, while everybody is still there."""

    @abstractmethod
    async def _send_away(self) -> None:
        """Send those away who are no mere followers."""

    def _do_beside(self, work: Coroutine[None, None, None]) -> None:
        """Do this beside all else, until the process ends."""
        self._beside.append(asyncio.create_task(work))

    async def _warm(self) -> None:
        """Compile the templates beside the first requests, which need only a few of them."""
        for tongue in self._voices():
            for compiled in templates.warm(tongue):
                log.debug("compiled %s", compiled)
                await asyncio.sleep(0)  # whoever waits comes first

    def _voices(self) -> set[Voice]:
        """The voices in which this server's meetings are told."""
        profiles = [running.live.meeting.profile for running in self.meetings]
        spoken = {voice(tongue, p.timezone) for p in profiles for tongue in p.languages}
        return spoken | {voice("en", "Europe/London")}

    async def _listen(self, app: web.Application) -> None:
        # Signals are ours: a browser must be sent away before the web server begins to stop.
        runner = web.AppRunner(app, handle_signals=False, shutdown_timeout=1.0, access_log=None)
        await runner.setup()
        host, port = self.settings.host, self.settings.port
        try:
            await self._gate.open(Desk(self.site, self.wire), runner, host, port, BACKLOG)
        except OSError as error:
            await runner.cleanup()
            raise _cannot_listen(host, port, "--port", error) from error
        self._runners.append(runner)
        self.settings = replace(self.settings, port=self.port)

    async def _listen_for_operators(self) -> None:
        host, port = self.settings.metrics_host, self.settings.metrics_port
        if port is not None:
            try:
                await self.operators.open(host, port)
            except OSError as error:
                raise _cannot_listen(host, port, "--metrics-port", error) from error


def _shown(url: str) -> str:
    """What may be shown of a database's address."""
    if not url:
        return ""
    from server.journal.postgresql.address import Address  # its driver need not be there

    return str(Address(url))


def _cannot_listen(host: str, port: int, option: str, error: OSError) -> CannotStart:
    if error.errno == errno.EADDRINUSE:
        return CannotStart(
            N_(
                "Port {port} is taken by another program. Stop that one, or choose another port: "
                "{option} {other}."
            ),
            port=port,
            option=option,
            other=port + 1,
        )
    if error.errno == errno.EACCES:
        return CannotStart(
            N_("This user may not listen on port {port}. Choose one above 1023."),
            port=port,
        )
    return CannotStart(
        N_("Cannot listen on {host}, port {port}: {fault}."),
        host=host,
        port=port,
        fault=error.strerror or str(error),
    )
