"""The Word file: styles, tables and language as an assistive reader needs them."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.document import Document as Word
from docx.oxml.ns import qn
from docx.shared import Mm

from server.minutes import write
from server.render.language import Voice, voice
from tests.minutes.made import ENGLISH, everything, noted, opened


def written(tongue: Voice = ENGLISH) -> bytes:
    return write(everything().meeting, tongue)["docx"]


@pytest.fixture(scope="module")
def word() -> Word:
    return Document(BytesIO(written()))


def styled(word: Word, *names: str) -> list[tuple[str, str]]:
    found = [(p.style.name, p.text) for p in word.paragraphs if p.style is not None]
    return [(style, text) for style, text in found if style in names]


def test_items_and_what_came_of_them_are_real_headings(word: Word) -> None:
    headings = styled(word, "Heading 1", "Heading 2", "Heading 3")
    assert ("Heading 1", "3\tDraft reports & findings") in headings
    assert ("Heading 2", "Decisions") in headings
    assert ("Heading 2", "4(a)\tInclusion") in headings
    assert ("Heading 3", "Decision") in headings
    assert styled(word, "Title") == [
        ("Title", "Note of last Improvement & Innovation Board meeting")
    ]


def test_points_are_a_list(word: Word) -> None:
    assert styled(word, "List Bullet") == [
        ("List Bullet", "first *point*"),
        ("List Bullet", "second"),
    ]


def test_the_first_row_of_each_table_is_its_head_and_no_row_is_parted(word: Word) -> None:
    for table in word.tables:
        heads = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows]
        assert heads == [True] + [False] * (len(heads) - 1)
        assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in table.rows)
        assert table._tbl.tblPr.find(qn("w:tblCaption")) is not None


def test_each_row_of_attendance_can_be_read_alone(word: Word) -> None:
    roles = [row.cells[0].text for row in word.tables[1].rows]
    assert roles[:6] == ["Position/Role", "Chairman", "Vice-chair", "Member", "Member", "Member"]
    assert all(roles)


@pytest.mark.parametrize(("language", "locale"), [("en", "en-GB"), ("cy", "cy-GB")])
def test_the_language_is_said_wherever_word_looks_for_it(language: str, locale: str) -> None:
    word = Document(BytesIO(written(voice(language, "Europe/London"))))
    defaults = word.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}")
    normal = word.styles["Normal"].element.find(f".//{qn('w:lang')}")
    assert [each.get(qn("w:val")) for each in (defaults, normal)] == [locale, locale]
    assert word.core_properties.language == locale


def test_the_properties_name_the_note_the_council_and_the_close(word: Word) -> None:
    about = word.core_properties
    assert about.title == "Note of last Improvement & Innovation Board meeting"
    assert about.author == "Local Council"
    assert about.created == about.modified == datetime(2020, 7, 14, 13, 20, tzinfo=UTC)


def test_everything_in_the_file_bears_the_date_of_the_close() -> None:
    with ZipFile(BytesIO(written())) as archive:
        assert {info.date_time for info in archive.infolist()} == {(2020, 7, 14, 13, 20, 0)}
        assert archive.testzip() is None


def test_it_is_an_a4_page_marked_as_a_draft_on_every_page(word: Word) -> None:
    section = word.sections[0]
    assert section.page_width == pytest.approx(Mm(210), abs=Mm(1))
    assert section.page_height == pytest.approx(Mm(297), abs=Mm(1))
    assert section.header.paragraphs[0].text.startswith("DRAFT\t")


def test_a_rehearsal_is_marked_on_every_page() -> None:
    word = Document(BytesIO(write(opened(rehearsal=True).meeting, ENGLISH)["docx"]))
    header = word.sections[0].header.paragraphs[0].text
    assert header.startswith("Rehearsal – not a record of a real meeting – DRAFT")


def test_a_new_line_within_a_paragraph_is_kept() -> None:
    word = Document(BytesIO(write(noted("one\ntwo"), ENGLISH)["docx"]))
    assert ("Note Text", "one\ntwo") in styled(word, "Note Text")
