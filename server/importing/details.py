"""What stands above an agenda: who meets, when and where."""

from __future__ import annotations

import re
from datetime import date, time

from server.importing.agenda import Details
from server.importing.body import LONG
from server.importing.days import days_in, times_in
from server.importing.findings import Findings
from server.importing.lines import Line
from server.importing.scheme import is_start
from server.words import N_

MOST = 200  # characters of the name of a body or a place

_HEAD = N_("This stands before the first item and is left out.")
_LABEL = re.compile(
    r"(title|name of meeting|meeting|committee|body|date(?: and time)?|day|time|start time|venue"
    r"|place|location|dyddiad|amser|lleoliad)\s*(?::|\t|$)\s*(.*)",
    re.I,
)
_BODY = re.compile(
    r"\b(?:committee|sub-?committee|council|board|cabinet|panel|executive|forum|authority|assembly"
    r"|commission|group|partnership|pwyllgor|cyngor|cabinet)\b",
    re.I,
)
_COUNCIL = re.compile(
    r"\b(?:council|cyngor|borough|association)\b(?!.*\b(?:committee|board|panel)\b)", re.I
)
_KINDS = re.compile(
    r"(?:(?:the )?(?:ordinary|annual|extraordinary|special|budget|full|monthly|quarterly"
    r"|annual general|statutory|inaugural)\s+(?:parish |town |community )?"
    r"(?:council\s+)?meeting)\b",
    re.I,
)
_MEETING_OF = re.compile(
    r"(?:.{0,120}?\b)?(?:meeting of|attend a meeting of)\s+(?:the\s+)?(.{3,120}?)"
    r"(?=\s*(?:,|\.|$|\b(?:to be|will be|which|is to|on|at|in|held)\b))",
    re.I,
)
_ATTEND = re.compile(
    r".{0,120}?\battend (?:the|a|an)\s+(.{3,80}?(?:committee|board|panel|council))\s+meeting\b",
    re.I,
)
_OFFICE = re.compile(
    r"(?:interim |acting |deputy )?(?:chief|director|head of|clerk|leader)\b", re.I
)
_OTHER_DAY = re.compile(
    r"dated?\b(?!\s*(?:and|:|\t|of meeting))|published|issued|signed|date of (?:pub|iss)|deadline",
    re.I,
)
_OF_MEETING = re.compile(r"\b(?:held|meeting|summon\w*|attend|cyfarfod)\b", re.I)
_DAY_OF_WEEK = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\bdydd\b", re.I)
_PLACE = re.compile(
    r"(?:council chamber|committee rooms?|village hall|town hall|county hall|civic centre|guildhall"
    r"|(?:the )?(?:\w+ ){1,3}(?:room|hall|chamber|centre|house|office)s?\b|zoom|hybrid"
    r"|(?:microsoft |ms )?teams\b|remote\w*|siambr|neuadd|ystafell)",
    re.I,
)
_BESIDE = re.compile(r"([^,]{3,90}?)[\s,]*,\s*([^,].{2,120})")
_WHEN = re.compile(r"(?:[\s,]+(?:on|at|commencing|starting|to)\b[^,]*)+$")
_ENDS = re.compile(r"(?:[\s,]+(?:on|at|in)\b|,)+\s*$")
_PURPOSE = re.compile(r"[\s,]*\bfor the (?:purpose|transaction)\b.*|[\s,]*\bto transact\b.*", re.I)
_HELD = re.compile(r"\b(?:held\s+)?(?:at|in)\s+(?:the\s+)?((?=[A-Z])[^.;]{4,160})")
_GLUE = re.compile(
    r"\b(?:date|day|time|start|starts|starting|commencing|commences|venue|place|location|title|held"
    r"|on|at|in|the|to|be|will|meeting|of|a|an|and|from|dyddiad|amser|lleoliad|committee|body|name"
    r"|agenda|for|is|which|takes?|summons|notice|in person|ar|am|yn|prompt)\b",
    re.I,
)


