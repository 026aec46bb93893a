"""What was done in private cannot be told from outside, by the rules alone."""

from __future__ import annotations

import random
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from server.meeting.event import Event
from tests.private.convened import CANARIES, convened
from tests.private.looking import Looks, differences
from tests.private.mutants import mutants
from tests.private.mutating import ROOT
from tests.private.pair import Discarded, Pair, whole_pair
from tests.private.releases import NEVER_IN_PRIVATE, OF_PRIVATE_ACTS
from tests.private.shrinking import retold, shrunk
from tests.private.world import World

FEW = 0.3  # of the pairs may come to nothing


def report(pair: Pair, found: list[str]) -> str:
    """What differs, and the shortest story that tells the two apart by their outside."""
    rows = "\n".join(map(str, shrunk(pair)))
    return f"pair {pair.seed}: {found[0]}\n{rows}"


@settings(max_examples=60)
@given(st.integers(0, 2**30))
def test_two_meetings_that_differ_in_private_business_look_the_same(seed: int) -> None:
    pair = Pair(seed)
    looks = [Looks(world) for world in pair.worlds]
    try:
        for stage in pair.told():
            found = differences(*looks, note=stage in ("closed", "end"))
            assert not found, report(pair, found)
    except Discarded:
        return


def test_few_pairs_come_to_nothing_and_they_do_much_in_private() -> None:
    told, accepted = 0, Counter[str]()
    for seed in range(60):
        pair = Pair(seed)
        try:
            pair.whole()
            told += 1
        except Discarded:
            pass
        accepted += pair.accepted
    assert told / 60 > 1 - FEW
    assert len(accepted) > 40
    assert accepted.total() > 1000


def test_nothing_that_is_closed_on_the_agenda_is_outside_before_the_meeting() -> None:
    worlds = [World(convened(random.Random(1), canary, canary)) for canary in CANARIES]
    looks = [Looks(world) for world in worlds]
    for one, other in zip(*(look.everything() for look in looks), strict=True):
        assert one == other
        assert not any(canary in str(one) for canary in CANARIES)


def test_what_is_released_of_private_acts_is_on_the_list() -> None:
    releasing = {
        name
        for name, kind in Event.named.items()
        if kind.released is not Event.released and kind.__module__.startswith("server.")
    }
    results = {n for n, kind in Event.named.items() if "ResultDeclared" in _line(kind)}
    sitting = {n for n, kind in Event.named.items() if "SittingChanged" in _line(kind)}
    assert releasing == {*OF_PRIVATE_ACTS, *NEVER_IN_PRIVATE, *results, *sitting}


def _line(kind: type[Event]) -> set[str]:
    return {each.__name__ for each in kind.__mro__}


def test_every_place_that_is_put_on_the_wrong_side_is_there() -> None:
    for mutant in mutants():
        text = (ROOT / mutant.file).read_text(encoding="utf-8")
        for old in mutant.old.split("\0"):
            assert text.count(old) == 1, f"{mutant.name}: {mutant.file} has this not once: {old}"


def test_a_shortest_story_is_told_when_two_differ() -> None:
    pair = whole_pair(1)
    rows = shrunk(pair, lambda told: any(r.stamp.private for r in told.worlds[0].recorded))
    assert 1 < len(rows) < 20
    assert not retold(pair, rows).differ
