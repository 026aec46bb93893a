"""The proof that takes minutes: `make soak`, or a part of it: `--only messages --minutes 60`."""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections import Counter
from collections.abc import Callable, Coroutine
from typing import Any

from tests.private.soak import private
from tests.soak.crowd.run import followed
from tests.soak.messages import messages_for
from tests.soak.mutations import mutations
from tests.soak.requests import requests_for
from tests.soak.walk import STEPS, Walk, lacking, ways
from tests.soak.watched import Faults, Tried, watching

Attack = Callable[[float, int, Tried, Faults], Coroutine[Any, Any, list[str]]]


PARTS = ("walks", "rules", "private", "requests", "messages", "crowd")


def main() -> int:
    """Walk, take out each rule, look from outside, say odd things, be followed; 0 if all held."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--commands", type=int, default=100_000, help="in all walks together")
    parser.add_argument(
        "--minutes",
        type=float,
        default=10.0,
        help="of requests and messages, and again of the crowd",
    )
    parser.add_argument("--followers", type=int, default=2000, help="of the crowd")
    parser.add_argument("--seed", type=int, default=0, help="of the first meeting")
    parser.add_argument("--only", choices=PARTS, help="one of the parts")
    asked = parser.parse_args()
    parts = (asked.only,) if asked.only else PARTS
    half = asked.minutes if asked.only else asked.minutes / 2
    wrong = 0
    if "walks" in parts:
        wrong += walks(asked.seed, asked.commands)
    if "rules" in parts:
        wrong += rules()
    if "private" in parts:
        wrong += private(asked.seed)
    if "requests" in parts:
        wrong += attack("requests", requests_for, half, asked.seed)
    if "messages" in parts:
        wrong += attack("messages", messages_for, half, asked.seed)
    if "crowd" in parts:
        wrong += crowd(asked.minutes, asked.followers)
    return min(wrong, 1)


def walks(seed: int, wanted: int) -> int:
    """Long random meetings, one after another; how much was wrong."""
    began, first = time.perf_counter(), seed
    accepted: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    while accepted.total() + refused.total() < wanted:
        meeting = Walk(seed)
        try:
            meeting.whole(STEPS)
        except Exception:
            print(f"Meeting {seed} went wrong at command {meeting.asked}.", file=sys.stderr)
            raise
        accepted += meeting.accepted
        refused += meeting.refused
        seed += 1
    took = time.perf_counter() - began
    asked = accepted.total() + refused.total()
    print(f"{asked:,} commands in {seed - first:,} random meetings, {took:.1f} s")
    print(f"\n{'command':32}{'accepted':>10}{'refused':>10}")
    for name in ways():
        print(f"{name:32}{accepted[name]:10,}{refused[name]:10,}")
    never = lacking(accepted, refused)
    if never:
        print(f"\nNever accepted, or never refused: {', '.join(sorted(never))}", file=sys.stderr)
    return len(never)


def rules() -> int:
    """Every rule taken out in turn; how many were not missed by any test."""
    began, missed, told = time.perf_counter(), 0, 0
    print("\nEach rule taken out of a copy of the code: do its tests fail?\n")
    for rule, wrong in mutations():
        told += 1
        missed += bool(wrong)
        print(
            f"{'NO ' if wrong else 'yes'}  {rule.name}{f': {wrong}' if wrong else ''}", flush=True
        )
    print(f"\n{told} rules, {missed} not tested, {time.perf_counter() - began:.0f} s")
    return missed


def attack(name: str, attacked: Attack, minutes: float, seed: int) -> int:
    """Ask or say odd things for so long; how much was answered as it must not be."""
    print(f"\nOdd {name} to a running server: {minutes:g} minutes\n", flush=True)
    tried, began = Tried(), time.perf_counter()
    with watching() as faults:
        wrong = asyncio.run(attacked(minutes, seed, tried, faults)) + faults.taken()
    print(tried)
    took = time.perf_counter() - began
    print(f"\n{tried.total():,} {name}, {len(wrong)} answered wrongly, {took:.0f} s")
    for each in wrong:
        print(f"\n{each}", file=sys.stderr)
    return len(wrong)


def crowd(minutes: float, followers: int) -> int:
    """Have a meeting followed for so long; how much was missed, out of order, or grew."""
    print(f"\n{followers:,} followers, ten commands a second: {minutes:g} minutes\n", flush=True)
    wrong = asyncio.run(followed(minutes, followers))
    for each in wrong:
        print(each, file=sys.stderr)
    print(f"\n{len(wrong)} things wrong")
    return len(wrong)


if __name__ == "__main__":
    sys.exit(main())
