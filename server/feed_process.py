"""A process that only shows: it follows the journal, and serves what everybody may see.

Any number of them may run beside the processes that take commands, on any machines. They write
nothing and know nobody, so none can do harm and each may die; its followers go to another.
"""

from __future__ import annotations

from server.config import Settings
from server.copying import Copying
from server.journal.journal import Journal
from server.live.documents import Documents
from server.live.inside import Inside
from server.live.live_meeting import LiveMeeting
from server.live.rehearsals import Rehearsals
from server.live.show import Show
from server.live.simulated import Simulated
from server.live.turn import Clock
from server.pages.doors.shut import ShutDoors
from server.pages.public_routes import public_application
from server.pages.site import Site
from server.papers.store import Papers
from server.process import Process


class FeedProcess(Process):
    """Serves followers; its journal is opened to be read only."""

    def __init__(self, settings: Settings, journal: Journal, clock: Clock) -> None:
        super().__init__(settings, journal, clock)
        self.meetings.rehearses = False  # nothing of them is for everybody
        doors = ShutDoors(journal.secrets, clock.now, lambda key, person: None)
        self.site = Site(
            meetings=self.meetings,
            council=self.council,
            followers=self.followers,
            inside=Inside(self.meetings, doors.who, doors.still),  # has no address here
            doors=doors,
            documents=Documents(settings.drafts),  # nor have these, and they watch no meeting
            assets=self.assets,
            memory=self.memory,
            now=clock.now,
            health=self.health,
            index=journal.index,
            papers=Papers(settings.papers, clock.now),
            rehearsals=Rehearsals(self.meetings, journal),
            simulated=Simulated(),
            copy=Copying(settings).copy,
            retention=settings.retention,
        )

    def _show(self, live: LiveMeeting) -> Show:
        return Show(live, self.followers.deliver)

    async def _open(self) -> None:
        await self._listen(public_application(self.site, self.wire))

    async def _end_work(self) -> None:
        """It does nothing of itself."""

    async def _send_away(self) -> None:
        """There are followers alone."""
