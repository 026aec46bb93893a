"""The list of those who are here, as everybody may read it."""

from __future__ import annotations

import re

import pytest

from server.meeting.record import Audience
from server.render.panels import Artist
from tests.conftest import ENGLISH, Story, sitting


def read(sat: Story) -> str:
    """The words of the public's attendance panel, in one line."""
    drawn = Artist(Audience.PUBLIC, ENGLISH).draw(sat.sides)
    html = next(panel.html for panel in drawn.panels if panel.id == "attendance")
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def test_those_who_are_here_and_do_not_count_are_counted_apart() -> None:
    sat = sitting("amin", "shah")
    sat.do("record_present", person="owen", remote=True, heard=True)
    assert "2 of those present count: one is remote or has no vote." in read(sat)
    sat.do("record_present", person="lloyd")
    assert "2 of those present count: 2 are remote or have no vote." in read(sat)


def test_where_all_count_nothing_is_said_of_it() -> None:
    assert "those present count" not in read(sitting("amin", "shah"))


@pytest.mark.parametrize(
    ("person", "told"),
    [
        ("amin", "Cllr Ann Amin Chair, Green"),
        ("owen", "Cllr Carys Owen Plaid Cymru"),
        ("lloyd", "Eve Lloyd Co-opted member"),
    ],
)
def test_a_member_stands_there_with_office_and_group(person: str, told: str) -> None:
    assert told in read(sitting(person))
