"""The PDF: tagged, in its language, with everything that the note says."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pdfua
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.meeting.refused import Refused
from server.minutes import write, write_full
from server.render.language import voice
from tests.minutes.closed import everything_closed
from tests.minutes.made import ENGLISH, everything, noted
from tests.minutes.reading import bare, told_by_pdf

WELSH = voice("cy", "Europe/London")
LATIN = st.characters(min_codepoint=32, max_codepoint=0x17F, exclude_categories=["Cc", "Cf"])


@pytest.fixture(scope="module")
def public() -> bytes:
    return write(everything().meeting, ENGLISH)["pdf"]


@pytest.fixture(scope="module")
def full() -> bytes:
    return write_full(everything_closed().sides, ENGLISH)["pdf"]


def found(content: bytes, tmp: pytest.TempPathFactory) -> list[str]:
    """What the checks of PDF/UA-1 that a program can make have to say."""
    path = tmp.mktemp("pdf") / "note.pdf"
    path.write_bytes(content)
    return [f"{finding.rule_id}: {finding.message}" for finding in pdfua.validate(path).findings]


def test_the_checks_that_a_program_can_make_find_nothing(
    public: bytes, full: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert found(public, tmp_path_factory) == []
    assert found(full, tmp_path_factory) == []


def test_it_says_that_it_is_accessible_and_in_which_language(public: bytes) -> None:
    with pikepdf.open(BytesIO(public)) as pdf:
        assert pdf.open_metadata()["pdfuaid:part"] == "1"
        assert str(pdf.Root.Lang) == "en-GB"
    welsh = write(everything().meeting, WELSH)["pdf"]
    with pikepdf.open(BytesIO(welsh)) as pdf:
        assert str(pdf.Root.Lang) == "cy-GB"


def tags(element: pikepdf.Object) -> Iterator[str]:
    """The kinds of everything in the structure, in reading order."""
    if isinstance(element, pikepdf.Array):
        for each in element:
            yield from tags(each)
    elif isinstance(element, pikepdf.Dictionary) and "/S" in element:
        yield str(element.S)
        yield from tags(element.get("/K", pikepdf.Array()))


def test_headings_header_cells_and_points_are_what_they_are(public: bytes) -> None:
    with pikepdf.open(BytesIO(public)) as pdf:
        kinds = list(tags(pdf.Root.StructTreeRoot.K))
    assert kinds.count("/H1") == 1
    assert kinds.count("/H2") == 11  # the eight items, attendance, times and the appendix
    assert kinds.count("/TH") == 3
    assert kinds.count("/LI") == 2


def test_a_number_and_its_heading_are_two_words(public: bytes) -> None:
    assert "1 Welcome and declarations" in told_by_pdf(public)


def test_the_mark_and_the_draft_stand_on_every_page(full: bytes) -> None:
    pages = told_by_pdf(full).split("Page ")
    with pikepdf.open(BytesIO(full)) as pdf:
        count = len(pdf.pages)
    assert count == 5
    assert sum("RESTRICTED: contains" in page for page in pages) >= count


@settings(max_examples=40, deadline=None)
@given(st.text(LATIN, min_size=1, max_size=300))
def test_what_a_clerk_types_in_latin_letters_stands_whole(text: str) -> None:
    try:
        meeting = noted(text)
    except Refused:  # nothing is left of it but space
        return
    typed = meeting.items[0].record[0].matter.words
    assert bare(typed) in bare(told_by_pdf(write(meeting, ENGLISH)["pdf"]))


@pytest.mark.parametrize("text", ['#read("/etc/passwd") *x*', "$x$ `y` @z <w> = t", "Dŵr, Ŷ, ẁ"])
def test_words_that_look_like_typst_come_out_as_words(text: str) -> None:
    assert bare(text) in bare(told_by_pdf(write(noted(text), ENGLISH)["pdf"]))


def test_with_letters_that_no_font_has_there_is_a_pdf_that_claims_less() -> None:
    made = write(noted("Thanked by 漢字 🎉 and others."), ENGLISH)["pdf"]
    with pikepdf.open(BytesIO(made)) as pdf:
        assert "pdfuaid:part" not in pdf.open_metadata()
        assert "/StructTreeRoot" in pdf.Root
    assert "and others." in told_by_pdf(made)


def test_what_no_font_can_show_is_quoted_in_no_log(caplog: pytest.LogCaptureFixture) -> None:
    write(noted("Said in private: 漢字."), ENGLISH)
    assert "漢" not in caplog.text
