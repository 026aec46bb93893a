"""The chain seals every field of a line, and all lines above it."""

from __future__ import annotations

from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from server.journal import chain

HEADER = ["meeting/1", "1", "DecisionRecorded"]
headers = st.lists(st.text(st.characters(codec="utf-8")))


def test_a_digest_can_be_worked_out_by_hand() -> None:
    sealed = b"\0\0\0\x03a/1" + b"\0\0\0\x011" + b"\0\0\0\x03\xc5\xb5!"
    bound = sha256(b"salt" + b"words").digest()
    expected = sha256(sha256(b"a/1").digest() + sealed + bound).digest()
    assert chain.commitment(b"salt", b"words") == bound
    assert chain.digest(chain.origin("a/1"), ["a/1", "1", "ŵ!"], bound) == expected


@given(one=headers, other=headers)
def test_different_headers_have_different_digests(one: list[str], other: list[str]) -> None:
    digests = {chain.digest(b"above", header, b"bound") for header in (one, other)}
    assert len(digests) == (1 if one == other else 2)


def test_words_cannot_move_from_one_field_to_the_next() -> None:
    apart = chain.digest(b"above", ["clerk", "c1"], b"bound")
    assert apart != chain.digest(b"above", ["clerkc", "1"], b"bound")


def test_a_digest_depends_on_the_line_above_and_on_the_payload() -> None:
    digest = chain.digest(b"above", HEADER, b"bound")
    assert digest != chain.digest(b"other", HEADER, b"bound")
    assert digest != chain.digest(b"above", HEADER, b"other")


def test_the_same_words_are_bound_differently_each_time() -> None:
    assert chain.commitment(b"1" * 16, b"for") != chain.commitment(b"2" * 16, b"for")
