"""Rehearsing an agenda: a copy of the meeting that only officers and its links see, and its end."""

from __future__ import annotations

from aiohttp import web

from server.live.meetings import Running
from server.live.publishing import Unready
from server.live.signed_in import SignedIn
from server.meeting.meeting import Meeting
from server.meeting.people import Person
from server.meeting.presiding import chair_of, office_of
from server.pages.agendas.asked import Asked, asked, publisher
from server.pages.agendas.plan_page import page as plan_page
from server.pages.agendas.rehearsal_card import rehearsal_card
from server.pages.door_pages import ONCE, base, tell
from server.pages.doors.links import LASTS
from server.pages.filled import words_of
from server.pages.site import SITE, voice_for
from server.pages.slip import Slip, meeting_slip
from server.words import N_, Said

OPENED = N_("This meeting has been opened: it cannot be rehearsed any more.")


async def rehearse(request: web.Request) -> web.Response:
    """Begin a rehearsal of the agenda as it is now, with simulated members, and make links to it
    for the chair and for one member."""
    about = await asked(request)
    site = request.app[SITE]
    running = site.rehearsals.of_plan(about.plan.id)
    if running is None:
        convened, faults = publisher(request).tried(about.plan)
        if convened is None or faults:
            return _refused(request, about, Unready(faults))
        if not rehearsal_card(request, about, ready=True).possible:
            return _refused(request, about, Said(OPENED))
        running = await site.rehearsals.begin(convened, about.officer.signature, about.plan.id)
        site.simulated.switch_on(running)
    slips = [await _slip(request, about, running, each) for each in _two(running.live.meeting)]
    kept = request.app[ONCE].keep(about.officer.sign_in, slips)
    raise web.HTTPSeeOther(f"{about.path}?links={kept}#rehearse")


async def simulate(request: web.Request) -> web.Response:
    """Have members simulated in the rehearsal, or none any more."""
    about = await asked(request)
    site = request.app[SITE]
    running = site.rehearsals.of_plan(about.plan.id)
    if running is not None:
        on = (await words_of(request)).get("simulated") == "on"
        (site.simulated.switch_on if on else site.simulated.switch_off)(running)
    raise web.HTTPSeeOther(f"{about.path}#rehearse")


async def discard(request: web.Request) -> web.Response:
    """Discard the rehearsal: nothing of it is left, and its links open nothing."""
    about = await asked(request)
    rehearsals = request.app[SITE].rehearsals
    running = rehearsals.of_plan(about.plan.id)
    if running is not None:
        await rehearsals.discard(running, about.officer.signature)
        said = N_("The rehearsal is discarded. Nothing of it is left.")
        tell(request, about.officer.sign_in, Said(said))
    raise web.HTTPSeeOther(about.path)


def _refused(request: web.Request, about: Asked, why: Said) -> web.Response:
    return plan_page(request, about, 422, {"": voice_for(request).say(why)})


def _two(meeting: Meeting) -> list[Person]:
    """The chair, and one member besides."""
    chair = chair_of(meeting)
    others = [each for each in meeting.members if chair is None or each.id != chair.id]
    return [*([chair] if chair is not None else []), *others[:1]]


async def _slip(request: web.Request, about: Asked, running: Running, person: Person) -> Slip:
    meeting, tongue = running.live.meeting, voice_for(request, running)
    path = await request.app[SITE].doors.link(
        SignedIn(meeting.key, office_of(meeting, person), person.id),
        by=about.officer.signature,
        address=request.remote or "",
        by_sign_in=about.officer.sign_in,
    )
    return meeting_slip(
        meeting,
        person.name,
        person.role or tongue.gettext(N_("Member")),
        base(request) + path,
        single_use=False,
        standing=False,
        ends_at=request.app[SITE].now() + LASTS,
    )
