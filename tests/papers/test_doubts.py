"""What a name or a title gives away is asked about before a paper is published."""

from __future__ import annotations

import pytest

from server.papers.doubts import doubts


@pytest.mark.parametrize(
    ("name", "title", "about"),
    [
        ("Quotations-EXEMPT.pdf", "Quotations", "EXEMPT"),
        ("Appendix-2.pdf", "Appendix 2 (confidential)", "confidential"),
        ("Staffing-Part-2.pdf", "Staffing", "Part 2"),
        ("Report_pink.pdf", "Report", "pink"),
        ("Adroddiad.pdf", "Adroddiad cyfrinachol", "cyfrinachol"),
        ("Complaint.pdf", "Complaint of a.owen@mail.example", "e-mail"),
        ("Call-07700-900123.pdf", "Call", "telephone"),
        ("Call.pdf", "+44 20 7946 0000", "telephone"),
        ("AB123456C.pdf", "Pay", "National Insurance"),
    ],
)
def test_what_looks_as_if_it_were_not_for_everybody_is_told(
    name: str, title: str, about: str
) -> None:
    said = [str(each) for each in doubts(name, title)]
    assert len(said) == 1
    assert about in said[0]
    assert f"“{title}”" in said[0]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Budget-2026-27.pdf", "Budget 2026/27, part 1"),
        ("Exemption-scheme.pdf", "Council tax exemptions"),
        ("2026-03-03-agenda.pdf", "Agenda of 3 March 2026"),
        ("Planning-26-00123-FUL.pdf", "Application 26/00123/FUL"),
        ("Pinkham-Lane.pdf", "Pinkham Lane"),
    ],
)
def test_what_is_as_usual_is_not_asked_about(name: str, title: str) -> None:
    assert list(doubts(name, title)) == []
