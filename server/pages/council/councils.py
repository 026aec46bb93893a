"""A council: its name, its nation, how it looks, and whom to ask."""

from __future__ import annotations

import re
from collections.abc import Mapping

from aiohttp import web

from server.council import amending
from server.council.contrast import ENOUGH, contrast_with_white
from server.council.register import Council
from server.meeting.refused import Refused
from server.meeting_file.values import COLOUR
from server.pages.admitted import an_officer
from server.pages.council.deciding import act_of, is_stale, marks, told_now, why
from server.pages.council.keeping import store, the_council
from server.pages.door_pages import drawn
from server.pages.doors.book import Officer
from server.pages.filled import Errors, read, words_of
from server.pages.site import voice_for
from server.render.language import Voice

USUAL = "#1d3f5e"
"""The colour of a council that has chosen none, as the stylesheet has it."""
_TEXTS = ("name", "nation", "website", "colour", "contact", "take_part", "privacy")


async def council(request: web.Request) -> web.Response:
    """The form with which a council is changed."""
    officer = await an_officer(request)
    found = the_council(request)
    return _form(request, officer, found, _kept(found), {})


async def change(request: web.Request) -> web.Response:
    """Change what is known of a council. Where somebody else changed it meanwhile, nothing is
    stored and both are shown."""
    officer = await an_officer(request)
    known = the_council(request)
    kept = _picked(await words_of(request))
    new, errors = _read(kept, known, voice_for(request))
    if new is None or errors:
        return _form(request, officer, known, kept, errors)
    seen = kept.get("seen", "")
    try:
        await store(
            request, officer, lambda newest: amending.set_council(newest, new, seen), act_of(kept)
        )
    except Refused as refused:
        found, errors = the_council(request), why(request, refused)
        now = _kept(found) if is_stale(refused) else None
        return _form(request, officer, found, told_now(kept, refused), errors, now)
    raise web.HTTPSeeOther("/council")


def _read(kept: Mapping[str, str], known: Council, tongue: Voice) -> tuple[Council | None, Errors]:
    plain: dict[str, object] = {name: kept.get(name, "").strip() for name in _TEXTS}
    plain |= {"id": known.id, "welsh": kept.get("welsh") == "on"}
    new, errors = read(plain, Council, tongue)
    if not plain["name"]:
        errors["name"] = tongue.gettext("Write the name of the council.")
    colour = str(plain["colour"])
    if re.match(COLOUR, colour) and contrast_with_white(colour) < ENOUGH:
        sentence = tongue.gettext(
            "White words on {colour} cannot be read well: their contrast is {contrast} and must be "
            "4.5 or more. Choose a darker colour."
        )
        contrast = f"{int(contrast_with_white(colour) * 10) / 10:.1f}"
        errors["colour"] = sentence.format(colour=colour, contrast=contrast)
    return new, errors


def _picked(kept: Mapping[str, str]) -> dict[str, str]:
    """The words of the form: with the colour of the box, where another was chosen in it and no
    other code was written beside it."""
    pick = kept.get("colour_pick", "")
    chosen = pick != kept.get("pick_was", pick)
    if chosen and kept.get("colour", "") == kept.get("colour_was", ""):
        return {**kept, "colour": pick}
    return dict(kept)


def _kept(council: Council) -> dict[str, str]:
    """The council as the form holds it."""
    kept = {name: str(getattr(council, name)) for name in _TEXTS}
    return {**kept, "welsh": "on" if council.welsh else ""}


def _form(
    request: web.Request,
    officer: Officer,
    known: Council,
    kept: Mapping[str, str],
    errors: Errors,
    now: Mapping[str, str] | None = None,
) -> web.Response:
    colour = kept.get("colour", "").lower()
    return drawn(
        request,
        "council_change",
        422 if errors else 200,
        officer=officer,
        council=known,
        kept=kept,
        pick=colour if re.fullmatch("#[0-9a-f]{6}", colour) else USUAL,
        now=now,
        marks=marks(request, kept, known),
        errors=errors,
    )
