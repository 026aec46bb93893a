"""Private business in a file: what its rules, and the items that it closes, must have.

A resolution that excludes the public identifies the proceedings and describes the exempt
information by its paragraphs (LGA 1972 s.100A(5)), so its wording has a place for each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from server.meeting.agenda import Access
from server.meeting.convened import MeetingConvened
from server.meeting.profile import PrivateRule
from server.meeting_file.agenda import Placed
from server.meeting_file.faults import Fault, shown
from server.meeting_file.placeholders import braced, placeholders
from server.meeting_file.values import NUMBER, clean
from server.words import N_, Said

FILLED_IN = ("items", "paragraphs", "reason")
# What an item says of private business alone.
OF_CLOSED_ITEMS = ("paragraphs", "private_title", "public_interest")


def inherited(items: Iterable[Placed]) -> Iterator[Placed]:
    """The items, in their order: what stands under a closed item is as closed as it."""
    above: dict[str, Access] = {}
    for path, item in items:
        access = item.access if item.closed else above.get(item.parent, Access.OPEN)
        above[item.number] = access
        yield Placed(path, replace(item, access=access))


def of_numbers(written: Mapping[str, Any]) -> Iterator[Fault]:
    """Two paragraphs of one number, which the core would not take, said before it is asked."""
    private = written.get("private")
    paragraphs = private.get("paragraphs") if isinstance(private, dict) else None
    seen: set[str] = set()
    for n, paragraph in enumerate(paragraphs if isinstance(paragraphs, list | tuple) else ()):
        number = paragraph.get("number") if isinstance(paragraph, dict) else None
        if isinstance(number, bool) or not isinstance(number, str | int):
            continue
        text = clean(number) if isinstance(number, str) else shown(number)
        if text in seen:
            said = Said(N_("there are two paragraphs numbered “{number}”."), number=shown(text))
            yield Fault(("private", "paragraphs", n, "number"), said)
        seen.add(text)


def of_rules(rules: PrivateRule) -> Iterator[Fault]:
    """What is wrong with the rules by which the public is excluded."""
    yield from _of_wording(rules)
    if rules.wording and not rules.section:
        said = Said(N_("say under which section the resolution is made."))
        yield Fault(("private", "section"), said)
    if rules.paragraphs and not rules.schedule:
        yield Fault(("private", "schedule"), Said(N_("say which schedule has these paragraphs.")))
    for n, paragraph in enumerate(rules.paragraphs):
        if not paragraph.number or not re.search(NUMBER, paragraph.number):
            sentence = N_("“{value}” is no number of a paragraph, such as 3 or 18A.")
            said = Said(sentence, value=shown(paragraph.number))
            yield Fault(("private", "paragraphs", n, "number"), said)
        if not paragraph.text:
            yield Fault(("private", "paragraphs", n, "text"), Said(N_("this is empty.")))


def _of_wording(rules: PrivateRule) -> Iterator[Fault]:
    path = ("private", "wording")
    names = placeholders(rules.wording)
    if names is None or not names.issubset(FILLED_IN):
        said = Said(N_("only these can be filled in: {names}."), names=braced(FILLED_IN))
        yield Fault(path, said)
        return
    if "\n" in rules.wording:
        yield Fault(path, Said(N_("this must stand on one line.")))
    if rules.wording and "items" not in names:
        sentence = N_("the resolution must say for which items it is: write {field} in it.")
        yield Fault(path, Said(sentence, field=braced(["items"])))
    if rules.paragraphs and "paragraphs" not in names:
        sentence = N_(
            "the resolution must describe the exempt information by its paragraphs: write {field} "
            "in it."
        )
        yield Fault(path, Said(sentence, field=braced(["paragraphs"])))
    if "paragraphs" in names and not rules.paragraphs:
        sentence = N_("there are no paragraphs to fill in: write them, or leave {field} out.")
        yield Fault(path, Said(sentence, field=braced(["paragraphs"])))


def of_items(convened: MeetingConvened, items: Iterable[Placed]) -> Iterator[Fault]:
    """What the agenda says of private business and the rules of the body do not have."""
    above: dict[str, Access] = {}
    for placed in items:
        above[placed.item.number] = placed.item.access
        if above.get(placed.item.parent) is not placed.item.access:
            yield from _of_access(convened, placed)
        yield from _of_open_item(placed)
        yield from _of_paragraphs(convened, placed)


def _of_access(convened: MeetingConvened, placed: Placed) -> Iterator[Fault]:
    """An item is closed only on a ground on which the public can be excluded."""
    rules = convened.profile.private
    path = (*placed.path, "access")
    if placed.item.access is Access.CONFIDENTIAL and not rules.confidential:
        sentence = N_(
            "the rules of {body} close nothing by law alone: give it access “exempt”, so that it "
            "is taken in private if the meeting so resolves."
        )
        yield Fault(path, Said(sentence, body=convened.body))
    if placed.item.access is Access.EXEMPT and not (rules.wording or rules.own_rules):
        sentence = N_("the rules of {body} do not say how the press and public are excluded.")
        yield Fault(path, Said(sentence, body=convened.body))


def _of_open_item(placed: Placed) -> Iterator[Fault]:
    if placed.item.closed:
        return
    for field in OF_CLOSED_ITEMS:
        if getattr(placed.item, field):
            sentence = N_(
                "item {number} is open. Close it with access “exempt” or “confidential”, or leave "
                "this out."
            )
            yield Fault((*placed.path, field), Said(sentence, number=placed.item.number))


def _of_paragraphs(convened: MeetingConvened, placed: Placed) -> Iterator[Fault]:
    rules = convened.profile.private
    path = (*placed.path, "paragraphs")
    if placed.item.paragraphs and not rules.paragraphs:
        sentence = N_("the rules of {body} have no paragraphs of exempt information.")
        yield Fault(path, Said(sentence, body=convened.body))
        return
    for number in placed.item.paragraphs:
        if rules.paragraph(number) is None:
            said = Said(
                N_("{schedule} has no paragraph {number}: it has {known}."),
                schedule=rules.schedule,
                number=number,
                known=", ".join(paragraph.number for paragraph in rules.paragraphs),
            )
            yield Fault(path, said)
