"""The items of another system become items of ours, each within the bounds of a meeting file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from server.importing import exclusion
from server.importing.findings import Findings
from server.importing.foreign_item import ForeignItem, ForeignPaper, number_in, numbered
from server.importing.markup import one_line
from server.importing.subjects import asks_interests, excludes_public, purpose_of
from server.meeting.agenda import Access, Purpose
from server.meeting_file.form import (
    MOST_ITEMS,
    MOST_SHORT,
    WrittenItem,
    WrittenLink,
    WrittenSubItem,
)
from server.meeting_file.values import ADDRESS
from server.words import N_

MOST_TITLE = 500
MOST_SUMMARY = 10_000
MOST_URL = 2_000

# They stand in a published agenda, in the language in which these systems are kept.
OPEN_TITLE = "Exempt item"
NO_TITLE = "Untitled item"


def written_items(items: Iterable[ForeignItem], notes: Findings) -> tuple[WrittenItem, ...]:
    """The items in their order, those numbered 6.1 under 6; whatever is not in them is noted.

    A closed item is exempt, its title private and all its papers not published.
    """
    kept = _few_enough(_without_headings(list(items), notes), notes)
    return tuple(_nested((_written(number, item, notes) for number, item in numbered(kept, notes))))


def _without_headings(items: list[ForeignItem], notes: Findings) -> list[ForeignItem]:
    """Without what has a title alone, where the others have numbers: “Part 2 – private”."""
    if not any(number_in(item.number) for item in items):
        return items
    kept = []
    for item in items:
        if number_in(item.number) or item.text or item.papers or item.closed:
            kept.append(item)
        else:
            sentence = N_("A heading without a number is left out: it is no item.")
            notes.leave(sentence, item.line, item.named or NO_TITLE)
    return kept


def _few_enough(items: Sequence[ForeignItem], notes: Findings) -> Sequence[ForeignItem]:
    if len(items) > MOST_ITEMS:
        rest = "\n".join(item.all_words for item in items[MOST_ITEMS:])
        sentence = N_("There are {count} items; those after the first {most} are left out.")
        line = items[MOST_ITEMS].line
        notes.leave(sentence, line, rest, count=len(items), most=MOST_ITEMS)
    return items[:MOST_ITEMS]


def _nested(subs: Iterable[WrittenSubItem]) -> Iterator[WrittenItem]:
    """The items with those under them, as long as that changes neither order nor secrecy."""
    above: WrittenItem | None = None
    for sub in subs:
        if above is not None and _belongs(sub, above):
            above = replace(above, items=(*above.items, sub))
            continue
        if above is not None:
            yield above
        fields = {field: getattr(sub, field) for field in WrittenSubItem.__struct_fields__}
        above = WrittenItem(**fields)
    if above is not None:
        yield above


def _belongs(sub: WrittenSubItem, above: WrittenItem) -> bool:
    # What stands under a closed item is closed with it, so an open one stays beside it.
    as_secret = above.access is Access.OPEN or sub.access is above.access
    return sub.number.startswith(f"{above.number}.") and as_secret and len(above.items) < MOST_SHORT


def _written(number: str, item: ForeignItem, notes: Findings) -> WrittenSubItem:
    title, text = _title(item, notes)
    sub = WrittenSubItem(
        title=title,
        number=number,
        summary=_summary(text, number, item, notes),
        papers=tuple(_papers(number, item, notes)),
        declarations=asks_interests(title) and not item.closed,
        purpose=_purpose(title, text),
    )
    if not item.closed:
        return sub
    sentence = N_(
        "Item {number} is restricted. Write an open title that says in public what it is without "
        "disclosing it, and name the paragraphs of exempt information."
    )
    notes.guessed(sentence, item.line, number=number)
    return replace(sub, title=OPEN_TITLE, access=Access.EXEMPT, private_title=title)


def _title(item: ForeignItem, notes: Findings) -> tuple[str, str]:
    """A title on one line that is not too long, and the text with what did not go into it."""
    title = one_line(item.title)
    if not title:
        first, _, rest = item.text.partition("\n")
        title, text = one_line(first) or NO_TITLE, rest
        notes.guessed(
            N_("This item has no title; it is called as its text begins."), item.line, title
        )
    else:
        text = item.text
    if len(title) <= MOST_TITLE:
        return title, text
    notes.guessed(N_("A title is too long; it goes on in the text of its item."), item.line, title)
    return title[: MOST_TITLE - 1] + "…", f"{title}\n{text}".strip()


def _summary(text: str, number: str, item: ForeignItem, notes: Findings) -> str:
    if item.closed:
        text = _without_resolution(text, item, notes)
    text = text.strip()
    if len(text) > MOST_SUMMARY:
        sentence = N_("The text of item {number} is too long; its end is left out.")
        notes.leave(sentence, item.line, text[MOST_SUMMARY:], number=number)
    return text[:MOST_SUMMARY].strip()


def _without_resolution(text: str, item: ForeignItem, notes: Findings) -> str:
    """The text of a closed item without the resolution that closes it, which is no part of it."""
    kept = []
    for line in text.splitlines():
        if exclusion.resolution(line) is None:
            kept.append(line)
        else:
            notes.leave(exclusion.MOVED, item.line, line)
    return "\n".join(kept)


def _purpose(title: str, text: str) -> Purpose:
    if excludes_public(title):
        return Purpose.DECISION
    return purpose_of(title, text) or Purpose.INFORMATION


def _papers(number: str, item: ForeignItem, notes: Findings) -> Iterator[WrittenLink]:
    count = 0
    for paper in item.papers:
        url = paper.url.strip().replace(" ", "%20")
        name = one_line(paper.title) or url.rpartition("/")[2][:MOST_TITLE] or url[:MOST_TITLE]
        fits = len(url) <= MOST_URL and re.search(ADDRESS, url) and url.isprintable()
        if not fits or len(name) > MOST_TITLE:
            _leave_paper(_NO_ADDRESS, number, item, paper, notes)
        elif count == MOST_SHORT:
            _leave_paper(_TOO_MANY, number, item, paper, notes)
        else:
            count += 1
            yield WrittenLink(name, url, paper.closed or item.closed)


_NO_ADDRESS = N_("A document of item {number} has no address that can be used, or a long title.")
_TOO_MANY = N_("Item {number} has too many documents; the last are left out.")


def _leave_paper(
    sentence: str, number: str, item: ForeignItem, paper: ForeignPaper, notes: Findings
) -> None:
    notes.leave(sentence, item.line, f"{paper.title} {paper.url}".strip(), number=number)
