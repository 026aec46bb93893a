"""Items numbered as parishes do, 125/20 or FC1/22, are as good in addresses and ids as any."""

from __future__ import annotations

import re

import pytest

from server.meeting.convened import PlannedItem
from server.meeting.record import Audience
from server.meeting_file import MeetingFileError, read_meeting_file
from server.minutes import write
from server.render.panels import Artist
from tests.conftest import ENGLISH, Story, sitting
from tests.test_meeting_file import PROFILES, SMALL

ITEMS = (
    PlannedItem("125/20", "Apologies", declarations=True),
    PlannedItem("126/20", "The pond", recommendations=("That it be dug.",)),
    PlannedItem("126/20.1", "The ducks", parent="126/20"),
    PlannedItem("FC1/22", "Accounts"),
    PlannedItem("FC2/22", "Close"),
)


def story() -> Story:
    sat = sitting(items=ITEMS)
    sat.do("take_item", item="125/20")
    sat.do("declare_interest", person="owen", item="126/20", kind="pecuniary", nature="It is hers")
    sat.do("take_item", item="126/20.1")
    sat.do("record_note", text="Ducks were seen.")
    sat.do("take_item", item="126/20")
    sat.do("leave_for_interest", person="owen", item="126/20")
    sat.do("record_decision", text="It was dug.")
    sat.do("change_order", item="FC2/22", before="FC1/22")
    return sat


@pytest.mark.parametrize("audience", list(Audience))
def test_ids_have_no_slash_and_every_link_on_the_page_leads_somewhere(audience: Audience) -> None:
    panels = Artist(audience, ENGLISH).draw(story().sides).panels
    html = "".join(panel.html for panel in panels)
    assert "126/20" in html
    ids = set(re.findall(r'\bid="([^"]*)"', html)) | {panel.id for panel in panels}
    assert not [id for id in ids if "/" in id]
    agenda = set(re.findall(r'href="#(agenda-[^"]*)"', html))
    assert agenda <= ids


def test_the_note_has_them() -> None:
    markdown = write(story().meeting, ENGLISH)["md"]
    text = markdown.decode() if isinstance(markdown, bytes) else str(markdown)
    assert "126/20" in text


def test_a_meeting_file_takes_them() -> None:
    written = SMALL.replace('title = "The pond"', 'title = "The pond"\nnumber = "125/20"')
    assert "125/20" in {item.number for item in read_meeting_file(written, PROFILES).items}


@pytest.mark.parametrize("number", ["125/", "/20", "1//2", "1/.2"])
def test_a_slash_stands_between(number: str) -> None:
    written = SMALL.replace('title = "The pond"', f'title = "The pond"\nnumber = "{number}"')
    with pytest.raises(MeetingFileError, match="is no number of an item"):
        read_meeting_file(written, PROFILES)


def test_a_number_differs_from_others_by_more_than_a_slash() -> None:
    """Both would be the same address."""
    twice = '[[items]]\ntitle = "Ducks"\nnumber = "12.5"\n\n[[items]]\ntitle = "Geese"\n'
    with pytest.raises(MeetingFileError, match=r"two items have the number 12\.5"):
        read_meeting_file(f'{SMALL}\n{twice}number = "12/5"\n', PROFILES)
