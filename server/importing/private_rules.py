"""Private business of an agenda that was read, as the rules of the body that is to meet have it.

What councils write does not say by which act: to a parish council “confidential” is what the
meeting may resolve to take in private (Public Bodies (Admission to Meetings) Act 1960 s.1(2)),
while LGA 1972 s.100A(2) closes confidential business without a resolution.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from msgspec.structs import replace

from server.importing.agenda import ImportedAgenda
from server.importing.body import DOUBTFUL
from server.importing.finding import Finding, Weight
from server.meeting.agenda import Access
from server.meeting.profile import PrivateRule
from server.meeting_file.form import WrittenSubItem
from server.words import N_, Said

I = TypeVar("I", bound=WrittenSubItem)  # noqa: E741

_BY_RESOLUTION = N_(
    "This is marked as confidential: it is taken in private if the meeting so resolves."
)
_NO_SCHEDULE = N_(
    "Paragraphs are left out: the rules of this body have no schedule of exempt information."
)


def as_rules_have_it(agenda: ImportedAgenda, rules: PrivateRule) -> ImportedAgenda:
    """The agenda with no closed item whose ground the rules do not know but another that they do,
    and a finding for each thing that this changes. Nothing is ever opened by it."""
    items = tuple(
        replace(_held(item, rules), items=tuple(_held(each, rules) for each in item.items))
        for item in agenda.items
    )
    findings = (
        *_said(agenda.findings, rules),
        *_changed(agenda, rules),
        *_left_out(agenda.items, rules),
    )
    return replace(agenda, items=items, findings=findings)


def _held(item: I, rules: PrivateRule) -> I:
    access = Access.EXEMPT if _renamed(item.access, rules) else item.access
    paragraphs = item.paragraphs if rules.paragraphs else ()
    return replace(item, access=access, paragraphs=paragraphs)


def _renamed(access: Access, rules: PrivateRule) -> bool:
    """Whether it is confidential where the rules close business by resolution alone."""
    known = rules.confidential or not (rules.wording or rules.own_rules)
    return access is Access.CONFIDENTIAL and not known


def _said(findings: Iterable[Finding], rules: PrivateRule) -> Iterator[Finding]:
    renamed = _renamed(Access.CONFIDENTIAL, rules)
    for finding in findings:
        if renamed and finding.said.sentence == DOUBTFUL:
            yield replace(finding, said=Said(_BY_RESOLUTION))
        else:
            yield finding


def _changed(agenda: ImportedAgenda, rules: PrivateRule) -> Iterator[Finding]:
    """A finding for each item of an agenda whose reader had no doubt, as of a meeting file."""
    if any(finding.said.sentence == DOUBTFUL for finding in agenda.findings):
        return
    for item in (each for top in agenda.items for each in (top, *top.items)):
        if _renamed(item.access, rules):
            yield Finding(Weight.GUESSED, Said(_BY_RESOLUTION), 0, item.title)


def _left_out(items: Iterable[WrittenSubItem], rules: PrivateRule) -> Iterator[Finding]:
    for item in items:
        if item.paragraphs and not rules.paragraphs:
            text = f"{item.title}: {', '.join(item.paragraphs)}"
            yield Finding(Weight.LEFT_OUT, Said(_NO_SCHEDULE), 0, text)
        yield from _left_out(getattr(item, "items", ()), rules)
