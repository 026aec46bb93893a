"""Agendas as Word files: numbers as Word shows them; traps, damaged files and other files."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from random import Random

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.importing.finding import Weight
from server.importing.text import read_text
from server.importing.word import read_word
from server.meeting_file.form import WrittenItem
from tests.importing.reckoned import missing, told, within_bounds
from tests.importing.word_files import p, table, word

AGENDA = word(
    p("Planning Committee", "Heading1"),
    p("Tuesday 14 July 2026 at 6.30 pm"),
    p("Apologies", "Item"),
    p("To receive them."),
    p("Minutes of the meeting held on 3 June 2026", "Mine"),
    p("Motions", list_id=1),
    p("The pond", list_id=1, level=1),
    p("The geese", list_id=1, level=1),
    p("PART II"),
    p("Land", "Item"),
)


def numbers(content: bytes) -> list[str]:
    read = read_word(content)
    return [n for item in read.items for n in (item.number, *(sub.number for sub in item.items))]


def refused(content: bytes) -> str:
    read = read_word(content)
    (finding,) = read.findings
    assert finding.weight is Weight.WRONG
    assert not read.items
    return str(finding.said)


def test_numbers_are_those_that_word_shows() -> None:
    assert numbers(AGENDA) == ["1", "2", "3", "3a", "3b", "4"]
    assert [item.access.value for item in read_word(AGENDA).items][-1] == "exempt"


def test_a_list_under_an_item_begins_anew() -> None:
    body = [p("One", "Item"), p("x", list_id=1, level=1), p("Two", "Item")]
    assert numbers(word(*body, p("y", list_id=1, level=1))) == ["1", "1a", "2", "2a"]


def test_a_list_may_begin_elsewhere() -> None:
    assert numbers(word(p("Ducks", list_id=3), p("Geese", list_id=3))) == ["11", "12"]


def test_what_was_read_comes_back_as_text_that_reads_the_same() -> None:
    read = read_word(AGENDA)
    assert "3. Motions\n(a) The pond" in read.text
    again = read_text(read.text)
    assert (again.items, again.details, again.text) == (read.items, read.details, read.text)


def test_rows_of_a_table_are_items_though_word_counts_them_itself() -> None:
    rows = [[p("", list_id=1), p("Ducks") + p("Report of the Head of Parks"), p("5 - 12")]]
    rows.append([p("", list_id=1), p("Geese"), p("13 - 20")])
    read = read_word(word(p("Agenda"), table(*rows)))
    assert [(i.number, i.title, i.presenters) for i in read.items] == [
        ("1", "Ducks", ("Head of Parks",)),
        ("2", "Geese", ()),
    ]


def test_a_table_within_a_table_is_read_once() -> None:
    inner = table([p("Inner words")])
    read = read_word(word(p("1. Ducks"), table([p("Outer"), inner])))
    assert read.text.split() == ["1.", "Ducks", "Outer", "Inner", "words"]


def test_titles_in_bold_are_items_where_there_are_no_numbers() -> None:
    read = read_word(word(p("AGENDA"), p("Ducks", bold=True), p("Feed."), p("Geese", bold=True)))
    assert [item.title for item in read.items] == ["Ducks", "Geese"]


def test_bold_is_not_marked_where_there_are_numbers() -> None:
    read = read_word(word(p("1. Ducks", bold=True), p("Why", bold=True), p("2. Geese")))
    assert "**" not in read.text


@pytest.mark.parametrize("typed", [True, False])
def test_recommendations_in_a_list_are_not_taken_for_the_next_item(typed: bool) -> None:
    """In a Word file there may be no blank lines between them."""
    list_id = 0 if typed else 4
    body = [p("Ducks", "Item"), p("Recommendations")]
    texts = ("1. Feed them.", "2. Count them.") if typed else ("Feed them.", "Count them.")
    body += [p(text, list_id=list_id) for text in texts]
    read = read_word(word(*body, p("Geese", "Item"), p("Close", "Item")))
    assert [item.title for item in read.items] == ["Ducks", "Geese", "Close"]
    assert read.items[0].recommendations == ("Feed them.", "Count them.")


def test_what_was_deleted_is_left_out_with_a_finding() -> None:
    change = (
        "<w:p><w:r><w:t>2. Geese </w:t></w:r><w:del><w:r><w:delText>and swans</w:delText></w:r>"
        "</w:del><w:ins><w:r><w:t>and ducks</w:t></w:r></w:ins></w:p>"
    )
    read = read_word(word(p("1. Ducks"), change))
    assert read.items[1].title == "Geese and ducks"
    assert [finding.text for finding in read.findings] == ["and swans"]


def test_a_text_box_is_read_once_though_word_writes_it_twice() -> None:
    box = "<w:txbxContent>" + p("2. Geese") + "</w:txbxContent>"
    hung = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    hung = f"<mc:AlternateContent>{hung}</mc:AlternateContent>"
    text = f"<w:p><w:r><w:t>1. Ducks</w:t>{hung}</w:r></w:p>"
    assert read_word(word(text)).text == "1. Ducks\n2. Geese"


def test_a_link_becomes_a_paper() -> None:
    link = '<w:p><w:hyperlink r:id="rId9"><w:r><w:t>Ducks report</w:t></w:r></w:hyperlink></w:p>'
    (item,) = read_word(word(p("1. Ducks"), link)).items
    assert [(each.title, each.url) for each in item.papers] == [
        ("Ducks report", "https://oakham.example/ducks.pdf")
    ]


def test_a_tab_divides_and_a_line_break_begins_a_line() -> None:
    runs = (
        "<w:p><w:r><w:t>1.</w:t><w:tab/><w:t>Ducks</w:t><w:br/><w:t>To note them</w:t></w:r></w:p>"
    )
    (item,) = read_word(word(runs)).items
    assert (item.title, item.summary) == ("Ducks", "To note them")


def test_headers_and_footnotes_are_left_out_with_their_words() -> None:
    footer = f'<w:ftr xmlns:w="x">{p("Oakham")}</w:ftr>'.replace(
        '"x"', '"http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    )
    read = read_word(word(p("1. Ducks"), parts={"word/footer1.xml": footer}))
    assert [finding.text for finding in read.findings] == ["Oakham"]


def test_a_file_of_python_docx_is_read() -> None:
    document = docx.Document()
    document.add_heading("Cabinet", 0)
    for title in ("Apologies", "Minutes of 3 June 2026", "Close"):
        document.add_paragraph(title, style="List Number")
    content = BytesIO()
    document.save(content)
    assert [item.title for item in read_word(content.getvalue()).items] == [
        "Apologies",
        "Minutes of 3 June 2026",
        "Close",
    ]


@pytest.mark.parametrize("path", sorted((Path(__file__).parent / "agendas").glob("*.txt")))
def test_an_agenda_reads_the_same_out_of_a_word_file(path: Path) -> None:
    """Its lines as paragraphs; an image of a seed and rows of tabs as they are."""
    text = path.read_text(encoding="utf-8")
    document = docx.Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    content = BytesIO()
    document.save(content)
    read = read_word(content.getvalue())
    again: tuple[WrittenItem, ...] = read_text(read.text).items
    assert read.items == again
    assert missing(text, read) == []
    assert len(read.items) == len(read_text(text).items)


@pytest.mark.parametrize(
    ("content", "begins"),
    [
        (b"", "The file is empty."),
        (b"hello", "This is no Word file"),
        (b"%PDF-1.7", "This is a PDF."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "This is an old Word file"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "This file is locked",
        ),
        (b"PK\x03\x04 and no more", "This is no Word file"),
        (word(parts={"word/vbaProject.bin": b"x"}), "This Word file has macros."),
        (word(parts={"word/document.xml": b"<w:document"}), "This Word file is damaged"),
        (word(parts={"word/document.xml": b"<document/>"}), "This Word file is damaged"),
        (
            word(parts={"word/styles.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
            "This Word file has definitions",
        ),
        (
            word(
                parts={
                    "word/document.xml": (
                        '<?xml version="1.0" encoding="UTF-16"?>'
                        '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
                    ).encode("utf-16")
                }
            ),
            "This Word file has definitions",
        ),
        (word(parts={"word/media/bomb.xml": b"\0" * 20_000_000}), "This file is too large"),
        (word(parts={f"word/{n}.xml": b"" for n in range(3_001)}), "This file is too large"),
        (word(*[p("")] * 20_001), "This Word file is too long"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_refused_in_one_sentence(content: bytes, begins: str) -> None:
    assert refused(content).startswith(begins)


def test_what_a_file_states_of_its_size_is_not_believed() -> None:
    content = word(parts={"word/document.xml": b"\0" * 50_000_000})
    size = (50_000_000).to_bytes(4, "little")
    assert refused(content.replace(size, (5_000).to_bytes(4, "little")))


def test_a_part_that_is_too_large_is_not_parsed() -> None:
    content = word(parts={"word/document.xml": Random(1).randbytes(15_500_000)})
    assert refused(content).startswith("This file is too large")


def test_tables_and_lists_within_each_other_are_no_trap() -> None:
    deep = p("Ducks")
    for _ in range(60):
        deep = table([deep, p("x")])
    within_bounds(read_word(word(p("1. One"), deep)))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.booleans())
def test_any_bytes_are_answered(content: bytes, zipped: bool) -> None:
    if zipped:
        within_bounds(read_word(word(parts={"word/document.xml": content})))
    else:
        assert read_word(b"PK" + content).findings


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_a_damaged_file_is_answered(data: st.DataObject) -> None:
    content = bytearray(AGENDA)
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=6)):
        content[at] = data.draw(st.integers(0, 255))
    within_bounds(read_word(bytes(content)))


_PIECES = st.sampled_from(
    [
        p("1. Ducks"), p("", "Item"), p("Geese", "Mine"), p("x", list_id=1, level=2), p("•"),
        p("1. y"), p("x", list_id=4), p("x", list_id=99, level=8), p("Swans", list_id=2),
        table([p("", list_id=1), p("Zebra")]),
        table([]), table([""]), "<w:p/>", "<!-- no words -->",
        "<w:sdt><w:sdtContent>" + p("Inside") + "</w:sdtContent></w:sdt>",
        p("Bold", bold=True), p("Heading", "Heading1"), "<w:tbl/>", "<?no words?>",
    ]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(_PIECES, max_size=12))
def test_any_order_of_paragraphs_reads_the_same_again(pieces: list[str]) -> None:
    read = read_word(word(*pieces))
    within_bounds(read)
    again = read_text(read.text)
    assert told(again) == told(read)
    assert missing(read.text, read) == []
