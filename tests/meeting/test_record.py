"""The record: entries can be reworded and struck, and how they read before is kept."""

from __future__ import annotations

import pytest

from server.business.agenda import ItemWithdrawn
from server.business.note import NoteRecorded
from server.meeting.record import Audience, Entry
from server.meeting.refused import Refused
from tests.conftest import ENGLISH, Story, at_item


def noted() -> tuple[Story, Entry]:
    sat = at_item("3")
    return sat, sat.entry(sat.do("record_note", text="Said."))


def test_an_entry_knows_its_kind_and_the_name_of_its_matter() -> None:
    _, entry = noted()
    assert (entry.kind, entry.matter.name) == ("note", "NoteRecorded")


def test_a_matter_with_words_can_be_reworded() -> None:
    assert NoteRecorded("3", "Said.").reworded("Told.") == NoteRecorded("3", "Told.")


def test_a_matter_concludes_nothing_unless_it_says_so() -> None:
    assert not NoteRecorded.concludes
    assert ItemWithdrawn.concludes


def test_a_matter_without_words_is_struck_and_recorded_anew() -> None:
    matter = ItemWithdrawn("3")
    assert matter.words == ""
    with pytest.raises(Refused, match="no words of its own to correct: strike it"):
        matter.reworded("Told.")


def test_how_an_entry_read_before_is_kept_with_the_reason() -> None:
    sat, entry = noted()
    stamp = sat.recorded[-1].stamp
    changed = entry.changed(entry.matter.reworded("Told."), stamp, "Misheard")
    assert changed.version == 1
    assert changed.earlier[0].matter == entry.matter
    assert changed.earlier[0].reason == "Misheard"


def test_a_change_of_the_version_on_the_screen_is_allowed() -> None:
    _, entry = noted()
    entry.require_version(0)
    entry.require_version(-1)


def test_a_change_of_an_older_version_names_who_was_first() -> None:
    sat, entry = noted()
    sat.do("edit_note", entry=entry.id, text="Told.")
    with pytest.raises(Refused) as refusal:
        sat.entry(entry.id).require_version(0)
    assert "changed this at 6.33pm while you were writing" in ENGLISH.say(refusal.value)


@pytest.mark.parametrize("version", [1, 5, -7])
def test_a_change_of_a_version_that_was_undone_says_so(version: int) -> None:
    _, entry = noted()
    with pytest.raises(Refused, match="was undone while you were writing"):
        entry.require_version(version)


def test_an_entry_that_an_audience_may_not_see_is_none_for_it() -> None:
    _, entry = noted()
    assert entry.seen_by(Audience.PUBLIC) is None
    assert entry.seen_by(Audience.CLERK) is entry
