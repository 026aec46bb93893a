"""The page of the note: every passage knows its event and leads the clerk to it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise

from server.minutes import page, write
from tests.minutes.made import ENGLISH, everything

STANDING = {"app-note__mark", "app-note__columns", "app-note__standing"}
VOID = {"br", "meta"}


class Reader(HTMLParser):
    """Notes of which event each paragraph and point tells, and whether every tag is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.ids: list[str] = []
        self.told: list[str] = []
        self.headings: list[int] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids += filter(None, [given.get("id")])
        inherited = self.open[-1][1] if self.open else ""
        event = given.get("data-event") or inherited
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag in ("p", "li") and not STANDING & set((given.get("class") or "").split()):
            self.told.append(event)
        if tag not in VOID:
            self.open.append((tag, event))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag


def test_every_paragraph_and_point_tells_of_an_event_that_exists() -> None:
    made = everything()
    read = Reader(page(made.meeting, ENGLISH, clerk=False))
    assert len(read.told) > 25
    assert set(read.told) <= made.ids


def test_every_entry_of_the_record_can_be_found_by_its_event() -> None:
    made = everything()
    found = Reader(page(made.meeting, ENGLISH, clerk=False)).ids
    standing = [e.id for item in made.meeting.items for e in item.record if e.struck is None]
    assert {f"e-{id}" for id in standing} <= set(found)
    assert len(found) == len(set(found))


def test_each_passage_leads_the_clerk_to_its_entry() -> None:
    made = everything()
    html = page(made.meeting, ENGLISH, clerk=True)
    for entry in (e for item in made.meeting.items for e in item.record if e.struck is None):
        assert f'href="/meetings/board-2020/clerk#entry-{entry.id}"' in html
    assert '<span class="govuk-visually-hidden">Go to entry</span>' in html


def test_attendance_leads_the_clerk_to_the_roll() -> None:
    html = page(everything().meeting, ENGLISH, clerk=True)
    assert 'href="/meetings/board-2020/clerk#roll-owen"' in html


def test_nobody_else_is_led_to_the_clerks_page() -> None:
    assert "/clerk" not in page(everything().meeting, ENGLISH, clerk=False)
    assert b"/clerk" not in write(everything().meeting, ENGLISH)["html"]


def test_the_file_is_whole_and_fetches_nothing() -> None:
    html = write(everything().meeting, ENGLISH)["html"].decode()
    assert Reader(html).open == []
    assert html.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert not re.search(r"<script|<link|src=|url\(|@import", html)


def test_no_level_of_heading_is_left_out() -> None:
    levels = Reader(page(everything().meeting, ENGLISH, clerk=False)).headings
    assert levels[0] == 1
    assert all(now <= before + 1 for before, now in pairwise(levels))


def test_each_row_of_attendance_has_its_role_as_its_head() -> None:
    html = page(everything().meeting, ENGLISH, clerk=False)
    assert '<th class="govuk-table__header" scope="row">Chairman</th>' in html
    assert 'scope="rowgroup" rowspan="4">Members</th>' in html
    assert html.count('scope="col"') == 3
