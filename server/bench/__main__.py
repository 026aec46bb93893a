"""`python -m server.bench`: measure, and print what was measured as tables."""

from __future__ import annotations

import argparse
import asyncio
import gc
import tempfile
from collections.abc import Awaitable, Callable, Collection
from pathlib import Path

import msgspec

from server.bench import machine
from server.bench.commands import Sizes, commands
from server.bench.crowd.asked import PEERS, QUICK, ROWS, Asked
from server.bench.crowd.judged import Judged, judged_table
from server.bench.crowd.measure import crowd
from server.bench.drawing import drawing
from server.bench.figures import Row, table
from server.bench.members import Crowd, members
from server.bench.replaying import replaying
from server.bench.writing import writing

PARTS = ("commands", "members", "drawing", "replaying", "writing", "crowd")


class Report(msgspec.Struct, frozen=True):
    """What is written with --json."""

    machine: str
    rows: list[Row]
    crowd: list[Judged] = []


async def measure(asked: argparse.Namespace) -> Report:
    """Measure the parts that were asked for; quickly, with too few repeats to say how fast."""
    quick = asked.quick
    with tempfile.TemporaryDirectory(prefix="orderpaper-bench-") as name:
        folder = Path(name)
        told = machine.told(folder)
        gc.collect()
        gc.freeze()  # as the server does once its meetings are loaded
        sizes = Sizes(1, 10, 3, 50) if quick else Sizes(7, 60, 10, 500)
        inside = Crowd(5, 3, 10, 1, 0.1) if quick else Crowd(100, 60, 1000, 5)
        parts: dict[str, Callable[[], Awaitable[list[Row]]]] = {
            "commands": lambda: commands(folder, sizes),
            "members": lambda: members(folder, inside),
            "drawing": lambda: _drawing(1 if quick else 15),
            "replaying": lambda: replaying(folder, 500 if quick else 5000, 1 if quick else 15),
            "writing": lambda: writing(200 if quick else 2000, 1 if quick else 7),
        }
        rows = [row for part in parts if part in asked.only for row in await parts[part]()]
        outside = await crowd(folder, _crowd(asked)) if "crowd" in asked.only else []
    return Report(told, rows, outside)


async def _drawing(repeats: int) -> list[Row]:
    return drawing(repeats)


def main() -> None:
    """Read what was asked for, and do it."""
    asked = _parser().parse_args()
    with asyncio.Runner(loop_factory=machine.event_loop()) as runner:
        report = runner.run(measure(asked))
    print(report.machine)
    if report.rows:
        print(table(report.rows))
    if report.crowd:
        print(judged_table(report.crowd))
    if asked.json:
        asked.json.write_bytes(msgspec.json.format(msgspec.json.encode(report), indent=2))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="see that it works; proves nothing")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    parser.add_argument("--only", type=_some(PARTS), default=PARTS, help=f"of {', '.join(PARTS)}")
    followers = parser.add_argument_group("the crowd")
    followers.add_argument("--followers", type=int, help="how many follow (10000)")
    followers.add_argument("--repeats", type=int, help="how often all is measured in turns (5)")
    followers.add_argument("--rows", type=_some(ROWS), help=f"of {', '.join(ROWS)}")
    followers.add_argument("--peers", type=_some(PEERS), help=f"of {', '.join(PEERS)}, or none")
    followers.add_argument("--unread-seconds", type=float, help="how long some do not read (60)")
    return parser


def _some(known: Collection[str]) -> Callable[[str], tuple[str, ...]]:
    """Reads some of the words that are known, parted by commas."""

    def read(text: str) -> tuple[str, ...]:
        named = tuple(filter(None, text.replace("none", "").split(",")))
        if not set(named) <= set(known):
            raise argparse.ArgumentTypeError(f"choose from {', '.join(known)}")
        return named

    return read


def _crowd(asked: argparse.Namespace) -> Asked:
    """What was asked for of the crowd."""
    given = {
        "followers": asked.followers,
        "repeats": asked.repeats,
        "unread_seconds": asked.unread_seconds,
        "rows": None if asked.rows is None else frozenset(asked.rows),
        "peers": None if asked.peers is None else tuple(PEERS[name] for name in asked.peers),
    }
    chosen = {name: value for name, value in given.items() if value is not None}
    return msgspec.structs.replace(QUICK if asked.quick else Asked(), **chosen)


if __name__ == "__main__":
    main()
