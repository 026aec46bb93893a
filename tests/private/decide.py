"""Whether two meetings that differ in private business can be told apart: exit status 1 if so.

python -m tests.private.decide fold 60, or sockets 4: so many pairs, from the first seed on. Further
words are commands that are to be given often.
"""

from __future__ import annotations

import asyncio
import itertools
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.private.looking import Looks, differences
from tests.private.pair import Discarded, Pair

TOLD_APART = 1


class Tally:
    """How many pairs there were, what became of them, and what was done in private."""

    def __init__(self) -> None:
        self.pairs = 0
        self.commands = 0
        self.discarded: Counter[str] = Counter()
        self.accepted: Counter[str] = Counter()

    def add(self, pair: Pair, why: str = "") -> None:
        """One more."""
        self.pairs += 1
        self.discarded[why] += bool(why)
        self.accepted += pair.accepted
        self.commands += sum(len(world.given) for world in pair.worlds)


def by_the_rules(
    seeds: range, tally: Tally, focus: Sequence[str] = (), *, drawn: bool = True
) -> Iterator[tuple[Pair, str]]:
    """The pairs that can be told apart by the rules alone, with what differs."""
    for seed in seeds:
        pair = Pair(seed, focus)
        looks = [Looks(world) for world in pair.worlds]
        why, found = "", list[str]()
        try:
            for stage in pair.told():
                written = drawn and seed % 4 == 0 and stage in ("closed", "end")
                found = differences(*looks, drawing=drawn, note=written)
                if found:
                    break
        except Discarded as discarded:
            why = str(discarded)
        tally.add(pair, why)
        if found:
            yield pair, found[0]


async def at_the_sockets(seeds: range, most: int, tally: Tally) -> list[tuple[Pair, str]]:
    """The first of so many pairs that can be told apart at the sockets, with what differs."""
    from tests.private.served import told_apart, transcript  # which takes in the whole server

    told = 0
    for seed in seeds:
        pair = Pair(seed)
        try:
            pair.whole()
        except Discarded as discarded:
            tally.add(pair, str(discarded))
            continue
        tally.add(pair)
        with tempfile.TemporaryDirectory() as folder:
            one, other = [await transcript(pair, n, Path(folder) / str(n)) for n in range(2)]
        if found := told_apart(one, other):
            return [(pair, found)]
        told += 1
        if told == most:
            break
    return []


def main() -> int:
    """Look until something differs."""
    how, most = sys.argv[1], int(sys.argv[2])
    if how == "sockets":
        found = asyncio.run(at_the_sockets(range(10 * most), most, Tally()))
    else:
        told = by_the_rules(range(most), Tally(), sys.argv[3:], drawn=False)
        found = list(itertools.islice(told, 1))
    for pair, what in found:
        print(f"pair {pair.seed}: {what}")
    return TOLD_APART if found else 0


if __name__ == "__main__":
    sys.exit(main())
