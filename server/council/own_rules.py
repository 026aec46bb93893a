"""Rules of a body’s own in a file: what a meeting could not be held by."""

from __future__ import annotations

from collections.abc import Iterator

from server.council.register import Body
from server.meeting.profile import QuorumRule
from server.meeting_file.faults import Fault, MeetingFileError, Path
from server.meeting_file.profiles import overridden, read_profile, resolve
from server.words import N_, Said


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
    if own is not None and standard.quorum.by_law:
        yield from _below((*path, "quorum"), own.quorum, standard.quorum, body.seats)


def _below(path: Path, own: QuorumRule, standard: QuorumRule, seats: int) -> Iterator[Fault]:
    """A quorum of an act is the least; standing orders can only ask for more."""
    for members in [seats] if seats else range(1, 201):
        needed = standard.needed(members)
        if own.needed(members) < needed:
            sentence = N_(
                "of {members} members at least {needed} are needed by law ({source}): a rule of "
                "your own can only ask for more."
            )
            said = Said(sentence, members=members, needed=needed, source=standard.source)
            yield Fault(path, said)
            return
