"""A council adds a kind of business of its own: two files in a folder, and nothing else."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from markupsafe import Markup

from server import business
from server.meeting.audience import seen_by
from server.meeting.command import commands
from server.meeting.event import Event
from server.meeting.fold import replay
from server.meeting.record import Audience
from server.minutes import compose, write
from server.render import templates
from server.render.house import house_of
from server.render.panels import Artist, Drawing
from tests.conftest import ENGLISH, Story, at_item

MODULE = '''
"""Petitions: handed in at a meeting, signed by more and more, received by the chair."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from server.meeting import (
    N_,
    Actor,
    Audience,
    Entry,
    Event,
    Meeting,
    Noted,
    Office,
    Refused,
    Stamp,
    command,
    replace,
)


class PetitionHandedIn(Noted, frozen=True):
    """A petition was handed in. Where the petitioner lives is for clerk and chair."""

    title: ClassVar[str] = N_("Petition")
    text: str
    petitioner: str
    address: str
    signatures: int = 1
    received: bool = False

    def seen_by(self, audience: Audience) -> PetitionHandedIn:
        return self if audience in (Audience.CLERK, Audience.CHAIR) else replace(self, address="")


class PetitionSigned(Event, frozen=True):
    """More people signed."""

    title: ClassVar[str] = N_("Signatures")
    entry: str
    more: int

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        return meeting.change_entry(self.entry, lambda entry: _signed(entry, stamp, self.more))


class PetitionReceived(Event, frozen=True):
    """The chair received the petition."""

    title: ClassVar[str] = N_("Petition received")
    entry: str

    def apply(self, meeting: Meeting, stamp: Stamp) -> Meeting:
        return meeting.change_entry(
            self.entry, lambda e: e.changed(replace(e.matter, received=True), stamp)
        )


@command(Office.CLERK)
def hand_in_petition(
    meeting: Meeting, actor: Actor, text: str, petitioner: str, address: str = "", item: str = ""
) -> Iterator[Event]:
    """Somebody hands in a petition."""
    under = meeting.item_or_in_hand(item, actor.at)
    if not text:
        raise Refused(N_("Say what the petition asks for."))
    yield PetitionHandedIn(under.number, text, petitioner, address)


@command(Office.CLERK)
def sign_petition(meeting: Meeting, actor: Actor, entry: str, more: int) -> Iterator[Event]:
    """More people sign it."""
    _petition(meeting, entry)
    if more < 1:
        raise Refused(N_("Say how many more have signed."))
    yield PetitionSigned(entry, more)


@command(Office.CHAIR)
def receive_petition(meeting: Meeting, actor: Actor, entry: str) -> Iterator[Event]:
    """The chair receives it for the council."""
    if _petition(meeting, entry).received:
        raise Refused(N_("The petition has been received already."))
    yield PetitionReceived(entry)


def _petition(meeting: Meeting, entry: str) -> PetitionHandedIn:
    matter = meeting.entry(entry).matter
    if not isinstance(matter, PetitionHandedIn):
        raise Refused(N_("That entry is not a petition."))
    return matter


def _signed(entry: Entry, stamp: Stamp, more: int) -> Entry:
    return entry.changed(replace(entry.matter, signatures=entry.matter.signatures + more), stamp)
