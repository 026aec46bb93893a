"""The council file: the register as one TOML file, written out and read back."""

from __future__ import annotations

from typing import Any

import msgspec

from server.council.council_form import (
    WrittenBody,
    WrittenCouncil,
    WrittenIndividual,
    WrittenRegister,
    WrittenSeat,
)
from server.council.register import Register
from server.meeting_file.toml import parse, told
from server.meeting_file.toml_written import toml_of
from server.meeting_file.values import Reading


def read_council_file(text: str) -> WrittenRegister:
    """What this TOML text says. Raises MeetingFileError with the line and the field of all that is
    wrong with it by itself; `applied` finds what does not fit the register."""
    reading = Reading()
    written = reading.read(parse(text), WrittenRegister)
    if written is None:
        raise told(text, reading.faults)
    return written


def write_council_file(register: Register) -> str:
    """The register as a council file. Applying it to this register changes nothing."""
    return toml_of(
        WrittenRegister(
            councils=tuple(_same(each, WrittenCouncil) for each in register.councils.values()),
            bodies=tuple(_same(each, WrittenBody) for each in register.bodies.values()),
            people=_people(register),
        )
    )


def _people(register: Register) -> tuple[WrittenIndividual, ...]:
    seats: dict[str, list[WrittenSeat]] = {id: [] for id in register.people}
    for seat in register.seats.values():
        if seat.person in seats:
            seats[seat.person].append(_same(seat, WrittenSeat))
    return tuple(
        WrittenIndividual(person.name, person.id, person.position, tuple(seats[person.id]))
        for person in register.people.values()
    )


def _same(kept: msgspec.Struct, kind: Any) -> Any:
    """What is kept, as far as the file has fields for it."""
    return kind(**{name: getattr(kept, name) for name in kind.__struct_fields__})
