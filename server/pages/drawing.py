"""Drawing a whole page: its frame, and the panels of the newest drawing in their places."""

from __future__ import annotations

from aiohttp import web

from server.live.meetings import Running
from server.meeting.command import commands
from server.meeting.record import Audience
from server.pages.site import SITE, voice_for
from server.render.house import house_of
from server.render.language import Voice
from server.render.templates import draw


def page(request: web.Request, template: str, tongue: Voice, **given: object) -> str:
    """A page of the site."""
    return draw(
        tongue,
        f"pages/{template}.html",
        asset=request.app[SITE].assets.url,
        language=tongue.language,
        **given,
    )


def meeting_page(
    request: web.Request, running: Running, audience: Audience, **given: object
) -> str:
    """The page of a meeting for an audience."""
    tongue = voice_for(request, running)
    public = audience is Audience.PUBLIC
    feed = (running.show.feed if public else running.show.up_to_date)(audience, tongue.language)
    meeting = feed.seen
    base = f"/meetings/{meeting.key}"
    return page(
        request,
        str(given.pop("template", audience.value)),
        tongue,
        key=meeting.key,
        audience=audience.value,
        office=given.pop("office", audience.value),
        house=house_of(meeting),
        meeting=meeting,
        drawing=feed.drawing,
        feed={"url": f"{base}/feed?lang={tongue.language}", "root": feed.drawing.root},
        kinds=kinds(),
        kept=given.pop("kept", {}),
        problem=given.pop("problem", ""),
        **given,
    )


def kinds() -> tuple[str, ...]:
    """The kinds of business by name, as their commands are known."""
    modules = (command.function.__module__ for command in commands.values())
    return tuple(dict.fromkeys(module.rpartition(".")[2] for module in modules))
