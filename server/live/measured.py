"""The papers of an agenda with their sizes, so that every process and every page tells the same."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from server.meeting.agenda import Link
from server.meeting.convened import MeetingConvened
from server.papers.names import digest_in

SizeOf = Callable[[str], int]
"""How many bytes the file with a digest has; 0 if it is not kept."""


def measured(convened: MeetingConvened, size_of: SizeOf) -> MeetingConvened:
    """The agenda as it is, each paper that is kept here with its size in bytes."""

    def sized(paper: Link) -> Link:
        digest = digest_in(paper.url)
        return replace(paper, size=size_of(digest) if digest else 0)

    return replace(
        convened,
        items=tuple(
            replace(item, papers=tuple(map(sized, item.papers))) if item.papers else item
            for item in convened.items
        ),
    )
