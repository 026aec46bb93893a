"""Rules of a body’s own in a file: what a meeting could not be held by."""

from __future__ import annotations

from collections.abc import Iterator

from server.council.register import Body
from server.meeting.law import below
from server.meeting_file.faults import Fault, MeetingFileError, Path
from server.meeting_file.profiles import overridden, read_profile, resolve


def of_rules(path: Path, body: Body, ready: str) -> Iterator[Fault]:
    """What is wrong with the overrides of a body; `ready`: the text of its profile."""
    if not body.overrides:
        return
    try:
        standard = read_profile(body.profile, ready)
    except MeetingFileError as error:
        yield from (Fault(path, fault) for fault in error.faults)
        return
    own, faults = resolve(overridden(standard, body.overrides))
    yield from (Fault((*path, *fault.path), fault.said) for fault in faults)
    if own is not None:
        for rule, said in below(own, standard, body.seats):
            yield Fault((*path, *rule.split(".")), said)
