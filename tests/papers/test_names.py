"""Names of papers mislead nobody, and addresses have one form."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.meeting_file.faults import shown
from server.meeting_file.form import WrittenLink
from server.meeting_file.values import PAPER, Reading
from server.papers.names import address_of, digest_in, ending_in, name_of, stem, title_of

DIGEST = "0123456789abcdef" * 4


@pytest.mark.parametrize(
    ("raw", "name", "title"),
    [
        ("Plan of the playground.pdf", "Plan-of-the-playground.pdf", "Plan of the playground"),
        ("C:\\Users\\ruth\\Plan.docx", "Plan.pdf", "Plan"),
        ("../../etc/passwd", "passwd.pdf", "passwd"),
        ("evil\u202efdp.exe", "evilfdp.pdf", "evilfdp"),
        ("Gŵyl y Môr_2026.PDF", "Gŵyl-y-Môr-2026.pdf", "Gŵyl y Môr 2026"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie-x.pdf", "aSet-Cookie: x"),
        ("\x00.pdf", "paper.pdf", ""),
        ('"><script>.pdf', "script.pdf", '"><script>'),
        ("Minutes 12.03.2026.pdf", "Minutes-12.03.2026.pdf", "Minutes 12.03.2026"),
    ],
)
def test_a_name_keeps_what_can_be_seen_and_nothing_else(raw: str, name: str, title: str) -> None:
    assert name_of(raw, "pdf") == name
    assert title_of(raw) == title


@given(st.text(max_size=300))
def test_whatever_a_file_is_called_its_address_has_the_one_form(raw: str) -> None:
    address = address_of(DIGEST, name_of(raw, "pdf"))
    assert re.search(PAPER, address)
    assert digest_in(address) == DIGEST
    assert ending_in(address) == "pdf"
    assert all(c.isprintable() for c in stem(raw))


@pytest.mark.parametrize(
    "url",
    [
        f"/papers/{DIGEST}/Plan.pdf",
        f"/papers/{DIGEST}/Gŵyl-y-Môr.docx",
        "https://council.example/plan.pdf",
    ],
)
def test_a_paper_is_here_or_elsewhere(url: str) -> None:
    reading = Reading()
    assert reading.read({"title": "Plan", "url": url}, WrittenLink) == WrittenLink("Plan", url)


@pytest.mark.parametrize(
    "url",
    [
        "/papers/",
        "/sign-out",
        "//elsewhere.example/a.pdf",
        "javascript:alert(1)",
        f"/papers/{DIGEST}/../Plan.pdf",
        f"/papers/{DIGEST}/..%2fPlan.pdf",
        f"/papers/{DIGEST}/.pdf",
        f"/papers/{DIGEST}/Plan.pdf?x",
        f"/papers/{DIGEST}/Plan.pdf#x",
        f"/papers/{DIGEST}/Plan.html.",
        f"/papers/{DIGEST.upper()}/Plan.pdf",
        f"/papers/{DIGEST[1:]}/Plan.pdf",
        f"x/papers/{DIGEST}/Plan.pdf",
    ],
)
def test_no_other_relative_address_is_taken(url: str) -> None:
    reading = Reading()
    assert reading.read({"title": "Plan", "url": url}, WrittenLink) is None
    assert shown(url) in str(reading.faults[0].said)
    assert digest_in(url) == ""
