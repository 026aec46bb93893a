"""`python -m server.bench`: measure, and print one table."""

from __future__ import annotations

import argparse
import asyncio
import gc
import tempfile
from pathlib import Path

import msgspec

from server.bench import machine
from server.bench.commands import Sizes, commands
from server.bench.drawing import drawing
from server.bench.figures import Row, table
from server.bench.members import Crowd, members
from server.bench.replaying import replaying
from server.bench.writing import writing


class Report(msgspec.Struct, frozen=True):
    """What is written with --json."""

    machine: str
    rows: list[Row]


async def measure(quick: bool) -> Report:
    """Measure everything; quickly, with too few repeats to say how fast it is."""
    with tempfile.TemporaryDirectory(prefix="orderpaper-bench-") as name:
        folder = Path(name)
        told = machine.told(folder)
        gc.collect()
        gc.freeze()  # as the server does once its meetings are loaded
        sizes = Sizes(1, 10, 3, 50) if quick else Sizes(7, 60, 10, 500)
        rows = await commands(folder, sizes)
        rows += await members(folder, Crowd(5, 3, 10, 1, 0.1) if quick else Crowd(100, 60, 1000, 5))
        rows += drawing(1 if quick else 15)
        rows += await replaying(folder, 5000, 1 if quick else 15)
        rows += await writing(2000, 1 if quick else 7)
    return Report(told, rows)


def main() -> None:
    """Read what was asked for, and do it."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="see that it works; proves nothing")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    asked = parser.parse_args()
    with asyncio.Runner(loop_factory=machine.event_loop()) as runner:
        report = runner.run(measure(asked.quick))
    print(report.machine)
    print(table(report.rows))
    if asked.json:
        asked.json.write_bytes(msgspec.json.format(msgspec.json.encode(report), indent=2))


if __name__ == "__main__":
    main()
