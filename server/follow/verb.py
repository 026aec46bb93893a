"""The command `orderpaper follow`: its options, and what it prints."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from pathlib import Path

import msgspec

HELP = "a load test: thousands of followers of a rehearsal on your own server"


def options(verb: argparse.ArgumentParser) -> None:
    """What may be asked of it."""
    verb.add_argument("url", help="the address of the rehearsal; its public page is followed")
    verb.add_argument("--followers", type=int, help="how many follow (1000; at most 20000)")
    verb.add_argument("--rate", type=float, help="how many connect in a second (500)")
    verb.add_argument("--seconds", type=float, help="how long they follow (60; at most 1800)")
    verb.add_argument("--processes", type=int, help="how many processes follow (one for each core)")
    verb.add_argument(
        "--lang", dest="language", help="in which language (the address’s, or the meeting’s first)"
    )
    verb.add_argument("--json", type=Path, help="write the report to this file too")
    verb.add_argument("--as-clerk", metavar="LINK", help="give a command now and then by this link")
    verb.add_argument("--every", type=float, help="seconds from one such command to the next (5)")
    verb.add_argument(
        "--not-a-rehearsal", action="store_true", help="follow though it is a real meeting"
    )
    verb.add_argument(
        "--my-own-server", action="store_true", help="follow though its address is a public one"
    )
    verb.set_defaults(run=follow)


async def follow(asked: argparse.Namespace, _: object) -> int:
    """Follow, and print the report. 1 if somebody had a gap or was never let in, or if all commands
    went wrong. Raises Said."""
    # What only this command needs is loaded by it alone.
    from server.follow.bar import Bar
    from server.follow.load import load
    from server.follow.report import text
    from server.follow.wish import Wish

    names = Wish.__struct_fields__
    given = {k: v for k, v in vars(asked).items() if k in names and v is not None}
    stop, loop = asyncio.Event(), asyncio.get_running_loop()

    def leave() -> None:
        stop.set()
        loop.remove_signal_handler(signal.SIGINT)  # the second time it ends at once

    loop.add_signal_handler(signal.SIGINT, leave)
    made = await load(Wish(**given), Bar(sys.stderr), stop)
    print(text(made))
    if asked.json is not None:
        asked.json.write_bytes(msgspec.json.format(msgspec.json.encode(made)) + b"\n")
    return 0 if made.all_well else 1
