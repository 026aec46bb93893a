"""What was removed while its form was open: said by whom and when, with the words to copy."""

from __future__ import annotations

import functools
from collections.abc import Awaitable, Callable, Mapping
from typing import NoReturn

from aiohttp import web

from server.council.removal import Removal, removal
from server.pages.admitted import an_officer
from server.pages.council.keeping import council_of
from server.pages.door_pages import drawn
from server.pages.filled import words_of
from server.pages.site import voice_for
from server.words import N_

Handler = Callable[[web.Request], Awaitable[web.Response]]

LABELS = {
    "name": N_("Name"),
    "names": N_("Names"),
    "position": N_("Post"),
    "nation": N_("Nation"),
    "website": N_("Website"),
    "colour": N_("Brand colour"),
    "contact": N_("Whom to ask about meetings"),
    "take_part": N_("Help to take part"),
    "privacy": N_("Whom to ask about personal data"),
    "place": N_("Where it usually meets"),
    "seats": N_("How many seats it has"),
    "how_to_attend": N_("How to attend and watch"),
    "watch": N_("Webcast"),
    "ended": N_("Last day"),
    "role": N_("Role"),
    "ward": N_("Ward"),
    "group": N_("Group"),
    "authority": N_("Authority"),
    "since": N_("First day"),
    "until": N_("Last day"),
}
_SOURCE = "source"  # so end the fields that say where a rule comes from


def or_removed(handler: Handler) -> Handler:
    """The handler of a form; where what the form is about was removed meanwhile, a page (409) that
    says so and keeps the words."""

    @functools.wraps(handler)
    async def answered(request: web.Request) -> web.Response:
        try:
            return await handler(request)
        except web.HTTPNotFound as never:
            return await _told(request, never)

    return answered


async def _told(request: web.Request, never: web.HTTPNotFound) -> web.Response:
    officer = await an_officer(request)
    kind, found = _removal(request)
    if found is None:
        _raise(never)
    return drawn(
        request,
        "register_removed",
        409,
        officer=officer,
        kind=kind,
        removal=found,
        words=_words(request, await words_of(request)),
        back="/council/people" if kind in ("person", "seat") else "/council",
    )


def _removal(request: web.Request) -> tuple[str, Removal | None]:
    """What the address names that is gone, the widest first."""
    council = council_of(request)
    register, changes = council.register, council.kept.changes
    known = (
        ("council", register.councils),
        ("body", register.bodies),
        ("person", register.people),
        ("seat", register.seats),
    )
    for kind, there in known:
        id = request.match_info.get(kind, "")
        if id and id not in there:
            return kind, removal(changes, kind, id)
    return "", None


def _words(request: web.Request, kept: Mapping[str, str]) -> str:
    """What was typed, a field on each line; nothing that was only chosen or ticked."""
    tongue = voice_for(request)
    return "\n".join(
        f"{tongue.gettext(LABELS[name]) if name in LABELS else name}: {value}"
        for name, value in kept.items()
        if value.strip() and (name in LABELS or name.endswith(_SOURCE))
    )


def _raise(never: web.HTTPNotFound) -> NoReturn:
    raise never
