"""What was done in private cannot be told from outside, at the sockets of a running server."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.private.pair import whole_pair
from tests.private.served import AHEAD, told_apart, transcript

SEEDS = (100, 300)


@pytest.mark.parametrize("seed", SEEDS)
async def test_two_servers_that_differ_in_private_business_answer_the_same(
    seed: int, tmp_path: Path
) -> None:
    pair = whole_pair(seed)
    first, second = [await transcript(pair, number, tmp_path / str(number)) for number in range(2)]
    assert not told_apart(first, second)
    heard = {line.name for line in first}
    assert {"feed", "a member's socket", "a member's command"} <= heard
    for path in AHEAD:
        read = [line.what for line in first if line.name == f"{path} as a member"]
        assert any("RESTRICTED" in what and "SUMMONS" in what for what in read)
