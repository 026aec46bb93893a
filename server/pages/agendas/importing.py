"""An agenda that was written elsewhere, pasted or in a file: looked at, then taken over whole."""

from __future__ import annotations

from collections.abc import Mapping

from aiohttp import web

from server.council.plan import flattened
from server.council.planning import add, counted, mark_of, put_instead
from server.importing.agenda import ImportedAgenda
from server.importing.private_rules import as_rules_have_it
from server.importing.reading import MOST_FILE, read_agenda
from server.meeting.refused import Refused
from server.meeting_file.form import MOST_ITEMS
from server.pages.agendas.asked import Asked, act_of, asked, form_of, told_of
from server.pages.council.ready import of_body
from server.pages.door_pages import drawn
from server.pages.filled import Errors
from server.pages.reading_in_turn import in_turn
from server.pages.site import SITE, voice_for
from server.pages.uploaded import TooLarge, receives_files, uploaded

MOST_TEXT = 500_000


async def paste(request: web.Request) -> web.Response:
    """The box that an agenda is pasted into, and the file that it may be in."""
    return _page(request, await asked(request), {}, {})


@receives_files
async def look(request: web.Request) -> web.Response:
    """Look at what was pasted, or take it over: nothing is stored before it was looked at."""
    about = await asked(request)
    try:
        form = await uploaded(request, MOST_FILE)
    except TooLarge as large:
        return _page(request, about, {}, {"file": voice_for(request).say(large)})
    kept, file = form.words, form.file("file")
    if file is not None:
        found = await in_turn(read_agenda, file.name, file.content)
        kept["text"] = found.text
    elif kept.get("text", "").strip():
        found = await in_turn(read_agenda, "", kept["text"].encode())
    else:
        word = voice_for(request).gettext
        return _page(request, about, kept, {"text": word("Paste an agenda, or choose a file.")})
    rules = of_body(request.app[SITE].council.profiles, about.body)
    found = as_rules_have_it(found, rules.private) if rules is not None else found
    if kept.get("do") != "take" or not found.usable:
        return _page(request, about, kept, {}, found)
    try:
        await _take(request, about, found, kept)
    except Refused as refused:
        errors = {"": voice_for(request).say(refused)}
        return _page(request, about, kept, errors, found)
    raise web.HTTPSeeOther(about.path)


async def _take(
    request: web.Request, about: Asked, found: ImportedAgenda, kept: Mapping[str, str]
) -> None:
    """Take over what was found, all of it or nothing. Raises Refused."""
    items = flattened(counted(found.items), request.app[SITE].council.refs())
    instead, seen = kept.get("where") == "instead", kept.get("seen", "")
    done = await about.stream.change(
        lambda plan: put_instead(plan, items, seen) if instead else add(plan, items),
        about.officer.signature,
        act_of(kept),
    )
    told_of(request, about.officer, done)


def _page(
    request: web.Request,
    about: Asked,
    kept: Mapping[str, str],
    errors: Errors,
    found: ImportedAgenda | None = None,
) -> web.Response:
    return drawn(
        request,
        "plan_paste",
        422 if errors else 200,
        officer=about.officer,
        path=about.path,
        plan=about.plan,
        kept=kept,
        errors=errors,
        found=found,
        seen=mark_of(about.plan.items),
        act=form_of(kept, request.app[SITE].council.new_id),
        most=MOST_ITEMS,
    )
