"""What is known of the accessibility of these pages: the one source of what the statement says.

Each claim names the test that holds it, and tests/pages/statement/ sees that the test is there.
"""

from __future__ import annotations

from datetime import date

import msgspec

from server.words import N_

PREPARED = date(2026, 11, 23)
"""When the statement was prepared, and last held against the tests by a person."""


class Checked(msgspec.Struct, frozen=True):
    """What is checked before every release, and the test that checks it."""

    words: str
    test: str


_ACCESSIBLE = "tests/pages/test_accessible.py"
CHECKED = (
    Checked(
        N_(
            "The pages of a meeting, the lists of meetings, the calendar and the pages that tell "
            "of errors are checked by a program, axe, against WCAG 2.2 levels A and AA, in each of "
            "the states that a meeting can be in."
        ),
        f"{_ACCESSIBLE}::test_nothing_on_the_page_stands_in_anybodys_way_in_any_state",
    ),
    Checked(
        N_("The same is done with the colours that are light on dark."),
        f"{_ACCESSIBLE}::test_nothing_on_the_page_stands_in_anybodys_way_in_any_state",
    ),
    Checked(
        N_(
            "And in the width of a phone, down to 320 pixels, at which no page may need to be "
            "scrolled sideways."
        ),
        f"{_ACCESSIBLE}::test_nothing_on_any_page_stands_in_anybodys_way_on_a_phone",
    ),
    Checked(
        N_(
            "With the Tab key alone everything on these pages is reached, in the order in which it "
            "is read, and it can be seen where one is."
        ),
        f"{_ACCESSIBLE}::test_the_tab_key_reaches_everything_in_order_and_its_focus_is_seen",
    ),
    Checked(
        N_("A whole meeting is minuted from the keyboard, without a mouse."),
        "tests/pages/test_by_keyboard.py::test_the_script_played_by_keyboard_ends_in_the_same_note",
    ),
    Checked(
        N_("The public page of a meeting is read with text twice as large."),
        "tests/pages/test_plain_page.py::test_with_text_twice_as_large_every_word_has_its_place",
    ),
    Checked(
        N_("The public page is read, and updates by itself, where no script runs."),
        "tests/pages/test_public_page.py"
        "::test_without_a_script_the_page_updates_by_itself_until_it_is_stopped",
    ),
    Checked(
        N_(
            "What a page announces to a screen reader is short, and comes once, however much "
            "happens at a time."
        ),
        "tests/pages/test_public_page.py"
        "::test_announcements_are_few_and_short_when_much_happens_at_once",
    ),
    Checked(
        N_("The pages on which people sign in and officers make links are checked by axe."),
        "tests/pages/test_door_pages.py::test_the_pages_of_the_doors_stand_in_nobodys_way",
    ),
    Checked(
        N_("So is the search."),
        "tests/pages/test_search.py::test_nothing_keeps_anybody_from_searching",
    ),
    Checked(
        N_("So are this page and those on privacy, cookies and taking part."),
        "tests/pages/statement/test_pages.py::test_nothing_on_them_stands_in_anybodys_way",
    ),
)

NOT_TESTED = (
    N_("Nobody from outside has audited these pages."),
    N_(
        "They have not been tested together with people who use a screen reader, a magnifier, "
        "voice control or a switch. Programs find only some of the faults."
    ),
    N_("The checks are made in one browser, Chromium. In others they are not repeated."),
    N_("No check is made with larger spacing between letters, words and lines (WCAG 1.4.12)."),
)

NOT_ACCESSIBLE = (
    N_(
        "Papers of a meeting, such as PDF and Word files, are made elsewhere. Some may not have "
        "headings, a reading order or descriptions of pictures, and may so fail WCAG 1.1.1, 1.3.1 "
        "and 2.4.2. Ask the council for a paper in another form."
    ),
    N_(
        "In Welsh, words that have not been translated yet are in English. Outside this page and "
        "those on privacy, cookies and taking part, they are not marked as English, so a screen "
        "reader may say them as if they were Welsh (WCAG 3.1.2)."
    ),
    N_(
        "What people write, such as names, motions and notes, is shown as it was written. The "
        "language of such words is not marked (WCAG 3.1.2)."
    ),
    N_(
        "Moving pictures of a meeting stand on sites of others. Whether they have captions "
        "depends on these sites (WCAG 1.2.4)."
    ),
)
