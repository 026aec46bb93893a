"""Typed words that Markdown would take for its own."""

from __future__ import annotations

import pytest

from server.minutes import write
from server.minutes.markdown import escaped
from tests.minutes.made import ENGLISH, noted


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("*not strong*", r"\*not strong\*"),
        ("_so_ and snake_case", r"\_so\_ and snake_case"),
        ("[a](b)", r"\[a\](b)"),
        ("<b> but 3 < 4", r"\<b> but 3 < 4"),
        ("# one", r"\# one"),
        ("C# and item #3", r"C# and item \#3"),
        ("1. one\n2) two", "1\\. one\n2\\) two"),
        ("14 July", "14 July"),
        ("- one\n+ two\n> three\n---\n===", "\\- one\n\\+ two\n\\> three\n\\---\n\\==="),
        ("-5 degrees", "-5 degrees"),
        ("R&D &amp; Q", r"R&D \&amp; Q"),
        ("a|b", r"a\|b"),
        ("\\", "\\\\"),
    ],
)
def test_a_mark_is_escaped_where_it_would_mean_something(typed: str, written: str) -> None:
    assert escaped(typed) == written


def test_points_and_new_lines_are_kept() -> None:
    text = write(noted("Said:\n- one\n- two\n\nfirst\nsecond"), ENGLISH)["md"].decode()
    assert "Said:\n\n- one\n- two\n\nfirst\\\nsecond\n" in text
