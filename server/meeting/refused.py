"""The one expected answer to a command that cannot be."""

from __future__ import annotations

from server.words import Said

SHOWN = 40
"""How many characters of what makes no sense are said back to the one who gave it."""


class Refused(Said):
    """The rules do not allow this now. The sentence says which rule, and what to do."""


class Advised(Refused):
    """A rule of the body is against it, not the law: with a reason it can be done all the same.

    The reason is minuted. A command that can be advised against takes it as `override`.
    """
