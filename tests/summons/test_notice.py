"""The notice: everything that everybody may know of a meeting beforehand, and nothing else."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from msgspec.structs import replace

from server.meeting.agenda import Access
from server.meeting.convened import PlannedItem
from server.meeting.meeting import Meeting
from server.meeting.notice import Revision
from server.minutes.document import document
from server.minutes.html import standalone
from server.minutes.markdown import markdown
from server.render.language import Voice
from server.summons import Around, notice
from tests.minutes.reading import read
from tests.summons.golden import FOLDER, papers
from tests.summons.made import AROUND, ENGLISH, KEPT_AWAY, OPEN, SECRET, WELSH, board, parish, welsh

FORMATS = ("html", "docx", "md")


def files(
    meeting: Meeting, tongue: Voice = ENGLISH, around: Around = KEPT_AWAY
) -> dict[str, bytes]:
    """The notice in every format."""
    sheet = notice(meeting, tongue, around)
    return {
        "html": standalone(sheet, tongue),
        "docx": document(sheet),
        "md": markdown(sheet),
    }


def words(meeting: Meeting, tongue: Voice = ENGLISH) -> str:
    return " ".join(read(files(meeting, tongue), "md").split())


@pytest.mark.parametrize("name", sorted(path.name for path in FOLDER.iterdir()))
def test_it_is_as_it_was_kept(name: str) -> None:
    assert papers()[name].decode() == (FOLDER / name).read_text(encoding="utf-8")


def test_the_same_meeting_gives_the_same_bytes_in_every_format() -> None:
    assert files(parish().outside) == files(parish().outside)
    with ZipFile(BytesIO(files(parish().outside)["docx"])) as archive:
        assert {info.date_time for info in archive.infolist()} == {(2026, 7, 14, 17, 25, 0)}


@pytest.mark.parametrize("ending", FORMATS)
def test_nothing_that_is_not_published_is_in_any_format(ending: str) -> None:
    assert SECRET not in read(files(parish().outside), ending)
    assert SECRET.encode() not in files(parish().outside)[ending]


@pytest.mark.parametrize("ending", FORMATS)
def test_even_of_the_whole_meeting_it_tells_nothing_that_is_not_published(ending: str) -> None:
    assert SECRET not in read(files(parish().meeting), ending)
    assert SECRET not in read(files(welsh().meeting), ending)


def test_no_address_of_an_exempt_paper_is_in_the_word_file() -> None:
    with ZipFile(BytesIO(files(parish().meeting)["docx"])) as archive:
        assert not [n for n in archive.namelist() if SECRET.encode() in archive.read(n)]


def test_an_exempt_item_has_its_open_title_and_why_it_is_exempt() -> None:
    told = words(welsh().outside)
    assert "## 2 Mater eiddo" in told
    assert "exempt under paragraph 14 of Part 4 of Schedule 12A" in told
    assert "Paragraph 14: Information relating to the financial or business affairs" in told


def test_a_confidential_item_names_the_section() -> None:
    item = PlannedItem("1", "A letter", access=Access.CONFIDENTIAL, private_title=SECRET)
    told = words(parish(item).outside)
    assert "The business is confidential (Public Bodies (Admission to Meetings) Act 1960" in told


def test_numbers_are_as_the_council_writes_them() -> None:
    word = Document(BytesIO(files(parish().outside)["docx"]))
    headings = [p.text for p in word.paragraphs if p.style and p.style.name == "Heading 1"]
    assert "125/20\tAllotments" in headings
    assert "## 125/20 Allotments" in read(files(parish().outside), "md")
    assert b'id="item-125-20"' in files(parish().outside)["html"]


def test_it_says_what_an_item_is_for_who_introduces_it_and_what_is_recommended() -> None:
    told = words(parish().outside)
    assert "For decision – Introduced by Cllr Margaret Hollis and A resident" in told
    assert "- on the left - on the right" in told
    assert "**Recommendations** - That a fence be bought. - That it be painted." in told


def test_papers_are_links_that_lead_there_from_wherever_the_file_is_read() -> None:
    away, here = files(parish().outside), files(parish().outside, around=AROUND)
    assert b"](<https://meetings.example/papers/" in away["md"]
    assert b'href="/papers/' in here["html"]
    with ZipFile(BytesIO(away["docx"])) as archive:
        body = archive.read("word/document.xml").decode()
    assert 'HYPERLINK "https://council.example/plan.pdf"' in body
    assert 'HYPERLINK "https://meetings.example/papers/' in body


def test_an_address_cannot_leave_its_link() -> None:
    hostile = 'https://x.example/a>)<b"c\\d'
    item = replace(OPEN, papers=(replace(OPEN.papers[1], url=hostile),))
    made = files(parish(item).outside)
    assert b'(<https://x.example/a%3E)%3Cb"c%5Cd>)' in made["md"]
    with ZipFile(BytesIO(made["docx"])) as archive:
        assert 'HYPERLINK "https://x.example/a&gt;)&lt;b%22c%5Cd"' in _unquoted(
            archive.read("word/document.xml").decode()
        )


def _unquoted(xml: str) -> str:
    return xml.replace("&quot;", '"').replace("&#34;", '"')


@pytest.mark.parametrize("ending", FORMATS)
def test_that_it_is_cancelled_stands_at_the_top(ending: str) -> None:
    told = parish()
    told.do("cancel_meeting", reason="The hall is flooded.")
    text = read(files(told.outside), ending)
    title = text.rindex("notice of meeting and agenda") if ending == "docx" else len(text)
    assert text.index("CANCELLED – this meeting is not held") < title
    assert "Why it is not held: The hall is flooded." in text
    assert "How to watch" not in text


def test_that_it_is_postponed_or_brought_forward_stands_above_its_day() -> None:
    meeting = parish().outside
    for days, said in ((-7, "Postponed: it was to be on"), (7, "Brought forward: it was to be")):
        was = meeting.starts_at + timedelta(days)
        moved = replace(meeting, notice=replace(meeting.notice, moved_from=was))
        told = words(moved)
        assert 0 < told.index(said) < told.index("Notice is given")
    assert "Wednesday 19 May 2027 at 7.30pm" in told


def test_what_was_revised_is_told_with_its_day_and_it_is_issued_anew() -> None:
    meeting = parish().outside
    assert meeting.notice.published_at is not None
    later = meeting.notice.published_at + timedelta(2)
    revised = replace(meeting.notice, revisions=(Revision(later, "Item 9 was added."),))
    told = words(replace(meeting, notice=revised))
    assert "Agenda revised on 16 July 2026: Item 9 was added." in told
    assert "16 July 2026 (first issued on 14 July 2026)" in told
    with ZipFile(BytesIO(files(replace(meeting, notice=revised))["docx"])) as archive:
        assert archive.infolist()[0].date_time[:3] == (2026, 7, 16)


def test_an_urgent_item_that_came_up_at_the_meeting_was_never_on_it() -> None:
    meeting = parish().outside
    urgent = replace(meeting.items[0], number="9", title="Burst main", urgent="It floods.")
    assert "Burst main" not in words(replace(meeting, items=(*meeting.items, urgent)))


def test_a_rehearsal_says_so() -> None:
    assert "Rehearsal: this is not a real meeting." in words(parish(rehearsal=True).outside)


def test_a_council_of_which_no_contact_is_known_names_none() -> None:
    assert "Whom to ask" not in read({"md": markdown(notice(parish().outside, ENGLISH))}, "md")
    assert "Whom to ask Jo Clerk, 01234 567890" in words(parish().outside)


def test_the_right_to_record_is_told_where_the_regulations_bind_and_nowhere_else() -> None:
    regulations = "Openness of Local Government Bodies Regulations 2014"
    assert regulations in words(parish().outside)
    for other in (board(), welsh()):
        assert regulations not in words(other.outside)
        assert "ask beforehand" in words(other.outside)


def test_the_law_on_notice_is_named_and_no_hint_for_whoever_sets_it_up() -> None:
    assert "Local Government Act 1972 Sch 12 para 10(2)." in words(parish().outside)
    assert "put their notice here" not in words(board().outside)
    meeting = parish().outside
    for source in ("Usual, as for other committees (an Act): check", "SO 4 of the council"):
        rule = replace(meeting.profile.publication, source=source)
        profile = replace(meeting.profile, publication=rule)
        assert "The law on giving notice" not in words(replace(meeting, profile=profile))


def test_in_welsh_the_days_are_welsh_and_what_has_no_translation_is_english() -> None:
    told = words(welsh().outside, WELSH)
    assert "Dydd Mawrth 21 Gorffennaf 2026" in told
    assert "You are welcome to speak Welsh or English at this meeting." in told
    assert b'lang="cy"' in files(welsh().outside, WELSH)["html"]


def test_four_hundred_items_are_written() -> None:
    many = tuple(replace(OPEN, number=f"{n}/20") for n in range(1, 401))
    meeting = parish(*many).outside
    made = files(meeting)
    assert "400/20" in read(made, "md")
