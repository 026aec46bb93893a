"""Setting up: the first body and its rules, ids, colours that are read well, members on lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server import places
from server.council.contrast import ENOUGH, contrast_with_white
from server.council.founding import Sort, first_body, usual_profile
from server.council.naming import FreeIds
from server.council.register import Body, BodyKind, Council, Nation, Register
from server.council.written_members import WrittenMember, written_member
from server.meeting_file import load_profiles, read_profile

PROFILES = load_profiles(places.config() / "profiles")


@pytest.mark.parametrize("nation", Nation)
@pytest.mark.parametrize("sort", Sort)
def test_the_rules_of_the_first_body_are_those_of_its_nation(nation: Nation, sort: Sort) -> None:
    body = first_body(Council(id="oakham", name="Oakham", nation=nation), sort, "full")
    if not body.profile:  # community councils in Wales have no ready rules; NI has none
        assert sort is Sort.LOCAL
        assert nation in (Nation.WALES, Nation.NORTHERN_IRELAND)
        return
    profile = read_profile(body.profile, PROFILES[body.profile])
    assert profile.nation == nation or body.profile == "board"


def test_the_full_council_of_a_parish_is_called_as_the_parish_is() -> None:
    council = Council(id="oakham", name="Little Oakham Parish Council")
    parish = first_body(council, Sort.LOCAL, "a")
    assert (parish.name, parish.profile) == ("Little Oakham Parish Council", "english_parish")
    assert first_body(council, Sort.COUNTY, "a").name == "Full Council"


@pytest.mark.parametrize(
    ("sort", "kind", "name", "usual"),
    [
        (Sort.UNITARY, BodyKind.COMMITTEE, "Scrutiny Committee", "english_committee"),
        (Sort.UNITARY, BodyKind.COMMITTEE, "Strategic Planning", "english_planning_committee"),
        (Sort.UNITARY, BodyKind.SUB_COMMITTEE, "Licensing Sub-Committee", "english_licensing"),
        (Sort.UNITARY, BodyKind.EXECUTIVE, "Cabinet", "english_executive"),
        (Sort.UNITARY, BodyKind.BOARD, "Pension Board", "board"),
        (Sort.LOCAL, BodyKind.COMMITTEE, "Planning Committee", "english_parish"),
    ],
)
def test_a_body_is_offered_the_rules_that_are_usual(
    sort: Sort, kind: BodyKind, name: str, usual: str
) -> None:
    council = Council(id="oakham", name="Oakham")
    first = first_body(council, sort, "full")
    register = Register(councils={"oakham": council}, bodies={"full": first})
    assert usual_profile(register, council, kind, name) == usual


@given(st.lists(st.text(max_size=100), max_size=20))
def test_every_id_is_new_and_can_be_stored(names: list[str]) -> None:
    ids = FreeIds([])
    made = [ids.of(name, "person") for name in names]
    assert len(set(made)) == len(made)
    for id in made:
        Body(id=id, council="a", name="b")
        assert id
        assert len(id) <= 80
        assert set(id) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_namesakes_are_numbered_and_no_id_is_that_of_an_office_or_an_address() -> None:
    ids = FreeIds([])
    assert [ids.of("Ann Owen", "person") for _ in range(3)] == [
        "ann-owen",
        "ann-owen-2",
        "ann-owen-3",
    ]
    assert ids.of("Chair", "person") == "chair-2"
    assert ids.of("People", "council") == "people-2"
    assert ids.of("Ann Owen", "body") == "ann-owen"


def test_the_contrast_is_that_of_wcag() -> None:
    assert round(contrast_with_white("#000000"), 2) == 21
    assert round(contrast_with_white("#ffffff"), 2) == 1
    assert round(contrast_with_white("#767676"), 2) == 4.54
    assert contrast_with_white("#777777") < ENOUGH < contrast_with_white("#767676")


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("Ann Owen", WrittenMember("Ann Owen")),
        ("Ann  Owen , Chair", WrittenMember("Ann Owen", "Chair")),
        ("Ann Owen, North", WrittenMember("Ann Owen", "", "North")),
        ("Ann Owen, vice-chairman, North", WrittenMember("Ann Owen", "vice-chairman", "North")),
        ("Ann Owen, North, Chair", WrittenMember("Ann Owen", "Chair", "North")),
        ("Ann Owen, OBE, Chair", WrittenMember("Ann Owen OBE", "Chair")),
        ("Ann Owen\tNorth", WrittenMember("Ann Owen", "", "North")),
        ("Ann Owen, Mayorfield", WrittenMember("Ann Owen", "", "Mayorfield")),
    ],
)
def test_a_line_has_a_name_and_after_it_a_role_or_a_ward(line: str, read: WrittenMember) -> None:
    assert written_member(line) == read
