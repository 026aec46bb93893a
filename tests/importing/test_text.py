"""What the grammar knows, rule by rule; and that it keeps every word of whatever it is given."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.importing import text as module
from server.importing.finding import Weight
from server.importing.text import MOST_LINES, read_text
from server.meeting.agenda import Access, Purpose
from server.meeting_file.form import WrittenItem
from tests.importing.reckoned import missing, within_bounds


def items(text: str) -> tuple[WrittenItem, ...]:
    return read_text(text).items


def only(text: str) -> WrittenItem:
    (item,) = items(text)
    return item


def sentences(text: str, weight: Weight) -> list[str]:
    return [str(each.said) for each in read_text(text).findings if each.weight is weight]


@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        ("1 Apologies\n2 Minutes\n3 Close", ["1", "2", "3"]),
        ("1. Apologies\n2. Minutes", ["1", "2"]),
        ("1) Apologies\n2) Minutes", ["1", "2"]),
        ("1.\nApologies\n2.\nMinutes", ["1", "2"]),
        ("Item 5: Apologies\nItem 6: Minutes", ["5", "6"]),
        ("1.0 Apologies\n2.0 Minutes", ["1", "2"]),
        ("1. One\n1A. One more\n2. Two", ["1", "1A", "2"]),
        ("125/20 Apologies\n126/20 Minutes", ["125/20", "126/20"]),
        ("FC1/22 Apologies\nFC2/22 Minutes", ["FC1/22", "FC2/22"]),
        ("AGENDA\nA. Apologies\nB. Minutes", ["A", "B"]),
        ("AGENDA\na) Apologies\nb) Minutes", ["a", "b"]),
        ("AGENDA\ni. Apologies\nii. Minutes", ["i", "ii"]),
        ("AGENDA\n(1) Apologies\n(2) Minutes", ["1", "2"]),
        ("7. Supplement\n9. Another", ["7", "9"]),
    ],
)
def test_items_are_numbered_in_many_ways(written: str, numbers: list[str]) -> None:
    assert [item.number for item in items(written)] == numbers


@pytest.mark.parametrize(
    ("under", "number"),
    [
        ("7.1 The pond", "7.1"),
        ("7a The pond", "7a"),
        ("7(a) The pond", "7a"),
        ("(a) The pond", "7a"),
        ("a) The pond", "7a"),
        ("i. The pond", "7.i"),
        ("(i) The pond", "7.i"),
        ("24/01234/FUL Mill Lane", "7.1"),
    ],
)
def test_an_item_stands_under_an_item(under: str, number: str) -> None:
    item = only(f"7. Parks\n{under}")
    assert [sub.number for sub in item.items] == [number]


def test_what_is_deeper_becomes_lines() -> None:
    (sub,) = only("7. Parks\n(a) The pond\n(i) Ducks\n(ii) Geese").items
    assert sub.summary == "(i) Ducks\n(ii) Geese"


@pytest.mark.parametrize("title", ["30 September is a day", "3 March 2026", "6.30pm start"])
def test_days_and_times_are_no_numbers(title: str) -> None:
    assert [item.number for item in items(f"1. Apologies\n{title}\n2. Close")] == ["1", "2"]


@pytest.mark.parametrize(
    ("heading", "access"),
    [
        ("PART II", Access.EXEMPT),
        ("PART B - NOT OPEN TO THE PUBLIC", Access.EXEMPT),
        ("EXEMPT ITEMS", Access.EXEMPT),
        ("Items considered with press and public excluded", Access.EXEMPT),
        ("Confidential business", Access.EXEMPT),
        ("PART II - MATTERS FOR INFORMATION", Access.OPEN),
        ("Part A - open to the public", Access.OPEN),
    ],
)
def test_a_heading_says_whether_what_follows_is_exempt(heading: str, access: Access) -> None:
    read = items(f"1. Apologies\n{heading}\n2. Land\n3. More land")
    assert [item.access for item in read] == [Access.OPEN, access, access]


@pytest.mark.parametrize(
    ("title", "access", "paragraphs"),
    [
        ("Land (EXEMPT)", Access.EXEMPT, ()),
        ("Land - EXEMPT", Access.EXEMPT, ()),
        ("Land (Confidential)", Access.CONFIDENTIAL, ()),
        ("Land (Exempt, paragraphs 1 and 3)", Access.EXEMPT, ("1", "3")),
        (
            "Land\nNOT FOR PUBLICATION by virtue of paragraph(s) 1 and 3 of Part 1 of Schedule 12A",
            Access.EXEMPT,
            ("1", "3"),
        ),
        ("Land\nExempt under paragraphs 1 to 3", Access.EXEMPT, ("1", "2", "3")),
        ("Exempt accommodation strategy", Access.OPEN, ()),
        ("Land\nAppendix 2 (exempt) is attached", Access.OPEN, ()),
    ],
)
def test_an_item_is_marked_as_exempt(
    title: str, access: Access, paragraphs: tuple[str, ...]
) -> None:
    item = only(f"1. {title}")
    assert (item.access, item.paragraphs) == (access, paragraphs)


def test_the_item_that_moves_the_exclusion_is_open_though_it_stands_among_exempt_ones() -> None:
    text = "1. Apologies\nPART II\n2. Exclusion of the press and public (paragraph 3)\n3. Land"
    assert [item.access.value for item in items(text)] == ["open", "open", "exempt"]


def test_the_exclusion_is_open_though_it_is_marked() -> None:
    text = "1. Apologies\n2. Exclusion of the press and public (exempt)\n3. Land (exempt)"
    assert [item.access.value for item in items(text)] == ["open", "open", "exempt"]


def test_what_follows_the_exclusion_of_the_public_is_guessed_to_be_exempt() -> None:
    text = "1. Apologies\n2. Minutes\n3. Exclusion of the press and public\n4. Land"
    assert items(text)[-1].access is Access.EXEMPT
    assert len(sentences(text, Weight.GUESSED)) == 1


def test_a_standing_exclusion_at_the_beginning_closes_nothing() -> None:
    text = "1. Exclusion of the public\n2. Parks\n3. Roads\n4. Land"
    assert {item.access for item in items(text)} == {Access.OPEN}


@pytest.mark.parametrize(
    ("title", "purpose"),
    [
        ("To receive apologies", Purpose.INFORMATION),
        ("To note the report", Purpose.INFORMATION),
        ("To receive and approve the accounts", Purpose.DECISION),
        ("To consider the pond", Purpose.DISCUSSION),
        ("To consider quotations for the swings", Purpose.DECISION),
        ("To consider applications for grants", Purpose.DECISION),
        ("To approve the payments", Purpose.DECISION),
        ("To resolve that the pond be dug", Purpose.DECISION),
        ("To agree a reply", Purpose.DECISION),
        ("To elect a chair", Purpose.DECISION),
        ("To adopt the standing orders", Purpose.DECISION),
        ("Matters arising from the minutes", Purpose.INFORMATION),
        ("Minutes, and matters arising from them", Purpose.DECISION),
        ("Ducks\nMoved by Councillor Shah", Purpose.DECISION),
        ("Ducks\nPurpose: to note the count", Purpose.INFORMATION),
        ("Ducks\nTo consider a report\nRecommendation: Feed them.", Purpose.DECISION),
        ("To consider and agree a reply", Purpose.DECISION),
        ("Election of chair", Purpose.DECISION),
        ("Ducks (for discussion)", Purpose.DISCUSSION),
        ("Ducks\nFor decision", Purpose.DECISION),
        ("Ducks\nPurpose of report\nFor information.", Purpose.INFORMATION),
        ("Ducks\nRecommended that they be fed.", Purpose.DECISION),
        ("Public participation (15 minutes)", Purpose.INFORMATION),
    ],
)
def test_an_item_says_what_it_is_for(title: str, purpose: Purpose) -> None:
    assert only(f"1. {title}").purpose is purpose


@pytest.mark.parametrize(
    ("title", "day"),
    [
        ("To approve the minutes of the meeting held on 3 March 2026", date(2026, 3, 3)),
        ("Minutes\nTo confirm the minutes of 3rd March, 2026.", date(2026, 3, 3)),
        ("Minutes of the meeting held on 03/04/2026", date(2026, 4, 3)),
        ("Minutes of 3 March and of 10 March 2026", None),
        ("Minutes of 3 March", None),
        ("Minutes of the meeting of 3 March 2026, and of the extraordinary meeting", None),
        ("To note the minutes of the Planning Committee of 3 March 2026", None),
        ("Matters arising from 3 March 2026", None),
    ],
)
def test_the_day_of_earlier_minutes_is_taken_only_where_it_is_certain(
    title: str, day: date | None
) -> None:
    assert only(f"4. {title}").minutes_of == day


def test_minutes_are_not_of_a_day_that_is_not_before_the_meeting() -> None:
    text = "Planning Committee\n3 March 2026\n1. Minutes of 3 March 2026\n2. Close"
    assert items(text)[0].minutes_of is None


def test_a_budget_is_guessed_and_said_so() -> None:
    text = "1. To set the precept for 2026/27\n2. Budget monitoring report"
    assert [item.budget for item in items(text)] == [True, False]
    (told,) = sentences(text, Weight.GUESSED)
    assert "budget" in told
    assert "by name" not in told  # which bodies vote so is in their rules, and not in an agenda


@pytest.mark.parametrize(
    "typed",
    [
        "To resolve that the pond be dug.",
        "To approve that the pond be dug.",
        "To consider and, if thought fit, approve that the pond be dug.",
        "To consider, and if thought fit, to pass the following motion: “That the pond be dug.”",
    ],
)
def test_the_words_to_be_put_are_offered_and_what_was_typed_is_shown(typed: str) -> None:
    beneath = only(f"1. Ducks\n{typed}")
    assert [each.strip("“”") for each in beneath.recommendations] == ["That the pond be dug."]
    assert beneath.summary == ""
    as_title = only(f"1. {typed}")
    assert as_title.title == typed
    assert as_title.recommendations == ("That the pond be dug.",)
    for text in (f"1. Ducks\n{typed}", f"1. {typed}"):
        (offered,) = read_text(text).findings
        assert (offered.weight, offered.text) == (Weight.GUESSED, typed)


def test_a_resolution_may_stand_below_the_words_that_announce_it() -> None:
    text = "1. Ducks\nTo consider and, if thought fit, approve the following motion:\nThat we feed."
    assert only(text).recommendations == ("That we feed.",)


@pytest.mark.parametrize(
    "title", ["To approve the payments", "To note that all is well", "To consider whether to dig"]
)
def test_nothing_is_offered_where_no_words_to_be_put_were_typed(title: str) -> None:
    assert only(f"1. {title}").recommendations == ()


def test_a_recommendation_may_end_the_line_of_what_it_is_about() -> None:
    item = only("1. 26/01234/FUL – Mill Lane\nTwo houses. Recommendation: Refuse")
    assert (item.summary, item.recommendations) == ("Two houses.", ("Refuse",))


def test_a_list_belongs_to_the_recommendation_that_it_ends() -> None:
    text = "1. Tax\nRecommendation: to recommend to Council\n(1) that it be set; and\n(2) paid."
    assert only(text).recommendations == (
        "To recommend to Council\n(1) that it be set; and\n(2) paid.",
    )


def test_the_name_above_the_office_of_who_signs_is_in_no_item() -> None:
    text = "1. Apologies\n2. Close\n\nD. Fell\nTown Clerk\n7 December 2026"
    assert [item.summary for item in items(text)] == ["", ""]
    assert [each.text for each in read_text(text).findings] == [
        "D. Fell\nTown Clerk\n7 December 2026"
    ]


def test_who_may_speak_is_said_under_the_item_at_which_they_do() -> None:
    text = "1. Public questions\nMembers of the public may ask one each.\n2. Close"
    assert items(text)[0].summary == "Members of the public may ask one each."


def test_minutes_set_aside_for_an_item_are_those_planned() -> None:
    item = only("1. Public session\nA period of 15 minutes is set aside for the public.")
    assert (item.minutes, item.summary[:8]) == (15, "A period")


def test_letters_go_on_after_h() -> None:
    text = "AGENDA\n" + "\n".join(f"{c}) Item {c}x" for c in "abcdefghij")
    assert [item.number for item in items(text)] == list("abcdefghij")


def test_a_running_order_may_have_times_in_place_of_numbers() -> None:
    text = "Board on 22 January 2027\n10:00  Welcome\n10:10  Minutes of last meeting\n11.00  AOB"
    assert [(item.number, item.title) for item in items(text)] == [
        ("1", "Welcome"),
        ("2", "Minutes of last meeting"),
        ("3", "AOB"),
    ]


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("Report of the Head of Planning", "Head of Planning"),
        ("Joint report of the Chief Executive and Treasurer", "Chief Executive and Treasurer"),
        ("Presented by: Ann Reid", "Ann Reid"),
        ("Cllr Shah to report", "Cllr Shah"),
        ("Contact officer: Tom Denman, tel 01234 567890", "Tom Denman"),
    ],
)
def test_a_line_says_who_presents(line: str, who: str) -> None:
    assert only(f"3. Ducks\n{line}").presenters == (who,)


@pytest.mark.parametrize(
    ("lines", "recommended"),
    [
        ("Recommendation: That they be fed.", ("That they be fed.",)),
        ("RECOMMENDED that they be fed.", ("That they be fed.",)),
        ("Recommendations\n1. Feed them.\n2. Count them.", ("Feed them.", "Count them.")),
        ("Recommendations:\n• Feed them.\n• Count them.", ("Feed them.", "Count them.")),
        (
            "Recommendations\nThat the Council:\n(a) feeds them; and\n(b) counts them.",
            ("That the Council:\n(a) feeds them; and\n(b) counts them.",),
        ),
        ("Recommendation\nThat they be\nfed daily.", ("That they be fed daily.",)),
        ("Recommended –\nTo feed them.\n\nTo note it.\n\nWhy", ("To feed them.", "To note it.")),
        ("RECOMMENDED - That they be fed.\nMinute 46\nCosts", ("That they be fed.",)),
    ],
)
def test_recommendations_are_read(lines: str, recommended: tuple[str, ...]) -> None:
    assert only(f"4. Ducks\n{lines}").recommendations == recommended


def test_a_list_of_recommendations_is_no_list_of_items() -> None:
    text = "1. Ducks\nRecommendations\n1. Feed them.\n2. Count them.\n\n2. Geese\n3. Close"
    assert [item.title for item in items(text)] == ["Ducks", "Geese", "Close"]


def test_a_paper_is_known_by_its_address() -> None:
    item = only("1. Ducks\nEnclosure A: https://oakham.example/ducks.pdf")
    assert [(paper.title, paper.url) for paper in item.papers] == [
        ("Enclosure A", "https://oakham.example/ducks.pdf")
    ]


def test_an_exempt_paper_is_not_published() -> None:
    (paper,) = only("1. Ducks\nAppendix 2 (exempt) https://oakham.example/2.pdf").papers
    assert paper.exempt


def test_the_second_of_two_equal_numbers_gets_a_letter() -> None:
    text = "5. Ducks\n6. Geese\n6. Swans\n7. Close"
    assert [item.number for item in items(text)] == ["5", "6", "6A", "7"]


def test_part_two_may_count_from_one_again() -> None:
    text = "1. Apologies\n2. Minutes\nPART II - EXEMPT\n1. Land\n2. Staff"
    read = [(item.number, item.access.value) for item in items(text)]
    assert read == [("1", "open"), ("2", "open"), ("1A", "exempt"), ("2A", "exempt")]


def test_items_without_numbers_are_counted_with_a_finding() -> None:
    text = "Agenda\n\n**Apologies**\n**Minutes**\nof the last meeting\n**Close**"
    assert [(i.number, i.title) for i in items(text)] == [
        ("1", "Apologies"),
        ("2", "Minutes of the last meeting"),
        ("3", "Close"),
    ]
    assert sentences(text, Weight.GUESSED) == [str(module._BY_PLACE)]


def test_a_novel_is_no_agenda() -> None:
    novel = "It was the best of times, it was the worst of times.\n" * 10_000
    read = read_text(novel)
    assert [str(each.said) for each in read.findings] == [module._NONE]
    assert not read.usable
    assert read.text == novel


@pytest.mark.parametrize(
    "line",
    [
        "1. Ducks", "Report of X", "DUCKS AND", "That the geese,", "7 (a) x", "- [" * 9, "(pages 1",
        "exempt " * 30, "https://a.example/b", "Recommendations:", "a\tb\tc", "Dated 3 March 2026",
        "12.12.12.12 a", "1. " + "x " * 400,
    ],
)  # fmt: skip
def test_a_line_again_and_again_is_read(line: str) -> None:
    text = "1. Apologies\n" + f"{line}\n" * min(4_000, 200_000 // (len(line) + 1))
    agenda = read_text(text)
    within_bounds(agenda)


@pytest.mark.parametrize("character", ["a", "1", "(", " ", "\t", ".", "1.", "(a)", "– ", "A ", "/"])
def test_one_endless_line_is_read(character: str) -> None:
    within_bounds(read_text("1. " + character * 600_000 + "\n2. Close"))


def test_what_is_too_long_is_not_read() -> None:
    agenda = read_text("a\n" * (MOST_LINES + 1))
    assert not agenda.items
    assert [each.weight for each in agenda.findings] == [Weight.WRONG]


def test_items_beyond_the_bound_are_left_out_with_their_words() -> None:
    text = "\n".join(f"{n}. Item{n}x" for n in range(1, 420))
    agenda = read_text(text)
    assert len(agenda.items) == 400
    assert missing(text, agenda) == []


FRAGMENTS = st.sampled_from(
    """AGENDA|PART II|PART I - OPEN TO THE PUBLIC|EXEMPT ITEMS|Recommendations:|RECOMMENDED that
    |That the Council|(a)|(i)|i.|•|1.|1|2.|3)|4.1|5A|7(a)|125/20|126/20|FC1/22|Item 5|Apologies
    |Declarations of interest|Minutes of the meeting held on 3 March 2026|Report of the Head of Zoos
    |Contact officer:|Presented by|(EXEMPT)|Confidential|NOT FOR PUBLICATION by virtue of
    |(Pages 5 - 12)|(10 mins)|6.35pm|For decision|Purpose of report|Summary|https://a.example/b.pdf
    |Appendix A|Members of the Committee:|You are hereby summoned to|Dated 3 March 2026|Signed
    |<AI1>|</AI1>|<TRAILER_SECTION>|24/01234/FUL|Page 3 of 7|Date:|Venue:|Planning Committee|\t|
    |Exclusion of the press and public|Budget and council tax|Cllr Zed to report|Ymddiheuriadau
    |**|#|##|to note the|and|,|:|(|\u00a0|\u00ad|\x0b|\uf0b7|\ufffe|\U0001f986|Agenda item
    |To resolve that under the Public Bodies (Admission to Meetings) Act 1960 the public be excluded
    |That under section 100A(4) the press and public be excluded for the following items|for items 3
    |To resolve that|To consider and, if thought fit, approve the following resolution:|10:00
    |Moved by Cllr Zed|Recommendation: Refuse|Town Clerk|Items for information|Tel: 01234
    |a@b.example|Position:|- Report of Zoologists""".replace("\n    ", "").split("|")
)
WORD = st.integers(0, 10**6).map(lambda n: f"zq{n}x")
LINE = st.lists(st.one_of(FRAGMENTS, WORD, st.text(max_size=6)), max_size=6).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(st.lists(LINE, max_size=25).map("\n".join))
def test_nothing_of_any_text_is_lost(text: str) -> None:
    agenda = read_text(text)
    within_bounds(agenda)
    lost = [word for word in missing(text, agenda) if word.startswith("zq")]
    assert lost == []
    assert agenda.items or agenda.findings


@settings(max_examples=150, deadline=None)
@given(st.text())
def test_any_text_at_all_is_read(text: str) -> None:
    within_bounds(read_text(text))


def test_a_number_may_have_its_year_first() -> None:
    text = "FC26/101\tApologies\nFC26/102\tFinance\na) Payments\nFC26/103\tClose\n"
    items = read_text(text).items
    assert [(item.number, item.title) for item in items] == [
        ("FC26/101", "Apologies"),
        ("FC26/102", "Finance"),
        ("FC26/103", "Close"),
    ]
