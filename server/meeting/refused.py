"""The one expected answer to a command that cannot be."""

from __future__ import annotations

from server.words import Said


class Refused(Said):
    """The rules do not allow this now. The sentence says which rule, and what to do."""
