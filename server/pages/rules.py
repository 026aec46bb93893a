"""The rules that bind a meeting, in words, beside the ready ones of the same name."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from functools import lru_cache

from aiohttp import web

from server import places
from server.meeting.audience import seen_by
from server.meeting.meeting import Meeting
from server.meeting.profile import Profile
from server.meeting.quorum import counted, quorum
from server.meeting.record import Audience
from server.meeting_file import MeetingFileError, load_profiles, read_profile
from server.pages.answer import Answer
from server.pages.drawing import page
from server.pages.site import running, voice_for
from server.render.house import house_of
from server.render.rules import rules_in_words

_HEADERS = {"Content-Type": "text/html; charset=utf-8", "Cache-Control": "public, no-cache"}


async def rules(request: web.Request) -> web.Response:
    """Every rule of a meeting in words, with its source and what the standard rules say instead."""
    following = running(request)
    tongue = voice_for(request, following)
    meeting = seen_by(following.live.sides, Audience.PUBLIC)
    standard = standards().get(meeting.profile.name)
    html = page(
        request,
        "rules",
        tongue,
        house=house_of(meeting),
        starts_at=meeting.starts_at,
        sections=rules_in_words(meeting.profile, standard, tongue, _membership(meeting)),
        standard=standard.name if standard is not None else "",
    )
    return _answer(html).response(request)


@lru_cache(maxsize=1)
def standards() -> Mapping[str, Profile]:
    """The ready profiles by their names, as they came with the program; read once."""
    found = {}
    for key, text in load_profiles(places.config() / "profiles").items():
        with contextlib.suppress(MeetingFileError):  # such a one is told where it is used
            profile = read_profile(key, text)
            found[profile.name] = profile
    return found


def _membership(meeting: Meeting) -> int:
    """Of how many members the quorum is reckoned."""
    figures = quorum(meeting)
    held = figures.membership - figures.vacancies
    return counted(held, figures.vacancies, meeting.disqualified)


@lru_cache(maxsize=16)
def _answer(html: str) -> Answer:
    """A page that everybody may keep, if they ask each time whether it is still the same."""
    return Answer(html.encode(), _HEADERS)
