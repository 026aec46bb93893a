"""The resolution that excludes the press and public, where an agenda spells it out.

A meeting moves it by an act of its own when the first closed item is reached, so its words are no
business of the item above which, or under which, they stand.
"""

from __future__ import annotations

import re

import msgspec

from server.importing import marks
from server.importing.numbering import leading
from server.words import N_

MOST = 2_000  # characters of such a resolution

MOVED = N_("Orderpaper moves this resolution itself when the item is reached: it is left out.")
AFTER = N_(
    "Items after the exclusion of the press and public are taken as not open to the public. "
    "Check each."
)
NAMED = N_("Taken as not open to the public, as the exclusion names it. Check it.")
WITHIN = N_("Taken as not open to the public, as the exclusion stands with it. Check it.")

_SHUTS_OUT = re.compile(
    r"\b(?:press|public)\b.{0,160}\b(?:exclu|withdraw|leave the (?:meeting|room)|gwahardd)"
    r"|\b(?:exclu(?:de|ding|sion)|gwahardd|cau allan)\b.{0,60}\b(?:press|public|cyhoedd|wasg)\b"
    r"|\bexempt information\b.{0,200}\bpublic\b.{0,40}\bexclu",
    re.I | re.S,
)
_MOVES = re.compile(
    r"[“\"'‘(]*(?:(?:it is |is |the \w+ (?:is|are) )?"
    r"(?:recommended|resolved|proposed|moved|asked|invited)\b"
    r"|(?:draft )?(?:resolution|motion|recommendation)\b|to (?:resolve|consider|pass|move|agree|"
    r"approve|exclude|determine|decide)\b|(?:in accordance with|pursuant to|under|by virtue of) "
    r"|that\b|penderfyn\w+|bod\b|ystyried\b|i (?:ystyried|benderfynu)\b)",
    re.I,
)
_PASSES = re.compile(
    r"\bthat\b|\bresol|\bsection 1(?:00a)?\b|\bs\.?\s?1(?:00a)?\b|\bact\b|\bschedule\b|\bbod\b"
    r"|\bto exclude\b",
    re.I,
)
_FOLLOWING = re.compile(
    r"\b(?:following|remaining|next|remainder|rest of the|below|subsequent)\b|\bcanlynol\b", re.I
)
_NAMED = re.compile(
    r"\b(?:agenda )?items?\s+(?:numbers?\s+|nos?\.?\s+)?"
    r"([A-Z]{0,5}\d[\w/.]*(?:\s*(?:,|and|&|to|-|–)\s*[A-Z]{0,5}\d[\w/.]*)*)",
    re.I,
)
_LEAD = re.compile(r"\b(?:motion|resolution|resolve|recommended|proposed)\b", re.I)
_HEADING = re.compile(
    r"(?:\w+ )?(?:exclusion of|to exclude|excluding) (?:the )?(?:press|public)\b"
    r"(?:[^.;:]{0,60})$|(?:gwahardd|cau allan) (?:y )?(?:wasg|cyhoedd)[^.;:]{0,60}$",
    re.I,
)
_BACK = re.compile(
    r"\bre-?(?:admi|open)\w*\b.{0,40}\b(?:press|public|meeting)\b"
    r"|\breturn (?:of the public|to open)"
    r"|\b(?:date|time)s?\b.{0,20}\bnext\b.{0,30}\bmeeting\b|^(?:date of )?next meeting\b",
    re.I,
)


class Resolution(msgspec.Struct, frozen=True):
    """What a resolution says of the items that it closes. `items` are numbers, if it names any;
    `following`: those after it; neither: the item with which it stands."""

    items: tuple[str, ...] = ()
    following: bool = False
    paragraphs: tuple[str, ...] = ()


def resolution(text: str) -> Resolution | None:
    """The resolution that a line spells out, its number or letter before it or not."""
    found = leading(text)
    if found is not None:
        text = found.rest
    if len(text) > MOST or not _MOVES.match(text) or not _PASSES.search(text):
        return None
    if not _SHUTS_OUT.search(text):
        return None
    named = tuple(_numbers(text))
    following = not named and bool(_FOLLOWING.search(text))
    return Resolution(named, following, marks.paragraphs(text))


def begins(text: str) -> bool:
    """Whether a line may be the first of a resolution that runs over several."""
    found = leading(text)
    return bool(_MOVES.match(found.rest if found is not None else text))


def introduces(text: str) -> bool:
    """Whether a line says no more than that the resolution follows."""
    return text.endswith((":", ":-", ":–")) and bool(_LEAD.search(text))


def heads(text: str) -> bool:
    """Whether a line without a number is a heading that says so."""
    return len(text) <= 120 and bool(_HEADING.match(text.strip(" *[]:–—-")))


def reopens(title: str) -> bool:
    """Whether an item stands after the closed ones, and is taken in public: the return of the
    public, or when the next meeting is."""
    return bool(_BACK.search(title))


def _numbers(text: str) -> list[str]:
    named: list[str] = []
    for found in _NAMED.finditer(text):
        parts = re.split(r"\s*(,|and|&|to|-|–)\s*", found[1].rstrip(".,"))
        for mark, part in zip(["", *parts[1::2]], parts[::2], strict=True):
            if mark in ("to", "-", "–") and part.isdigit() and named and named[-1].isdigit():
                named += [str(n) for n in range(int(named[-1]) + 1, min(int(part), 400) + 1)]
            elif part:
                named.append(part.rstrip("."))
    return named
