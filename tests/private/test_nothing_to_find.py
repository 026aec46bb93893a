"""What was done in private cannot be searched: the passages of two meetings that differ in it are
the same."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from server.live.passages import Passages
from tests.private.convened import CANARIES
from tests.private.pair import Discarded, Pair


@settings(max_examples=40)
@given(st.integers(0, 2**30))
def test_two_meetings_that_differ_in_private_business_have_the_same_passages(seed: int) -> None:
    pair = Pair(seed)
    ways = [Passages() for _ in pair.worlds]
    try:
        for _ in pair.told():
            one, other = (way.of(w.sides) for way, w in zip(ways, pair.worlds, strict=True))
            assert one == other, f"pair {pair.seed}"
            assert not any(canary in repr(one) for canary in CANARIES), f"pair {pair.seed}"
    except Discarded:
        return


@settings(max_examples=20)
@given(st.integers(0, 2**30))
def test_what_is_kept_of_passages_is_what_they_are_when_they_are_made_anew(seed: int) -> None:
    pair = Pair(seed)
    kept = Passages()
    world = pair.worlds[0]
    try:
        for _ in pair.told():
            assert kept.of(world.sides) == Passages().of(world.sides), f"pair {pair.seed}"
    except Discarded:
        return