'''

TEMPLATE = """
{% import "slips.html" as slips %}
{% macro live(entry, house, audience) %}
{% set matter = entry.matter %}
<div class="app-prose">{{ matter.text | prose }}</div>
<p>{{ matter.petitioner }}{% if matter.address %}, {{ matter.address }}{% endif %}:
{{ ngettext("%(num)s signature", "%(num)s signatures", matter.signatures) }}</p>
{% endmacro %}
{% macro form(house, audience, item, kept={}) %}
{% if audience == "clerk" %}
{% call(words) slips.slip(house, audience, "hand_in_petition", _("Petition"), kept) %}
{{ slips.onto(house, "hand_in_petition", item, words) }}
{{ slips.box("slip-hand_in_petition-text", "text", _("What it asks for"), words) }}
{% endcall %}
{% elif audience == "chair" %}
{% call(words) slips.slip(house, audience, "receive_petition", _("Receive"), kept) %}
{{ slips.line("slip-receive_petition-entry", "entry", _("Petition"), words) }}
{% endcall %}
{% endif %}
{% endmacro %}
{% macro minutes(entry, house, audience) %}
{% set matter = entry.matter %}
<p>{{ matter.petitioner }} handed in a petition with {{ matter.signatures }} signatures:
{{ matter.text }}</p>
{% if matter.received %}<p><strong>The Chair received it.</strong></p>{% endif %}
{% endmacro %}
{% set minuted_as = {"PetitionHandedIn": "decision"} %}
"""


@pytest.fixture
def petitions(tmp_path: Path) -> Iterator[None]:
    """Petitions are a kind of business while a test runs, and unknown to the next."""
    for place, text in (
        ("business/petition.py", MODULE),
        ("templates/business/petition.html", TEMPLATE),
    ):
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).write_text(text)
    folder, known = str(tmp_path / "business"), set(commands) | set(Event.named)
    business.load_further(folder)
    templates.further_folders.append(str(tmp_path / "templates"))
    _forget_templates()
    yield
    for registry in (commands, Event.named):
        for name in registry.keys() - known:
            del registry[name]  # type: ignore[attr-defined]
    business.__path__.remove(folder)
    sys.path_importer_cache.pop(folder, None)
    del sys.modules["server.business.petition"], business.petition
    templates.further_folders.remove(str(tmp_path / "templates"))
    _forget_templates()


def _forget_templates() -> None:
    templates.environment.cache_clear()
    templates.kind.cache_clear()


def handed_in() -> tuple[Story, str]:
    sat = at_item("3")
    petition = sat.do(
        "hand_in_petition", text="Save the library", petitioner="Jo Bloggs", address="1 Mill Lane"
    )
    return sat, petition


def drawn(sat: Story, audience: Audience) -> Drawing:
    return Artist(audience, ENGLISH).draw(sat.sides)


def everything(drawing: Drawing) -> str:
    return "\n".join(panel.html for panel in drawing.panels)


@pytest.mark.usefixtures("petitions")
def test_its_commands_have_their_rules() -> None:
    sat, petition = handed_in()
    assert sat.refused("hand_in_petition", text="", petitioner="x") == (
        "Say what the petition asks for."
    )
    assert "not a whole number" in sat.refused("sign_petition", entry=petition, more="many")
    assert sat.refused("sign_petition", entry=petition, more=0) == "Say how many more have signed."
    note = sat.do("record_note", text="Said.")
    assert sat.refused("sign_petition", entry=note, more=1) == "That entry is not a petition."


@pytest.mark.usefixtures("petitions")
def test_a_command_of_its_own_may_be_the_chairs_alone() -> None:
    sat, petition = handed_in()
    assert sat.refused("receive_petition", entry=petition) == (
        "This is not for the clerk to do: it is for the chair."
    )
    sat.do("receive_petition", by="chair", entry=petition)
    assert sat.refused("receive_petition", by="chair", entry=petition) == (
        "The petition has been received already."
    )


@pytest.mark.usefixtures("petitions")
def test_its_state_grows_and_can_be_undone() -> None:
    sat, petition = handed_in()
    sat.do("sign_petition", entry=petition, more=11)
    assert sat.entry(petition).matter.signatures == 12  # type: ignore[attr-defined]
    assert replay(sat.recorded) == sat.meeting
    sat.do("undo")
    assert sat.entry(petition).matter.signatures == 1  # type: ignore[attr-defined]


@pytest.mark.usefixtures("petitions")
def test_the_public_sees_it_without_what_is_kept_from_them() -> None:
    sat, petition = handed_in()
    sat.do("sign_petition", entry=petition, more=11)
    public = everything(drawn(sat, Audience.PUBLIC))
    assert "Save the library" in public
    assert "12 signatures" in public
    assert "1 Mill Lane" not in public
    assert "1 Mill Lane" in everything(drawn(sat, Audience.CLERK))


@pytest.mark.usefixtures("petitions")
def test_only_what_shows_it_is_drawn_again() -> None:
    sat, petition = handed_in()
    artist = Artist(Audience.PUBLIC, ENGLISH)
    before = artist.draw(sat.sides).digests
    sat.do("sign_petition", entry=petition, more=11)
    after = artist.draw(sat.sides).digests
    assert {id for id in after if after[id] != before[id]} <= {"agenda-item-3", "now"}
    assert after != before


@pytest.mark.usefixtures("petitions")
def test_each_office_has_its_own_form_of_it() -> None:
    house = house_of(at_item("3").meeting)

    def form(audience: str) -> Markup:
        return templates.form(ENGLISH, "petition", house, audience, "3")

    assert 'action="/meetings/planning/chair/do/receive_petition"' in form("chair")
    assert "receive_petition" not in form("clerk")
    assert 'action="/meetings/planning/clerk/do/hand_in_petition"' in form("clerk")
    assert form("public") == ""


@pytest.mark.usefixtures("petitions")
def test_the_draft_note_has_it_in_its_own_words() -> None:
    sat, petition = handed_in()
    sat.do("sign_petition", entry=petition, more=11)
    sat.do("receive_petition", by="chair", entry=petition)
    sentence = "Jo Bloggs handed in a petition with 12 signatures: Save the library"
    note = write(sat.meeting, ENGLISH)
    assert sentence in note["md"].decode()
    assert "**The Chair received it.**" in note["md"].decode()
    assert sentence in note["html"].decode()
    assert note["docx"].startswith(b"PK")


@pytest.mark.usefixtures("petitions")
def test_a_note_of_what_the_public_may_see_does_not_hold_the_rest() -> None:
    sat, _ = handed_in()
    public = compose(seen_by(sat.sides, Audience.PUBLIC), ENGLISH, Audience.PUBLIC)
    written = write(public, ENGLISH)
    item = next(i for i in json.loads(written["json"])["items"] if i["number"] == "3")
    assert item["entries"][0]["type"] == "PetitionHandedIn"
    assert not any(b"1 Mill Lane" in content for content in written.values())


@pytest.mark.usefixtures("petitions")
def test_its_folder_may_be_loaded_twice() -> None:
    known, folders = set(commands), list(business.__path__)
    assert "petition" in business.load_further(folders[-1])
    assert set(commands) == known
    assert business.__path__ == folders


def test_another_council_knows_nothing_of_it() -> None:
    assert "hand_in_petition" not in commands
    assert "PetitionHandedIn" not in Event.named
    assert "petition" not in business.load_kinds()
    assert "There is no command" in at_item("3").refused("hand_in_petition", text="x")
