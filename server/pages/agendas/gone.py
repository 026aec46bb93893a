"""An agenda or an item that is gone: whoever had its form open is told, and keeps their words."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import NamedTuple

from aiohttp import BodyPartReader, web
from aiohttp.http_exceptions import HttpProcessingError

from server.pages.admitted import an_officer
from server.pages.agendas.item_papers import MOST_ROWS
from server.pages.door_pages import drawn
from server.pages.filled import words_of
from server.pages.site import SITE, voice_for
from server.words import N_

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
MOST = 500_000  # bytes of words that are shown again

# fmt: off
LABELS = {
    "title": N_("Title"), "number": N_("Number"), "summary": N_("Summary"),
    "recommendations": N_("Recommendations"), "presenters": N_("Who brings it"),
    "private_title": N_("What it is about, for those inside"),
    "public_interest": N_("Why the public interest is in keeping it closed"),
    "paragraphs": N_("Paragraphs of the schedule"), "minutes": N_("Minutes planned"),
    "place": N_("Place"), "attend": N_("How to attend and watch"), "watch": N_("Webcast"),
    "join": N_("Conference"), "people": N_("Who else comes"), "text": N_("The agenda, pasted"),
    "what": N_("What is new, in a sentence for everybody"),
    "reason": N_("Why, in a sentence for everybody"),
}
"""What is typed into the forms of an agenda; the rest is chosen, and is not shown again."""
# fmt: on


class Typed(NamedTuple):
    """What was typed into one field."""

    name: str
    label: str
    words: str


def keeps_words(handler: Handler) -> Handler:
    """Answer with a page of our own where the agenda or item of the address is gone."""

    @wraps(handler)
    async def kept(request: web.Request) -> web.StreamResponse:
        try:
            return await handler(request)
        except web.HTTPNotFound:
            if not _was_there(request):
                raise
            return await _told(request)

    return kept


def _was_there(request: web.Request) -> bool:
    stream = request.app[SITE].council.plan(request.match_info["plan"])
    return stream is not None and (stream.state.dropped or "ref" in request.match_info)


async def _told(request: web.Request) -> web.Response:
    officer = await an_officer(request)
    stream = request.app[SITE].council.plan(request.match_info["plan"])
    dropped = stream is None or stream.state.dropped
    tongue = voice_for(request)
    words = await _words(request) if request.method == "POST" else {}
    return drawn(
        request,
        "plan_gone",
        404,
        officer=officer,
        heading=tongue.gettext(
            N_("This agenda was discarded")
            if dropped
            else N_("This item is not on the agenda any more")
        ),
        path="/agendas" if dropped else f"/agendas/{request.match_info['plan']}",
        dropped=dropped,
        sent=request.method == "POST",
        typed=list(_typed(words, tongue.gettext)),
    )


def _typed(words: dict[str, str], say: Callable[[str], str]) -> list[Typed]:
    found = [
        Typed(name, say(label), words[name])
        for name, label in LABELS.items()
        if words.get(name, "").strip()
    ]
    for n in range(1, MOST_ROWS + 1):
        title, url = words.get(f"paper-title-{n}", ""), words.get(f"paper-url-{n}", "")
        if (title + url).strip():
            both = "\n".join(each for each in (title, url) if each.strip())
            found.append(Typed(f"paper-{n}", say(N_("Paper")), both))
    return found


async def _words(request: web.Request) -> dict[str, str]:
    """What was typed; files that came with it are passed over."""
    if not request.content_type.startswith("multipart/"):
        return dict(await words_of(request))
    found: dict[str, str] = {}
    left = MOST
    try:
        reader = await request.multipart()
        while left > 0 and (part := await reader.next()) is not None:
            if isinstance(part, BodyPartReader) and part.name and part.filename is None:
                words = await _read(part, left)
                left -= len(words)
                found[part.name] = words.decode("utf-8", "replace").replace("\r\n", "\n")
    except (ValueError, LookupError, HttpProcessingError, AssertionError) as malformed:
        raise web.HTTPBadRequest from malformed
    return found


async def _read(part: BodyPartReader, most: int) -> bytes:
    words = bytearray()
    while len(words) <= most and (chunk := await part.read_chunk()):
        words += chunk
    return bytes(words)
