"""The doors: who may come in, by an account or a personal link, and who is inside."""

from __future__ import annotations

from server.pages.doors.links import MeetingLinks
from server.pages.doors.officers import Officers


class Doors(MeetingLinks, Officers):
    """Every way in: officers by their accounts, members and the chair by their links."""
