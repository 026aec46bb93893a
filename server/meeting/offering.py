"""Which words of an offer are a member's own, so that the clerk may change them."""

from __future__ import annotations

import msgspec

from server.meeting.command import commands
from server.meeting.offers import Offer

WORDS = ("text", "nature", "note")
"""The fields of commands that hold a member's own words."""


def field_of_words(command: str) -> str:
    """The field of this command that holds a member's own words; empty if it has none."""
    asked = commands.get(command)
    names = [f.name for f in msgspec.structs.fields(asked.arguments)] if asked is not None else []
    return next((name for name in WORDS if name in names), "")


def words_of(offer: Offer) -> str:
    """The member's own words in this offer."""
    return str(offer.given.get(field_of_words(offer.command), ""))
