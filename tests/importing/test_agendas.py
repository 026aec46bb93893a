"""Agendas as councils of every kind write them, each with what is to be read from it beside it.

The files *.expected are read by people: after a change of the grammar look at every difference.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from server.importing import text
from server.importing.agenda import ImportedAgenda
from server.importing.exclusion import resolution
from server.importing.lines import Line
from server.importing.text import read_text
from server.meeting.agenda import Access
from tests.importing.reckoned import missing, told, within_bounds

AGENDAS = sorted((Path(__file__).parent / "agendas").glob("*.txt"))


@pytest.mark.parametrize("path", AGENDAS, ids=lambda path: path.stem)
def test_an_agenda_is_read_as_a_clerk_would(path: Path) -> None:
    agenda = read_text(path.read_text(encoding="utf-8"))
    assert told(agenda) == path.with_suffix(".expected").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", AGENDAS, ids=lambda path: path.stem)
def test_no_word_of_an_agenda_is_lost(path: Path) -> None:
    given = path.read_text(encoding="utf-8")
    agenda = read_text(given)
    assert missing(given, agenda) == []
    within_bounds(agenda)


@pytest.mark.parametrize("path", AGENDAS, ids=lambda path: path.stem)
def test_the_grammar_itself_keeps_every_line(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last net under it has nothing to catch."""
    caught: list[Line] = []
    net = text.lost
    monkeypatch.setattr(text, "lost", lambda *given: caught.extend(net(*given)) or [])
    read_text(path.read_text(encoding="utf-8"))
    assert caught == []


@pytest.mark.parametrize("path", AGENDAS, ids=lambda path: path.stem)
def test_no_closed_item_has_the_resolution_that_closes_it_as_its_words(path: Path) -> None:
    items = read_text(path.read_text(encoding="utf-8")).items
    closed = [one for item in items for one in (item, *item.items) if one.access is not Access.OPEN]
    told = [line for one in closed for line in (*one.summary.splitlines(), *one.recommendations)]
    assert [line for line in told if resolution(line) is not None] == []


def test_a_line_that_the_grammar_forgets_is_left_out_with_a_finding(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(text.Grammar, "_ends", lambda *_: False)
    forgetful = text.Grammar._line
    monkeypatch.setattr(
        text.Grammar,
        "_line",
        lambda self, line, after: "ducks" in line.text or forgetful(self, line, after),
    )
    agenda: ImportedAgenda = read_text("1. Apologies\nThe ducks are many\n2. Close")
    assert [(f.line, f.text) for f in agenda.findings] == [(2, "The ducks are many")]
