"""Everybody can read and work every page in every state: a table, and each cell of it visited."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page

from tests.pages.axe import barriers, too_faint, too_wide
from tests.pages.states import STATES, hall
from tests.pages.visiting import (
    ACTS,
    NARROW,
    NARROWEST,
    WITHOUT_SCRIPT,
    Visit,
    Visitor,
    share,
    two_visitors,
)
from tests.pages.walk import walk

# "plain" and "forms" are the public's and the clerk's page where no script runs; "file" is the
# draft note as a web page of its own.
TABLE = """
                 list public plain clerk forms chair member screen note file 403  404  503
before_opening   all  yes    yes   yes   yes   yes   yes    wall   yes  yes  once once once
roll_call        all  yes    same  yes   same  yes   yes    wall   yes  twin once once once
in_hand          yes  yes    yes   yes   yes   yes   yes    yes    yes  yes  yes  yes  yes
sub_item         all  yes    same  yes   same  yes   yes    wall   yes  twin once once once
must_leave       all  yes    yes   yes   yes   yes   yes    wall   yes  twin once once once
is_out           all  yes    same  yes   same  yes   yes    wall   yes  twin once once once
may_return       all  yes    same  yes   same  yes   yes    wall   yes  twin once once once
adjourned        all  yes    same  yes   same  yes   yes    wall   yes  twin once once once
closed           all  yes    yes   yes   yes   yes   yes    wall   yes  yes  once once once
rehearsal        all  yes    same  yes   same  yes   yes    wall   yes  twin once once once
inquorate        all  yes    same  yes   same  yes   yes    wall   yes  twin once once once
empty            yes  yes    yes   yes   yes   yes   yes    wall   yes  twin once once once
struck           all  yes    yes   yes   yes   yes   yes    wall   yes  yes  once once once
amendment        all  yes    same  yes   same  yes   yes    wall   none none once once once
voting           all  yes    same  yes   same  yes   yes    yes    none none once once once
tied             all  yes    same  yes   same  yes   yes    wall   none none once once once
fault            all  told   told  yes   same  yes   told   wall   none none once once once
queue            all  hush   hush  yes   same  yes   yes    wall   none none once once once
speaking         all  yes    same  yes   same  yes   yes    yes    none none once once once
ballot           all  seat   seat  seat  same  seat  yes    wall   none none once once once
voted            all  seat   seat  seat  same  seat  yes    wall   none none once once once
unfolded         yes  yes    yes   yes   yes   flat  yes    flat   flat flat flat flat flat
refused          read read   read  yes   yes   read  read   read   read read read read read
paused           dead yes    dead  calm  dead  calm  yes    dead   dead dead dead dead dead
connection_lost  dead yes    dead  yes   dead  yes   yes    dead   dead dead dead dead dead
key_map          slip slip   slip  yes   dead  slip  slip   slip   slip slip slip slip slip
decision         slip slip   slip  yes   open  slip  slip   slip   slip slip slip slip slip
action           slip slip   slip  yes   open  slip  slip   slip   slip slip slip slip slip
interest         slip slip   slip  yes   open  slip  slip   slip   slip slip slip slip slip
attending        slip slip   slip  yes   open  slip  slip   slip   slip slip slip slip slip
minutes_mended   slip slip   slip  yes   open  slip  slip   slip   slip slip slip slip slip
minutes_agreed   slip slip   slip  yes   open  slip  slip   slip   slip slip slip slip slip
take_any         slip slip   slip  yes   open  slip  slip   slip   slip slip slip slip slip
defer            slip slip   slip  yes   open  slip  slip   slip   slip slip slip slip slip
withdraw         slip slip   slip  yes   open  slip  slip   slip   slip slip slip slip slip
came_or_left     slip slip   slip  yes   open  slip  slip   slip   slip slip slip slip slip
edit             slip slip   slip  yes   open  slip  slip   slip   slip slip slip slip slip
strike           slip slip   slip  yes   open  slip  slip   slip   slip slip slip slip slip
adjourn          slip slip   slip  yes   open  slip  slip   slip   slip slip slip slip slip
close            slip slip   slip  yes   open  slip  slip   slip   slip slip slip slip slip
motion           slip slip   slip  yes   open  slip  slip   slip   slip slip slip slip slip
question         slip slip   slip  yes   open  slip  slip   slip   slip slip slip slip slip
naming           slip slip   slip  yes   dead  slip  slip   slip   slip slip slip slip slip
draft_elsewhere  slip slip   slip  yes   dead  slip  slip   slip   slip slip slip slip slip
roll_calling     slip slip   slip  yes   dead  slip  slip   slip   slip slip slip slip slip
remote_asked     slip slip   slip  yes   dead  slip  slip   slip   slip slip slip slip slip
"""
WHY_NOT = {
    "all": "Every meeting, in whatever state, is on the list at once: one visit sees them all.",
    "once": "An error page tells nothing of the meeting, so it is the same in every state.",
    "same": "What is drawn of it is the same where a script runs; all forms stand in every state.",
    "none": "The note tells what was decided, and here nothing has been.",
    "told": "Only the clerk and the chair have a clock to wait by and something to do about it.",
    "hush": "Who waits to speak, and what members sent, those outside are not shown.",
    "seat": "Only the member's own seat is otherwise than in the state “voting”.",
    "wall": "The big screen shows the panels of the public page, and no more in this state.",
    "twin": "The file holds the very document that the page of the note shows in this state.",
    "flat": "Nothing on this page can be unfolded.",
    "read": "This page is only read: no command is given on it that could be refused.",
    "dead": "This needs the page's script, and here none runs.",
    "calm": "Whoever works on this page must miss nothing, so it cannot be paused.",
    "slip": "Only the clerk's page has slips, a roll to call and a map of keys.",
    "open": "Where no script runs all slips stand open at once, in every state.",
}
VISITED = "yes"
PAGES, *ROWS = (line.split() for line in TABLE.strip().splitlines())
CELLS = {(page, row[0]): cell for row in ROWS for page, cell in zip(PAGES, row[1:], strict=True)}
# The calendar tells of all meetings at once too, as the list does.
CALENDAR = ("today", "month", "bodies", "body")
PAGES += CALENDAR
CELLS |= {(page, row[0]): CELLS["list", row[0]] for page in CALENDAR for row in ROWS}
CELLS |= {("today", "unfolded"): "flat", ("bodies", "unfolded"): "flat", ("body", "empty"): "all"}
MAIN = "in_hand"
IN_COLOUR = (MAIN, "inquorate", "struck", "voting", "queue", "unfolded", "decision")
OWN_LOOK = ("screen", "file")  # dark when it is asked for, and a paper that is light
TOP = "Skip to main content"
CLERKS = ("Adjourn", "Close", "Undo", "Take item 4", "Report")
LISTS = ("Take any", "Take item 1", "Came or left", "Left: Cllr Ann Amin", "None declared")
ORDER = {  # what Tab reaches one after another, among other things
    "list": (TOP, "Council meetings", "Today", "Planning Committee", "Search", "Subscribe"),
    "today": (TOP, "All meetings", "Calendar", "Planning Committee", "Add to your calendar"),
    "month": (TOP, "Today", "Show", "Previous month", "Next month", "3", "Planning Committee"),
    "bodies": (TOP, "Today", "Planning Committee"),
    "body": (TOP, "Planning Committee", "All its meetings", "Subscribe", "How to subscribe"),
    "public": (TOP, "All meetings", "Cymraeg", "Report", "Pause", "Decisions", "About this"),
    "plain": (TOP, "All meetings", "Cymraeg", "Report", "Update", "Decisions", "About this"),
    "clerk": (TOP, *CLERKS, "Note", "Decision", "What was said", "Record", *LISTS, "All keys"),
    "forms": (TOP, *CLERKS, "What was said", "Record", "What was decided", "Record", *LISTS),
    "chair": (TOP, "Cymraeg", "Join"),
    "member": (TOP, "Cymraeg", "Report", "Ask to speak", "Join", "Pause", "About this"),
    "screen": (),
    "note": (TOP, "Back to the meeting", "Word", "Go to entry"),
    "file": (),
    "403": (TOP, "All meetings"),
    "404": (TOP, "All meetings"),
    "503": (TOP, "All meetings"),
}


@pytest.fixture(scope="module")
async def visitors(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[tuple[Visitor, Visitor]]:
    async with hall(tmp_path_factory.mktemp("hall")) as built, two_visitors(built, browser) as both:
        yield both


def test_every_cell_of_the_table_is_visited_or_says_why_it_cannot_be() -> None:
    assert set(CELLS.values()) == {VISITED, *WHY_NOT}
    assert {row[0] for row in ROWS} == {*STATES, *ACTS}
    assert all(CELLS[page, MAIN] == VISITED for page in PAGES)


@pytest.mark.parametrize("page", PAGES)
async def test_nothing_on_the_page_stands_in_anybodys_way_in_any_state(
    visitors: tuple[Visitor, Visitor], page: str
) -> None:
    visits = [Visit(*cell) for cell, what in CELLS.items() if what == VISITED and cell[0] == page]
    dark = [] if page in OWN_LOOK else [visit for visit in visits if visit.state in IN_COLOUR]
    found = await share(visitors, [each for each in visits if each not in dark], barriers)
    found |= await share(visitors, dark, in_the_light_and_in_the_dark)
    assert found.keys() == set(visits)
    assert [f"{visit.state}: {each}" for visit in found for each in found[visit]] == []


async def test_nothing_on_any_page_stands_in_anybodys_way_on_a_phone(
    visitors: tuple[Visitor, Visitor],
) -> None:
    found = await share(visitors, [Visit(page, MAIN, NARROW) for page in PAGES], on_a_phone)
    assert [f"{visit.page}: {each}" for visit in found for each in found[visit]] == []


async def on_a_phone(page: Page) -> list[str]:
    found = await barriers(page)
    await NARROWEST.fit(page)
    return [*found, *(["scrolls sideways when narrowest"] if await too_wide(page) else [])]


async def in_the_light_and_in_the_dark(page: Page) -> list[str]:
    found = await barriers(page)
    await page.emulate_media(color_scheme="dark")
    try:
        ground = await page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert ground != "rgb(255, 255, 255)"
        return [*found, *(f"in the dark: {each}" for each in await too_faint(page))]
    finally:
        await page.emulate_media(color_scheme="light")


async def test_every_page_has_a_title_of_its_own(visitors: tuple[Visitor, Visitor]) -> None:
    different = [Visit(page, MAIN) for page in PAGES if page not in WITHOUT_SCRIPT]
    titles = await share(visitors, different, Page.title)
    assert len(set(titles.values())) == len(different), titles


@pytest.mark.parametrize("page", PAGES)
async def test_the_tab_key_reaches_everything_in_order_and_its_focus_is_seen(
    visitors: tuple[Visitor, Visitor], page: str
) -> None:
    async with visitors[0].at(page, MAIN) as seen:
        walked = await walk(seen)
    assert walked.missed == walked.faults == ()
    assert walked.passes(*ORDER[page]), walked.reached


async def test_the_row_that_the_keys_move_to_is_seen(visitors: tuple[Visitor, Visitor]) -> None:
    async with visitors[0].at("clerk", MAIN) as seen:
        walked = await walk(seen, "k", "k", "ArrowRight", "j", "ArrowRight", "j")
    assert len(walked.reached) == 6
    assert walked.faults == ()
