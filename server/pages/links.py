"""The personal links of a meeting: who has one, and making, showing and revoking them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

import msgspec
from aiohttp import web

from server.journal.secrets.links import Link
from server.live.signed_in import SignedIn
from server.meeting.command import Office
from server.meeting.meeting import Meeting
from server.meeting.people import Capacity, Person
from server.meeting.presiding import chair_of, office_of
from server.pages.admitted import Keeper, keeper
from server.pages.door_pages import (
    ONCE,
    base,
    drawn_of_meeting,
    own_machine,
    tell,
    told,
)
from server.pages.doors.links import LASTS, NAMES, STANDS
from server.pages.site import SITE, voice_for
from server.pages.slip import Slip, meeting_slip
from server.words import N_, Said

OFFICES = {"clerk": N_("Clerk"), "chair": N_("Chair"), "member": N_("Member")}


class GivenLink(msgspec.Struct, frozen=True):
    """A link that opens something now, as the page tells of it."""

    id: str
    name: str
    office: str
    standing: bool
    single_use: bool
    made_at: datetime
    ends_at: datetime
    used_at: datetime | None
    mine: bool
    """Whether whoever looks at the page may revoke it."""


class Row(msgspec.Struct, frozen=True):
    """Somebody, and the links that they have. `what`: their position, told in words."""

    person: str
    name: str
    what: str
    links: tuple[GivenLink, ...]


class Wish(msgspec.Struct, frozen=True):
    """What kind of link is wanted."""

    standing: bool
    single_use: bool


class NotGiven(Said):
    """This link cannot be made; the sentence says why."""


async def links(request: web.Request) -> web.Response:
    """Everybody on the list of the meeting, and who has which links."""
    return await _page(request, await keeper(request))


async def make(request: web.Request) -> web.Response:
    """Make a link for one person, and show it."""
    asking = await keeper(request)
    form = await request.post()
    meeting = asking.following.live.meeting
    person = next((p for p in meeting.invited if p.id == form.get("person")), None)
    try:
        wish = _wish(asking, form.get("lasts") == "standing", form.get("uses") == "once")
        if person is None:
            raise NotGiven(N_("That person is not on the list of this meeting. Choose another."))
    except NotGiven as said:
        return await _page(request, asking, said)
    raise await _made(request, asking, [person], wish)


async def make_all(request: web.Request) -> web.Response:
    """Make a link for everybody, and show the sheet of slips."""
    asking = await keeper(request)
    form = await request.post()
    try:
        wish = _wish(asking, form.get("lasts") == "standing", form.get("uses") == "once")
    except NotGiven as said:
        return await _page(request, asking, said)
    raise await _made(request, asking, asking.following.live.meeting.invited, wish)


async def made(request: web.Request) -> web.Response:
    """Links that were just made, for whoever made them; the list once they are forgotten."""
    asking = await keeper(request)
    kept = request.app[ONCE].kept(asking.sign_in, request.match_info["made"])
    if kept is None:
        raise web.HTTPSeeOther(f"/meetings/{asking.key}/links")
    tongue = voice_for(request, asking.following)
    count = len(kept.what)
    heading = (
        tongue.gettext("A link for {name}").format(name=kept.what[0].name)
        if count == 1
        else tongue.gettext("Links for {count} people").format(count=count)
    )
    return drawn_of_meeting(
        request,
        "links_made",
        slips=kept.what,
        until=kept.until,
        heading=heading,
        place=asking.following.live.meeting.title,
        own_machine=own_machine(request),
        back=f"/meetings/{asking.key}/links",
        back_text=tongue.gettext("Back to the links"),
    )


async def revoke(request: web.Request) -> web.Response:
    """Have a link open nothing any more, and sign out whoever came in by it."""
    asking, doors = await keeper(request), request.app[SITE].doors
    found = await doors.links_of(asking.key)
    link = next((each for each in found if each.id == request.match_info["link"]), None)
    if link is not None and not _may_revoke(asking, link):
        raise web.HTTPForbidden
    if link is not None:
        await doors.revoke_link(link.id, asking.signature, request.remote or "")
        sentence = N_("The link of {name} is revoked. Whoever came in by it is signed out.")
        tell(request, asking.sign_in, Said(sentence, name=link.name))
    raise web.HTTPSeeOther(f"/meetings/{asking.key}/links")


async def revoke_all(request: web.Request) -> web.Response:
    """Have every link of one person open nothing any more, of those that one may revoke."""
    asking, doors = await keeper(request), request.app[SITE].doors
    person = str((await request.post()).get("person", ""))
    theirs = [
        each
        for each in await doors.links_of(asking.key)
        if person and each.person == person and _may_revoke(asking, each)
    ]
    for link in theirs:
        await doors.revoke_link(link.id, asking.signature, request.remote or "")
    if theirs:
        sentence = N_("The links of {name} are revoked. Whoever came in by them is signed out.")
        tell(request, asking.sign_in, Said(sentence, name=theirs[0].name))
    raise web.HTTPSeeOther(f"/meetings/{asking.key}/links")


async def _page(request: web.Request, asking: Keeper, refused: Said | None = None) -> web.Response:
    found = await request.app[SITE].doors.links_of(asking.key)
    tongue = voice_for(request, asking.following)
    meeting = asking.following.live.meeting
    return drawn_of_meeting(
        request,
        "links",
        422 if refused else 200,
        errors={"lasts": tongue.say(refused)} if refused else {},
        told=told(request, asking.sign_in),
        officer=asking.officer,
        own_machine=own_machine(request),
        lasts={"meeting": LASTS.days, "standing": STANDS.days},
        chosen={
            "lasts": "standing" if request.query.get("lasts") == "standing" else "meeting",
            "uses": "once" if request.query.get("uses") == "once" else "many",
        },
        rows=_rows(meeting, asking, found, tongue.gettext),
        others=_others(meeting, asking, found, tongue.gettext),
    )


def _rows(
    meeting: Meeting, asking: Keeper, found: Sequence[Link], word: Callable[[str], str]
) -> list[Row]:
    """Chair and members in seat order, substitutes, and the officers on the list."""
    return [
        Row(
            person.id,
            person.name,
            person.role or word(_position(meeting, person)),
            tuple(_given(asking, each, word) for each in found if each.person == person.id),
        )
        for person in meeting.invited
    ]


def _others(
    meeting: Meeting, asking: Keeper, found: Sequence[Link], word: Callable[[str], str]
) -> list[Row]:
    """The links that are nobody's on the list: the clerk's, and of those who left it."""
    listed = {person.id for person in meeting.invited}
    return [
        Row(each.person, word(each.name), "", (_given(asking, each, word),))
        for each in found
        if each.person not in listed
    ]


def _given(asking: Keeper, link: Link, word: Callable[[str], str]) -> GivenLink:
    return GivenLink(
        link.id,
        link.name,
        word(NAMES[Office(link.office)]),
        not link.key,
        link.single_use,
        link.made_at,
        link.expires_at,
        link.used_at,
        _may_revoke(asking, link),
    )


def _may_revoke(asking: Keeper, link: Link) -> bool:
    """A link to every meeting is shut by officers alone: others look after this meeting."""
    return bool(link.key) or asking.officer is not None


def _wish(asking: Keeper, standing: bool, single_use: bool) -> Wish:
    if standing and asking.following.apart:
        raise NotGiven(N_("A link that is made in a rehearsal opens this rehearsal alone."))
    if standing and asking.officer is None:
        raise NotGiven(
            N_(
                "You are clerk of this meeting by a link, so the links that you make open this "
                "meeting. An officer who signs in with a passphrase can make links to every one."
            )
        )
    return Wish(standing, single_use)


async def _made(
    request: web.Request, asking: Keeper, people: Sequence[Person], wish: Wish
) -> web.HTTPSeeOther:
    slips = [await _slip(request, asking, person, wish) for person in people]
    name = request.app[ONCE].keep(asking.sign_in, slips)
    return web.HTTPSeeOther(f"/meetings/{asking.key}/links/made/{name}")


async def _slip(request: web.Request, asking: Keeper, person: Person, wish: Wish) -> Slip:
    meeting = asking.following.live.meeting
    path = await request.app[SITE].doors.link(
        SignedIn(meeting.key, office_of(meeting, person), person.id),
        by=asking.signature,
        address=request.remote or "",
        by_sign_in=asking.sign_in,
        single_use=wish.single_use,
        standing=wish.standing,
    )
    word = voice_for(request, asking.following).gettext
    what = person.role or word(_position(meeting, person))
    return meeting_slip(
        meeting,
        person.name,
        what,
        base(request) + path,
        single_use=wish.single_use,
        standing=wish.standing,
        ends_at=request.app[SITE].now() + (STANDS if wish.standing else LASTS),
    )


def _position(meeting: Meeting, person: Person) -> str:
    chair = chair_of(meeting)
    if chair is not None and chair.id == person.id:
        return OFFICES["chair"]
    if person.capacity is Capacity.OFFICER:
        return person.position or N_("Officer")
    return N_("Substitute") if person.capacity is Capacity.SUBSTITUTE else OFFICES["member"]
