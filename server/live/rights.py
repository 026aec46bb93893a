"""Rights: in which office somebody who is signed in acts now. They are asked again all along.

While the press and public are excluded, whoever may not stay is shown what the public is shown; so
is, at any time, whoever the agenda as it was last published has not on its list.
The chair's page and commands belong to whoever presides, for as long as they do: a vice-chair in
the chair comes to them by the sign-in of a member, and the chair who has left the chair does not.
"""

from __future__ import annotations

from aiohttp import web
from msgspec.structs import replace

from server.live.signed_in import SignedIn, Who
from server.meeting.admission import is_listed, stays
from server.meeting.command import Office, commands
from server.meeting.meeting import Meeting
from server.meeting.presiding import standing_office
from server.meeting.record import Audience
from server.meeting.sides import Sides
from server.words import N_

_AUDIENCES = {
    Office.CLERK: Audience.CLERK,
    Office.CHAIR: Audience.CHAIR,
    Office.MEMBER: Audience.MEMBER,
    Office.OFFICER: Audience.MEMBER,
}
OUTSIDE = N_(
    "The meeting is in private, and you are outside: nothing was recorded. Your page comes back "
    "when you may come in."
)
NOT_LISTED = N_(
    "You are not on the list of this meeting any more, so nothing was recorded. If this is wrong, "
    "tell the clerk."
)
_OTHER = {Office.CHAIR: Office.MEMBER, Office.MEMBER: Office.CHAIR}


def acting(sides: Sides, door: SignedIn) -> SignedIn:
    """The one who came through this door, in the office in which they act now.

    Who is outside has the office that they are known to have there: that somebody took the chair in
    private is nothing for them to learn.
    """
    inside = replace(door, office=standing_office(sides.inside, door.office, door.person))
    if stays(sides.inside, inside.office, inside.person):
        return inside
    return replace(door, office=standing_office(sides.outside, door.office, door.person))


def audience_of(meeting: Meeting, signed_in: SignedIn) -> Audience:
    """What somebody who is signed in is shown now."""
    if not stays(meeting, signed_in.office, signed_in.person):
        return Audience.PUBLIC
    return _AUDIENCES[signed_in.office]


def why_outside(meeting: Meeting, signed_in: SignedIn) -> str:
    """What somebody is told who gives a command while they are shown what the public is."""
    return OUTSIDE if is_listed(meeting, signed_in.person) else NOT_LISTED


def may_give(office: Office, command: str) -> bool:
    """Whether a command is for this office; one that there is not is for nobody to be denied."""
    asked = commands.get(command)
    return asked is None or office in asked.givers


async def admitted(who: Who, sides: Sides, request: web.Request, office: str) -> SignedIn | None:
    """By which sign-in somebody may be in this office now; None if by none."""
    doors = await doors_of(who, sides.inside, request, office)
    return next((door for door in doors if acting(sides, door).office == office), None)


async def doors_of(
    who: Who, meeting: Meeting, request: web.Request, office: str
) -> tuple[SignedIn, ...]:
    """The sign-ins by which somebody may have come to this office, now or before."""
    other = _OTHER.get(Office(office)) if office in list(Office) else None
    asked = (office, other.value) if other is not None else (office,)
    found = [await who(request, meeting.key, each) for each in asked]
    return tuple(door for door in found if door is not None)
