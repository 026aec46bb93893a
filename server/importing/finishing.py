"""Items as a meeting file has them: what their words make of them, numbers, and bounds kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from msgspec.structs import replace

from server.importing import exclusion, labels, subjects
from server.importing.body import OFFERED, reported
from server.importing.days import days_in
from server.importing.draft import Draft
from server.importing.finding import Weight
from server.importing.findings import Findings
from server.importing.sub_items import names_application
from server.meeting.agenda import Access, Purpose
from server.meeting_file.form import (
    MOST_ITEMS,
    MOST_SHORT,
    WrittenItem,
    WrittenLink,
    WrittenSubItem,
)
from server.words import N_

MOST_TITLE, MOST_TEXT, MOST_NUMBER = 500, 10_000, 20

_MANY = N_("There are more items than an agenda can have here ({most}): this one is left out.")
_MANY_SUBS = N_("There are more items under one item than there can be here: left out.")
_TOO_LONG = N_("This text is too long for one item: the rest of it is left out.")
_LONG_TITLE = N_("This title is very long: its end was put into the summary.")
_NO_TITLE = N_("There are no words after this number. Give the item a title.")
_DATES = N_("It is not certain which meeting’s minutes are agreed here. Choose the date.")
_BUDGET = N_("Taken for the item that sets the budget, the precept or the council tax. Check it.")
_NUMBERS = N_("The number “{number}” was given already. It became “{other}”.")


class Finishing:
    """Turns drafts into written items. What does not fit is in the notes."""

    def __init__(self, notes: Findings, day: date | None = None) -> None:
        self._notes = notes
        self._day = day  # of the meeting
        self._used: set[str] = set()

    def items(self, drafts: list[Draft]) -> tuple[WrittenItem, ...]:
        """All of them, in order."""
        for draft in drafts:
            self._subject(draft)
        self._after_exclusion(drafts)
        for draft in drafts[MOST_ITEMS:]:
            self._notes.leave(_MANY, draft.line, _everything(draft), most=MOST_ITEMS)
        drafts = drafts[:MOST_ITEMS]
        for draft in drafts:  # items first: a sub-item never takes the number of an item
            draft.number = self._free(draft, draft.number or "1", "")
        return tuple(self._item(draft) for draft in drafts)

    def _item(self, draft: Draft) -> WrittenItem:
        for sub in draft.subs[MOST_SHORT:]:
            self._notes.leave(_MANY_SUBS, sub.line, _everything(sub))
        kept = draft.subs[:MOST_SHORT]
        for n, sub in enumerate(kept, start=1):
            sub.number = self._free(sub, sub.number or f"{draft.number}.{n}", draft.number)
            if draft.access is not Access.OPEN and sub.access is Access.OPEN:
                sub.access, sub.paragraphs = draft.access, draft.paragraphs
        own = self._fields(draft)
        subs = [WrittenSubItem(**self._fields(sub)) for sub in kept]
        if own["declarations"]:  # asked for once, under the item itself
            subs = [replace(sub, declarations=False) for sub in subs]
        return WrittenItem(**own, items=tuple(subs))

    def _fields(self, draft: Draft) -> dict[str, Any]:
        title = self._title(draft)
        return {
            "title": title,
            "number": draft.number,
            "purpose": self._purpose(draft),
            "summary": self._cut(draft.text, draft),
            "recommendations": tuple(
                self._cut(text, draft) for text in self._few(draft.recommendations, draft)
            ),
            "presenters": tuple(self._few(self._names(draft), draft)),
            "minutes": draft.minutes,
            "papers": self._papers(draft),
            "minutes_of": self._minutes_of(draft),
            "declarations": subjects.asks_interests(title),
            "budget": self._budget(draft),
            "access": draft.access,
            "paragraphs": draft.paragraphs if draft.access is not Access.OPEN else (),
        }

    def _subject(self, draft: Draft) -> None:
        for sub in draft.subs:
            self._subject(sub)
        title, rest = labels.in_title(draft.title)
        if rest:
            reported(draft, title, rest, self._notes)
        named = labels.councillor_in_title(draft.title)
        if named is not None:
            draft.title = named[0]
            draft.presenters.append(named[1])
            self._notes.understand(named[2])
        draft.excludes = subjects.excludes_public(draft.title)
        reporting = labels.reporting(draft.title)
        if reporting is not None and not draft.presenters:
            draft.presenters.append(reporting[0])
        put = labels.wording_in(draft.title)
        if put and not (draft.excludes or draft.recommendations):
            draft.recommendations.append(put[:1].upper() + put[1:])
            self._notes.gather(OFFERED, draft.line, draft.title, Weight.GUESSED)
        if draft.excludes:  # the resolution itself is moved in public
            draft.access, draft.paragraphs = Access.OPEN, ()

    def _after_exclusion(self, drafts: list[Draft]) -> None:
        """Where nothing else says what is closed, it is what follows the exclusion."""
        at = next((n for n, each in enumerate(drafts) if each.excludes), len(drafts))
        after = drafts[at + 1 :]
        if not after or len(after) > at or any(d.access is not Access.OPEN for d in drafts):
            return
        for draft in after:
            if exclusion.reopens(draft.title):
                break
            draft.access = Access.EXEMPT
        if after[0].access is not Access.OPEN:
            self._notes.guessed(exclusion.AFTER, after[0].line, after[0].title)

    def _title(self, draft: Draft) -> str:
        draft.title = draft.title.removesuffix(":").rstrip()
        if not draft.title:
            self._notes.guessed(_NO_TITLE, draft.line, draft.number)
            return f"Item {draft.number}"
        if len(draft.title) <= MOST_TITLE:
            return draft.title
        title, rest = cut(draft.title, MOST_TITLE)
        self._notes.guessed(_LONG_TITLE, draft.line, title)
        draft.summary.insert(0, rest)
        return title

    def _purpose(self, draft: Draft) -> Purpose:
        if draft.purpose is not None:
            return draft.purpose
        if draft.excludes:
            return Purpose.DECISION
        asked = subjects.purpose_of(draft.title, draft.text)
        decides = bool(draft.recommendations) or subjects.is_moved(draft.text)
        if asked is not None:
            return Purpose.DECISION if decides and asked is Purpose.DISCUSSION else asked
        decides = decides or names_application(draft.title)
        return Purpose.DECISION if decides else draft.section or Purpose.INFORMATION

    def _minutes_of(self, draft: Draft) -> date | None:
        if not subjects.agrees_minutes(draft.title) or self._purpose(draft) is not Purpose.DECISION:
            return None
        said = (*draft.summary[:20], *draft.recommendations[:1])
        told = [line for line in said if subjects.speaks_of_minutes(line)]
        told = [line[:1_000] for line in (draft.title, *told)]
        named = {dated.day for dated in days_in("\n".join(told))}
        several = any(map(subjects.names_meetings, told))
        day = named.pop() if len(named) == 1 and not several else None
        if day is not None and (self._day is None or day < self._day):
            return day
        if named or day:
            self._notes.guessed(_DATES, draft.line, draft.title)
        return None

    def _budget(self, draft: Draft) -> bool:
        budget = subjects.sets_budget(draft.title)
        if budget:
            self._notes.guessed(_BUDGET, draft.line, draft.title)
        return budget

    def _names(self, draft: Draft) -> list[str]:
        names = list(dict.fromkeys(name.strip(" ,") for name in draft.presenters))
        if len(names) < len(draft.presenters):
            self._notes.understand(" ".join(draft.presenters))
        for name in names:
            if len(name) > MOST_TITLE:
                self._notes.leave(_TOO_LONG, draft.line, name)
        return [name for name in names if len(name) <= MOST_TITLE]

    def _papers(self, draft: Draft) -> tuple[WrittenLink, ...]:
        kept: list[WrittenLink] = []
        for paper in draft.papers:
            fits = (
                len(paper.url) <= 2_000
                and len(paper.title) <= MOST_TITLE
                and len(kept) < MOST_SHORT
            )
            if fits and _is_address(paper.url):
                kept.append(paper)
            else:
                self._notes.leave(_TOO_LONG, draft.line, f"{paper.title} {paper.url}")
        return tuple(kept)

    def _few(self, texts: list[str], draft: Draft) -> list[str]:
        for text in texts[MOST_SHORT:]:
            self._notes.leave(_TOO_LONG, draft.line, text)
        return texts[:MOST_SHORT]

    def _cut(self, text: str, draft: Draft) -> str:
        if len(text) <= MOST_TEXT:
            return text
        text, rest = cut(text, MOST_TEXT)
        self._notes.leave(_TOO_LONG, draft.line, rest)
        return text

    def _free(self, draft: Draft, number: str, parent: str) -> str:
        """The number, or one near it that nobody has; two that differ in marks alone are the same,
        for they would have the same address."""
        wanted = (
            number if len(number) <= MOST_NUMBER - 3 else number[: MOST_NUMBER - 3].rstrip("./")
        )
        free = next(n for n in _near(wanted, parent) if _address(n) not in self._used)
        self._used.add(_address(free))
        if free != number:
            self._notes.guessed(_NUMBERS, draft.line, draft.title, number=number, other=free)
        return free


def cut(text: str, most: int) -> tuple[str, str]:
    """The text up to the last space within so many characters, and the rest."""
    at = max(text.rfind(" ", 0, most + 1), text.rfind("\n", 0, most + 1))
    if at <= 0:
        return text[:most], text  # one endless word: the rest has all of it
    return text[:at].rstrip(), text[at:].strip()


def _near(number: str, parent: str) -> Iterable[str]:
    yield number
    if not parent:
        yield from (f"{number}{letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    stem = (parent or number)[: MOST_NUMBER - 4].rstrip("./")
    yield from (f"{stem}.{n}" for n in range(1, 1_000))


def _address(number: str) -> str:
    return "".join(c if c.isalnum() else "-" for c in number.casefold())


def _is_address(url: str) -> bool:
    return not any(c in url for c in "<>\"'") and len(url.partition("://")[2].strip("/?#")) > 0


def _everything(draft: Draft) -> str:
    papers = [f"{paper.title} {paper.url}" for paper in draft.papers]
    own = [f"{draft.number} {draft.title}", *draft.summary, *draft.recommendations]
    return "\n".join([*own, *draft.presenters, *papers, *(_everything(sub) for sub in draft.subs)])
