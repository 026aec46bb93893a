"""The addresses of what everybody may see, and a process that serves nothing else."""

from __future__ import annotations

from http import HTTPStatus

from aiohttp import web

from server.pages import agenda_paper, brand, clock, public
from server.pages.calendar import pages as calendar
from server.pages.drawing import page
from server.pages.embed import embed
from server.pages.errors import errors, headers
from server.pages.guard import as_told, guard
from server.pages.health import HEALTH, healthz, readyz
from server.pages.printed import PRINTED, Printed
from server.pages.rules import rules
from server.pages.screen import screen
from server.pages.site import SITE, Site, voice_for
from server.pages.statement import pages as statement
from server.pages.why import why
from server.pages.wire import WIRE, Wire
from server.words import N_

HEADING = N_("This address is served elsewhere")
ELSEWHERE = N_(
    "This process of Orderpaper serves only what everybody may see. To whoever looks after the "
    "server: the proxy sends {path} to a feed process, and should send it to a web process. The "
    "example in config/nginx.conf says how."
)


def public_application(site: Site, wire: Wire) -> web.Application:
    """What everybody may see, as a web application that takes nothing."""
    app = web.Application(middlewares=[as_told, errors, guard])
    app[WIRE] = wire
    app[SITE] = site
    app[HEALTH] = site.health
    app[PRINTED] = Printed()
    app.add_routes([*for_everybody(site), web.route("*", "/{anything:.*}", elsewhere)])
    app.on_response_prepare.append(headers)
    return app


def for_everybody(site: Site) -> list[web.RouteDef]:
    """The addresses of what everybody may see."""
    return [
        web.get("/", calendar.front),
        web.get("/today", calendar.today),
        web.get("/calendar", calendar.this_month),
        web.get("/calendar.ics", calendar.feed),
        web.get("/calendar/{month}", calendar.month),
        web.get("/bodies", calendar.bodies),
        web.get("/bodies/{body}.ics", calendar.feed),
        web.get("/bodies/{body}", calendar.body),
        web.get("/meetings/{key}/meeting.ics", calendar.meeting),
        web.get("/accessibility", statement.accessibility),
        web.get("/privacy", statement.privacy),
        web.get("/cookies", statement.cookies),
        web.get("/take-part", statement.take_part),
        web.get("/time", clock.time),
        web.get("/healthz", healthz),
        web.get("/readyz", readyz),
        web.get("/static/{name}", site.assets.serve),
        web.get("/brand/{colour:[0-9a-f]{6}}.css", brand.sheet),
        web.get("/meetings/{key}", public.meeting),
        web.get("/meetings/{key}/feed", public.feed),
        web.get("/meetings/{key}/panels", public.panels),
        web.get("/meetings/{key}/embed", embed),
        web.get("/meetings/{key}/agenda", agenda_paper.agenda),
        web.get("/meetings/{key}/agenda.{ending:docx|md}", agenda_paper.agenda_file),
        web.get("/meetings/{key}/rules", rules),
        web.get("/meetings/{key}/screen", screen),
        web.get("/meetings/{key}/why.json", why),
    ]


async def elsewhere(request: web.Request) -> web.Response:
    """Say that it is not served here (RFC 9110 §15.5.20): nothing was done, whatever was asked."""
    tongue, status = voice_for(request), HTTPStatus.MISDIRECTED_REQUEST
    html = page(
        request,
        "error",
        tongue,
        officer=None,
        heading=tongue.gettext(HEADING),
        sentence=tongue.gettext(ELSEWHERE).format(path=request.path),
        status=status,
        sign_in="/sign-in",
    )
    answer = web.Response(
        text=html, status=status, content_type="text/html", headers={"Cache-Control": "no-store"}
    )
    if request.body_exists:  # it is not waited for
        answer.force_close()
    return answer
