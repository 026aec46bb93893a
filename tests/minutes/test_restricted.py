"""What the template of a kind of business may draw for the minutes, and how it is read."""

from __future__ import annotations

import pytest

from server.minutes.model import Bullets, Paragraph, Span
from server.minutes.restricted import NotAllowed, read, writable


def test_paragraphs_and_lists_are_read_in_order() -> None:
    assert read("<p>One</p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul><p>Two</p>") == (
        Paragraph((Span("One"),)),
        Bullets(((Span("a"),), (Span("b"),))),
        Paragraph((Span("Two"),)),
    )


def test_strong_and_emphasised_words_keep_their_manner() -> None:
    (paragraph,) = read("<p>It was <strong>not</strong> <em>agreed</em>.</p>")
    assert paragraph == Paragraph(
        (
            Span("It was "),
            Span("not", strong=True),
            Span(" "),
            Span("agreed", em=True),
            Span("."),
        )
    )


def test_the_space_that_a_template_leaves_is_no_part_of_the_words() -> None:
    assert read("\n<p>\n  one\n  two  <br>\n three \n</p>\n") == (
        Paragraph((Span("one two\nthree"),)),
    )


def test_words_outside_a_paragraph_are_one() -> None:
    assert read("Agreed.") == (Paragraph((Span("Agreed."),)),)


def test_what_was_typed_as_markup_is_words() -> None:
    assert read("<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp;</p>") == (
        Paragraph((Span("<script>alert(1)</script> &amp;"),)),
    )


def test_an_empty_paragraph_or_list_says_nothing() -> None:
    assert read("<p> </p><ul><li></li></ul><p><br></p>") == ()


@pytest.mark.parametrize(
    "html",
    [
        "<script>x</script>",
        "<p onclick='x'>x</p>",
        "<table></table>",
        "<a href='x'>x</a>",
        "<!-- x -->",
        "<!DOCTYPE html>",
        "<?php x ?>",
        "</div>",
        "<li>x</li>",
        "<ul><li><ul><li>x</li></ul></li></ul>",
    ],
)
def test_anything_else_is_refused(html: str) -> None:
    with pytest.raises(NotAllowed):
        read(html)


def test_a_character_that_no_document_can_hold_is_marked() -> None:
    assert writable("bell\x07 half\ud800 tab\t ŵ 🎉") == "bell\ufffd half\ufffd tab\t ŵ 🎉"
