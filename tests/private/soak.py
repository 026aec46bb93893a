"""The part of `make soak` about private business: many pairs, and each mutant."""

from __future__ import annotations

import asyncio
import sys
import time

from tests.private.decide import Tally, at_the_sockets, by_the_rules
from tests.private.mutating import survivors
from tests.private.pair import IN_PRIVATE, Pair
from tests.private.shrinking import shrunk

PAIRS, SERVED = 1000, 40


def private(seed: int) -> int:
    """Look at many pairs and take each mutant; how much was wrong."""
    wrong = _pairs(seed) + _served(seed)
    return wrong + _mutants()


def _pairs(seed: int) -> int:
    began, tally = time.perf_counter(), Tally()
    print("\nPairs of meetings that differ in private business alone\n", flush=True)
    wrong = 0
    for pair, found in by_the_rules(range(seed, seed + PAIRS), tally):
        wrong += 1
        _tell(pair, found)
    discarded = tally.discarded.total()
    for name in sorted(IN_PRIVATE):
        print(f"{name:28}{tally.accepted[name]:10,}")
    print(
        f"\n{tally.pairs:,} pairs, {tally.commands:,} commands, {tally.accepted.total():,} of them "
        f"in private, {discarded / tally.pairs:.0%} discarded, {wrong} told apart, "
        f"{time.perf_counter() - began:.0f} s"
    )
    for why, times in tally.discarded.most_common():
        print(f"  {why}: {times}" if why else "", end="\n" if why else "")
    never = IN_PRIVATE - set(tally.accepted)
    if never:
        print(f"\nNever accepted in private: {', '.join(sorted(never))}", file=sys.stderr)
    return wrong + len(never)


def _served(seed: int) -> int:
    began, tally = time.perf_counter(), Tally()
    found = asyncio.run(at_the_sockets(range(seed, seed + 10 * SERVED), SERVED, tally))
    for pair, what in found:
        _tell(pair, what)
    took = time.perf_counter() - began
    print(f"\n{SERVED} pairs at the sockets, {len(found)} told apart, {took:.0f} s", flush=True)
    return len(found)


def _mutants() -> int:
    began, told, missed = time.perf_counter(), 0, list[str]()
    print("\nEach kind and field on the wrong side in a copy of the code: is it found?\n")
    for mutant, wrong in survivors():
        told += 1
        said = f"{mutant.name}{f': {wrong}' if wrong else ''}"
        print(f"{'NO ' if wrong else 'yes'}  {said}", flush=True)
        missed += [mutant.name] if wrong else []
    print(f"\n{told} mutants, {len(missed)} survived, {time.perf_counter() - began:.0f} s")
    for name in missed:
        print(f"survived: {name}", file=sys.stderr)
    return len(missed)


def _tell(pair: Pair, found: str) -> None:
    print(f"\npair {pair.seed}: {found}", file=sys.stderr)
    for row in shrunk(pair):
        print(f"  {row}", file=sys.stderr)
