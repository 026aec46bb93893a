"""A list of people beside the register: every row says what it would do, and does no more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from server.council.naming import FreeIds
from server.council.register import Register
from server.council.seating import faults_of
from server.importing.people import (
    ImportedPerson,
    read_popolo,
    read_table,
    write_popolo,
    write_table,
)
from server.importing.people.comparing import ANOTHER, Against, compared
from server.importing.people.comparison import Comparison, Row, Verdict
from server.meeting.people import Capacity
from server.pages.council.exporting import exported
from tests.council.registers import FULL, PLANNING, TODAY, person, register, seat

OWEN, SHAH = person("owen", "Cllr Ann Owen"), person("shah", "Bob Shah")
KNOWN = register(
    [OWEN, SHAH],
    [
        seat("s1", "owen", role="Chair", ward="North", since=date(2023, 5, 8)),
        seat("s2", "shah", ward="South"),
        seat("s3", "shah", "planning"),
    ],
)


def beside(
    people: Sequence[ImportedPerson],
    known: Register = KNOWN,
    chosen: Mapping[int, str] | None = None,
    body: str = "full",
) -> Comparison:
    """The list beside the register; each row on a line of its own, from 1."""
    numbers = count(1)
    against = Against(known, "oakham", body, TODAY, FreeIds([]), lambda: f"new-{next(numbers)}")
    lined = [replace(row, line=n) for n, row in enumerate(people, start=1)]
    return compared(lined, against, chosen)


def only(people: Sequence[ImportedPerson], **more: object) -> Row:
    """The last row of the list beside the register."""
    return beside(people, **more).rows[-1]  # type: ignore[arg-type]


def taken(comparison: Comparison, known: Register = KNOWN) -> Register:
    """The register after everything was taken over."""
    change = comparison.change(known)
    return change.apply(known) if change is not None else known


def test_somebody_whom_nobody_knows_is_new() -> None:
    row = only([ImportedPerson("Fay Nowak", ward="East", position="Head of Law")])
    assert row.verdict is Verdict.NEW
    assert row.individual is not None
    assert row.seat is not None
    assert (row.individual.id, row.individual.position) == ("fay-nowak", "Head of Law")
    assert (row.seat.person, row.seat.body, row.seat.ward) == ("fay-nowak", "full", "East")


def test_one_person_on_two_bodies_is_one_person() -> None:
    rows = beside(
        [ImportedPerson("Fay Nowak"), ImportedPerson("Fay Nowak", body="planning committee")]
    )
    assert [row.verdict for row in rows.rows] == [Verdict.NEW, Verdict.SEAT]
    change = rows.change(KNOWN)
    assert change is not None
    assert [len(change.people), len(change.seats)] == [1, 2]


def test_who_is_known_gets_a_new_seat() -> None:
    row = only([ImportedPerson("Ann Owen", body="Planning Committee")])
    assert (row.verdict, row.seat and row.seat.person) == (Verdict.SEAT, "owen")


def test_what_is_the_same_changes_nothing() -> None:
    found = beside([ImportedPerson("Cllr Ann Owen", ward="North", role="Chair")])
    assert [row.verdict for row in found.rows] == [Verdict.SAME]
    assert found.change(KNOWN) is None


def test_what_a_list_does_not_say_stays() -> None:
    after = taken(beside([ImportedPerson("Bob Shah", group="Labour")]))
    assert after.seats["s2"] == replace(KNOWN.seats["s2"], group="Labour")


def test_a_change_is_told_field_by_field() -> None:
    row = only([ImportedPerson("Ann Owen", ward="North", until=date(2026, 12, 31))])
    assert row.verdict is Verdict.CHANGED
    assert [tuple(each) for each in row.differences] == [
        ("name", "Cllr Ann Owen", "Ann Owen"),
        ("until", "", date(2026, 12, 31)),
    ]


def test_a_new_name_by_the_id_of_the_register_keeps_the_person() -> None:
    row = only([ImportedPerson("Ann Price", identifier="owen", ward="North")])
    assert row.verdict is Verdict.CHANGED
    assert row.individual == replace(OWEN, name="Ann Price")


def test_somebody_of_the_name_from_another_ward_is_asked_about() -> None:
    row = only([ImportedPerson("Bob Shah", ward="East")])
    assert (row.verdict, row.choices) == (Verdict.AMBIGUOUS, (SHAH,))
    assert beside([ImportedPerson("Bob Shah", ward="East")]).change(KNOWN) is None
    moved = only([ImportedPerson("Bob Shah", ward="East")], chosen={1: "shah"})
    assert (moved.verdict, moved.individual) == (Verdict.CHANGED, SHAH)
    other = only([ImportedPerson("Bob Shah", ward="East")], chosen={1: ANOTHER})
    assert (other.verdict, other.individual and other.individual.id) == (Verdict.NEW, "bob-shah")


def test_of_two_of_one_name_the_seat_tells_who_is_meant() -> None:
    known = register(
        [SHAH, person("shah-2", "Bob Shah")],
        [seat("a", "shah", ward="South"), seat("b", "shah-2", ward="East")],
    )
    row = only([ImportedPerson("Bob Shah", ward="East", group="Green")], known=known)
    assert row.individual is not None
    assert row.individual.id == "shah-2"
    unsure = beside([ImportedPerson("Bob Shah", body="Planning Committee")], known=known)
    assert unsure.rows[0].verdict is Verdict.AMBIGUOUS
    assert unsure.gone == ()


def test_two_people_of_one_name_in_the_list_are_two_by_their_identifiers() -> None:
    found = beside([ImportedPerson("Fay Nowak", identifier=n) for n in ("7", "8")])
    assert [row.individual and row.individual.id for row in found.rows] == [
        "fay-nowak",
        "fay-nowak-2",
    ]


def test_the_same_person_twice_on_one_body_cannot_be() -> None:
    first, second = beside([ImportedPerson("Fay Nowak", ward=w) for w in ("East", "West")]).rows
    assert [first.verdict, second.verdict] == [Verdict.NEW, Verdict.WRONG]
    assert second.said is not None


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (ImportedPerson("Fay Nowak", body="Parks"), "no committee “Parks”"),
        (ImportedPerson("Fay Nowak", role="Chair"), "Cllr Ann Owen is Chair"),
        (ImportedPerson("Fay Nowak", capacity=Capacity.GUEST), "A guest has no seat"),
    ],
)
def test_what_cannot_be_is_told_and_left_out(row: ImportedPerson, words: str) -> None:
    found = beside([row])
    assert found.count(Verdict.WRONG) == 1
    assert words in str(found.rows[0].said)
    assert found.change(KNOWN) is None


def test_rows_without_a_body_need_one_to_be_chosen() -> None:
    assert only([ImportedPerson("Fay Nowak")], body="").verdict is Verdict.WRONG


def test_a_seat_that_is_not_in_the_list_is_offered_and_stays() -> None:
    found = beside([ImportedPerson("Ann Owen")])
    assert [each.id for each in found.gone] == ["s2"], "planning is not in the list"
    assert taken(found).seats["s2"].until is None


def test_a_list_of_members_says_nothing_of_officers_and_of_votes() -> None:
    known = register(
        [OWEN, SHAH],
        [seat("a", "owen", votes=False), seat("b", "shah", capacity=Capacity.OFFICER)],
    )
    found = beside([ImportedPerson("Ann Owen"), ImportedPerson("Fay Nowak")], known=known)
    assert found.gone == ()
    assert taken(found, known).seats["a"].votes is False


def test_who_comes_back_has_a_new_seat_and_keeps_the_old() -> None:
    known = register([OWEN], [seat("a", "owen", until=date(2022, 5, 5))])
    back = beside([ImportedPerson("Ann Owen", since=date(2026, 5, 8))], known=known)
    assert [row.verdict for row in back.rows] == [Verdict.SEAT]
    assert taken(back, known).seats["a"].until == date(2022, 5, 5)
    unsaid = only([ImportedPerson("Ann Owen")], known=known)
    assert unsaid.verdict is Verdict.WRONG, "since when is not said"


words = st.sampled_from(["", "North", "=1+1", "South, East", "Independent"])
days = st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1))


@st.composite
def registers(draw: st.DrawFn) -> Register:
    """Registers in which everything fits together."""
    names = draw(st.lists(st.sampled_from(["Ann Owen", "Bob Shah", "Cllr D’Arcy"]), max_size=4))
    people = [person(f"p{n}", name) for n, name in enumerate(names)]
    made = register(people, [])
    for n, who in enumerate(people * 2):
        new = seat(
            f"s{n}",
            who.id,
            draw(st.sampled_from([FULL.id, PLANNING.id])),
            role=draw(st.sampled_from(["", "Chair", "Vice-chair"])),
            capacity=draw(st.sampled_from([Capacity.MEMBER, Capacity.SUBSTITUTE])),
            votes=draw(st.booleans()),
            ward=draw(words),
            group=draw(words),
            since=draw(days),
            until=draw(days),
        )
        if not faults_of([new], made):
            made = replace(made, seats={**made.seats, new.id: new})
    return made


@pytest.mark.parametrize("through", ["table", "popolo"])
@given(known=registers())
def test_reading_the_export_back_changes_nothing(through: str, known: Register) -> None:
    people = list(exported(known, "oakham"))
    if not people:
        return
    read = (
        read_table(write_table(people)) if through == "table" else read_popolo(write_popolo(people))
    )
    found = beside(read.people, known, body="")
    assert {row.verdict for row in found.rows} <= {Verdict.SAME}
    assert found.change(known) is None
    assert found.gone == ()


@given(registers(), st.lists(st.builds(ImportedPerson, st.sampled_from(["Ann Owen", "X Y"]),
    ward=words, since=days, role=st.sampled_from(["", "Chair"]),
    body=st.sampled_from(["", "Planning Committee", "Parks"])), max_size=5))  # fmt: skip
def test_whatever_is_taken_over_the_register_fits_together(
    known: Register, people: list[ImportedPerson]
) -> None:
    found = beside(people, known)
    after = taken(found, known)
    assert faults_of(after.seats.values(), after) == []
    assert sum(found.counts.values()) == len(people)
    again = beside([row.person for row in found.rows if row.seat], after)
    assert again.count(Verdict.NEW) == 0


def test_five_thousand_rows_are_compared() -> None:
    people = [ImportedPerson(f"Person {n % 4000}", ward=f"W{n % 4000}") for n in range(4000)]
    people += [ImportedPerson("Ann Namesake", identifier=f"i{n}") for n in range(1000)]
    after = taken(beside(people))
    again = beside(people, after)
    assert again.count(Verdict.SAME) >= 4000
