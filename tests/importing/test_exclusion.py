"""The resolution that excludes the public is no item's business: the meeting moves it itself."""

from __future__ import annotations

import pytest

from server.importing import exclusion
from server.importing.exclusion import resolution
from server.importing.finding import Weight
from server.importing.text import read_text

PARISH = (
    "under the Public Bodies (Admission to Meetings) Act 1960 s.1(2) the press and public be "
    "excluded"
)
PRINCIPAL = (
    "That under section 100A(4) of the Local Government Act 1972 the public be excluded from the "
    "meeting for the following items of business, as they involve the likely disclosure of exempt "
    "information as defined in paragraph 3 of Part 1 of Schedule 12A of the Act."
)


def access(text: str) -> list[tuple[str, str]]:
    """The number of every item, and of those under it, and whether it is closed."""
    items = read_text(text).items
    return [(one.number, one.access.value) for item in items for one in (item, *item.items)]


def said(text: str, weight: Weight) -> list[str]:
    return [f.said.sentence for f in read_text(text).findings if f.weight is weight]


def left_out(text: str) -> list[str]:
    """The words that were left out because the meeting moves the exclusion itself."""
    return [f.text for f in read_text(text).findings if f.said.sentence == exclusion.MOVED]


@pytest.mark.parametrize(
    "text",
    [
        f"To resolve that {PARISH}.",
        f"a) To resolve that {PARISH}",
        PRINCIPAL,
        f"“{PRINCIPAL}”",
        "RECOMMENDED that the press and public be excluded under section 100A(4).",
        "To exclude the press and public under Schedule 12A for the next item",
        "Under Section 50A(4) of the 1973 Act, to exclude the public from the meeting",
    ],
)
def test_a_resolution_to_exclude_the_public_is_known(text: str) -> None:
    assert resolution(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "Members of the public are welcome and are excluded from nothing.",
        "To resolve that the path be closed to the public",
        "That the review of school exclusions be noted",
        "To note that the public will be consulted under the Act",
        "The public may be excluded if they disturb the meeting.",
    ],
)
def test_other_words_about_the_public_are_no_such_resolution(text: str) -> None:
    assert resolution(text) is None


def test_it_is_no_summary_of_the_exempt_item_under_which_it_stands() -> None:
    text = f"1. Apologies\n2. Exempt – Tenancy\nTo resolve that {PARISH}.\n3. Correspondence"
    assert access(text) == [("1", "open"), ("2", "exempt"), ("3", "open")]
    assert [item.summary for item in read_text(text).items] == ["", "", ""]
    assert left_out(text) == [f"To resolve that {PARISH}."]
    assert said(text, Weight.GUESSED) == []


def test_an_item_with_it_is_taken_for_exempt_and_that_is_to_be_confirmed() -> None:
    text = f"1. Apologies\n2. Tenancy\nTo resolve that {PARISH}.\n3. Correspondence"
    assert access(text) == [("1", "open"), ("2", "exempt"), ("3", "open")]
    assert said(text, Weight.GUESSED) == [exclusion.WITHIN]


def test_what_follows_one_that_stands_between_items_is_exempt_until_the_public_return() -> None:
    text = (
        f"1. Apologies\n2. Parks\n\n{PRINCIPAL}\n\n3. Land\n4. Staff\n"
        "5. Readmission of the public\n6. Close"
    )
    assert [each for _, each in access(text)] == [
        "open",
        "open",
        "exempt",
        "exempt",
        "open",
        "open",
    ]
    assert [item.paragraphs for item in read_text(text).items[2:4]] == [("3",), ("3",)]
    assert read_text(text).items[1].summary == ""
    assert left_out(text) == [PRINCIPAL]
    assert said(text, Weight.GUESSED) == [exclusion.AFTER]


def test_when_the_next_meeting_is_stays_public() -> None:
    text = f"1. Parks\n{PRINCIPAL}\n2. Land\n3. Date of next meeting: 4 May 2027"
    assert access(text) == [("1", "open"), ("2", "exempt"), ("3", "open")]


def test_where_nothing_follows_it_closes_the_item_with_which_it_stands() -> None:
    assert access(f"1. Parks\n2. Land\n{PRINCIPAL}") == [("1", "open"), ("2", "exempt")]


def test_the_items_that_it_names_are_closed_and_no_others() -> None:
    text = (
        "1. Apologies\n2. Exclusion of the public\nThat the public be excluded under section "
        "100A(4) for items 3 and 5 to 6.\n3. Land\n4. Parks\n5. Staff\n6. Contracts\n7. Plan"
    )
    assert [n for n, each in access(text) if each == "exempt"] == ["3", "5", "6"]
    assert said(text, Weight.GUESSED) == [exclusion.NAMED] * 3


def test_under_a_heading_of_private_business_it_belongs_to_no_item() -> None:
    text = f"1. Parks\nPART B – EXEMPT\n{PRINCIPAL}\n2. Land"
    assert read_text(text).items[0].summary == ""
    assert access(text) == [("1", "open"), ("2", "exempt")]
    assert left_out(text) == [PRINCIPAL]


def test_an_exclusion_without_a_number_heads_what_follows() -> None:
    text = f"1. Parks\n\nEXCLUSION OF THE PRESS AND PUBLIC\n{PRINCIPAL}\n\n2. Land"
    assert access(text) == [("1", "open"), ("2", "exempt")]
    assert read_text(text).items[0].summary == ""


def test_with_a_letter_it_closes_what_stands_under_the_same_item_after_it() -> None:
    text = f"4. Staff\na) To note a report\nb) To resolve that {PARISH}\nc) Hours\n5. Close"
    assert access(text) == [
        ("4", "open"), ("4a", "open"), ("4c", "exempt"), ("5", "open"),
    ]  # fmt: skip


def test_an_item_of_its_own_keeps_its_words_and_is_for_decision() -> None:
    text = f"1. Parks\n2. Exclusion of the press and public\n{PRINCIPAL}\n3. Land"
    item = read_text(text).items[1]
    assert (item.access.value, item.purpose.value) == ("open", "decision")
    assert item.summary == PRINCIPAL
    assert access(text)[-1] == ("3", "exempt")


def test_one_that_runs_over_lines_is_left_out_whole() -> None:
    words = PRINCIPAL.split()
    lines = [" ".join(words[n : n + 11]) for n in range(0, len(words), 11)]
    text = "1. Parks\n\n" + "\n".join(lines) + "\n\n2. Land"
    assert left_out(text) == [PRINCIPAL]
    assert access(text) == [("1", "open"), ("2", "exempt")]
