"""Tables of people are read by their headings, and written so that they are read as they were."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.importing.finding import Weight
from server.importing.people.person import ImportedPerson
from server.importing.people.table import read_table
from server.importing.people.table_written import write_table
from server.meeting.people import Capacity
from tests.importing.answers import CANARY
from tests.importing.people_given import everything, lists, without_lines

TABLE = """\
Name,Ward,Party,Committee,Role on body,From,Until,Voting
Cllr Ann Archer,North,Green,Planning Committee,Chair,3 March 2026,,yes
"Shah, Cllr Bilal",South,Labour,Planning Committee,,2026-03-03,2027-05-04,no
"""


def test_a_row_is_somebody_in_a_seat() -> None:
    read = read_table(TABLE)
    assert read.usable
    assert read.findings == ()
    assert read.people[0] == ImportedPerson(
        "Cllr Ann Archer",
        ward="North",
        group="Green",
        role="Chair",
        body="Planning Committee",
        since=date(2026, 3, 3),
        line=2,
    )
    shah = read.people[1]
    assert (shah.name, shah.votes, shah.until, shah.line) == (
        "Shah, Cllr Bilal",
        False,
        date(2027, 5, 4),
        3,
    )


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_delimiters_and_encodings_are_found_out(delimiter: str, encoding: str) -> None:
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter).writerows(csv.reader(io.StringIO(TABLE)))
    read = read_table(written.getvalue().encode(encoding))
    assert (read.people, read.findings) == (read_table(TABLE).people, ())


def test_the_line_with_which_excel_names_its_delimiter_is_no_row() -> None:
    assert [p.name for p in read_table("sep=;\nName;Ward\nAnn;North\n").people] == ["Ann"]


def test_letters_of_windows_are_read_and_told() -> None:
    read = read_table(
        "Enw,Etholaeth\nSiân Llŷr – Cynghorydd,Môn\n".replace("ŷ", "y").encode("cp1252")
    )
    assert (read.people[0].name, read.people[0].ward) == ("Siân Llyr – Cynghorydd", "Môn")
    assert [finding.weight for finding in read.findings] == [Weight.GUESSED]


@pytest.mark.parametrize(
    ("headings", "row", "name"),
    [
        ("First name,Surname", "Ann,Archer", "Ann Archer"),
        ("Title,Forename,Last name,Honours", "Cllr,Ann,Archer,OBE", "Cllr Ann Archer OBE"),
        ("COUNCILLOR,Division", "Ann Archer,North", "Ann Archer"),
        ("Title,Full Name", "Cllr,Cllr Ann Archer", "Cllr Ann Archer"),
    ],
)
def test_names_are_put_together_from_their_parts(headings: str, row: str, name: str) -> None:
    assert [person.name for person in read_table(f"{headings}\n{row}\n").people] == [name]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-03-09", date(2026, 3, 9)),
        ("9 March 2026", date(2026, 3, 9)),
        ("Monday 9th March 2026", date(2026, 3, 9)),
        ("9 Mawrth 2026", date(2026, 3, 9)),
        ("13/03/2026", date(2026, 3, 13)),
        ("03.03.2026", date(2026, 3, 3)),
        ("2026-03-09T00:00:00", date(2026, 3, 9)),
        ("present", None),
    ],
)
def test_days_are_read_as_they_are_written_in_britain(written: str, day: date | None) -> None:
    read = read_table(f"Name,Until\nAnn,{written}\n")
    assert (read.people[0].until, read.findings) == (day, ())


def test_a_day_that_may_be_another_is_told() -> None:
    read = read_table("Name,From\nAnn,03/04/2026\nBo,04/05/26\n")
    assert [person.since for person in read.people] == [date(2026, 4, 3), date(2026, 5, 4)]
    assert [(f.weight, f.line) for f in read.findings] == [(Weight.GUESSED, 2)]


@pytest.mark.parametrize("written", ["03/25/2026", "46000", "2026", "31 June 2026", "soon"])
def test_what_is_no_day_is_told_and_left_out(written: str) -> None:
    read = read_table(f"Name,From\nAnn,{written}\n")
    assert read.people[0].since is None
    assert [(f.weight, f.text) for f in read.findings] == [(Weight.LEFT_OUT, written)]


def test_days_in_the_wrong_order_are_told_and_left_out() -> None:
    read = read_table("Name,From,Until\nAnn,2026-05-02,2026-05-01\n")
    assert (read.people[0].since, read.people[0].until) == (None, None)
    assert "2026-05-02 – 2026-05-01" in everything(read)


def test_capacities_and_votes_that_are_not_known_are_told() -> None:
    read = read_table("Name,Capacity,Voting\nAnn,reserve,no\nBo,wizard,perhaps\n")
    assert [(p.capacity, p.votes) for p in read.people] == [
        (Capacity.SUBSTITUTE, False),
        (Capacity.MEMBER, True),
    ]
    assert [(f.line, f.text) for f in read.findings] == [(3, "wizard"), (3, "perhaps")]


def test_a_row_that_is_too_long_is_left_out_whole_and_not_shown() -> None:
    read = read_table(f"Name,Home address,Ward\nAnn,{CANARY}, Oakham,North\nBo,x,South\n")
    assert [person.name for person in read.people] == ["Bo"]
    assert any(finding.line == 2 for finding in read.findings)
    assert CANARY not in everything(read)
    assert "Oakham" not in everything(read)


def test_columns_that_are_not_read_are_told_by_their_headings() -> None:
    told = everything(read_table("Name,Ward,Home address\nAnn,North,x\n"))
    assert "Home address" in told


def test_a_row_that_is_too_short_is_read_and_told() -> None:
    read = read_table("Name,Ward,Party\nAnn\n")
    assert read.people[0].name == "Ann"
    assert [(f.weight, f.line) for f in read.findings] == [(Weight.GUESSED, 2)]


def test_the_same_row_again_and_vacant_seats_are_told_and_left_out() -> None:
    read = read_table("Name,Ward\nAnn,North\nVacancy,South\nAnn,North\nAnn,East\n")
    assert [(p.name, p.ward) for p in read.people] == [("Ann", "North"), ("Ann", "East")]
    assert sorted(finding.line for finding in read.findings) == [3, 4]


def test_words_above_the_headings_are_told() -> None:
    read = read_table("Members of the Council 2026\n\nName,Ward\nAnn,North\n")
    assert [(person.name, person.line) for person in read.people] == [("Ann", 4)]
    assert "Members of the Council 2026" in everything(read)


def test_what_a_spreadsheet_would_run_stays_words() -> None:
    read = read_table('Name,Ward\n"=HYPERLINK(""http://x"")",+1\n')
    assert (read.people[0].name, read.people[0].ward) == ('=HYPERLINK("http://x")', "+1")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "No heading"),
        (b"Ward,Party\nNorth,Green\n", "No heading"),
        (b"Name,Ward\n", "nobody"),
        (b'Name,Ward\n"Ann,North\nBo,South\n', "On line 2 a quotation mark"),
        (b"PK\x03\x04\x14\x00", "save what is wanted as CSV"),
        (b"Name,Ward\n" + b"Ann,North\n" * 50_000, "more than 5,000 rows"),
        (b"Name,Ward\n" + b"x" * 8_000_000, "larger than"),
        (b"Name,Ward\n" + b"x" * 200_000, "no table"),
    ],
)
def test_what_cannot_be_used_is_told(content: bytes, told: str) -> None:
    read = read_table(content)
    assert not read.usable
    assert told in str(read.findings[-1].said)


def test_five_thousand_rows_are_read() -> None:
    rows = "".join(f'"Cllr {n}",North,x,03/04/2026,perhaps\n' for n in range(5_000))
    read = read_table(f"Name,Ward,Home,From,Voting\n{rows}")
    assert len(read.people) == 5_000


def test_characters_that_are_no_text_are_left_out_and_told() -> None:
    read = read_table(b"Name,Ward\nA\x00nn,North\n")
    assert read.people[0].name == "Ann"
    assert [finding.weight for finding in read.findings] == [Weight.GUESSED]


@given(st.data())
def test_home_addresses_are_never_read_whatever_stands_beside_them(data: st.DataObject) -> None:
    heading = data.draw(st.sampled_from(["Home address", "Address 1", "Tel", "Whatever", ""]))
    cell = st.sampled_from(["", "North", '"', "a,b", "03/04/2026", "x\ny", "1" * 600])
    rows = [["Name", heading, "Ward", "From"]]
    rows += [["Ann", CANARY, data.draw(cell), data.draw(cell)] for _ in range(3)]
    written = io.StringIO()
    csv.writer(written, delimiter=data.draw(st.sampled_from(",;\t"))).writerows(rows)
    assert CANARY not in everything(read_table(written.getvalue()))


@given(lists())
def test_what_was_written_is_read_as_it_was(people: list[ImportedPerson]) -> None:
    written = write_table(people)
    assert without_lines(read_table(written)) == people


@given(lists())
def test_no_cell_that_is_written_is_run_by_a_spreadsheet(people: list[ImportedPerson]) -> None:
    written = write_table(people)
    assert written.startswith(b"\xef\xbb\xbf")
    assert written.endswith(b"\r\n")
    for row in csv.reader(io.StringIO(written.decode("utf-8-sig"), newline="")):
        assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


@given(st.binary(max_size=300) | st.text(max_size=300))
def test_anything_at_all_is_people_or_a_finding(content: bytes | str) -> None:
    read = read_table(content)
    assert read.usable or everything(read)


@given(st.text(alphabet=",;\"\n\t=' Nameward0123/", max_size=200))
def test_any_rows_under_headings_are_people_or_findings(rows: str) -> None:
    read = read_table("Name,Ward,From\n" + rows)
    assert read.usable or read.findings
    for person in read.people:
        assert person.name == " ".join(person.name.split()) != ""
