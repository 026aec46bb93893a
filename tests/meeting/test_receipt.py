"""Receipts: what a member is given for their vote, and how anybody checks it."""

from __future__ import annotations

import hashlib
import re

from hypothesis import given
from hypothesis import strategies as st

from server.meeting.receipt import receipt

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
IDS = st.text("abcdef0123456789", min_size=1, max_size=12)
CHOICES = st.sampled_from(["for", "against", "abstain"])


def made_by_hand(*four: str) -> str:
    """As the docstring of the receipt describes it, without a library of base 32."""
    digest = hashlib.sha256("".join(f"{each}\n" for each in four).encode()).digest()
    bits = int.from_bytes(digest, "big") >> (256 - 50)
    code = "".join(ALPHABET[(bits >> shift) & 31] for shift in range(45, -1, -5))
    return f"{code[:5]}-{code[5:]}"


def test_a_receipt_stays_what_it_is_in_every_version() -> None:
    # printf 'v1\nshah\nagainst\n0a1b2c3d4e5f\n' | sha256sum, and the first fifty bits of that
    assert receipt("v1", "shah", "against", "0a1b2c3d4e5f") == "XH8N2-82A3Q"


@given(IDS, IDS, CHOICES, IDS)
def test_anybody_makes_it_again_from_what_is_published(
    vote: str, person: str, choice: str, event: str
) -> None:
    code = receipt(vote, person, choice, event)
    assert code == made_by_hand(vote, person, choice, event)
    assert re.fullmatch(f"[{ALPHABET}]{{5}}-[{ALPHABET}]{{5}}", code)


@given(IDS, IDS, IDS)
def test_each_choice_has_another_receipt(vote: str, person: str, event: str) -> None:
    codes = {receipt(vote, person, choice, event) for choice in ("for", "against", "abstain")}
    assert len(codes) == 3


def test_what_belongs_to_one_of_the_four_is_not_taken_for_another() -> None:
    assert receipt("v1", "shah", "for", "e1") != receipt("v", "1shah", "for", "e1")
    assert receipt("v1", "shah", "for", "e1") != receipt("v1", "shah", "for", "e2")
