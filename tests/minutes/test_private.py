"""The minutes of private business: a public note that holds none of it, and a marked full note."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from msgspec.structs import replace

from server.meeting.convened import PlannedItem
from server.meeting.sides import sides_of
from server.minutes import FORMATS, compose, has_private_business, lay_out, write, write_full
from server.minutes.markdown import markdown as markdown_of
from server.minutes.model import ItemNote, Note
from server.minutes.relations import relations
from tests.conftest import CAST, ENGLISH, Story, at_item, convened
from tests.minutes.closed import (
    CLOSED,
    ITEMS,
    MARK,
    SECRET,
    everything_closed,
    in_mid_vote,
    in_private,
    in_public_only,
    resolved,
)
from tests.minutes.golden import KEPT, kept, notes
from tests.minutes.made import everything
from tests.minutes.reading import read, told_by_pdf

BEGIN, END = "**[Private from here – not for publication]**", "**[Private until here]**"


@pytest.fixture(scope="module")
def closed() -> Story:
    return everything_closed()


@pytest.fixture(scope="module")
def public(closed: Story) -> dict[str, bytes]:
    return write(closed.outside, ENGLISH)


@pytest.fixture(scope="module")
def full(closed: Story) -> dict[str, bytes]:
    return write_full(closed.sides, ENGLISH)


def bytes_of(files: dict[str, bytes]) -> bytes:
    """Every byte of these files; of a Word file also those of its parts, and their names, and of
    a PDF what it tells."""
    parts = [*files.values(), told_by_pdf(files["pdf"]).encode()]
    with ZipFile(BytesIO(files["docx"])) as archive:
        for info in archive.infolist():
            parts += [info.filename.encode(), info.comment, info.extra, archive.read(info)]
    return b"\n".join(parts)


def markdown(sat: Story) -> str:
    return write(sat.outside, ENGLISH)["md"].decode()


def under(note: str, heading: str) -> str:
    """The text under an item's heading, up to the next item."""
    return note.split(f"\n## {heading}\n\n", 1)[1].split("\n## ", 1)[0].strip()


def item(note: Note, number: str) -> ItemNote:
    return next(each for each in note.items if each.number == number)


def remarks(sat: Story, person: str) -> str:
    members = compose(sat.outside, ENGLISH).members
    (found,) = (member for member in members if member.person == person)
    return ", ".join(remark.text for remark in found.remarks)


# Two documents


@pytest.mark.parametrize("name", ["private-public", "private-restricted"])
def test_the_notes_of_a_meeting_partly_in_private_are_as_they_were_kept(name: str) -> None:
    files = notes()[name]
    assert {e: files[e].decode() for e in KEPT} == {e: kept(e, name) for e in KEPT}


def test_the_public_note_is_not_made_of_a_meeting_that_holds_private_business(
    closed: Story,
) -> None:
    with pytest.raises(ValueError, match="as it is known outside"):
        write(closed.meeting, ENGLISH)


def test_a_meeting_without_private_business_has_one_note_with_the_bytes_that_it_had() -> None:
    made = everything()
    sides = sides_of(made.recorded)
    assert not has_private_business(made.meeting)
    assert write(sides.outside, ENGLISH) == write(made.meeting, ENGLISH)


def test_nor_does_a_vote_in_public_read_otherwise_from_outside() -> None:
    sat = at_item("3")
    sat.do("move_motion", text="That permission be granted.", mover="shah", seconder="owen")
    sat.do("put_question", way="named")
    for person in ("amin", "shah", "owen"):
        sat.do("cast_vote", person=person, choice="for")
    sat.do("close_vote", gap=True)
    assert write(sat.outside, ENGLISH) == write(sat.meeting, ENGLISH)


# Nothing of it in the public note


def test_no_word_typed_in_private_is_in_any_byte_of_the_public_note(
    public: dict[str, bytes], full: dict[str, bytes]
) -> None:
    assert SECRET.encode() in bytes_of(full)
    assert SECRET.encode() not in bytes_of(public).lower()


def test_nor_at_any_moment_of_the_meeting(closed: Story) -> None:
    sides = sides_of(())
    for place, event in enumerate(closed.recorded):
        sides = sides.after(closed.recorded[:place], [event])
        note = compose(sides.outside, ENGLISH)
        assert SECRET.encode() not in relations(note).lower()
        assert SECRET not in markdown_of(lay_out(note, ENGLISH)).decode().lower()


@pytest.mark.parametrize("story", [in_mid_vote, in_private])
def test_nor_in_any_format_while_it_goes_on_or_just_after(story: Callable[[], Story]) -> None:
    assert SECRET.encode() not in bytes_of(write(story().outside, ENGLISH)).lower()


def test_nor_in_what_was_struck_out_corrected_or_undone_in_private() -> None:
    sat = in_private()
    noted = sat.do("record_note", text=f"{SECRET}-one was said.")
    sat.do("edit_note", entry=noted, text=f"{SECRET}-two was said.")
    sat.do("strike_entry", entry=noted, reason=f"{SECRET}-three")
    sat.do("record_note", text=f"{SECRET}-four was said.")
    sat.do("undo")
    sat.do("close_meeting")
    assert SECRET.encode() not in bytes_of(write(sat.outside, ENGLISH)).lower()


