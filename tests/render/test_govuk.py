"""The parts of GOV.UK Frontend that we use are drawn with what they are given, escaped."""

from __future__ import annotations

from server.render import govuk


def test_the_header_names_the_council_and_leads_home() -> None:
    html = govuk.header("Bath & Wells <Council>")
    assert "Bath &amp; Wells &lt;Council&gt;" in html
    assert 'href="/"' in html


def test_the_header_is_not_that_of_gov_uk() -> None:
    html = govuk.header("Exampleshire")
    assert "govuk-generic-header" in html
    assert "GOV.UK" not in html
    assert "<svg" not in html


def test_the_skip_link_leads_to_the_main_part() -> None:
    assert 'href="#main"' in govuk.skip_link("Skip to main content")


def test_the_back_link_says_where_it_leads() -> None:
    html = govuk.back_link("All meetings", "/")
    assert 'href="/"' in html
    assert "All meetings" in html
