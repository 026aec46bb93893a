"""Popolo is read in the shapes in which it is published, and written to be read as it was."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.importing.people.person import ImportedPerson
from server.importing.people.popolo import read_popolo
from server.importing.people.popolo_written import write_popolo
from tests.importing.answers import CANARY
from tests.importing.people_given import everything, lists, without_lines
from tests.importing.test_legistar import ANYTHING

PACKAGE: dict[str, Any] = {
    "persons": [
        {
            "id": "p1",
            "name": "Ann Archer",
            "birth_date": CANARY,
            "contact_details": [{"type": "address", "value": CANARY}],
            "addresses": {"home": CANARY},
            "email": CANARY,
        },
        {"id": "p2", "given_name": "Bilal", "family_name": "Shah", "honorific_prefix": "Dr"},
        {"id": "p3", "name": "Carys Owen"},
    ],
    "organizations": [
        {"id": "c", "name": "Planning Committee", "classification": "committee"},
        {"id": "g", "name": "Green", "classification": "party"},
        {"id": "l", "name": "Labour", "classification": "party"},
    ],
    "areas": [{"id": "a", "name": "North"}],
    "posts": [{"id": "seat", "label": "Seat for North", "area_id": "a", "role": "Chair"}],
    "events": [
        {
            "id": "term/1",
            "classification": "legislative period",
            "start_date": "2023-05-08",
            "end_date": "2027-05-03",
        }
    ],
    "memberships": [
        {
            "person_id": "p1",
            "organization_id": "c",
            "on_behalf_of_id": "g",
            "post_id": "seat",
            "start_date": "2026-03-09",
            "contact_details": [{"value": CANARY}],
        },
        {
            "person_id": "p2",
            "organization_id": "c",
            "area_id": "a",
            "legislative_period_id": "term/1",
            "role": "member",
        },
        {"person_id": "p2", "organization_id": "l"},
    ],
}


def test_a_membership_is_somebody_in_a_seat() -> None:
    first = read_popolo(json.dumps(PACKAGE)).people[0]
    assert first == ImportedPerson(
        "Ann Archer",
        ward="North",
        group="Green",
        role="Chair",
        body="Planning Committee",
        since=date(2026, 3, 9),
        identifier="p1",
        line=1,
    )


def test_a_period_gives_the_days_and_a_party_the_group() -> None:
    second = read_popolo(json.dumps(PACKAGE)).people[1]
    assert (second.name, second.group, second.ward) == ("Dr Bilal Shah", "Labour", "North")
    assert (second.since, second.until) == (date(2023, 5, 8), date(2027, 5, 3))


def test_every_row_has_a_line_of_its_own() -> None:
    assert [person.line for person in read_popolo(json.dumps(PACKAGE)).people] == [1, 2, 3]


def test_who_has_no_membership_is_in_the_list_too() -> None:
    read = read_popolo(json.dumps(PACKAGE))
    assert [(p.name, p.body) for p in read.people][2:] == [("Carys Owen", "")]


def test_memberships_may_be_written_at_their_persons() -> None:
    persons = [
        {
            "name": "Ann Archer",
            "memberships": [{"organization": {"name": "Planning Committee"}, "role": "Chair"}],
        }
    ]
    (read,) = read_popolo(json.dumps(persons)).people
    assert (read.body, read.role) == ("Planning Committee", "Chair")


def test_contact_details_and_birthdays_are_never_read_and_it_is_said_once() -> None:
    read = read_popolo(json.dumps(PACKAGE))
    assert CANARY not in everything(read)
    told = [str(f.said) for f in read.findings if "contact_details" in str(f.said)]
    assert len(told) == 1
    assert "birth_date" in told[0]


def test_what_is_named_and_not_in_the_package_is_told() -> None:
    package = {
        **PACKAGE,
        "organizations": [],
        "memberships": [{"person_id": "p9"}, *PACKAGE["memberships"]],
    }
    told = everything(read_popolo(json.dumps(package)))
    assert "no person “p9”" in told
    assert "no organization “c”" in told


def test_a_year_is_no_day() -> None:
    package = {"persons": [{"name": "Ann", "memberships": [{"start_date": "2015", "role": "x"}]}]}
    read = read_popolo(json.dumps(package))
    assert read.people[0].since is None
    assert [finding.text for finding in read.findings] == ["2015"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "no JSON"),
        (b"{}", "no Popolo"),
        (b"[]", "nobody"),
        (b'{"persons": {"a": 1}}', "nobody"),
        (b'{"persons": "Ann"}', "nobody"),
        (json.dumps({"persons": [{"name": "A"}] * 5_001}).encode(), "more than 5,000"),
        (
            json.dumps({"persons": [{"name": "A", "memberships": [{}] * 6_000}]}).encode(),
            "more than 5,000",
        ),
    ],
)
def test_what_cannot_be_used_is_told(content: bytes, told: str) -> None:
    read = read_popolo(content)
    assert not read.usable
    assert told in str(read.findings[-1].said)


def test_what_is_written_has_the_lists_of_popolo_and_every_id_in_them() -> None:
    read = read_popolo(json.dumps(PACKAGE)).people
    package = json.loads(write_popolo(read))
    ids = {each["id"] for name in ("persons", "organizations", "areas") for each in package[name]}
    for membership in package["memberships"]:
        links = {membership[name] for name in membership if name.endswith("_id")}
        assert links <= ids
    assert package["memberships"][0]["start_date"] == "2026-03-09"
    assert {o["classification"] for o in package["organizations"]} == {"committee", "party"}


@given(lists())
def test_what_was_written_is_read_as_it_was(people: list[ImportedPerson]) -> None:
    read = read_popolo(write_popolo(people))
    assert without_lines(read) == people
    assert read.findings == ()


@st.composite
def spoiled(draw: st.DrawFn) -> object:
    package = json.loads(json.dumps(PACKAGE))
    for _ in range(draw(st.integers(1, 4))):
        name = draw(st.sampled_from(sorted(package)))
        entries = (
            [each for each in package[name] if isinstance(each, dict) and each]
            if isinstance(package[name], list)
            else []
        )
        if entries and draw(st.integers(0, 3)):
            entry = draw(st.sampled_from(entries))
            entry[draw(st.sampled_from(sorted(entry)))] = draw(ANYTHING)
        else:
            package[name] = draw(ANYTHING)
    return package


@given(spoiled() | ANYTHING)
def test_whatever_stands_in_the_fields_nothing_breaks_or_is_told_of_homes(value: object) -> None:
    read = read_popolo(json.dumps(value))
    assert read.usable or read.findings
    assert CANARY not in everything(read)
