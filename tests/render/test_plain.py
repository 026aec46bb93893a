"""What is drawn, as its words alone."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from server.render.plain import plain


@pytest.mark.parametrize(
    ("drawn", "words"),
    [
        ("<p>That it be noted.</p><p>Agreed.</p>", "That it be noted. Agreed."),
        ("<ul><li>one</li><li>two</li></ul>", "one two"),
        ("first<br>second", "first second"),
        ("<strong>For</strong>: 7", "For: 7"),
        ("a &lt;b&gt; &amp; c", "a <b> & c"),
        ('<p class="app-label">Carried </p>\n<p>That.</p>', "Carried: That."),
        ("<p>Carried.</p><details><summary>Receipts</summary>7QX</details>", "Carried."),
        ("", ""),
    ],
)
def test_words_stand_apart_and_nothing_else_is_left(drawn: str, words: str) -> None:
    assert plain(Markup(drawn)) == words  # noqa: S704
