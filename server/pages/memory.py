"""What everybody may see, in memory: the pages of the meetings and their scripts and styles.

Each page is drawn once for each change and language, and kept as the bytes that are sent. Nobody
who asks for one makes the server read the journal, however many they are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from yarl import URL

from server import measures
from server.live.council import LiveCouncil
from server.live.feed import Feed
from server.live.meetings import Meetings, Running
from server.meeting.meeting import Meeting
from server.meeting.record import Audience
from server.pages.answer import Answer
from server.pages.assets import Assets
from server.pages.brand import brand_of_meeting, brand_of_server
from server.pages.calendar.drawing import Calendar
from server.pages.calendar.listed import Known
from server.pages.calendar.shelf import Place, Shelf, sheet_at
from server.pages.drawing import public_page
from server.pages.headers import policy_of_page
from server.pages.limits import overfull
from server.render.panels import Drawing

SHORT = "public, max-age=2"
"""So long a cache may answer for us: a page that is a little old catches up by itself."""

MOST_KNOWN = 4096  # addresses
LONGEST_KNOWN = 128  # characters of an address; ours are shorter

_HTML = {"Content-Type": "text/html; charset=utf-8", "Cache-Control": SHORT}


class Page:
    """A page of one feed: drawn when it is asked for and the feed has been drawn since."""

    def __init__(self, feed: Feed, draw: Callable[[Feed], Answer]) -> None:
        self._feed = feed
        self._draw = draw
        self._of: Drawing | None = None
        self._answer: Answer | None = None

    @property
    def newest(self) -> Answer:
        """The page of the newest drawing."""
        drawing = self._feed.drawing
        if self._answer is None or self._of is not drawing:
            self._answer = self._draw(self._feed)
            self._of = drawing
        return self._answer


class Memory:
    """The pages by their address, and the built files."""

    def __init__(
        self,
        meetings: Meetings,
        council: LiveCouncil,
        assets: Assets,
        now: Callable[[], datetime],
        framed_by: Mapping[str, tuple[str, ...]],
        base: Callable[[], str],
    ) -> None:
        """`framed_by`: the sites that may frame the public panel, by council; "" is every one.
        `base` tells what every link begins with."""
        self.known = Known(meetings)
        self._meetings = meetings
        self._council = council
        self._assets = assets
        self.base = base
        calendar = Calendar(assets, base, lambda: brand_of_server(council.register))
        self._shelf = Shelf(self.known, now, calendar.draw)
        self._framed_by = framed_by
        self._pages: dict[tuple[str, str, str, bool], Page] = {}
        self._by_address: dict[str, Page | Place | Answer] = {}
        council.kept.changed.append(self._forget)

    def find(self, address: str, url: URL) -> Answer | None:
        """What stands at this address, path and query; None if it is nothing that is kept.

        `url`: the address as the web server understands it.
        """
        known = self._by_address.get(address)
        if known is None:
            known = self._look_up(url)
            if known is None:
                return None
            if len(address) <= LONGEST_KNOWN:
                if len(self._by_address) >= MOST_KNOWN:
                    self._by_address.clear()  # they are soon known again, those that are asked for
                self._by_address[address] = known
        return known if isinstance(known, Answer) else known.newest

    def page(self, key: str, query: Mapping[str, str], template: str = "public") -> Answer | None:
        """A page of a meeting: the public one, or the panel for other sites ("embed").

        None if there is no such meeting, or nobody may frame it.
        """
        page = self._page(key, query, template)
        return page.newest if page is not None else None

    def preview(self, rehearsal: Running, query: Mapping[str, str]) -> Answer:
        """The public page of a rehearsal, for those alone who are in it."""
        languages = rehearsal.live.meeting.profile.languages
        asked = query.get("lang", "")
        language = asked if asked in languages else languages[0]
        feed = rehearsal.show.feed(Audience.PUBLIC, language)
        return self._draw(feed, "public", refreshes=query.get("refresh") != "off")

    def calendar(self, address: URL) -> Answer | None:
        """A page of the calendar, or a file of it; None if there is none at this address."""
        sheet = sheet_at(address.parts, address.query)
        return self._shelf.newest(sheet) if sheet is not None else None

    def _forget(self) -> None:
        """Draw everything anew: a council has another name or colour, or may have."""
        self._pages.clear()
        self._by_address.clear()
        self._shelf.forget()

    def _look_up(self, address: URL) -> Page | Place | Answer | None:
        # What else is in the query counts for nothing: links are shared with marks of others.
        if overfull(address.query_string):
            return None  # the web server refuses it
        sheet = sheet_at(address.parts, address.query)
        if sheet is not None:
            return Place(self._shelf, sheet)
        match address.parts:
            case ("/", "meetings", key):
                return self._page(key, address.query, "public")
            case ("/", "meetings", key, "embed"):
                return self._page(key, address.query, "embed")
            case ("/", "static", name):
                return self._assets.find(name)
        return None

    def _page(self, key: str, query: Mapping[str, str], template: str) -> Page | None:
        running = self._meetings.find(key)
        if running is None:
            return None
        meeting = running.live.meeting
        if template == "embed" and not self._framers(meeting):
            return None
        languages = meeting.profile.languages
        asked = query.get("lang", "")
        language = asked if asked in languages else languages[0]
        refreshes = query.get("refresh") != "off"
        known = self._pages.get((key, template, language, refreshes))
        if known is None:
            feed = running.show.feed(Audience.PUBLIC, language)
            known = Page(feed, lambda feed: self._draw(feed, template, refreshes))
            self._pages[key, template, language, refreshes] = known
        return known

    def _framers(self, meeting: Meeting) -> str:
        """The sites that may frame the panel of this meeting; empty if none may."""
        sites = self._framed_by.get(meeting.council, self._framed_by.get("", ()))
        return " ".join(sites)

    def _draw(self, feed: Feed, template: str, refreshes: bool) -> Answer:
        measures.pages_drawn.inc()
        brand = brand_of_meeting(self._council.register, feed.seen)
        html = public_page(self._assets, feed, template, refreshes=refreshes, brand=brand)
        style = self._assets.content("public.css") + brand.style.encode()
        if template != "embed":
            return Answer(
                html.encode(), {**_HTML, "Content-Security-Policy": policy_of_page(style)}
            )
        # Its links open in the whole window, at the meeting's page: that is what <base> is for.
        framed = {"base_uri": "'self'", "frame_ancestors": self._framers(feed.seen)}
        headers = {
            "Content-Security-Policy": policy_of_page(style, **framed),
            "Cross-Origin-Resource-Policy": "cross-origin",
        }
        return Answer(html.encode(), {**_HTML, **headers})
