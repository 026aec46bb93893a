"""Whether two names are one person's is told by the name, and asked where it may be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.importing.people.same_name import Names
from tests.council.registers import person

WELLS = person("wells", "Cllr Daniel Wells")
NAMES = Names([WELLS, person("price", "Dr Zoë Price OBE"), person("oneil", "Cllr Ann O'Neil")])


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Cllr D Wells", "wells"),
        ("D. J. WELLS", "wells"),
        ("Mr Dan Wells", "wells"),
        ("Councillor Daniel Wells MBE", "wells"),
        ("Cllr Wells", "wells"),
        ("Zoe Price", "price"),
        ("Cllr Ann O’Neil", "oneil"),
    ],
)
def test_who_may_be_meant_is_found(name: str, id: str) -> None:
    assert [each.id for each in NAMES.alike(name)] == [id]
    assert NAMES.called(name) == []


@pytest.mark.parametrize("name", ["Cllr Dorothy Wells", "E Wells", "Daniel Welles", "Zoë", "Cllr"])
def test_who_is_called_otherwise_is_somebody_else(name: str) -> None:
    assert NAMES.alike(name) == []


def test_titles_and_capital_letters_make_no_other_name() -> None:
    assert NAMES.called("councillor DANIEL wells") == [WELLS]
    assert NAMES.alike("councillor DANIEL wells") == []


@given(st.text(max_size=30), st.text(max_size=30))
def test_of_two_names_each_may_be_the_other_or_neither(one: str, other: str) -> None:
    there = Names([person("a", one or "-")]).alike(other or "-")
    back = Names([person("a", other or "-")]).alike(one or "-")
    assert bool(there) == bool(back)
