"""Drawing a whole page: its frame, and the panels of the newest drawing in their places."""

from __future__ import annotations

from collections.abc import Mapping

from aiohttp import web

from server.live.feed import Feed
from server.live.meetings import Running
from server.meeting.command import commands
from server.meeting.record import Audience
from server.pages.assets import Assets
from server.pages.brand import brand_for
from server.pages.site import SITE, voice_for
from server.render.brand import NOBODY
from server.render.house import House, house_of
from server.render.language import Voice
from server.render.templates import draw


def page(request: web.Request, template: str, tongue: Voice, **given: object) -> str:
    """A page of the site, with the face of the meeting that it is about, or of the server."""
    given.setdefault("brand", brand_for(request, _key(given)))
    return draw_page(request.app[SITE].assets, template, tongue, **given)


def _key(given: Mapping[str, object]) -> str:
    house = given.get("house")
    return house.key if isinstance(house, House) else ""


def public_page(
    assets: Assets, feed: Feed, template: str = "public", *, refreshes: bool = True, **given: object
) -> str:
    """A page that everybody may see, of the newest drawing of a public feed, in its language.

    It depends on nothing else, so it can be drawn once for all who ask. `template`: "public", or
    "embed" or "screen". `refreshes`: where no script runs it asks for itself again once a minute,
    until the meeting is closed. `given`: what else the template takes.
    """
    address = f"/meetings/{feed.seen.key}" + ("/embed" if template == "embed" else "")
    given = {"address": address, "refreshes": refreshes, **given}
    return _meeting_page(assets, feed, Audience.PUBLIC, template, **given)


def meeting_page(
    request: web.Request, running: Running, audience: Audience, **given: object
) -> str:
    """The page of a meeting for an audience."""
    language = voice_for(request, running).language
    public = audience is Audience.PUBLIC
    feed = (running.show.feed if public else running.show.up_to_date)(audience, language)
    template = str(given.pop("template", audience.value))
    given.setdefault("brand", brand_for(request, running.live.meeting.key))
    return _meeting_page(request.app[SITE].assets, feed, audience, template, **given)


def _meeting_page(
    assets: Assets, feed: Feed, audience: Audience, template: str, **given: object
) -> str:
    meeting, language = feed.seen, feed.voice.language
    return draw_page(
        assets,
        template,
        feed.voice,
        key=meeting.key,
        audience=audience.value,
        office=given.pop("office", audience.value),
        house=house_of(meeting),
        meeting=meeting,
        drawing=feed.drawing,
        feed={"url": f"/meetings/{meeting.key}/feed?lang={language}", "root": feed.drawing.root},
        kinds=kinds(),
        kept=given.pop("kept", {}),
        problem=given.pop("problem", ""),
        **given,
    )


def draw_page(assets: Assets, template: str, tongue: Voice, **given: object) -> str:
    """A page of the site, for whoever asks. `brand`: whose face it bears."""
    given.setdefault("brand", NOBODY)
    return draw(
        tongue,
        f"pages/{template}.html",
        asset=assets.url,
        inlined=assets.inlined,
        language=tongue.language,
        **given,
    )


def kinds() -> tuple[str, ...]:
    """The kinds of business by name, as their commands are known."""
    modules = (command.function.__module__ for command in commands.values())
    return tuple(dict.fromkeys(module.rpartition(".")[2] for module in modules))
