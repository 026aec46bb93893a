"""Lines of pasted text, with the odd characters that documents leave in them made plain."""

from __future__ import annotations

import pytest

from server.importing.lines import Line, lines_of


def one(text: str) -> Line:
    (line,) = lines_of(text)
    return line


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("Apo\u00adlogies", "Apologies"),
        ("\u00a0 Apologies\u2003for \u200babsence \u00a0", "Apologies for absence"),
        ("Mid\u2011term", "Mid-term"),
        ("1\t\t Ducks\t 5", "1\tDucks\t5"),
        ("1     Ducks", "1\tDucks"),
        ("e\u0301tage", "\u00e9tage"),
    ],
)
def test_odd_characters_are_made_plain(written: str, text: str) -> None:
    assert one(written).text == text


@pytest.mark.parametrize("mark", ["•", "·", "-", "–", "\uf0b7", "▪", "*"])
def test_bullets_are_known_in_all_their_forms(mark: str) -> None:
    line = one(f"{mark}   Ducks")
    assert (line.text, line.bullet) == ("Ducks", True)
    assert one(f"\u200b{mark}\u2003Ducks").bullet


def test_headings_and_bold_are_hints() -> None:
    heading, bold, plain = lines_of("## Part II\n**Ducks**\nGeese")
    assert (heading.text, heading.heading) == ("Part II", 2)
    assert (bold.text, bold.bold) == ("Ducks", True)
    assert (plain.heading, plain.bold, plain.bullet) == (0, False, False)


def test_lines_are_counted_with_those_that_are_blank() -> None:
    first, second = lines_of("\nDucks\n \u00a0\nGeese")
    assert (first.number, first.gap) == (2, True)
    assert (second.number, second.gap) == (4, True)
