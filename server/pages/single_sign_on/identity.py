"""Who the directory says somebody is, and what it is called when that cannot be said."""

from __future__ import annotations

import msgspec


class Identity(msgspec.Struct, frozen=True):
    """A person of the directory.

    `issuer` and `subject` together name the person for ever (OpenID Connect Core 5.7). `login` is
    empty where it cannot be relied on; `role` is what the directory gives, or "".
    """

    issuer: str
    subject: str
    login: str
    name: str
    role: str


class NotAnswering(Exception):
    """The directory does not answer, or not as an OpenID provider must. Its words are for the
    operator, and hold nothing of a person."""


class NotProven(Exception):
    """What came back does not prove who somebody is. Its words are for the audit log, and hold
    nothing that came from outside."""
