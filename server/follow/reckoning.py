"""From what all processes saw to the report, with a word on what the figures do not mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec

from server.follow.changes import Change, together
from server.follow.connection import UNANSWERED
from server.follow.giving import Given, Lasted
from server.follow.page import JOINING_SECONDS
from server.follow.report import Answered, Report, Seen, Spread, Tool, spread
from server.follow.task import Counts, Everything, Gaps, Own
from server.follow.watch import memory
from server.words import N_

BUSY = 0.85  # of a core
LATE_MS = 50.0

_TOO_MANY = N_(
    "The server closed connections without an answer: from one address it takes so many and no "
    "more (1,000 unless it was set). For the rehearsal start it with "
    "ORDERPAPER_CONNECTIONS={many}, and set that back afterwards."
)
_TOOL = N_(
    "The tool itself could not keep up, so the latency above is partly its own: take more "
    "--processes, fewer followers, or another machine than the server’s."
)
_SAME_MACHINE = N_(
    "Server and tool ran on one machine and shared its cores: from another machine the server "
    "would have had all of them."
)
_FORBIDDEN = N_(
    "“403” says that followers may not come in. Orderpaper itself lets in who names no other site, "
    "and these name none: so a proxy or a firewall before it refuses them. Look at its rules, or "
    "follow on the server’s own machine, past the proxy: http://localhost:PORT/meetings/KEY"
)
_NOTHING = N_(
    "Nothing changed once all had come in. Have somebody act in the rehearsal, or say "
    "--as-clerk LINK with the clerk’s link to it."
)
_NOTHING_HERE = N_(
    "Nothing changed once all had come in: follow while something happens in the meeting."
)
_NOTHING_BY_US = N_("Nothing changed once all had come in, though the tool was there as clerk.")
_REFUSED = N_("Of {of} commands that the tool gave, {count} went wrong: {why}.")
_STAND = N_("What {count} commands recorded could not be struck out again: {why}.")
_CLERK_BACK = N_(
    "The clerk’s connection was lost (times: {lost}) and came back (times: {back}). What had no "
    "answer was given again with the same id (times: {again}). How long a command took counts from "
    "when it was first given, also while there was no connection."
)
_UNKNOWN = N_("The server did not tell at the end what the newest drawing is.")


class Followed(msgspec.Struct, frozen=True):
    """What is known when it is over. `begun`, `ended`: ticks. `here`: server and tool share a
    machine. `root`: the newest drawing, "" if that was not told."""

    meeting: str
    rehearsal: bool
    asked: int
    begun: int
    ended: int
    here: bool
    root: str
    counts: Counts
    everything: Sequence[Everything]
    given: Sequence[Given]
    language: str = "en"
    clerk: Lasted | None = None


def report(followed: Followed) -> Report:
    """The report of it."""
    counts = followed.counts
    came = together([each.changes for each in followed.everything])
    changes = [change for change in came if change.first <= followed.ended]
    tool = _tool([each.own for each in followed.everything])
    gaps = _gaps([each.gaps for each in followed.everything])
    gaps.never_in += followed.asked - counts.tried
    gaps.anybody += followed.asked - counts.tried
    return Report(
        meeting=followed.meeting,
        language=followed.language,
        rehearsal=followed.rehearsal,
        seconds=(followed.ended - followed.begun) / 10_000,
        asked=followed.asked,
        let_in=counts.been,
        following=counts.following,
        refused=counts.refused,
        lost=counts.lost,
        came_back=counts.came_back,
        asked_again=counts.asked_again,
        connecting_seconds=max(0, counts.all_in_at - counts.begun_at) / 10_000,
        handshake=_handshake(counts),
        changes=[_seen(change, followed) for change in changes],
        answered=[_answered(given, changes) for given in followed.given],
        clerk=followed.clerk,
        gaps=gaps,
        messages=counts.messages,
        bytes_down=counts.down,
        bytes_up=counts.up,
        tool=tool,
        notes=_notes(followed, tool, changes),
    )


def _seen(change: Change, followed: Followed) -> Seen:
    return Seen(
        root=change.root,
        seconds=(change.first - followed.begun) / 10_000,
        had_by=change.told,
        caught_up_by=change.caught_up_by,
        missed_by=change.missed_by,
        early=_early(change, followed),
        spread=spread(change),
    )


def _early(change: Change, followed: Followed) -> bool:
    """Whether somebody was still coming in."""
    return change.first < followed.counts.all_in_at + JOINING_SECONDS * 10_000


def _answered(given: Given, changes: Sequence[Change]) -> Answered:
    """A command with the change that was the first to show it."""
    shown = next((change for change in changes if change.mark >= given.number), None)
    if given.refused or shown is None:
        return Answered(
            given.number, given.acknowledged_ms, refused=given.refused, stands=given.stands
        )
    return Answered(
        number=given.number,
        acknowledged_ms=given.acknowledged_ms,
        had_by=shown.told,
        first_ms=(shown.first - given.at) / 10,
        spread=spread(shown, given.at),
        stands=given.stands,
    )


def _handshake(counts: Counts) -> Spread | None:
    return spread(Change("", at=counts.took), 0) if counts.took else None


def _tool(each: Sequence[Own]) -> Tool:
    return Tool(
        processes=1 + len(each),
        memory_bytes=memory() + sum(own.memory for own in each),
        core=max((own.core for own in each), default=0.0),
        late_ms=max((own.late for own in each), default=0.0),
        latest_ms=max((own.latest for own in each), default=0.0),
    )


def _gaps(each: Sequence[Gaps]) -> Gaps:
    columns = zip(*map(msgspec.structs.astuple, each), strict=True)
    return Gaps(*(sum(column) for column in columns))


def _notes(followed: Followed, tool: Tool, changes: Sequence[Change]) -> list[str]:
    said = (
        (UNANSWERED in followed.counts.refused, _TOO_MANY.format(many=followed.asked + 100)),
        (tool.late_ms > LATE_MS or tool.core > BUSY, _TOOL),
        (followed.here and bool(changes), _SAME_MACHINE),
        (any(why.startswith("403") for why in followed.counts.refused), _FORBIDDEN),
        (all(_early(change, followed) for change in changes), _nothing(followed)),
        (not followed.root, _UNKNOWN),
    )
    notes = [note for holds, note in said if holds]
    return notes + _of_clerk(followed)


def _nothing(followed: Followed) -> str:
    if followed.clerk is not None:
        return _NOTHING_BY_US
    return _NOTHING if followed.rehearsal else _NOTHING_HERE


def _of_clerk(followed: Followed) -> list[str]:
    """What is to be said of the tool as clerk."""
    notes, clerk = [], followed.clerk
    refused = Counter(given.refused for given in followed.given if given.refused)
    stand = Counter(given.stands for given in followed.given if given.stands)
    if refused:
        count, of = refused.total(), len(followed.given)
        notes.append(_REFUSED.format(count=count, of=of, why=_each(refused)))
    if stand:
        notes.append(_STAND.format(count=stand.total(), why=_each(stand)))
    if clerk is not None and clerk.lost:
        lost, back, again = msgspec.structs.astuple(clerk)
        notes.append(_CLERK_BACK.format(lost=lost, back=back, again=again))
    return notes


def _each(reasons: Counter[str]) -> str:
    """Every reason once, the most frequent first."""
    return "; ".join(f"{n:,} times: {why.rstrip('.')}" for why, n in reasons.most_common())
