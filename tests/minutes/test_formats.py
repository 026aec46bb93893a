"""Every format: the whole note, marked as a draft, with what was typed as it was typed."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from server.meeting.refused import Refused
from server.minutes import FORMATS, write
from tests.minutes.golden import KEPT, KEPT_OF_WHOLE, kept, notes, whole
from tests.minutes.made import ENGLISH, everything, noted, opened
from tests.minutes.reading import bare, read


@pytest.mark.parametrize("ending", KEPT)
def test_the_note_of_the_small_meeting_is_as_it_was_kept(ending: str) -> None:
    assert write(everything().meeting, ENGLISH)[ending].decode() == kept(ending)


@pytest.mark.parametrize("ending", KEPT)
def test_the_minutes_of_a_council_that_resolves_are_as_they_were_kept(ending: str) -> None:
    assert notes()["resolved"][ending].decode() == kept(ending, "resolved")


def test_the_minutes_of_three_whole_meetings_are_as_they_were_kept() -> None:
    made = whole()
    for ending in KEPT_OF_WHOLE:
        written = {name: files[ending].decode() for name, files in made.items()}
        assert written == {name: kept(ending, name) for name in made}
    assert made == whole()  # to the byte, in every format


@pytest.mark.parametrize("ending", FORMATS)
def test_the_same_meeting_gives_the_same_bytes(ending: str) -> None:
    once, again = everything().meeting, everything().meeting
    assert write(once, ENGLISH)[ending] == write(again, ENGLISH)[ending]


# A PDF shows what its font has letters for: see test_pdf.py.
ANY_WORDS = tuple(ending for ending in FORMATS if ending != "pdf")


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=400))
def test_what_a_clerk_types_stands_whole_in_every_format(text: str) -> None:
    try:
        meeting = noted(text)
    except Refused:  # nothing is left of it but space and control characters
        return
    typed = meeting.items[0].record[0].matter.words
    files = write(meeting, ENGLISH)
    for ending in ANY_WORDS:
        assert bare(typed) in bare(read(files, ending)), ending


HOSTILE = (
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "# no heading\n1. no list\n> no quotation\n---\n===\n+ no point",
    "[no](link) ![no](picture) `no code` **not strong** _not so_ snake_case &copy; a|b ~~no~~",
    "Dŵr, tŷ, Ŷ, â; שלום وسهلا; 👩‍🚒🎉",
    "{{ 7 * 7 }} {% raw %} %s %(name)s {name} \\",
    "x" * 20_000,
)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:12])
@pytest.mark.parametrize("ending", ANY_WORDS)
def test_words_that_look_like_something_else_come_out_as_words(ending: str, text: str) -> None:
    meeting = noted(text)
    typed = meeting.items[0].record[0].matter.words
    assert bare(typed) in bare(read(write(meeting, ENGLISH), ending))


def test_what_was_struck_out_is_in_no_format() -> None:
    files = write(everything().meeting, ENGLISH)
    assert not [ending for ending in FORMATS if "Never said" in read(files, ending)]


def test_why_somebody_sent_apologies_is_in_no_format() -> None:
    files = write(everything().meeting, ENGLISH)
    assert not [ending for ending in FORMATS if "influenza" in read(files, ending)]


def test_no_typed_tag_is_a_tag_of_the_page() -> None:
    files = write(noted("<script>alert(1)</script><img src=x onerror=y>"), ENGLISH)
    assert b"<script" not in files["html"]
    assert b"<img" not in files["html"]
    assert rb"\<script>" in files["md"]


def test_a_title_with_control_characters_can_still_be_written() -> None:
    meeting = opened().meeting
    first = replace(meeting.items[0], title="Bell \x07 and \x00 nothing")
    files = write(replace(meeting, items=(first, *meeting.items[1:])), ENGLISH)
    for ending in ("html", "docx", "pdf", "md", "txt"):
        assert "Bell \ufffd and \ufffd nothing" in read(files, ending)


@pytest.mark.parametrize("ending", ["html", "docx", "pdf", "md", "txt"])
def test_every_format_is_marked_as_a_draft_at_its_top(ending: str) -> None:
    text = read(write(everything().meeting, ENGLISH), ending)
    title = text.index("Note of last Improvement & Innovation Board meeting\n")
    assert 0 <= text.index("DRAFT") < title
    assert "This is a draft: it is subject to agreement at the next meeting." in text


@pytest.mark.parametrize("ending", ["html", "docx", "pdf", "md", "txt"])
def test_a_rehearsal_says_that_it_is_no_real_meeting(ending: str) -> None:
    text = read(write(opened(rehearsal=True).meeting, ENGLISH), ending)
    assert "Rehearsal – not a record of a real meeting" in text


def test_the_json_says_that_it_is_a_draft_and_whether_a_rehearsal() -> None:
    note = json.loads(write(opened(rehearsal=True).meeting, ENGLISH)["json"])
    assert (note["draft"], note["rehearsal"], note["document"]) == (True, True, "note")


def test_the_json_names_nobody_who_gave_a_command() -> None:
    assert b"actor" not in write(everything().meeting, ENGLISH)["json"]