def test_what_is_recorded_of_a_closed_item_after_the_close_is_in_the_full_note_alone() -> None:
    sat = everything_closed()
    before = write(sat.outside, ENGLISH)
    sat.do("record_note", text=f"{SECRET}-late was said.", item="4", at="19:16")
    assert write(sat.outside, ENGLISH) == before
    assert f"{SECRET}-late" in write_full(sat.sides, ENGLISH)["md"].decode()


# What the public note tells


def test_it_tells_the_resolution_and_from_when_until_when_the_public_was_out(
    public: dict[str, bytes],
) -> None:
    text = read(public, "md")
    moved = under(text, "3 A property matter")
    assert "It was moved by Cllr Carys Owen and seconded by Cllr Bilal Shah:\n\nThat under" in moved
    assert "The motion was carried: 2 for, 1 against, 1 cast no vote." in moved
    assert "The press and public were excluded at 6.48pm." in moved
    assert "the press and public came back at 7.06pm." in moved
    assert (
        "The press and public were excluded from 6.48pm until 7.06pm, for items 3, 4 and 5, for "
        "exempt information under paragraph 3 of Part 1 of Schedule 12A to the Local Government "
        "Act 1972." in under(text, "Private business")
    )


def test_a_resolution_that_was_lost_left_the_item_in_public(public: dict[str, bytes]) -> None:
    lost = under(read(public, "md"), "6 A lease")
    assert "The motion was lost: 1 for, 2 against." in lost
    assert "The press and public were not excluded for item 6, which was taken in public." in lost
    assert "That the lease be surrendered." in under(read(public, "md"), "6 A lease")


def test_before_it_is_taken_in_public_only_that_nobody_was_excluded_is_said() -> None:
    sat = resolved(in_public_only(), "6", carried=False)
    assert "The press and public were not excluded for item 6.\n" in markdown(sat)


def test_a_released_decision_and_the_summary_that_the_law_asks_for(
    public: dict[str, bytes],
) -> None:
    told = under(read(public, "md"), "3 A property matter")
    assert "### Summary (Local Government Act 1972 s.100C(2))\n\nMembers weighed" in told
    assert "### Decision\n\nThat the property be sold to the highest bidder." in told
    assert "No decision has been published" not in told


def test_of_a_closed_item_of_which_nothing_is_released_it_says_that_it_was_considered(
    public: dict[str, bytes],
) -> None:
    assert under(read(public, "md"), "4 A contract") == (
        "This item was considered in private, under paragraph 3 of Part 1 of Schedule 12A to the "
        "Local Government Act 1972. No decision has been published."
    )


def test_of_one_that_was_not_considered_it_says_no_more_than_was_released() -> None:
    """It may have been put off in private, of which nobody was told: so not that it was not
    reached."""
    reached, put_off = in_private(), in_private()
    put_off.do("defer_item", item="5", to=f"{SECRET}-day", reason=f"{SECRET}-reason")
    for sat in (reached, put_off):
        sat.do("readmit_public")
        sat.do("close_meeting")
        assert under(markdown(sat), "5 Rent review") == (
            "No decision on this item has been published."
        )
        assert "Not reached: items 6, 7 and 8." in markdown(sat)


def test_while_the_public_is_out_nothing_is_said_of_what_is_considered() -> None:
    note = compose(in_private().outside, ENGLISH)
    assert [item(note, number).in_private for number in ("3", "4", "5")] == [None] * 3


def test_a_meeting_that_closes_in_private_tells_the_same_as_on_return() -> None:
    sat = in_private()
    sat.do("close_meeting")
    assert under(markdown(sat), "4 A contract").endswith("No decision has been published.")
    assert "excluded from 6.48pm until 7.06pm" in markdown(sat)
    assert remarks(sat, "ruiz") == "left while the meeting was in private"


def test_what_is_beneath_a_closed_item_is_not_said_to_be_unreached() -> None:
    items = (*ITEMS[:3], PlannedItem("3(a)", "Offers", parent="3"), *ITEMS[3:])
    sat = convened(profile=CLOSED, items=items, people=CAST)
    for person in ("amin", "shah", "owen", "ruiz"):
        sat.do("record_present", person=person)
    sat.wait_until("18:30")
    sat.do("open_meeting")
    sat.do("take_item", item="1")
    resolved(sat, "3")
    sat.do("take_item", item="3")
    sat.do("take_item", item="3(a)")
    sat.do("readmit_public")
    sat.do("close_meeting")
    assert "3(a)" not in compose(sat.outside, ENGLISH).unreached


# A vote across the door


def test_a_vote_put_in_public_and_ended_in_private_is_told_so() -> None:
    told = under(markdown(in_mid_vote()), "2 Land at Mill Lane")
    assert "The question was put at 6.35pm. The vote was completed in private." in told
    assert "casting vote" not in told
    assert "dealt with in private" not in told


