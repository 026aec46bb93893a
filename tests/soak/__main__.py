"""The proof that takes minutes: `make soak`, or `python -m tests.soak --commands 200000`."""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter

from server.meeting.command import commands
from tests.soak.mutations import mutations
from tests.soak.walk import STEPS, Walk, lacking


def main() -> int:
    """Walk, then take out each rule; 0 if everything held."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--commands", type=int, default=100_000, help="in all meetings together")
    parser.add_argument("--seed", type=int, default=0, help="of the first meeting")
    parser.add_argument("--only", choices=["walks", "rules"], help="one of the two parts")
    asked = parser.parse_args()
    wrong = 0
    if asked.only != "rules":
        wrong += walks(asked.seed, asked.commands)
    if asked.only != "walks":
        wrong += rules()
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
    print(f"\n{'command':28}{'accepted':>10}{'refused':>10}")
    for name in sorted(commands):
        print(f"{name:28}{accepted[name]:10,}{refused[name]:10,}")
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


if __name__ == "__main__":
    sys.exit(main())
