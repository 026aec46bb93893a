"""Meetings as an iCalendar file (RFC 5545), for the calendars of phones and desks."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid5

from icalendar import Calendar, Event

from server.pages.answer import Answer
from server.pages.calendar.listed import Listed, Row, by_time
from server.render.language import Voice
from server.render.standing import Day, State
from server.words import N_

MOST_EVENTS = 1000  # those nearest to today
PAST = timedelta(days=366)
"""So long ago a meeting may be that is still in the calendar: a year, and its leap day."""

FOLLOW = N_("Follow it live, read the agenda and the decisions: {url}")
WATCH = N_("Watch it: {url}")
ATTEND = N_("Attend it in person: {place}")
CANCELLED = N_("Cancelled: {title}")
WHY_NOT = N_("This meeting is cancelled: {reason}")
ADJOURNED_FROM = N_("{title} (adjourned from {day})")

_OURS = UUID("543f5805-5395-447f-9a34-c9e61c8832ee")  # the names of our meetings (RFC 9562 §5.5)
_END = b"END:VCALENDAR\r\n"
_NOT_TEXT = ("Cc", "Cs", "Zl", "Zp")  # RFC 5545 §3.3.11 has no control characters
_HEADERS = {
    "Content-Type": "text/calendar; charset=utf-8",
    "Cache-Control": "public, max-age=300",
}


class Subscription:
    """Writes such files. What is told of a meeting is written once, until it changes."""

    def __init__(self, base: Callable[[], str]) -> None:
        """`base` tells what every address of the site begins with."""
        self._base = base
        self._written: dict[tuple[str, str], tuple[Listed, bytes]] = {}

    def file(self, name: str, meetings: Iterable[Listed], tongue: Voice, today: date) -> Answer:
        """The coming meetings and those of the past year. A rehearsal is none of them."""
        held = [Row(meeting, meeting.stands.days[-1]) for meeting in meetings]
        told = [row for row in held if row.day.on >= today - PAST and not row.meeting.rehearsal]
        told.sort(key=lambda row: (abs(row.day.on - today), by_time(row)))
        shown = sorted(told[:MOST_EVENTS], key=by_time)
        events = (self._events(row.meeting, tongue) for row in shown)
        return Answer(b"".join((_begin(name, tongue), *events, _END)), _HEADERS)

    def _events(self, meeting: Listed, tongue: Voice) -> bytes:
        known = self._written.get((meeting.key, tongue.language))
        if known is None or known[0] is not meeting:
            events = (self._event(meeting, day, tongue) for day in meeting.stands.days)
            known = meeting, b"".join(event.to_ical() for event in events)
            self._written[meeting.key, tongue.language] = known
        return known[1]

    def _event(self, meeting: Listed, day: Day, tongue: Voice) -> Event:
        """The meeting on one day. That it goes on on another is an event of its own, so that both
        stand in the calendar."""
        event, summoned = Event(), meeting.stands.days[0]
        cancelled = meeting.stands.state is State.CANCELLED
        title = (
            tongue.gettext(CANCELLED).format(title=meeting.title) if cancelled else meeting.title
        )
        if day != summoned:
            first = tongue.short_date(summoned.on)
            title = tongue.gettext(ADJOURNED_FROM).format(title=title, day=first)
        begins = day.at.astimezone(UTC) if day.at is not None else day.on
        told = {
            "UID": _uid(meeting, "" if day == summoned else day.on.isoformat()),
            "DTSTAMP": meeting.modified,
            "CREATED": meeting.convened,
            "LAST-MODIFIED": meeting.modified,
            "SEQUENCE": meeting.revision,
            "STATUS": "CANCELLED" if cancelled else "CONFIRMED",
            "DTSTART": begins,
            "DTEND": begins + (meeting.lasts if isinstance(begins, datetime) else timedelta(1)),
            "SUMMARY": one_line(title),
            "LOCATION": one_line(meeting.place),
            "URL": self._address(meeting),
            "DESCRIPTION": text(self._description(meeting, tongue)),
        }
        for name, value in told.items():
            if value != "":
                event.add(name, value)
        return event

    def _description(self, meeting: Listed, tongue: Voice) -> str:
        """Whose meeting it is, how to follow and attend it, and what is on the agenda."""
        told = [meeting.council, tongue.gettext(FOLLOW).format(url=self._address(meeting))]
        if meeting.stands.reason:
            told.insert(0, tongue.gettext(WHY_NOT).format(reason=meeting.stands.reason))
        if meeting.watch:
            told.append(tongue.gettext(WATCH).format(url=meeting.watch))
        if meeting.place:
            told.append(tongue.gettext(ATTEND).format(place=one_line(meeting.place)))
        if meeting.attend:
            told.append(meeting.attend)
        if meeting.agenda:
            items = (f"{number}. {one_line(title)}" for number, title in meeting.agenda)
            told += ["", tongue.gettext("Agenda"), *items]
        return "\n".join(told)

    def _address(self, meeting: Listed) -> str:
        return f"{self._base()}/meetings/{meeting.key}"


def one_line(words: str) -> str:
    """The words in one line."""
    return " ".join(text(words).split())


def text(words: str) -> str:
    """The words without what no text of a calendar may hold; lines stay lines."""
    return "".join(
        c if c == "\n" or unicodedata.category(c) not in _NOT_TEXT else " " for c in words
    )


def _uid(meeting: Listed, day: str) -> str:
    """Never the same for two meetings, and always the same for one, whatever the site's address."""
    return str(uuid5(_OURS, "\n".join((meeting.council, meeting.key, day))))


def _begin(name: str, tongue: Voice) -> bytes:
    calendar = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", f"-//Orderpaper//Council meetings//{tongue.language.upper()}")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("NAME", one_line(name))  # RFC 7986 §5.1; the next is for older programs
    calendar.add("X-WR-CALNAME", one_line(name))
    calendar.add("REFRESH-INTERVAL", timedelta(hours=1), {"VALUE": "DURATION"})
    begun: bytes = calendar.to_ical()
    return begun.removesuffix(_END)
