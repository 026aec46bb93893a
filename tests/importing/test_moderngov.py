"""ModernGov's agendas are read whole: closed business stays closed, and nothing is lost."""

from __future__ import annotations

import re
from datetime import date, time

import pytest

from server.importing.exclusion import MOVED
from server.importing.finding import Weight
from server.importing.moderngov import read_moderngov
from server.meeting.agenda import Access, Purpose
from tests.importing.agendas_read import everything
from tests.importing.answers import CANARY, MEETING, SOAP

BODY = MEETING.partition("?>")[2]


def test_an_agenda_is_read_with_its_day_place_and_items() -> None:
    agenda = read_moderngov(MEETING)
    assert agenda.usable
    assert agenda.details.body == "Planning Committee"
    assert agenda.details.place == "Council Chamber, Town Hall"
    assert (agenda.details.day, agenda.details.begins) == (date(2026, 3, 4), time(19, 30))
    assert [item.number for item in agenda.items] == ["1", "2", "3"]
    assert agenda.items[0].title == "Minutes of the last meeting & matters arising"


def test_html_in_a_field_becomes_plain_lines_without_scripts() -> None:
    assert read_moderngov(MEETING).items[0].summary.split("\n") == [
        "To agree the minutes.",
        "4 February",
        "11 February",
    ]


def test_a_document_keeps_its_title_and_an_address_that_can_be_used() -> None:
    (paper,) = read_moderngov(MEETING).items[0].papers
    assert paper.title == "Draft minutes"
    assert paper.url.endswith("/g17355/Draft%20minutes.pdf?T=10&Info=1")
    assert not paper.exempt


def test_what_looks_like_a_letter_of_html_in_an_address_is_left_as_it_is() -> None:
    for written in ("?id=1&amp;copy=2", "?id=1&copy=2"):
        (paper,) = read_moderngov(MEETING.replace("?T=10&amp;Info=1", written)).items[0].papers
        assert paper.url.endswith("?id=1&copy=2")


def test_a_restricted_item_is_exempt_with_an_open_title_and_no_open_paper() -> None:
    item = read_moderngov(MEETING).items[1]
    assert item.access is Access.EXEMPT
    assert (item.title, item.private_title) == ("Exempt item", "Sale of the old depot")
    assert [paper.exempt for paper in item.papers] == [True]


def test_a_restricted_item_asks_for_an_open_title_and_its_paragraphs() -> None:
    told = [f for f in read_moderngov(MEETING).findings if "open title" in str(f.said)]
    assert ["Item 2 is restricted" in str(finding.said) for finding in told] == [True]


def test_a_restricted_document_of_an_open_item_is_an_exempt_paper() -> None:
    item = read_moderngov(MEETING).items[2]
    assert item.access is Access.OPEN
    assert [paper.exempt for paper in item.papers] == [False, True]


@pytest.mark.parametrize("said", ["Yes", "TRUE", "1", "unknown"])
def test_what_is_not_clearly_open_is_closed(said: str) -> None:
    doubtful = MEETING.replace("<isrestricted>False", f"<isrestricted>{said}")
    assert all(item.access is Access.EXEMPT for item in read_moderngov(doubtful).items)


def test_an_item_that_is_not_displayed_is_closed() -> None:
    hidden = MEETING.replace("<isdisplayallowed>True", "<isdisplayallowed>False")
    assert read_moderngov(hidden).items[0].access is Access.EXEMPT


def test_minutes_attendance_and_headings_are_told_and_not_taken_over() -> None:
    findings = read_moderngov(MEETING).findings
    told = "\n".join(f.text for f in findings if f.weight is Weight.LEFT_OUT)
    assert "RESOLVED that they be agreed." in told
    assert "Councillor Ann Archer, Chair, Present" in told
    assert "PART 1 – PUBLIC" in told


@pytest.mark.parametrize(
    "wrapped",
    [
        SOAP.format(meeting=BODY),
        SOAP.format(meeting=BODY.replace("&", "&amp;").replace("<", "&lt;")),
        '<string xmlns="http://moderngov.co.uk/namespaces">'
        + BODY.replace("&", "&amp;").replace("<", "&lt;")
        + "</string>",
        MEETING.encode("utf-16"),
        MEETING.replace("utf-8", "utf-16").encode(),  # .NET says so of what is UTF-8
        MEETING.replace("utf-8", "iso-8859-1").replace("–", "-").encode("latin-1"),
        "\ufeff" + MEETING,
    ],
)
def test_every_envelope_and_encoding_gives_the_same_agenda(wrapped: str | bytes) -> None:
    read, plain = read_moderngov(wrapped), read_moderngov(MEETING)
    assert (read.items, read.details) == (plain.items, plain.details)
    assert all("UTF-8" not in str(finding.said) for finding in read.findings)


def test_raw_html_that_is_no_xml_is_taken_as_words() -> None:
    raw = "<div><p>Noise &nbsp;levels<br>at Smith & Sons<p>unclosed <img src=x></div>"
    broken = re.sub(
        r"<agendatext><div>.*?</agendatext>", f"<agendatext>{raw}</agendatext>", MEETING, flags=re.S
    )
    agenda = read_moderngov(broken)
    assert agenda.usable
    assert agenda.items[0].summary == "Noise levels\nat Smith & Sons\nunclosed"


