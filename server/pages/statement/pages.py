"""The addresses of the pages that a public body owes everybody: the same bytes for all who ask.

Each is drawn once for each language and state of the register, and kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache, partial

from aiohttp import web
from markupsafe import Markup, escape

from server.council.register import Council, Register
from server.live.council import LiveCouncil
from server.pages.answer import Answer
from server.pages.assets import Assets
from server.pages.brand import brand_of_server
from server.pages.drawing import draw_page
from server.pages.site import SITE, voice_for
from server.pages.statement.accessibility import accessibility as of_accessibility
from server.pages.statement.cookies import cookies as of_cookies
from server.pages.statement.parts import Name, Sentence, Statement
from server.pages.statement.privacy import privacy as of_privacy
from server.pages.statement.taking_part import taking_part
from server.render.language import Voice
from server.words import Said

HEADERS = {"Content-Type": "text/html; charset=utf-8", "Cache-Control": "public, no-cache"}

Profiles = Mapping[str, str]
Make = Callable[[Register, Profiles, int], Statement]


async def accessibility(request: web.Request) -> web.Response:
    """The accessibility statement: what works for everybody, what does not, and whom to tell."""
    return _answer(request, "accessibility")


async def privacy(request: web.Request) -> web.Response:
    """What is kept of whom, for how long and why, and whom to ask."""
    return _answer(request, "privacy")


async def cookies(request: web.Request) -> web.Response:
    """Every cookie, and everything that pages keep in the browser."""
    return _answer(request, "cookies")


async def take_part(request: web.Request) -> web.Response:
    """How to come to a meeting, follow it and speak at it, and help without a computer."""
    return _answer(request, "take-part")


def _of_councils(make: Callable[[tuple[Council, ...]], Statement]) -> Make:
    return lambda register, profiles, months: make(_councils(register))


def _privacy(register: Register, profiles: Profiles, months: int) -> Statement:
    return of_privacy(_councils(register), months)


def _taking_part(register: Register, profiles: Profiles, months: int) -> Statement:
    return taking_part(register, profiles)


def _councils(register: Register) -> tuple[Council, ...]:
    return tuple(register.councils.values())


_MADE: Mapping[str, Make] = {
    "accessibility": _of_councils(of_accessibility),
    "privacy": _privacy,
    "cookies": _of_councils(of_cookies),
    "take-part": _taking_part,
}


def _answer(request: web.Request, name: str) -> web.Response:
    site, tongue = request.app[SITE], voice_for(request)
    kept = _drawn(site.assets, name, tongue, site.council, site.council.register, site.retention)
    return kept.response(request)


@lru_cache(maxsize=16)
def _drawn(
    assets: Assets,
    name: str,
    tongue: Voice,
    council: LiveCouncil,
    register: Register,
    months: int,
) -> Answer:
    """The page; `register` is another as soon as anything in it has changed. `months`: after which
    the names of the public are erased."""
    html = draw_page(
        assets,
        "statement",
        tongue,
        statement=_MADE[name](register, council.profiles, months),
        address=f"/{name}",
        told=partial(in_words, tongue),
        at=partial(_at, tongue.language),
        brand=brand_of_server(register),
    )
    return Answer(html.encode(), HEADERS)


def _at(language: str, href: str) -> str:
    """An address, of this site in this language."""
    if language == "en" or not href.startswith("/"):
        return href
    path, mark, place = href.partition("#")
    return f"{path}?lang={language}{mark}{place}"


def in_words(tongue: Voice, sentence: Sentence) -> Markup:
    """A sentence in this language. What is not translated is in English, and marked so."""
    if isinstance(sentence, Name):
        return Markup('<code translate="no">{}</code>').format(str(sentence))
    said = sentence if isinstance(sentence, Said) else Said(sentence)
    words = escape(tongue.say(said))
    known = tongue.language == "en" or tongue.gettext(said.sentence) != said.sentence
    return words if known else Markup('<span lang="en">{}</span>').format(words)
