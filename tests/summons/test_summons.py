"""The summons: what its reader may see of closed business, and marked if that is anything."""

from __future__ import annotations

from io import BytesIO

from docx import Document
from msgspec.structs import replace

from server.meeting.agenda import Access
from server.meeting.convened import PlannedItem
from server.minutes.document import document
from server.minutes.html import standalone
from server.minutes.markdown import markdown
from server.summons import summons
from tests.conftest import Story
from tests.summons.made import ENGLISH, EXEMPT, KEPT_AWAY, OPEN, SECRET, board, parish, welsh

MARK = "RESTRICTED: contains private business (Public Bodies (Admission to Meetings) Act 1960"


def words(sat: Story, audience: str = "clerk") -> str:
    sheet = summons(sat.seen_by(audience), ENGLISH, KEPT_AWAY)
    return " ".join(markdown(sheet).decode().split())


def test_members_are_summoned_by_name_for_the_business_below() -> None:
    told = words(parish())
    assert "To the members of Little Oakham Parish Council: Cllr Margaret Hollis, Cllr" in told
    assert "You are summoned to attend a meeting of Little Oakham Parish Council on" in told


def test_a_body_that_no_act_binds_invites_its_members() -> None:
    assert "You are invited to a meeting of Improvement & Innovation Board" in words(board())


def test_the_clerk_reads_the_private_titles_and_all_that_is_not_published() -> None:
    told = words(parish())
    assert f"Title in private: Pay of the {SECRET}-groundsman" in told
    for said in ("asks for more", "-hours be raised", f"Introduced by Dr {SECRET}", "-2.pdf"):
        assert said in told


def test_what_is_private_stands_between_two_lines_that_say_so() -> None:
    told = words(parish())
    begins = told.index("Private from here – not for publication", told.index("126/20"))
    ends = told.index("Private until here", begins)
    assert begins < told.index("Title in private") < ends
    assert begins < told.index(f"{SECRET} report") < ends


def test_it_is_marked_on_every_page() -> None:
    sheet = summons(parish().meeting, ENGLISH, KEPT_AWAY)
    assert sheet.restricted.startswith(MARK)
    word = Document(BytesIO(document(sheet)))
    assert word.sections[0].header.paragraphs[0].text == sheet.restricted
    assert 'class="app-note__every-page"' in standalone(sheet, ENGLISH).decode()


def test_a_member_before_the_meeting_is_told_what_those_outside_know_and_it_bears_no_mark() -> None:
    told = words(parish(), "member")
    assert SECRET not in told
    assert "RESTRICTED" not in told


def test_one_exempt_paper_of_an_open_item_is_enough_to_mark_it() -> None:
    assert "RESTRICTED" in words(parish(OPEN))
    plain = replace(OPEN, papers=OPEN.papers[:2])
    assert "RESTRICTED" not in words(parish(plain))


def test_an_exempt_item_of_which_nothing_is_told_needs_no_mark() -> None:
    bare = PlannedItem("1", "Staffing", access=Access.EXEMPT)
    assert "RESTRICTED" not in words(parish(bare))
    assert "RESTRICTED" in words(parish(replace(bare, private_title=SECRET)))


def test_the_mark_names_the_paragraphs_of_the_schedule() -> None:
    assert "RESTRICTED: contains exempt information under paragraph 14 of Part 4" in words(welsh())


def test_the_mark_names_confidential_business_apart() -> None:
    secret = replace(EXEMPT, access=Access.CONFIDENTIAL)
    sat = welsh()
    exempt = sat.meeting.items[2]
    closed = replace(exempt, number="3", access=Access.CONFIDENTIAL, private_title=SECRET)
    both = replace(sat.meeting, items=(*sat.meeting.items, closed))
    mark = summons(both, ENGLISH).restricted
    assert "paragraph 14" in mark
    assert "and confidential information (Local Government Act 1972 s.100A(2)" in mark
    assert "confidential information" in words(parish(secret))
