"""The door for the command line: a socket in the data folder that only its owner can open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
from aiohttp import web
from msgspec.structs import replace

from server import places
from server.demonstration import Demonstrations
from server.live.meetings import Meetings
from server.live.signed_in import SignedIn
from server.meeting.command import Office
from server.meeting.meeting import Meeting
from server.meeting.presiding import chair_of
from server.meeting_file.folder import load_meeting_file
from server.pages.sign_in import Doors
from server.words import N_, Said


class Links(msgspec.Struct, frozen=True):
    """One link for each office of a meeting, and the public page."""

    title: str
    clerk: str
    chair: str
    members: dict[str, str]
    public: str
    notice: str = ""


KEPT = N_(
    "This meeting was made before, from a file that read otherwise: what was made stays, and the "
    "changes in the file are not taken over. To make it anew, give it another key in the file."
)


class Control:
    """What the command line can ask of a server."""

    def __init__(
        self,
        meetings: Meetings,
        doors: Doors,
        demonstrations: Demonstrations,
        base: Callable[[], str],
    ) -> None:
        self._meetings = meetings
        self._doors = doors
        self._demonstrations = demonstrations
        self._base = base

    async def convene(self, path: Path) -> Links:
        """Make a meeting of a meeting file, unless it is made already."""
        convened = load_meeting_file(path, places.config() / "profiles")
        running = self._meetings.find(convened.key)
        if running is None:
            running = await self._meetings.convene(convened, "command-line")
        made = await self.links(running.live.meeting)
        return made if running.live.recorded[0].event == convened else replace(made, notice=KEPT)

    async def perform(self, script: Path, speed: float) -> Links:
        """Perform a script on a copy of its meeting."""
        running = await self._demonstrations.perform(script, speed)
        return await self.links(running.live.meeting)

    async def links(self, meeting: Meeting) -> Links:
        """New links to a meeting; those made before stay good for their seven days."""
        base = self._base()
        chair = chair_of(meeting) or next(iter(meeting.members), None)
        in_chair = SignedIn(meeting.key, Office.CHAIR, chair.id if chair else "")
        members = {}
        for person in meeting.may_sit:
            door = await self._doors.link(SignedIn(meeting.key, Office.MEMBER, person.id))
            members[person.name] = base + door
        return Links(
            title=_heading(meeting),
            clerk=base + await self._doors.link(SignedIn(meeting.key, Office.CLERK)),
            chair=base + await self._doors.link(in_chair),
            members=members,
            public=f"{base}/meetings/{meeting.key}",
        )

    def application(self) -> web.Application:
        """What is asked over the socket: each request a path, each answer JSON."""
        app = web.Application()
        app.router.add_post("/{what:convene|perform|links}", self._asked)
        return app

    async def _asked(self, request: web.Request) -> web.Response:
        asked = await request.json()
        try:
            match request.match_info["what"]:
                case "convene":
                    links = await self.convene(Path(asked["path"]))
                case "perform":
                    links = await self.perform(Path(asked["path"]), float(asked["speed"]))
                case _:
                    links = await self._links_of(str(asked["key"]))
        except Said as said:
            return web.json_response({"problem": str(said)}, status=422)
        return web.Response(body=msgspec.json.encode(links), content_type="application/json")

    async def _links_of(self, key: str) -> Links:
        running = self._meetings.find(key)
        if running is None:
            known = ", ".join(r.live.meeting.key for r in self._meetings) or "none"
            raise NoSuchMeeting(
                N_("There is no meeting “{key}”. The meetings are: {known}."), key=key, known=known
            )
        return await self.links(running.live.meeting)


class NoSuchMeeting(Said):
    """No meeting has this key."""


def _heading(meeting: Meeting) -> str:
    """The body, what the meeting is called, its day, and the key that other commands ask for."""
    named = [meeting.body] + [meeting.title] * (meeting.title != meeting.body)
    return f"{', '.join(named)}, {meeting.date:%d %B %Y} ({meeting.key})"
