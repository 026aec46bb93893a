"""An agenda from a meeting file: its items as they stand there. Its people and rules are the
body's own, from the council's register, so what the file says of them is not taken over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from server.importing.agenda import ImportedAgenda
from server.importing.finding import Finding, Weight
from server.meeting_file.faults import MeetingFileError
from server.meeting_file.form import WrittenItem
from server.meeting_file.toml import parse, told
from server.meeting_file.values import Reading
from server.words import N_, Said


class _Agenda(msgspec.Struct, frozen=True):
    items: tuple[WrittenItem, ...]


def read_meeting_file_agenda(text: str) -> ImportedAgenda:
    """The items of this meeting file; everything that is wrong with them, by line and field."""
    try:
        written = parse(text)
    except MeetingFileError as error:
        return ImportedAgenda(findings=tuple(_wrong(error)))
    reading = Reading()
    agenda = reading.read({"items": written.get("items", [])}, _Agenda)
    if agenda is None:
        return ImportedAgenda(findings=tuple(_wrong(told(text, reading.faults))))
    return ImportedAgenda(items=agenda.items, findings=tuple(_left_out(written)))


def _wrong(error: MeetingFileError) -> Iterator[Finding]:
    for fault in error.faults:
        yield Finding(Weight.WRONG, fault)


def _left_out(written: Mapping[str, Any]) -> Iterator[Finding]:
    for name in written:
        if name != "items":
            sentence = N_("“{name}” is not taken over: it is set on the pages of the council.")
            text = msgspec.json.encode(written[name]).decode()
            yield Finding(Weight.LEFT_OUT, Said(sentence, name=name), text=f"{name} = {text}")
