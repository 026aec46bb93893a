"""ModernGov's councillors and attendees are read, and never where they live."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given

from server.importing.finding import Weight
from server.importing.people.moderngov_people import read_moderngov_people
from server.importing.people.person import ImportedPerson
from server.meeting.people import Capacity
from tests.importing.answers import CANARY, COUNCILLORS, MEETING, SOAP, spoiled
from tests.importing.people_given import everything


def test_a_councillor_has_ward_group_posts_and_the_last_term() -> None:
    read = read_moderngov_people(COUNCILLORS)
    assert read.usable
    assert read.people[0] == ImportedPerson(
        "Councillor Ann Archer",
        ward="North & Mill",
        group="Green Group",
        since=date(2023, 5, 8),
        identifier="101",
        position="Chair of Planning",
        line=1,
    )
    assert [(p.ward, p.group) for p in read.people[1:]] == [
        ("North & Mill", "Labour"),
        ("South", ""),
    ]
    assert read.people[2].until == date(2028, 5, 5)


def test_earlier_terms_and_other_parties_are_told() -> None:
    told = everything(read_moderngov_people(COUNCILLORS))
    assert "07/05/2019 – 04/05/2023" in told
    assert "Green Party" in told


def test_a_vacant_seat_is_no_councillor() -> None:
    read = read_moderngov_people(COUNCILLORS.replace("Councillor Bilal Shah", "(Vacancy)"))
    assert len(read.people) == 2
    assert "(Vacancy) North & Mill" in everything(read)


def test_homes_and_telephones_are_never_read_and_it_is_said_once() -> None:
    for answer in (COUNCILLORS, MEETING):
        read = read_moderngov_people(answer)
        assert CANARY not in everything(read)
        assert sum("never read" in str(finding.said) for finding in read.findings) == 1


def test_attendees_are_people_of_the_body_that_meets() -> None:
    ann, kim = read_moderngov_people(MEETING).people
    assert (ann.name, ann.role, ann.ward, ann.identifier) == (
        "Councillor Ann Archer",
        "Chair",
        "North",
        "7",
    )
    assert ann.body == kim.body == "Planning Committee"
    assert (kim.capacity, kim.authority, kim.identifier) == (Capacity.OFFICER, "Oakham Council", "")


def test_every_row_has_a_line_of_its_own_though_the_answer_is_one_line() -> None:
    read = read_moderngov_people(COUNCILLORS.replace("\n", ""))
    assert [person.line for person in read.people] == [1, 2, 3]


def test_an_envelope_gives_the_same_people() -> None:
    escaped = COUNCILLORS.replace("&", "&amp;").replace("<", "&lt;")
    for wrapped in (SOAP.format(meeting=COUNCILLORS), f"<string>{escaped}</string>"):
        assert [p.elsewhere for p in read_moderngov_people(wrapped).people] == [
            p.elsewhere for p in read_moderngov_people(COUNCILLORS).people
        ]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "does not begin"),
        (b"<councillorsbyward/>", "nobody"),
        (b"<other/>", "councillorsbyward"),
        (COUNCILLORS[:900].encode(), "no whole XML"),
        (b'<!DOCTYPE c [<!ENTITY a "b">]><councillorsbyward>&a;</councillorsbyward>', "DOCTYPE"),
        (
            b"<councillorsbyward>"
            + b"<councillor><fullusername>A</fullusername></councillor>" * 5_001
            + b"</councillorsbyward>",
            "more than 5,000",
        ),
    ],
)
def test_what_cannot_be_used_is_told(content: bytes, told: str) -> None:
    read = read_moderngov_people(content)
    assert not read.usable
    assert read.findings[-1].weight is Weight.WRONG
    assert told in str(read.findings[-1].said)


@given(spoiled(COUNCILLORS))
def test_of_a_spoiled_answer_people_or_findings_come(document: str) -> None:
    read = read_moderngov_people(document)
    assert read.usable or read.findings
    for person in read.people:
        assert person.name
