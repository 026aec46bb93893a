"""Committees of a list that are not here are offered, with their rules, and none is taken twice."""

from __future__ import annotations

import pytest

from server.council.naming import FreeIds
from server.council.register import BodyKind
from server.importing.people import ImportedPerson
from server.importing.people.bodies_named import ADD, LEAVE_OUT, Missing, meant, missing
from tests.council.registers import OAKHAM, register

KNOWN = register([], [])


def of(*names: str) -> list[Missing]:
    people = [ImportedPerson("Ann Owen", body=name) for name in names]
    return missing(people, KNOWN, OAKHAM, FreeIds([]))


def test_a_committee_that_is_not_here_would_be_added_under_the_council() -> None:
    [parks] = of("Parks Committee", "PARKS  committee", "Planning Committee", "")
    assert (parks.name, parks.rows, parks.usual) == ("Parks Committee", 2, ADD)
    assert parks.body is not None
    assert (parks.body.parent, parks.body.profile) == ("full", "english_parish")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Licensing Sub-Committee", BodyKind.SUB_COMMITTEE),
        ("Cemetery Working Group", BodyKind.PANEL),
        ("Joint Burial Committee", BodyKind.JOINT),
        ("Finance", BodyKind.COMMITTEE),
    ],
)
def test_its_name_says_what_it_is(name: str, kind: BodyKind) -> None:
    [found] = of(name)
    assert found.body is not None
    assert found.body.kind is kind


@pytest.mark.parametrize(("name", "id"), [("Planning", "planning"), ("Full Council", "full")])
def test_a_shorter_name_is_taken_for_the_only_one_that_it_may_be(name: str, id: str) -> None:
    [found] = of(name)
    assert found.usual == id
    assert meant([found], {}) == ({name.casefold(): id}, ())


def test_what_was_chosen_counts() -> None:
    [found] = of("Planning")
    assert meant([found], {"Planning": LEAVE_OUT}) == ({}, ())
    named, [added] = meant([found], {"Planning": ADD})
    assert named == {"planning": added.body.id}
