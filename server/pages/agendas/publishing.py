"""Publishing an agenda: what everybody will see, by when it had to be public, and then it is."""

from __future__ import annotations

from collections.abc import Mapping

from aiohttp import web

from server.council.plan import title_of
from server.live.order import Order
from server.live.publishing import Unready
from server.meeting.command import Office
from server.meeting.convened import MeetingConvened
from server.meeting.refused import Refused
from server.pages.agendas.asked import Asked, act_of, asked, form_of, publisher
from server.pages.agendas.contents import contents_of
from server.pages.agendas.notice import Notice, notice_of
from server.pages.agendas.plan_page import page as plan_page
from server.pages.door_pages import base, drawn, tell
from server.pages.filled import words_of
from server.pages.site import SITE, voice_for
from server.words import N_, Said


async def publish_page(request: web.Request) -> web.Response:
    """What is published, and the question whether it is to be."""
    return _page(request, await asked(request), {})


async def publish(request: web.Request) -> web.Response:
    """Publish the agenda, or what was changed since."""
    about = await asked(request)
    kept = await words_of(request)
    printer = publisher(request)
    try:
        if printer.running(about.plan) is None:
            running = await printer.publish(about.stream, about.officer.signature)
            said = N_("The agenda is published. Now give everybody their links.")
        else:
            act = act_of(kept) or request.app[SITE].council.new_id()
            what = " ".join(kept.get("what", "").split())
            running = await printer.publish_again(about.stream, what, act)
            said = N_("What you changed is published.")
    except Unready as unready:
        word = voice_for(request)
        return plan_page(request, about, 422, {"": word.say(unready)})
    except Refused as refused:
        return _page(request, about, kept, {"what": voice_for(request).say(refused)})
    tell(request, about.officer.sign_in, Said(said))
    raise web.HTTPSeeOther(f"{about.path}?published={running.live.meeting.key}")


async def cancel(request: web.Request) -> web.Response:
    """Say that the meeting is not held, and why; or that it is held after all."""
    about = await asked(request)
    running = publisher(request).running(about.plan)
    if running is None:
        none = Said(N_("This agenda is not published: there is no meeting to cancel."))
        return plan_page(request, about, 422, {"": voice_for(request).say(none)})
    kept = await words_of(request)
    again = kept.get("again") == "on"
    command = "reinstate_meeting" if again else "cancel_meeting"
    given: dict[str, object] = {} if again else {"reason": kept.get("reason", "")}
    order = Order(Office.CLERK, command, given, request.app[SITE].council.new_id())
    try:
        await running.live.handle(order)
    except Refused as refused:
        word = voice_for(request)
        return plan_page(request, about, 422, {"reason": word.say(refused)})
    said = N_("The meeting is held after all.") if again else N_("The meeting is cancelled.")
    tell(request, about.officer.sign_in, Said(said))
    raise web.HTTPSeeOther(about.path)


async def drop(request: web.Request) -> web.Response:
    """Discard an agenda that was never published."""
    about = await asked(request)
    try:
        await publisher(request).drop(about.stream, about.officer.signature)
    except Refused as refused:
        return plan_page(request, about, 422, {"": voice_for(request).say(refused)})
    tell(request, about.officer.sign_in, Said(N_("The agenda is discarded.")))
    raise web.HTTPSeeOther("/agendas")


def _page(
    request: web.Request,
    about: Asked,
    kept: Mapping[str, str],
    errors: Mapping[str, str] | None = None,
) -> web.Response:
    printer = publisher(request)
    convened, faults = printer.tried(about.plan)
    if convened is None or faults:
        word = voice_for(request)
        return plan_page(request, about, 422, {"": word.say(Unready(faults))})
    running = printer.running(about.plan)
    return drawn(
        request,
        "plan_publish",
        422 if errors else 200,
        officer=about.officer,
        path=about.path,
        convened=convened,
        contents=contents_of(convened),
        address=f"{base(request)}/meetings/{convened.key}",
        title=title_of(about.arrangements, about.body),
        again=running is not None,
        notice=_notice(request, convened, about),
        past=convened.starts_at < request.app[SITE].now(),
        act=form_of(kept, request.app[SITE].council.new_id),
        kept=kept,
        errors=errors or {},
    )


def _notice(request: web.Request, convened: MeetingConvened, about: Asked) -> Notice:
    today = request.app[SITE].now().astimezone(voice_for(request).zone).date()
    day, profile = about.arrangements.starts_at.date(), convened.profile
    return notice_of(today, day, profile.publication, profile.nation)
