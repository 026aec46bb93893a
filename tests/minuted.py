"""How what is on record reads in the minutes, as plain words."""

from __future__ import annotations

import re

from server.render.house import house_of
from server.render.templates import say
from tests.conftest import ENGLISH, Story


def minuted(sat: Story, number: str) -> list[str]:
    """The sentences under an item, entry by entry, without what was struck out."""
    record = [entry for entry in sat.item(number).record if entry.struck is None]
    house = house_of(sat.meeting)
    said = (say(ENGLISH, "minutes", entry, house, "clerk") for entry in record)
    return [" ".join(re.sub(r"<[^>]*>", " ", html.unescape()).split()) for html in said]
