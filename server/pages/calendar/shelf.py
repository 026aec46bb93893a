"""The pages of the calendar in memory: drawn when they are asked for, and again only when a meeting
or the day has changed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from server.pages.answer import Answer
from server.pages.calendar.bodies import Bodies
from server.pages.calendar.listed import Known, Listed
from server.render.language import LANGUAGES, Voice, voice

MOST_KEPT = 256  # pages; what is asked for least goes first
ENDING = ".ics"


class Kind(StrEnum):
    """What there is to be asked for."""

    FRONT = "front"
    TODAY = "today"
    MONTH = "month"
    BODIES = "bodies"
    BODY = "body"
    FEED = "feed"
    MEETING = "meeting"


class Sheet(NamedTuple):
    """One page: what kind, in which language, of which month or meeting (none: this month) and of
    which body (none: all)."""

    kind: Kind
    language: str
    which: str = ""
    body: str = ""


class Scene(NamedTuple):
    """What a page is drawn of."""

    tongue: Voice
    now: datetime
    meetings: tuple[Listed, ...]
    bodies: Bodies


Draw = Callable[[Sheet, Scene], Answer | None]


class Shelf:
    """The pages, by what they are."""

    def __init__(self, known: Known, now: Callable[[], datetime], draw: Draw) -> None:
        self._known = known
        self._now = now
        self._draw = draw
        self._scene: Scene | None = None
        self._kept: OrderedDict[Sheet, Answer] = OrderedDict()

    def newest(self, sheet: Sheet) -> Answer | None:
        """The page as it is now; None if there is none."""
        scene = self._newest_scene()
        answer = self._kept.get(sheet)
        if answer is not None:
            self._kept.move_to_end(sheet)
            return answer
        tongue = voice(sheet.language, scene.tongue.zone.key)
        answer = self._draw(sheet, scene._replace(tongue=tongue))
        if answer is not None:
            self._kept[sheet] = answer
            if len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return answer

    def forget(self) -> None:
        """Draw every page anew."""
        self._kept.clear()

    def _newest_scene(self) -> Scene:
        """What every page is drawn of, until it changes; then no page is kept."""
        tongue, meetings = voice("en", "Europe/London"), self._known.newest
        now = self._now().astimezone(tongue.zone)
        known = self._scene
        if known is None or known.meetings is not meetings or known.now.date() != now.date():
            known = self._scene = Scene(tongue, now, meetings, Bodies(meetings))
            self._kept.clear()
        return known


class Place:
    """An address of one of these pages."""

    def __init__(self, shelf: Shelf, sheet: Sheet) -> None:
        self._shelf = shelf
        self._sheet = sheet

    @property
    def newest(self) -> Answer | None:
        """What stands there now."""
        return self._shelf.newest(self._sheet)


def sheet_at(parts: tuple[str, ...], query: Mapping[str, str]) -> Sheet | None:
    """The page at an address, if it is one of the calendar's; there may still be none of its kind.

    What else is in the query counts for nothing.
    """
    asked = query.get("lang", "en")
    language = asked if asked in LANGUAGES else "en"
    match parts:
        case ("/",) | ("/", ""):
            return Sheet(Kind.FRONT, language)
        case ("/", "meetings", key, "meeting.ics"):
            return Sheet(Kind.MEETING, language, key)
        case ("/", ("today" | "bodies") as kind):
            return Sheet(Kind(kind), language)
        case ("/", "bodies", name) if name:
            return _of_body(name, language)
        case ("/", ("calendar" | "calendar.ics") as name, *month):
            return _of_calendar(name, month, language, query.get("body", ""))
    return None


def _of_body(name: str, language: str) -> Sheet:
    kind = Kind.FEED if name.endswith(ENDING) else Kind.BODY
    return Sheet(kind, language, body=name.removesuffix(ENDING))


def _of_calendar(name: str, month: list[str], language: str, body: str) -> Sheet | None:
    if name.endswith(ENDING):
        return Sheet(Kind.FEED, language) if not month else None
    if month and (len(month) > 1 or not month[0]):
        return None
    return Sheet(Kind.MONTH, language, "".join(month), body)
