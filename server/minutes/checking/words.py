"""The words that were typed: dates, names, what was left to be filled in, and what is private."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from difflib import SequenceMatcher

from server.meeting.meeting import Meeting
from server.meeting.record import Entry
from server.meeting.votes import Way
from server.minutes.checking.finding import Finding
from server.words import N_, Said

_MONTHS = (
    "January February March April May June July August September October November December",
    "Ionawr Chwefror Mawrth Ebrill Mai Mehefin Gorffennaf Awst Medi Hydref Tachwedd Rhagfyr",
)
_DAYS = (
    "Monday,Tuesday,Wednesday,Thursday,Friday,Saturday,Sunday",
    "dydd Llun,dydd Mawrth,dydd Mercher,dydd Iau,dydd Gwener,dydd Sadwrn,dydd Sul",
)
_MONTH = {n: at for names in _MONTHS for at, n in enumerate(names.casefold().split(), 1)}
_DAY = {n: at for names in _DAYS for at, n in enumerate(names.casefold().split(","))}
_DATE = re.compile(
    rf"(?:\b({'|'.join(_DAY)}),?\s+(?:the\s+)?)?"
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?({'|'.join(_MONTH)})\b(?:\s+([1-9]\d{{3}})\b)?",
    re.I,
)
_LEAP_YEAR = 2020  # where no year is given, the 29th of February is a date
_TO_FILL_IN = re.compile(
    r"\b[Xx]{3,}\b|\?{2,}|_{3,}|\bTB[CA]\b|\[(?:name|date|insert)[^\]]*\]|…{2,}"
)
_DOUBLED = re.compile(r"\b(the|that|of|to|in|and|be|is|was|were|for|with|by)\s+\1\b", re.I)
_TITLED = re.compile(
    r"\b(?:Cllrs?|Councillors?|Cynghorydd|Cyng\.?)\s+((?:[A-ZÀ-Ž][\w’'.-]*\s*){1,4})"
)
_COUNTED = re.compile(r"\b(\d+)\s+(?:votes?\s+)?(?:for|in favour|to)\b\D{0,12}?\b(\d+)\b", re.I)
_LIKE = 0.75
_WORD = re.compile(r"[^\W\d_][\w’'-]+|£\s?[\d.,]*\d")
_SHORTEST = 4


def of_words(meeting: Meeting) -> Iterator[Finding]:
    """What is wrong with the words, entry by entry."""
    names = _surnames(meeting)
    for item in meeting.items:
        for entry in item.record:
            if entry.struck is None and entry.matter.words:
                yield from _dates(meeting, item.number, entry)
                yield from _unfinished(item.number, entry)
                yield from _names(names, item.number, entry)
                yield from _counts(meeting, item.number, entry)
    for item in meeting.items:
        for entry in item.record:
            by_when = str(getattr(entry.matter, "by_when", ""))
            if entry.struck is None and (due := _dated(by_when)) and due < meeting.date:
                said = Said(
                    N_("An action under item {item} was to be done before the meeting: {when}."),
                    item=item.number,
                    when=by_when,
                )
                yield Finding("action-before-meeting", said, item.number, entry.id)


def _dates(meeting: Meeting, item: str, entry: Entry) -> Iterator[Finding]:
    """A day that no month has, and a weekday on which that date does not fall."""
    text = f"{entry.matter.words} {getattr(entry.matter, 'by_when', '')}"
    for found in _DATE.finditer(text):
        weekday, day, month, year = found.groups()
        number, in_month = int(day), _MONTH[month.casefold()]
        last = monthrange(int(year or _LEAP_YEAR), in_month)[1]
        if not 1 <= number <= last:
            said = Said(
                N_("Under item {item} a date is given that does not exist: {date}."),
                item=item,
                date=found[0],
            )
            yield Finding("impossible-date", said, item, entry.id)
        elif weekday and not _falls_on(weekday, number, in_month, year, meeting.date):
            said = Said(
                N_("Under item {item} weekday and date do not agree: {date}."),
                item=item,
                date=found[0],
            )
            yield Finding("wrong-weekday", said, item, entry.id)


def _falls_on(weekday: str, day: int, month: int, year: str | None, near: date) -> bool:
    """Whether that date is on that weekday: in its year, else in one near the meeting."""
    years = (int(year),) if year else (near.year - 1, near.year, near.year + 1)
    wanted = _DAY[" ".join(weekday.casefold().split())]
    found = (_day(each, month, day) for each in years)
    return any(each is not None and each.weekday() == wanted for each in found)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _dated(text: str) -> date | None:
    """The date that is written there with its year."""
    found = _DATE.search(text)
    if found is None or found[4] is None:
        return None
    return _day(int(found[4]), _MONTH[found[3].casefold()], int(found[2]))


def _unfinished(item: str, entry: Entry) -> Iterator[Finding]:
    words = entry.matter.words
    if found := _TO_FILL_IN.search(words):
        said = Said(
            N_("Under item {item} something is still to be filled in: “{text}”."),
            item=item,
            text=found[0],
        )
        yield Finding("to-be-filled-in", said, item, entry.id)
    if found := _DOUBLED.search(words):
        said = Said(
            N_("Under item {item} a word stands twice: “{text}”."), item=item, text=found[0]
        )
        yield Finding("word-twice", said, item, entry.id)


# Names


def _surnames(meeting: Meeting) -> frozenset[str]:
    """Every part of a name that is known to this meeting."""
    people = [person.name for person in (*meeting.members, *meeting.others, *meeting.callable)]
    people += [other.name for other in meeting.presence.others]
    return frozenset(part for name in people for part in _parts(name))


def _parts(name: str) -> list[str]:
    return [part.strip(".,;:’'()").removesuffix("’s").removesuffix("'s") for part in name.split()]


def _names(known: frozenset[str], item: str, entry: Entry) -> Iterator[Finding]:
    """A councillor who is named, and whose name is on no list: it may be spelt two ways."""
    for found in _TITLED.finditer(entry.matter.words):
        parts = [part for part in _parts(found[1]) if len(part) > 2]
        if not parts or any(part in known for part in parts):
            continue
        like = max(known, key=lambda each: _likeness(each, parts[-1]), default="")
        name = found[0].strip().rstrip(".,;:")
        if like and _likeness(like, parts[-1]) >= _LIKE:
            said = Said(
                N_("Under item {item} stands “{name}”, and on the list {like}: which is right?"),
                item=item,
                name=name,
                like=like,
            )
            yield Finding("name-spelt-two-ways", said, item, entry.id)
        else:
            said = Said(
                N_("Under item {item} stands “{name}”, who is on no list of this meeting."),
                item=item,
                name=name,
            )
            yield Finding("unknown-councillor", said, item, entry.id)


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one.casefold(), other.casefold()).ratio()


# Figures


def _counts(meeting: Meeting, item: str, entry: Entry) -> Iterator[Finding]:
    """A count that is told in a note, and is not that of any vote under its item."""
    votes = [v for v in meeting.votes.taken if v.item == item and v.way is not Way.AFFIRMATION]
    if entry.matter.name not in ("NoteRecorded", "DecisionRecorded") or not votes:
        return
    counts = {(v.totals.in_favour, v.totals.against) for v in votes}
    for found in _COUNTED.finditer(entry.matter.words):
        told = int(found[1]), int(found[2])
        if "vote" in entry.matter.words.casefold() and told not in counts:
            said = Said(
                N_("Under item {item} the words say “{text}”, and no vote there had that count."),
                item=item,
                text=found[0],
            )
            yield Finding("count-in-words", said, item, entry.id)


# Private words in public


def leaked(inside: Meeting, outside: Meeting) -> Iterator[Finding]:
    """Words of private business that stand in the public record as well: names and sums that
    nothing public gave, neither the agenda nor the list of members."""
    private = [
        entry.matter.words
        for item in inside.items
        for entry in item.record
        if entry.private and entry.struck is None
    ]
    private += [item.private_title for item in inside.items if item.private_title]
    telling = {word for text in private for word in _telling(text)} - _given(inside)
    for item in outside.items:
        for entry in item.record:
            if entry.struck is not None or not telling:
                continue
            both = sorted(telling & set(_telling(entry.matter.words)))
            if both and entry.matter.name in _TYPED_IN_PUBLIC:
                said = Said(
                    N_("The public record of item {item} has words of private business: {words}."),
                    item=item.number,
                    words=", ".join(f"“{word}”" for word in both),
                )
                yield Finding("private-words", said, item.number, entry.id)


_TYPED_IN_PUBLIC = frozenset(("NoteRecorded", "DecisionRecorded", "ActionRecorded", "MotionMoved"))


def _telling(text: str) -> Iterator[str]:
    """Names within a sentence, and sums of money: words that tell what it is about."""
    for found in _WORD.finditer(text):
        word = found[0]
        before = text[: found.start()].rstrip()
        begins = not before or before[-1] in ".!?:\n–-“"
        if word.startswith("£"):
            yield word.replace(" ", "").rstrip(".,")
        elif not begins and word[0].isupper() and len(word) >= _SHORTEST:
            yield word


def _given(meeting: Meeting) -> set[str]:
    """Words with a capital that anybody may read: the agenda, the lists, days and months."""
    people = (person.name for person in (*meeting.members, *meeting.others))
    texts = [meeting.body, meeting.council, meeting.title, meeting.place, *people]
    for item in meeting.items:
        texts += [item.title, item.summary, *item.recommendations]
    given = {word for text in texts for word in _WORD.findall(text)}
    given |= {name.capitalize() for name in (*_MONTH, *_DAY)}
    return given | {"That", "Council", "Committee", "Councillor", "Cllr", "Members", "Officers"}
