"""Everybody can read and work every page in every state: a table, and each cell of it visited."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.pages.axe import barriers
from tests.pages.conftest import Visits
from tests.pages.states import STATES, Hall, hall
from tests.pages.visiting import ACTS, NARROW, visit

# "plain" and "forms" are the public's and the clerk's page where no script runs; "file" is the
# draft note as a web page of its own.
TABLE = """
                 list public plain clerk forms chair member note file 403  404  503
before_opening   all  yes    yes   yes   yes   yes   yes    yes  yes  once once once
roll_call        all  yes    yes   yes   yes   yes   yes    yes  yes  once once once
in_hand          yes  yes    yes   yes   yes   yes   yes    yes  yes  yes  yes  yes
sub_item         all  yes    yes   yes   yes   yes   yes    yes  yes  once once once
must_leave       all  yes    yes   yes   yes   yes   yes    yes  yes  once once once
is_out           all  yes    yes   yes   yes   yes   yes    yes  yes  once once once
may_return       all  yes    yes   yes   yes   yes   yes    yes  yes  once once once
adjourned        all  yes    yes   yes   yes   yes   yes    yes  yes  once once once
closed           all  yes    yes   yes   yes   yes   yes    yes  yes  once once once
rehearsal        all  yes    yes   yes   yes   yes   yes    yes  yes  once once once
inquorate        all  yes    yes   yes   yes   yes   yes    yes  yes  once once once
empty            yes  yes    yes   yes   yes   yes   yes    yes  yes  once once once
struck           all  yes    yes   yes   yes   yes   yes    yes  yes  once once once
unfolded         flat yes    yes   yes   yes   flat  yes    flat flat flat flat flat
refused          read read   read  yes   yes   read  read   read read read read read
paused           dead yes    dead  calm  dead  calm  yes    dead dead dead dead dead
connection_lost  dead yes    dead  yes   dead  yes   yes    dead dead dead dead dead
key_map          slip slip   slip  yes   dead  slip  slip   slip slip slip slip slip
decision         slip slip   slip  yes   open  slip  slip   slip slip slip slip slip
action           slip slip   slip  yes   open  slip  slip   slip slip slip slip slip
interest         slip slip   slip  yes   open  slip  slip   slip slip slip slip slip
attending        slip slip   slip  yes   open  slip  slip   slip slip slip slip slip
minutes_mended   slip slip   slip  yes   open  slip  slip   slip slip slip slip slip
minutes_agreed   slip slip   slip  yes   open  slip  slip   slip slip slip slip slip
take_any         slip slip   slip  yes   open  slip  slip   slip slip slip slip slip
defer            slip slip   slip  yes   open  slip  slip   slip slip slip slip slip
withdraw         slip slip   slip  yes   open  slip  slip   slip slip slip slip slip
came_or_left     slip slip   slip  yes   open  slip  slip   slip slip slip slip slip
edit             slip slip   slip  yes   open  slip  slip   slip slip slip slip slip
strike           slip slip   slip  yes   open  slip  slip   slip slip slip slip slip
adjourn          slip slip   slip  yes   open  slip  slip   slip slip slip slip slip
close            slip slip   slip  yes   open  slip  slip   slip slip slip slip slip
draft_elsewhere  slip slip   slip  yes   dead  slip  slip   slip slip slip slip slip
roll_calling     slip slip   slip  yes   dead  slip  slip   slip slip slip slip slip
remote_asked     slip slip   slip  yes   dead  slip  slip   slip slip slip slip slip
"""
WHY_NOT = {
    "all": "Every meeting, in whatever state, is on the list at once: one visit sees them all.",
    "once": "An error page tells nothing of the meeting, so it is the same in every state.",
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
VISITS = [cell for cell, what in CELLS.items() if what == VISITED]
MAIN = "in_hand"


@pytest.fixture(scope="module")
async def meetings(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Hall]:
    async with hall(tmp_path_factory.mktemp("hall")) as built:
        yield built


def test_every_cell_of_the_table_is_visited_or_says_why_it_cannot_be() -> None:
    assert set(CELLS.values()) == {VISITED, *WHY_NOT}
    assert {row[0] for row in ROWS} == {*STATES, *ACTS}
    assert all(CELLS[page, MAIN] == VISITED for page in PAGES)


@pytest.mark.parametrize(("page", "state"), VISITS)
async def test_nothing_stands_in_anybodys_way(
    meetings: Hall, visits: Visits, page: str, state: str
) -> None:
    assert await barriers(await visit(meetings, visits, page, state)) == []


@pytest.mark.parametrize("page", PAGES)
async def test_nothing_stands_in_anybodys_way_on_a_narrow_screen(
    meetings: Hall, visits: Visits, page: str
) -> None:
    assert await barriers(await visit(meetings, visits, page, MAIN, NARROW)) == []