def test_a_title_that_is_too_long_goes_on_in_the_text() -> None:
    long = "Very " * 200 + "long"
    agenda = read_moderngov(MEETING.replace("Leisure contract", long))
    assert len(agenda.items[2].title) == 500
    assert agenda.items[2].summary == long


def test_interests_are_declared_under_the_item_that_asks_for_them() -> None:
    agenda = read_moderngov(MEETING.replace("Leisure contract", "Declarations of interest"))
    assert [item.declarations for item in agenda.items] == [False, False, True]


def test_two_items_of_one_number_keep_apart_and_it_is_told() -> None:
    agenda = read_moderngov(MEETING.replace("<agendaitemnumber>3", "<agendaitemnumber>2"))
    assert [item.number for item in agenda.items] == ["1", "2", "2A"]
    assert any("numbered 2A" in str(f.said) for f in agenda.findings)


def test_an_open_item_is_not_put_under_a_closed_one() -> None:
    agenda = read_moderngov(MEETING.replace("<agendaitemnumber>3", "<agendaitemnumber>2.1"))
    assert [(item.number, item.access) for item in agenda.items][2] == ("2.1", Access.OPEN)


def test_a_sub_item_stands_under_its_item() -> None:
    agenda = read_moderngov(MEETING.replace("<agendaitemnumber>2<", "<agendaitemnumber>1(a)<"))
    assert [[sub.number for sub in item.items] for item in agenda.items] == [["1.a"], []]


def test_more_items_than_a_meeting_can_have_are_told_with_all_their_words() -> None:
    items = "".join(
        f"<agendaitem><agendaitemnumber>{n}</agendaitemnumber>"
        f"<agendaitemtitle>Business {n}</agendaitemtitle></agendaitem>"
        for n in range(1, 501)
    )
    agenda = read_moderngov(f"<meeting><agendaitems>{items}</agendaitems></meeting>")
    assert len(agenda.items) == 400
    assert "Business 500" in "\n".join(finding.text for finding in agenda.findings)


BOMBS = [
    '<!DOCTYPE m [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><meeting>&b;</meeting>',
    '<!DOCTYPE m [<!ENTITY x SYSTEM "file:///etc/passwd">]><meeting><a>&x;</a></meeting>',
    '<!DOCTYPE m SYSTEM "http://127.0.0.1:9/m.dtd"><meeting/>',
    '<?xml version="1.0"?><!-- --><!DOCTYPE m [<!ENTITY % p SYSTEM "file:///etc/passwd">%p;]><m/>',
]


@pytest.mark.parametrize("bomb", [*BOMBS, BOMBS[1].encode("utf-16")])
def test_definitions_of_entities_are_refused(bomb: str | bytes) -> None:
    agenda = read_moderngov(bomb)
    assert not agenda.items
    assert [finding.weight for finding in agenda.findings] == [Weight.WRONG]
    assert "DOCTYPE" in str(agenda.findings[0].said)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "does not begin"),
        (b"Dear colleague", "does not begin"),
        (b"<!DOCTYPE html><html><p>Access denied", "web page"),
        (b"<meetings><x/></meetings>", "no “meeting”"),
        (b"<meeting>\n<a>\n</b>", "line 3 cannot be read"),
        (MEETING.replace("</meeting>", "").encode(), "no whole XML"),
        (f"<all>{BODY}{BODY}</all>".encode(), "2 meetings"),
        (b"<meeting/>", "no item"),
        (b" " * 8_000_001, "larger than 8 megabytes"),
        (b"\xff\xfe<\x00m", "letters cannot be read"),
        (b"<meeting>" + b"<a>" * 200 + b"</a>" * 200 + b"</meeting>", "too deeply"),
        (b"<meeting>" + b"<a/>" * 400_000 + b"</meeting>", "too many parts"),
        (b"<meeting>" + b"<a>" * 250_000 + b"</a>" * 250_000 + b"</meeting>", "too many parts"),
        (b"<meeting " + b"a='' " * 450_000 + b"/>", "too many parts"),
        (b"<a>" * 90_000, "no whole XML"),
    ],
)
def test_what_is_no_agenda_is_told_in_a_sentence(content: bytes, told: str) -> None:
    agenda = read_moderngov(content)
    assert not agenda.usable
    assert told in str(agenda.findings[-1].said)


def test_home_addresses_are_nowhere_in_what_is_read() -> None:
    home = f"<homeaddress>{CANARY}</homeaddress>"
    nested = MEETING.replace("<agendaid>", f"{home}<chair><name>Ann</name>{home}</chair><agendaid>")
    agenda = read_moderngov(nested)
    assert CANARY not in everything(agenda)
    assert any("never read" in str(finding.said) for finding in agenda.findings)


def test_an_item_is_for_what_its_words_ask() -> None:
    assert [item.purpose for item in read_moderngov(MEETING).items] == [
        Purpose.DECISION,
        Purpose.INFORMATION,
        Purpose.INFORMATION,
    ]


def test_a_restricted_item_does_not_say_the_resolution_that_closes_it() -> None:
    moved = "That under section 100A(4) the press and public be excluded."
    restricted = MEETING.replace("The offers that came in.", f"The offers.&lt;br&gt;{moved}")
    agenda = read_moderngov(restricted)
    assert agenda.items[1].summary == "The offers."
    assert [f.text for f in agenda.findings if f.said.sentence == MOVED] == [moved]
