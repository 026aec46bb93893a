"""The one expected answer to a command that cannot be."""

from __future__ import annotations

from server.words import Said

SHOWN = 40
"""How many characters of what makes no sense are said back to the one who gave it."""


class Refused(Said):
    """The rules do not allow this now. The sentence says which rule, and what to do."""
