"""What a clerk types as plain text becomes paragraphs and lists, and no word of it is lost."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.render.prose import prose


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("", ""),
        ("  \n \n", ""),
        ("Said.", "<p>Said.</p>"),
        ("One.\n\nTwo.", "<p>One.</p><p>Two.</p>"),
        ("One.\n \t \n\n\nTwo.", "<p>One.</p><p>Two.</p>"),
        ("One\ntwo", "<p>One<br>two</p>"),
        ("- one\n- two", "<ul><li>one</li><li>two</li></ul>"),
        (
            "• one\n· two\n* three\n– four",
            "<ul>" + "".join(f"<li>{n}</li>" for n in ("one", "two", "three", "four")) + "</ul>",
        ),
        ("Points:\n- one\nand so on", "<p>Points:</p><ul><li>one</li></ul><p>and so on</p>"),
        ("-one", "<p>-one</p>"),
        ("-", "<p>-</p>"),
        ("- \n- two", "<p>-</p><ul><li>two</li></ul>"),
        ("3 - 2 = 1", "<p>3 - 2 = 1</p>"),
    ],
)
def test_text_becomes_paragraphs_and_lists(typed: str, html: str) -> None:
    assert prose(typed) == html


def test_whatever_is_typed_is_shown_and_never_run() -> None:
    assert prose("<script>x</script>\n- <b>") == (
        "<p>&lt;script&gt;x&lt;/script&gt;</p><ul><li>&lt;b&gt;</li></ul>"
    )


@given(st.text(alphabet=st.sampled_from("ab -•·*–\n\t<&>\"'\u00a0"), max_size=60))
def test_no_word_is_lost(typed: str) -> None:
    shown = re.sub(r"</(?:p|li)>|<br>|<ul>|<p>|<li>|</ul>", " ", prose(typed))
    words = re.findall(r"[ab<&>\"']+", typed)
    assert re.findall(r"[ab<&>\"']+", unescape(shown)) == words


@given(st.text(max_size=80))
def test_whatever_is_typed_only_our_own_elements_are_drawn(typed: str) -> None:
    assert set(re.findall(r"<[^>]*>", prose(typed))) <= {
        *("<p>", "</p>", "<br>"),
        *("<ul>", "</ul>", "<li>", "</li>"),
    }
