"""A slip: a link that was just made, as it is given to its person on the screen or on paper."""

from __future__ import annotations

from datetime import datetime

import msgspec
from markupsafe import Markup

from server.meeting.meeting import Meeting
from server.pages.qr import qr

PIECE = 4  # letters that are read and typed at a time


def typed(token: str) -> str:
    """A link's letters as they were made, however somebody typed them from a slip."""
    return "".join(token.split()).lower()


class Slip(msgspec.Struct, frozen=True):
    """Whose link it is, what it opens, and its address. It is never stored."""

    name: str
    what: str
    title: str
    address: str
    single_use: bool
    standing: bool = False
    when: datetime | None = None
    place: str = ""
    council: str = ""
    ends_at: datetime | None = None

    @property
    def code(self) -> Markup:
        """The address as a QR code."""
        return qr(self.address)

    @property
    def pieces(self) -> tuple[str, ...]:
        """The address in pieces to read by: the site's as it is, then its letters in fours."""
        site, slash, token = self.address.rpartition("/")
        letters = (token[at : at + PIECE] for at in range(0, len(token), PIECE))
        return (site + slash, *letters)


def meeting_slip(
    meeting: Meeting,
    name: str,
    what: str,
    address: str,
    *,
    single_use: bool,
    standing: bool,
    ends_at: datetime,
) -> Slip:
    """The slip of somebody who takes part in a meeting."""
    return Slip(
        name,
        what,
        meeting.title,
        address,
        single_use,
        standing,
        meeting.starts_at,
        meeting.place,
        meeting.council or meeting.body,
        ends_at,
    )
