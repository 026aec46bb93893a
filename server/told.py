"""What came of what the command line asked, in plain sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from server.council.register import Register, Seat
from server.importing.finding import Finding, Weight
from server.importing.people.comparison import Comparison, Difference, Row, Verdict

_WEIGHTS = {
    Weight.WRONG: "To be put right",
    Weight.LEFT_OUT: "Left out",
    Weight.GUESSED: "Guessed",
}
_UNDECIDED = (Verdict.WRONG, Verdict.AMBIGUOUS)


class Outcome(msgspec.Struct, frozen=True):
    """Sentences, a line each, and whether it was done, or could be."""

    lines: tuple[str, ...]
    done: bool = True


def of_findings(findings: Iterable[Finding]) -> tuple[str, ...]:
    """What a reader has to say, with the line and the words that it is about."""
    return tuple(map(_finding, findings))


def of_comparison(comparison: Comparison, register: Register) -> tuple[tuple[str, ...], bool]:
    """What a list of people would change, row by row; whether it can be taken over whole."""
    counts = comparison.counts
    decided = not any(counts[verdict] for verdict in _UNDECIDED)
    first: dict[tuple[str, str], int] = {}  # lines, by which it is said who is meant
    for row in comparison.rows:
        first.setdefault(_key(row), row.person.line)
    lines = [
        *(_row(row, register, first[_key(row)]) for row in comparison.urgent_first()),
        *_gone(comparison.gone),
        f"{len(comparison.rows)} rows: {counts[Verdict.NEW]} new people,"
        f" {counts[Verdict.SEAT]} new seats of people who are known,"
        f" {counts[Verdict.CHANGED]} changed, {counts[Verdict.SAME]} as they are.",
    ]
    if not decided:
        lines.append("Nothing is taken over until the rows above are put right.")
    return tuple(lines), decided


def _finding(finding: Finding) -> str:
    place = f"Line {finding.line}: " if finding.line else ""
    words = f" “{finding.shown}”" if finding.text else ""
    return f"{place}{_WEIGHTS[finding.weight]}: {finding.said}{words}"


def _row(row: Row, register: Register, first: int) -> str:
    place = f"Line {row.person.line}: " if row.person.line else ""
    name, on = row.person.name, _on(row, register)
    match row.verdict:
        case Verdict.WRONG:
            return f"{place}{name}{on} cannot be taken over: {row.said}"
        case Verdict.AMBIGUOUS:
            ids = ", ".join(f"--who {first}={each.id}" for each in row.choices)
            return f"{place}{name}{on}: who is meant? Say {ids}, or --who {first}=another."
        case Verdict.NEW:
            return f"{place}{name} is new{on}."
        case Verdict.SEAT:
            return f"{place}{name} has a new seat{on}."
    return f"{place}{name}{on} changes: {'; '.join(map(_difference, row.differences))}."


def _key(row: Row) -> tuple[str, str]:
    return row.person.identifier, row.person.name


def _on(row: Row, register: Register) -> str:
    body = register.bodies.get(row.seat.body) if row.seat is not None else None
    name = body.name if body is not None else row.person.body
    return f", {name}" if name else ""


def _difference(difference: Difference) -> str:
    return f"{difference.field} from {_value(difference.old)} to {_value(difference.new)}"


def _value(value: str | date) -> str:
    words = value.isoformat() if isinstance(value, date) else value
    return f"“{words}”" if words else "nothing"


def _gone(seats: Sequence[Seat]) -> tuple[str, ...]:
    """How many, not which: on a list of one body they may be hundreds."""
    if not seats:
        return ()
    stay = (
        "1 seat of today is not in the list and stays."
        if len(seats) == 1
        else f"{len(seats)} seats of today are not in the list and stay."
    )
    return (f"{stay} Who has left gets a last day on the page of the person.",)
