"""The report: what came of following, as data and as plain text."""

from __future__ import annotations

import msgspec

from server.follow.changes import Change
from server.follow.giving import Lasted
from server.follow.task import Gaps

MS = 10  # ticks in a millisecond


class Spread(msgspec.Struct, frozen=True):
    """How long it took, in milliseconds: half of all, 95 and 99 of 100, and the last."""

    median: float
    p95: float
    p99: float
    last: float


class Seen(msgspec.Struct, frozen=True):
    """A change. `seconds`: when the first follower had it, from the start. `had_by`: followers who
    had it when it came; `caught_up_by`: who were given it when they came (back); `missed_by`: who
    were connected and did not have it. `early`: not all had come in yet. `spread`: from the first
    follower who had it."""

    root: str
    seconds: float
    had_by: int
    caught_up_by: int
    missed_by: int
    early: bool
    spread: Spread


class Answered(msgspec.Struct, frozen=True):
    """A command that the tool gave: from there to its acknowledgement, and to each follower.
    `refused`: why it came to nothing; `stands`: why what it recorded was not struck out again."""

    number: int
    acknowledged_ms: float | None
    had_by: int = 0
    first_ms: float | None = None
    spread: Spread | None = None
    refused: str = ""
    stands: str = ""


class Tool(msgspec.Struct, frozen=True):
    """What the tool itself needed, in all its processes; what is of one is of the busiest."""

    processes: int
    memory_bytes: int
    core: float
    late_ms: float
    latest_ms: float


class Report(msgspec.Struct, frozen=True):
    """All of it. `connecting_seconds`: until the last follower who came in had come in; `let_in`:
    how many ever were, `following`: how many are at the end. `refused`: how often and how the
    server let one not in. Bytes are those of TCP with the handshakes, without TLS and headers."""

    meeting: str
    language: str
    rehearsal: bool
    seconds: float
    asked: int
    let_in: int
    following: int
    refused: dict[str, int]
    lost: int
    came_back: int
    asked_again: int
    connecting_seconds: float
    handshake: Spread | None
    changes: list[Seen]
    answered: list[Answered]
    clerk: Lasted | None
    gaps: Gaps
    messages: int
    bytes_down: int
    bytes_up: int
    tool: Tool
    notes: list[str]

    @property
    def all_well(self) -> bool:
        """Whether every follower was let in and has no gap, and not every command went wrong."""
        in_vain = bool(self.answered) and all(each.refused for each in self.answered)
        return self.gaps.anybody == 0 and not in_vain


def spread(change: Change, since: int | None = None) -> Spread:
    """How long it took until followers had this change, since its first or since this tick."""
    begun = change.first if since is None else since
    median, p95, p99, last = ((change.after(percent) - begun) / MS for percent in (50, 95, 99, 100))
    return Spread(median, p95, p99, last)


def text(report: Report) -> str:
    """The report in words."""
    lines = [
        f"The public page {report.meeting} ({report.language}; "
        f"{'a rehearsal' if report.rehearsal else 'NOT a rehearsal'}), followed for "
        f"{report.seconds:.0f} s.",
        "",
        *_table(
            ("Followers", _followers(report)),
            ("Connecting", _connecting(report)),
            ("Refused", _refused(report)),
            ("Changes", _changes(report)),
            ("Gaps", _gaps(report)),
            ("Bytes", _bytes(report)),
            ("The tool", _tool(report)),
        ),
        *_latency(report),
        *(f"\n{note}" for note in report.notes),
    ]
    return "\n".join(lines)


def _followers(report: Report) -> str:
    return (
        f"{report.asked:,} asked for, {report.let_in:,} let in, {report.following:,} at the end; "
        f"{report.lost:,} times one was lost, {report.came_back:,} times one came back"
    )


def _connecting(report: Report) -> str:
    if report.handshake is None:
        return "nobody was let in"
    rate = report.let_in / report.connecting_seconds if report.connecting_seconds else 0.0
    took = report.handshake
    return (
        f"{report.connecting_seconds:.1f} s, {rate:,.0f} a second; a handshake took "
        f"{took.median:,.1f} ms (95th {took.p95:,.1f}, last {took.last:,.1f})"
    )


def _refused(report: Report) -> str:
    each = sorted(report.refused.items(), key=lambda pair: -pair[1])
    return "; ".join(f"{count:,} times: {why}" for why, count in each) or "nobody"


def _changes(report: Report) -> str:
    had = [change.had_by for change in report.changes if not change.early]
    early = f"{len(report.changes) - len(had):,} while followers came in"
    if not had:
        return f"{early}, and none when all were there: there is nothing to say of latency"
    few, many = min(had), max(had)
    by = f"{many:,}" if few == many else f"{few:,} to {many:,}"
    return f"{early}; then {len(had):,}, each told to {by} followers"


def _gaps(report: Report) -> str:
    gaps = report.gaps
    kinds = (
        (gaps.missed, "missed a change"),
        (gaps.garbled, "held what was not the drawing"),
        (gaps.behind, "were not current at the end"),
        (gaps.away, "were away at the end"),
        (gaps.never_in, "were never let in"),
    )
    told = ", ".join(f"{count:,} {kind}" for count, kind in kinds if count)
    return f"{gaps.anybody:,} followers: {told}" if gaps.anybody else "none"


def _bytes(report: Report) -> str:
    each = max(1, report.let_in)
    return (
        f"a follower received {report.bytes_down / each:,.0f} and sent "
        f"{report.bytes_up / each:,.0f}; all, {report.bytes_down / 1e6:,.1f} MB and "
        f"{report.bytes_up / 1e6:,.1f} MB (handshakes and frames; without TLS and TCP’s headers)"
    )


def _tool(report: Report) -> str:
    tool = report.tool
    return (
        f"{tool.memory_bytes / 1e6:,.0f} MB in {tool.processes} processes; the busiest used "
        f"{tool.core:.0%} of a core, and was late by {tool.late_ms:,.1f} ms or less 99 times of "
        f"100, by {tool.latest_ms:,.1f} ms at the most"
    )


def _latency(report: Report) -> list[str]:
    spreads = [change.spread for change in report.changes if not change.early]
    answered = [each for each in report.answered if each.spread is not None]
    rows = []
    if spreads:
        rows += ["", f"{'In milliseconds':44}{'median':>9}{'95th':>9}{'99th':>9}{'last':>9}"]
        rows += _rows("From the first follower who had a change", spreads)
    if answered:
        given = [each.spread for each in answered if each.spread is not None]
        rows += _rows("From giving a command to the followers", given)
        took = sorted(ms for each in answered if (ms := each.acknowledged_ms) is not None)
        rows.append(
            f"Commands were acknowledged in {took[len(took) // 2]:,.1f} ms, the slowest of "
            f"{len(took)} in {took[-1]:,.1f} ms."
        )
    return rows


def _rows(what: str, spreads: list[Spread]) -> list[str]:
    columns = [
        sorted(column) for column in zip(*map(msgspec.structs.astuple, spreads), strict=True)
    ]
    typical = "".join(f"{column[len(column) // 2]:>9,.1f}" for column in columns)
    worst = "".join(f"{column[-1]:>9,.1f}" for column in columns)
    return [f"{what:44}{typical}", f"{f'  the worst of {len(spreads):,}':44}{worst}"]


def _table(*rows: tuple[str, str]) -> list[str]:
    return [f"{name:<12}{told}" for name, told in rows]