def test_a_question_without_a_motion_keeps_its_words() -> None:
    sat = in_public_only()
    sat.do("put_question", text="That fees rise.")
    sat.do("exclude_public", ground="confidential", items="2")
    sat.do("record_counts", in_favour=4, against=0)
    sat.do("close_vote", gap=True)
    sat.do("readmit_public")
    told = "That fees rise.\n\nThe question was put at 6.34pm. The vote was completed in private."
    assert told in markdown(sat)


def test_a_motion_moved_in_public_and_withdrawn_in_private_was_dealt_with_there() -> None:
    sat = in_public_only()
    sat.do("move_motion", text="That permission be granted.", mover="shah", seconder="owen")
    sat.do("exclude_public", ground="confidential", items="2")
    sat.do("withdraw_motion", consent=True)
    sat.do("readmit_public")
    assert "granted.\n\nThe motion was dealt with in private." in markdown(sat)
    assert "withdr" not in markdown(sat)


def test_of_one_whose_reason_became_known_in_private_only_that_they_did_not_vote() -> None:
    sat = in_public_only()
    sat.do("exclude_public", ground="confidential", items="2")
    sat.do("declare_interest", person="ruiz", kind="pecuniary", item="8", nature=SECRET)
    sat.do("readmit_public")
    sat.do("take_item", item="8")
    sat.do("agree_without_dissent", text="That officers be thanked.")
    told = under(markdown(sat), "8 Any other business")
    assert "Cllr Diego Ruiz did not vote." in told
    assert "interest" not in told
    assert (
        "Cllr Diego Ruiz had declared an interest" in write_full(sat.sides, ENGLISH)["md"].decode()
    )


# Who came and went


def test_who_left_in_private_is_said_to_have_gone_at_no_time(closed: Story) -> None:
    assert remarks(closed, "ruiz") == "left while the meeting was in private"
    assert remarks(closed, "owen") == "left while the meeting was in private, rejoined at 7.07pm"
    text = write_full(closed.sides, ENGLISH)["md"].decode()
    assert r"Cllr Diego Ruiz (left at 7.04pm \[private\])" in text


# The full note


def test_the_full_note_is_marked_first_of_all_in_every_format(full: dict[str, bytes]) -> None:
    assert read(full, "md").startswith(f"**{MARK}**\n\n**DRAFT**")
    assert next(iter(json.loads(full["json"]).items())) == ("restricted", MARK)
    html = full["html"].decode()
    assert f"<title>{MARK} – DRAFT" in html
    assert html.index(f'<p class="app-note__standing">{MARK}</p>') < html.index("<h1")
    word = Document(BytesIO(full["docx"]))
    assert word.paragraphs[0].text == word.core_properties.category == MARK
    assert word.sections[0].header.paragraphs[0].text == MARK


def test_the_public_note_bears_no_such_mark(public: dict[str, bytes]) -> None:
    assert b"restricted" not in bytes_of(public).lower()
    assert b"NotePrivate" not in bytes_of(public)  # the style of Word's boundary lines


def test_a_boundary_is_a_paragraph_of_its_own_in_word(full: dict[str, bytes]) -> None:
    styles = [p.style.name for p in Document(BytesIO(full["docx"])).paragraphs if p.style]
    bounds = [name for name in styles if name.startswith("Note Private")]
    assert bounds[::2] == ["Note Private"] * (len(bounds) // 2)
    assert bounds[1::2] == ["Note Private End"] * (len(bounds) // 2)


def test_each_private_passage_is_marked_where_it_begins_and_ends(full: dict[str, bytes]) -> None:
    text = re.sub(r"\\([\[\]])", r"\1", full["md"].decode())
    note, _, attendance = text.partition("## Appendix A")
    begun, *runs = note.split(BEGIN)
    assert len(runs) > 5
    outside = [begun, *(run.split(END, 1)[1] for run in runs)]
    assert not [part for part in outside if SECRET in part]
    assert "came back at 7.06pm" in "".join(outside)
    rows = [row for row in attendance.splitlines() if SECRET in row]
    assert rows
    assert all("[private]" in row for row in rows)


def test_it_has_the_private_titles_and_what_was_decided(full: dict[str, bytes]) -> None:
    text = read(full, "md")
    assert f"Title in private: Sale of {SECRET}-Wharf for {SECRET}-millions" in text
    assert f"That {SECRET}-Wharf be sold.\n\nMoved by Cllr Bilal Shah" in text
    assert f"Reason: To telephone {SECRET}-Builders." in text
    assert under(text, "5 Rent review") == "This item was not reached."


def test_a_full_note_by_the_bodys_own_rules_names_them() -> None:
    rules = replace(CLOSED.private, own_rules="Terms of reference 9")
    sat = at_item("3", profile=replace(CLOSED, private=rules))
    sat.do("exclude_public", ground="own_rules")
    first = write_full(sat.sides, ENGLISH)["md"].decode().splitlines()[0]
    assert "RESTRICTED: contains private business (Terms of reference 9). Not for" in first


@pytest.mark.parametrize("ending", FORMATS)
def test_the_same_private_business_gives_the_same_bytes(
    ending: str, full: dict[str, bytes]
) -> None:
    assert write_full(everything_closed().sides, ENGLISH)[ending] == full[ending]
