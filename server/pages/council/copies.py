"""A copy of everything, for the administrator: a backup, or an export in open formats."""

from __future__ import annotations

import asyncio
from enum import StrEnum
from pathlib import Path

from aiohttp import web

from server.pages.admitted import an_administrator
from server.pages.door_pages import PRIVATE, drawn
from server.pages.doors.book import Officer
from server.pages.doors.what import What
from server.pages.filled import Errors, words_of
from server.pages.site import SITE, NoCopy, voice_for
from server.words import N_

AT_ONCE = 1 << 18  # bytes


class Kind(StrEnum):
    """What a copy is for, by the word of the command line that makes it."""

    BACKUP = "backup"
    EXPORT = "export"


DETAIL = {Kind.BACKUP: N_("Backup"), Kind.EXPORT: N_("Export")}


async def copies(request: web.Request) -> web.Response:
    """The copies that can be had."""
    return _page(request, await an_administrator(request))


async def copy(request: web.Request) -> web.StreamResponse:
    """Make a copy and send it; the audit log tells who took it."""
    officer = await an_administrator(request)
    asked = (await words_of(request)).get("what", "")
    tongue, site = voice_for(request), request.app[SITE]
    if asked not in list(Kind):
        return _page(request, officer, {"": tongue.gettext("Choose a backup or an export.")})
    kind = Kind(asked)
    try:
        async with site.copy(kind) as packed:
            by, detail = officer.signature, tongue.gettext(DETAIL[kind])
            await site.doors.audit(by, What.COPIED, detail, request.remote or "")
            return await _sent(request, packed, kind)
    except NoCopy as refused:
        return _page(request, officer, {"": tongue.say(refused)})


async def _sent(request: web.Request, packed: Path, kind: Kind) -> web.StreamResponse:
    day = request.app[SITE].now().astimezone(voice_for(request).zone).date()
    response = web.StreamResponse(
        headers={
            **PRIVATE,
            "Content-Type": "application/zip",
            "Content-Disposition": f'attachment; filename="orderpaper-{kind}-{day}.zip"',
        }
    )
    response.content_length = (await asyncio.to_thread(packed.stat)).st_size
    await response.prepare(request)
    with packed.open("rb") as file:
        while some := await asyncio.to_thread(file.read, AT_ONCE):
            await response.write(some)
    await response.write_eof()
    return response


def _page(request: web.Request, officer: Officer, errors: Errors | None = None) -> web.Response:
    return drawn(
        request, "copies", 422 if errors else 200, officer=officer, errors=errors or {}, told=None
    )
