"""Access: an item on the agenda is closed to the press and public, or opened to them after all.

Whether a report is likely to be taken in private is for the proper officer to say (LGA 1972
s.100B(2)); whether the meeting takes it in private is for the meeting.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from server.meeting import (
    N_,
    UNTIL_CLOSE,
    Actor,
    Event,
    Meeting,
    Office,
    OnOpenRecord,
    Refused,
    Stamp,
    command,
    replace,
)
from server.meeting.agenda import Access, AgendaItem, Link
from server.meeting.running import family
from server.meeting.taking import require_still_on


class ItemClosed(OnOpenRecord, frozen=True):
    """An item, with all beneath it, is to be taken in private. `withheld`: what the agenda said of
    it is not there any more, as for those outside."""

    title: ClassVar[str] = N_("Item closed")
    of_the_agenda: ClassVar[bool] = True
    access: Access
    paragraphs: tuple[str, ...] = ()
    withheld: bool = False

    def told(self, heard: Meeting, stamp: Stamp) -> ItemClosed:
        return replace(self, withheld=True)

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        closed = family(meeting.items, self.item)

        def become(item: AgendaItem) -> AgendaItem:
            if item.number not in closed:
                return item
            if not item.closed:
                item = replace(item, access=self.access, paragraphs=self.paragraphs)
            return item.outside() if self.withheld else item

        items = tuple(become(item) for item in meeting.items)
        return super().apply(replace(meeting, items=items), stamp)


class ItemOpened(OnOpenRecord, frozen=True):
    """An item that was closed is taken in public. With its report, what the agenda says of it is
    published: `summary`, `recommendations` and `papers`."""

    title: ClassVar[str] = N_("Item opened")
    of_the_agenda: ClassVar[bool] = True
    reason: str = ""
    report: bool = False
    summary: str = ""
    recommendations: tuple[str, ...] = ()
    papers: tuple[Link, ...] = ()

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        entered = super().apply(meeting, stamp)
        item = entered.find_item(self.item)
        if item is None:
            return meeting
        opened = replace(
            item,
            access=Access.OPEN,
            report_exempt=not self.report,
            summary=item.summary or self.summary,
            recommendations=item.recommendations or self.recommendations,
            papers=item.papers or self.papers,
        )
        return entered.with_item(opened)


@command(Office.CLERK, phases=UNTIL_CLOSE, in_public=True)
def close_item(
    meeting: Meeting,
    actor: Actor,
    item: str,
    access: Access = Access.EXEMPT,
    paragraphs: str = "",
) -> Iterator[Event]:
    """An item that is still to be taken is exempt, by these paragraphs, or confidential."""
    found = require_still_on(meeting, item)
    if found.closed:
        raise Refused(N_("Item {number} is closed already."), number=item)
    if access is Access.OPEN:
        raise Refused(N_("Say whether it is exempt or confidential."))
    if found.taken:
        raise Refused(
            N_("Item {number} was begun in public: exclude the press and public for the rest."),
            number=item,
        )
    numbers = tuple(n.strip() for n in paragraphs.split(",") if n.strip())
    for number in numbers:
        if meeting.profile.private.paragraph(number) is None:
            raise Refused(
                N_("{schedule} has no paragraph {number}."),
                schedule=meeting.profile.private.schedule,
                number=number[:20],
            )
    yield ItemClosed(item, access, numbers)


@command(Office.CLERK, phases=UNTIL_CLOSE, in_public=True)
def open_item(
    meeting: Meeting, actor: Actor, item: str, reason: str, report: bool = False
) -> Iterator[Event]:
    """An exempt item is taken in public, for this reason. `report`: its papers are published too,
    as the proper officer has determined."""
    found = require_still_on(meeting, item)
    _require_may_open(meeting, found)
    if not reason:
        raise Refused(N_("Say why it is taken in public: the minutes give the reason."))
    if not report:
        yield ItemOpened(item, reason)
        return
    papers = tuple(paper for paper in found.papers if not paper.exempt)
    yield ItemOpened(item, reason, True, found.summary, found.recommendations, papers)


def _require_may_open(meeting: Meeting, item: AgendaItem) -> None:
    if item.access is Access.CONFIDENTIAL:
        raise Refused(
            N_("Item {number} is confidential, and no resolution can open it ({source})."),
            number=item.number,
            source=meeting.profile.private.confidential or meeting.profile.name,
        )
    if not item.closed and not item.report_exempt:
        raise Refused(N_("Item {number} is open."), number=item.number)
    if any(entry.private for entry in item.record):
        raise Refused(
            N_(
                "Something was recorded privately under item {number}, and that stays private. "
                "Release the decision instead."
            ),
            number=item.number,
        )
