"""The door for the command line: a socket in the data folder that only its owner can open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import msgspec
from aiohttp import web
from msgspec.structs import replace

from server import places
from server.council_control import MOST_ASKED
from server.demonstration import Demonstrations
from server.journal.journal import Journal
from server.journal.secrets.accounts import Role
from server.keeping.erasing import Erased, erase
from server.live.meetings import PREFIX, Meetings
from server.live.rehearsals import Rehearsals
from server.live.search import Indexing
from server.live.signed_in import SignedIn
from server.meeting.command import Office
from server.meeting.meeting import Meeting
from server.meeting.people import Capacity
from server.meeting.presiding import chair_of
from server.meeting_file.folder import load_meeting_file
from server.pages.doors import Doors
from server.pages.doors.officers import NoSuchOfficer
from server.words import N_, Said


class Links(msgspec.Struct, frozen=True):
    """One link for each office of a meeting, and the public page.

    `clerk` is empty where officers have accounts: they sign in at `sign_in`. `chair` is empty where
    the meeting has none yet.
    """

    title: str
    clerk: str
    chair: str
    members: dict[str, str]
    public: str
    notice: str = ""
    officers: dict[str, str] = {}
    sign_in: str = ""


class Told(msgspec.Struct, frozen=True):
    """What came of it, in a sentence."""

    said: str


BY = N_("command line")
ADDED = N_("{login} chooses a passphrase at this address, once, within three days:\n  {link}")
DISABLED = N_(
    "{login} can no longer sign in, and is signed out everywhere. The links that they made open "
    "nothing any more."
)
ENABLED = N_("{login} can sign in again.")
KEPT = N_(
    "This meeting was made before, from a file that read otherwise: what was made stays, and the "
    "changes in the file are not taken over. To make it anew, give it another key in the file."
)


REHEARSED = N_(
    "This is a rehearsal: nobody sees it but officers and those who have one of these links. It is "
    "discarded by itself after seven days."
)


class Control:
    """What the command line can ask of a server."""

    def __init__(
        self,
        meetings: Meetings,
        doors: Doors,
        demonstrations: Demonstrations,
        base: Callable[[], str],
        journal: Journal,
        indexing: Indexing,
        rehearsals: Rehearsals,
    ) -> None:
        self._meetings = meetings
        self._doors = doors
        self._demonstrations = demonstrations
        self._base = base
        self._journal = journal
        self._indexing = indexing
        self._rehearsals = rehearsals

    async def convene(self, path: Path) -> Links:
        """Make a meeting of a meeting file, unless it is made already."""
        convened = load_meeting_file(path, places.config() / "profiles")
        running = self._meetings.find(convened.key)
        if running is None:
            running = await self._meetings.convene(convened, "command-line")
        made = await self.links(running.live.meeting)
        return made if running.live.recorded[0].event == convened else replace(made, notice=KEPT)

    async def rehearse(self, path: Path) -> Links:
        """Begin a rehearsal of the meeting of a meeting file, which only those see who are in it;
        its public page too."""
        convened = load_meeting_file(path, places.config() / "profiles")
        running = await self._rehearsals.begin(convened, "command-line")
        made = await self.links(running.live.meeting)
        return replace(made, notice=REHEARSED)

    async def perform(self, script: Path, speed: float) -> Links:
        """Perform a script on a copy of its meeting."""
        running = await self._demonstrations.perform(script, speed)
        return await self.links(running.live.meeting)

    async def links(self, meeting: Meeting) -> Links:
        """New links to a meeting; those made before stay good for their fourteen days.

        None for a chair whom nobody knows yet: whoever is elected at the meeting has the right from
        then on. None for the clerk once an officer can sign in: a link that anybody who reads it
        can use is no equal of a passphrase (OWASP ASVS 5, 6.3.4).
        """
        base = self._base()
        chair = chair_of(meeting)
        in_chair = SignedIn(meeting.key, Office.CHAIR, chair.id if chair else "")
        as_clerk = SignedIn(meeting.key, Office.CLERK)
        by_account = await self._doors.officers_sign_in()
        members, officers = dict[str, str](), dict[str, str]()
        for person in meeting.invited:
            officer = person.capacity is Capacity.OFFICER
            office = Office.OFFICER if officer else Office.MEMBER
            door = await self._link(SignedIn(meeting.key, office, person.id))
            (officers if officer else members)[person.name] = base + door
        return Links(
            title=_heading(meeting),
            clerk="" if by_account else base + await self._link(as_clerk),
            sign_in=f"{base}/sign-in" if by_account else "",
            chair=base + await self._link(in_chair) if chair else "",
            members=members,
            officers=officers,
            public=f"{base}/meetings/{meeting.key}",
        )

    async def officer(self, act: str, login: str, name: str = "", role: str = "clerk") -> Told:
        """Add, reset, disable or enable an officer, for whoever owns this machine."""
        if act == "add":
            link = await self._doors.add_account(name, login, Role(role), by=BY)
            return Told(ADDED.format(login=login, link=self._base() + link))
        account = await self._doors.account_named(login)
        if account is None:
            raise NoSuchOfficer(N_("No officer signs in as “{login}”."), login=login)
        if act == "reset":
            link = await self._doors.reset_account(account.id, by=BY)
            return Told(ADDED.format(login=account.login, link=self._base() + link))
        if act == "disable":
            await self._doors.disable_account(account.id, by=BY)
            return Told(DISABLED.format(login=account.login))
        await self._doors.enable_account(account.id, by=BY)
        return Told(ENABLED.format(login=account.login))

    async def erase(self, before: date) -> Erased:
        """Erase the names of the public from every meeting that was over before that day; whoever
        has one open is shown it without them, and its drafts are written anew."""
        erased = await erase(self._journal, before, self._meetings.clock)
        for stream, end in (await self._journal.ends()).items():
            running = self._meetings.find(stream.removeprefix(PREFIX))
            if running is not None and stream.startswith(PREFIX):
                running.live.grown(end)
        return erased

    async def first_officer(self) -> str:
        """The link by which the first officer is made; "" if there is one."""
        link = await self._doors.first_officer()
        return self._base() + link if link else ""

    async def reindex(self) -> Told:
        """Make anew what can be searched."""
        return reindexed(await self._indexing.make_anew())

    def application(self, *beside: Callable[[web.Application], None]) -> web.Application:
        """What is asked over the socket: each request a path, each answer JSON.

        `beside` adds more of it.
        """
        app = web.Application(client_max_size=MOST_ASKED)
        app.router.add_post(
            "/{what:convene|rehearse|perform|links|officer|erase|reindex}", self._asked
        )
        for add_to in beside:
            add_to(app)
        return app

    async def _asked(self, request: web.Request) -> web.Response:
        asked = await request.json()
        try:
            links: Links | Told | Erased
            match request.match_info["what"]:
                case "officer":
                    links = await self.officer(**asked)
                case "erase":
                    links = await self.erase(date.fromisoformat(asked["before"]))
                case "reindex":
                    links = await self.reindex()
                case "convene":
                    links = await self.convene(Path(asked["path"]))
                case "rehearse":
                    links = await self.rehearse(Path(asked["path"]))
                case "perform":
                    links = await self.perform(Path(asked["path"]), float(asked["speed"]))
                case _:
                    links = await self._links_of(str(asked["key"]))
        except Said as said:
            return web.json_response({"problem": str(said)}, status=422)
        return web.Response(body=msgspec.json.encode(links), content_type="application/json")

    async def _link(self, signed_in: SignedIn) -> str:
        return await self._doors.link(signed_in, by=BY)

    async def _links_of(self, key: str) -> Links:
        running = self._meetings.inside(key)
        if running is None:
            known = ", ".join(r.live.meeting.key for r in self._meetings) or "none"
            raise NoSuchMeeting(
                N_("There is no meeting “{key}”. The meetings are: {known}."), key=key, known=known
            )
        return await self.links(running.live.meeting)


def reindexed(meetings: int) -> Told:
    """What is said when it is done."""
    return Told(f"What can be searched is made anew: {meetings} meeting{'s' * (meetings != 1)}.")


class NoSuchMeeting(Said):
    """No meeting has this key."""


def _heading(meeting: Meeting) -> str:
    """The body, what the meeting is called, its day, and the key that other commands ask for."""
    named = [meeting.body] + [meeting.title] * (meeting.title != meeting.body)
    return f"{', '.join(named)}, {meeting.date:%d %B %Y} ({meeting.key})"