class Head:
    """Reads the lines before the first item. What gives no detail is left out, with a finding."""

    def __init__(self, notes: Findings) -> None:
        self._notes = notes
        self._bodies: list[tuple[str, Line]] = []
        self._title = self._place = self._label = ""
        self._day: date | None = None
        self._weight = -1  # how surely that day is the day of the meeting
        self._dated: Line | None = None  # where it stood alone
        self._begins: time | None = None

    def read(self, lines: list[Line]) -> Details:
        """The details of the meeting."""
        for line in lines:
            if len(line.text) > LONG or not self._line(line):
                self._notes.leave(_HEAD, line.number, line.text)
        return Details(self._body(), self._title, self._day, self._begins, self._place)

    def _line(self, line: Line) -> bool:
        """Whether the whole line was understood."""
        found = _LABEL.match(line.text)
        label, rest = (found[1].lower(), found[2]) if found else ("", line.text)
        if found and not rest:
            self._label = label
        label, self._label = label or self._label, "" if rest else self._label
        if is_start(line) and any(len(w) > 1 for w in line.text.split()[1:]):
            return False  # the headings of a table
        if is_start(line) or not rest:
            self._notes.understand(line.text)
            return True
        if _OTHER_DAY.match(line.plain) and not label:
            return False
        left = self._when(rest.replace("\t", " "), line, label)
        left = self._where(left, label)
        left = self._who(left, label, line)
        if _words(_GLUE.sub(" ", left)):
            return False
        self._notes.understand(line.text)
        return True

    def _when(self, text: str, line: Line, label: str) -> str:
        """Take the day and the time; what is left of the text."""
        weight = _weight(text, label)
        for dated in days_in(text):
            if dated.day and (self._day in (None, dated.day) or weight > self._weight):
                self._instead(dated.day, weight, line)
                text = text.replace(dated.words, " ")
        for timed in times_in(text):
            if self._begins in (None, timed.at):
                self._begins = timed.at
                text = text.replace(timed.words, " ")
        return text

    def _instead(self, day: date, weight: int, line: Line) -> None:
        """Take a day, in place of one that was less surely that of the meeting."""
        if self._dated is not None and self._day != day:
            self._notes.leave(_HEAD, self._dated.number, self._dated.text)
        self._dated = line if weight < _SAID else None
        self._day, self._weight = day, max(weight, self._weight)

    def _where(self, text: str, label: str) -> str:
        tidy = " ".join(text.split()).strip(" ,.–—-")
        place = ""
        if label in ("venue", "place", "location", "lleoliad") or (
            not label and _PLACE.match(tidy) and not _BODY.search(tidy.split(",")[0][-12:])
        ):
            place = tidy
        elif found := _HELD.search(tidy):
            place = _PURPOSE.sub("", found[1])
            place = _WHEN.sub("", place).strip(" ,")
        elif (found := _BESIDE.fullmatch(tidy)) and _BODY.search(found[1]):
            place = found[2] if _PLACE.match(found[2]) else ""
        if not place or self._place or len(place) > MOST:
            return text
        self._place = place
        return tidy.replace(place, " ")

    def _who(self, text: str, label: str, line: Line) -> str:
        tidy = " ".join(text.split()).strip(" ,.:–—-")
        tidy = re.sub(r"^(?:summons to|notice of)\s+(?:the |an? )?", "", tidy, flags=re.I)
        kind = _KINDS.match(tidy)
        if kind and not self._title:
            self._title = kind[0]
            after = tidy[kind.end() :]
            of = re.match(r"\s*of\s+(?:the\s+)?(.{3,120})$", after, re.I)
            if of and self._named(of[1].strip(" ,."), line):
                return ""
            return after
        found = _ATTEND.match(tidy) or _MEETING_OF.match(tidy)
        if found and self._named(found[1].strip(), line):
            return tidy.replace(found[1], " ", 1)
        if label in ("title", "meeting", "committee", "body", "name of meeting"):
            return "" if self._named(tidy, line, first=True) else text
        name = re.sub(
            r"^(?:agenda|notice of meeting|meeting)\s*(?:for|of|:|-|–)\s*(?:the\s+)?",
            "",
            tidy,
            flags=re.I,
        )
        if len(name) <= 90 and not re.search(
            r"[.;:?]|\b(?:you|shall|please|members of)\b", name, re.I
        ):
            return "" if self._named(name, line) else text
        return text

    def _named(self, name: str, line: Line, first: bool = False) -> bool:
        name = re.sub(r"\s+meeting$", "", _ENDS.sub("", name), flags=re.I)
        if not _BODY.search(name) or len(name) > MOST or _OFFICE.match(name):
            return False
        self._bodies.insert(0 if first else len(self._bodies), (name, line))
        return True

    def _body(self) -> str:
        """A committee rather than its council. The names that are not chosen are left out."""
        if not self._bodies:
            return ""
        within = [each for each in self._bodies if not _COUNCIL.search(each[0])]
        chosen = (within or self._bodies)[0][0]
        for name, line in self._bodies:
            if name.casefold() != chosen.casefold():
                self._notes.leave(_HEAD, line.number, line.text)
        return chosen


_SAID = 2


def _weight(text: str, label: str) -> int:
    """How surely a day is that of the meeting: a line says so, or has a day of the week, or
    nothing but a date, as a summons has it above."""
    if label or _OF_MEETING.search(text) or any(times_in(text)):
        return _SAID
    return int(bool(_DAY_OF_WEEK.search(text)))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)
