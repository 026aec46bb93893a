"""Drawing the pages of the calendar."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from itertools import groupby
from urllib.parse import urlencode

from server import measures
from server.pages.answer import Answer
from server.pages.assets import Assets
from server.pages.calendar.bodies import Body
from server.pages.calendar.listed import Row, rows
from server.pages.calendar.month import month_named, month_of, years
from server.pages.calendar.shelf import Kind, Scene, Sheet
from server.pages.calendar.subscription import Subscription
from server.pages.drawing import draw_page
from server.pages.listing import listed
from server.render.brand import Brand

MOST_COMING, MOST_PAST = 30, 10
MOST_OF_A_BODY = 200
_HEADERS = {"Content-Type": "text/html; charset=utf-8", "Cache-Control": "public, max-age=2"}

Given = Mapping[str, object] | None


class Calendar:
    """Draws what is asked for."""

    def __init__(self, assets: Assets, base: Callable[[], str], brand: Callable[[], Brand]) -> None:
        """`base` tells what every address of the site begins with, `brand` whose site it is."""
        self._assets = assets
        self._subscription = Subscription(base)
        self._base = base
        self._brand = brand

    def draw(self, sheet: Sheet, scene: Scene) -> Answer | None:
        """The page, or the calendar's file; None if there is none."""
        body = scene.bodies.find(sheet.body) if sheet.body else None
        if sheet.body and body is None:
            return None
        measures.pages_drawn.inc()
        if sheet.kind in (Kind.FEED, Kind.MEETING):
            return self._file(sheet, scene, body)
        given = _GIVEN[sheet.kind](sheet, scene, body)
        if given is None:
            return None
        html = draw_page(
            self._assets, sheet.kind.value, scene.tongue, **self._for_all(sheet, scene), **given
        )
        return Answer(html.encode(), _HEADERS)

    def _file(self, sheet: Sheet, scene: Scene, body: Body | None) -> Answer | None:
        tongue, today = scene.tongue, scene.now.date()
        if sheet.kind is Kind.FEED:
            name = body.name if body is not None else tongue.gettext("Council meetings")
            meetings = scene.bodies.of_body(sheet.body, scene.meetings)
            return self._subscription.file(name, meetings, tongue, today)
        found = (each for each in scene.meetings if each.key == sheet.which and not each.rehearsal)
        meeting = next(found, None)
        if meeting is None:
            return None
        first = meeting.stands.days[0].on  # however long ago it was
        return self._subscription.file(meeting.title, [meeting], tongue, first)

    def _for_all(self, sheet: Sheet, scene: Scene) -> Mapping[str, object]:
        """What every page has."""

        def at(path: str, **query: str) -> str:
            """An address on this site, in the language of the page."""
            language = "" if sheet.language == "en" else sheet.language
            asked = {name: value for name, value in {**query, "lang": language}.items() if value}
            return path + ("?" + urlencode(asked) if asked else "")

        languages = {each for meeting in scene.meetings for each in meeting.languages}
        return {
            "at": at,
            "lang": at(""),
            "base": self._base(),
            "brand": self._brand(),
            "councils": len(scene.bodies.by_council()) > 1,
            "bodies": scene.bodies,
            "languages_known": sorted({"en", *languages} & {"en", "cy"}, reverse=True),
            "day_today": scene.now.date(),
        }


def _front(sheet: Sheet, scene: Scene, body: Body | None) -> Given:
    groups = listed(scene.meetings, scene.now.date())
    return {
        "today": groups.today,
        "coming": groups.coming[:MOST_COMING],
        "past": groups.past[:MOST_PAST],
        "month": month_of(scene.now.date()),
    }


def _today(sheet: Sheet, scene: Scene, body: Body | None) -> Given:
    groups = listed(scene.meetings, scene.now.date())
    return {"today": groups.today, "following": groups.coming[:1]}


def _month(sheet: Sheet, scene: Scene, body: Body | None) -> Given:
    today = scene.now.date()
    days = (day.on for meeting in scene.meetings for day in meeting.stands.days)
    there = years(days, today)
    month = month_named(sheet.which) if sheet.which else month_of(today)
    if month is None or not there.have(month):
        return None
    meetings = scene.bodies.of_body(sheet.body, scene.meetings)
    on = {day: list(found) for day, found in groupby(rows(meetings, month.first, month.last), _day)}
    previous, following = month.later(-1), month.later(1)
    return {
        "month": month,
        "on": on,
        "body": body,
        "previous": previous if there.have(previous) else None,
        "following": following if there.have(following) else None,
    }


def _bodies(sheet: Sheet, scene: Scene, body: Body | None) -> Given:
    """For each body how many meetings are coming, and the next of them."""
    groups = listed(scene.meetings, scene.now.date())
    following: dict[str, Row] = {}
    for row in (*groups.today, *groups.coming):
        following.setdefault(scene.bodies.key_of(row.meeting), row)
    return {"following": following}


def _body(sheet: Sheet, scene: Scene, body: Body | None) -> Given:
    meetings = scene.bodies.of_body(sheet.body, scene.meetings)
    groups = listed(meetings, scene.now.date())
    return {
        "body": body,
        "today": groups.today,
        "coming": groups.coming[:MOST_OF_A_BODY],
        "past": groups.past[:MOST_OF_A_BODY],
        "month": month_of(scene.now.date()),
    }


def _day(row: Row) -> date:
    return row.day.on


_GIVEN: dict[Kind, Callable[[Sheet, Scene, Body | None], Given]] = {
    Kind.FRONT: _front,
    Kind.TODAY: _today,
    Kind.MONTH: _month,
    Kind.BODIES: _bodies,
    Kind.BODY: _body,
}
