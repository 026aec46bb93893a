"""An item while it is being read, before its bounds are kept and its number is settled."""

from __future__ import annotations

from server.importing.labels import is_paper
from server.importing.marks import Marked
from server.importing.numbering import Kind
from server.meeting.agenda import Access, Purpose
from server.meeting_file.form import WrittenLink


class Draft:
    """What has been read of an item so far."""

    def __init__(self, line: int, number: str = "", title: str = "") -> None:
        self.line = line
        self.number = number
        self.title = title
        self.titled = line  # the last line of its title
        self.summary: list[str] = []
        self.recommendations: list[str] = []
        self.presenters: list[str] = []
        self.papers: list[WrittenLink] = []
        self.minutes = 0
        self.purpose: Purpose | None = None
        self.section: Purpose | None = None  # what the heading above says; its own words say more
        self.access = Access.OPEN
        self.paragraphs: tuple[str, ...] = ()
        self.excludes = False
        self.marked = False  # its own words say that it is closed
        self.subs: list[Draft] = []
        self.sub_kind: Kind | None = None
        self.counted = 0  # the last of the numbers or letters of its sub-items

    @property
    def empty(self) -> bool:
        """Whether nothing but its title has been read."""
        read = (self.summary, self.recommendations, self.presenters, self.papers, self.subs)
        return not any(read)

    @property
    def text(self) -> str:
        """Its summary as it is so far."""
        return "\n".join(self.summary)

    def mark(self, found: Marked) -> None:
        """Take over what marks say."""
        if found.closed and self.access is not Access.EXEMPT:
            self.access = found.access
            self.marked = True
        self.paragraphs = tuple(dict.fromkeys((*self.paragraphs, *found.paragraphs)))
        self.minutes = found.minutes or self.minutes
        self.purpose = found.purpose or self.purpose
        self.summary += found.kept

    def paper(self, title: str, url: str) -> None:
        """A paper with its address. Its name may be what stands on the line before."""
        if not title and self.summary and is_paper(self.summary[-1]):
            title = self.summary.pop()
        exempt = any(word in title.lower() for word in ("exempt", "confidential", "not for publ"))
        self.papers.append(WrittenLink(title or self.title or "Paper", url, exempt))
