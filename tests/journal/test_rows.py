"""A row is read back only where it was stored, and only as it was written."""

from __future__ import annotations

import pytest

from server.journal import chain
from server.journal.journal import Damaged
from server.journal.rows import restored, stored
from tests.journal.given import line

MEETING = "meeting/1"
ABOVE = chain.origin(MEETING)


def test_a_row_is_read_back_where_it_was_stored() -> None:
    said = line("Noted.")
    row = restored(stored(MEETING, 1, said, ABOVE), MEETING, 1, ABOVE)
    assert (row.stream, row.position, row.id, row.payload) == (MEETING, 1, said.id, b"Noted.")


@pytest.mark.parametrize(("stream", "position"), [("meeting/2", 1), (MEETING, 2)])
def test_a_sound_row_in_another_place_is_damage(stream: str, position: int) -> None:
    with pytest.raises(Damaged):
        restored(stored(MEETING, 1, line(), ABOVE), stream, position, ABOVE)


def test_each_line_has_a_salt_of_its_own() -> None:
    said = line("For.")
    salts = {stored(MEETING, 1, said, ABOVE).salt for _ in range(10)}
    assert len(salts) == 10
    assert {len(salt) for salt in salts if salt} == {chain.SALT_BYTES}
