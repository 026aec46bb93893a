"""Legistar's agendas are read in their order, and whatever is no part of ours is told."""

from __future__ import annotations

import json
from datetime import date
from datetime import time as clock
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.importing.agenda import ImportedAgenda
from server.importing.finding import Weight
from server.importing.legistar import read_legistar
from server.meeting.agenda import Access
from tests.importing.agendas_read import within_bounds

EVENT: dict[str, Any] = {
    "EventId": 4067,
    "EventBodyName": "City Council",
    "EventDate": "2026-05-12T00:00:00",
    "EventTime": "9:30 AM",
    "EventLocation": "Council Chambers, City Hall\r\nalso online",
    "EventComment": "Regular meeting",
    "EventAgendaFile": "https://city.example/agenda.pdf",
    "EventItems": [
        {
            "EventItemAgendaSequence": 3,
            "EventItemAgendaNumber": "2.",
            "EventItemTitle": "Rezoning of Fifth Avenue\r\nSecond reading",
            "EventItemMatterFile": "CB 119876",
            "EventItemConsent": 1,
            "EventItemMover": "A. Archer",
            "EventItemMatterAttachments": [
                {
                    "MatterAttachmentName": "Report",
                    "MatterAttachmentHyperlink": "https://city.example/report.pdf",
                    "MatterAttachmentShowOnInternetPage": True,
                },
                {
                    "MatterAttachmentName": "Valuation",
                    "MatterAttachmentHyperlink": "https://city.example/valuation.pdf",
                    "MatterAttachmentShowOnInternetPage": False,
                },
            ],
        },
        {
            "EventItemAgendaSequence": 1,
            "EventItemAgendaNumber": "1.",
            "EventItemTitle": "Approval of minutes",
            "EventItemAgendaNote": "<p>Of 28 April</p>",
        },
        {"EventItemAgendaSequence": 2, "EventItemAgendaNumber": None, "EventItemTitle": "CONSENT"},
    ],
}


def read(value: object) -> ImportedAgenda:
    return read_legistar(json.dumps(value))


def test_an_event_is_read_in_the_order_of_its_sequence() -> None:
    agenda = read(EVENT)
    assert agenda.usable
    assert [(item.number, item.title) for item in agenda.items] == [
        ("1", "Approval of minutes"),
        ("2", "Rezoning of Fifth Avenue"),
    ]
    assert agenda.items[0].summary == "Of 28 April"
    assert agenda.items[1].summary == "Second reading\nFile CB 119876"


def test_an_event_says_who_meets_when_and_where() -> None:
    details = read(EVENT).details
    assert (details.body, details.title) == ("City Council", "Regular meeting")
    assert (details.day, details.begins) == (date(2026, 5, 12), clock(9, 30))
    assert details.place == "Council Chambers, City Hall also online"


def test_an_attachment_that_is_not_on_the_internet_is_an_exempt_paper() -> None:
    papers = read(EVENT).items[1].papers
    assert [(paper.title, paper.exempt) for paper in papers] == [
        ("Report", False),
        ("Valuation", True),
    ]


def test_an_item_whose_file_is_restricted_is_exempt() -> None:
    item = {**EVENT["EventItems"][1], "EventItemMatterRestrictViewViaWeb": True}
    (closed,) = read([item]).items
    assert closed.access is Access.EXEMPT
    assert (closed.title, closed.private_title) == ("Exempt item", "Approval of minutes")


def test_headings_movers_consent_and_files_of_the_meeting_are_told() -> None:
    told = "\n".join(f.text for f in read(EVENT).findings if f.weight is Weight.LEFT_OUT)
    for words in ("CONSENT", "A. Archer", "https://city.example/agenda.pdf"):
        assert words in told
    assert any("consent agenda" in str(finding.said) for finding in read(EVENT).findings)


@pytest.mark.parametrize(
    "wrapped", [[EVENT], {"value": [EVENT]}, EVENT["EventItems"], {"value": EVENT["EventItems"]}]
)
def test_an_event_in_a_list_and_items_alone_give_the_same_items(wrapped: object) -> None:
    assert read(wrapped).items == read(EVENT).items


def test_items_none_of_which_has_a_number_are_counted() -> None:
    agenda = read([{"EventItemTitle": "Opening"}, {"EventItemTitle": "Closing"}])
    assert [item.number for item in agenda.items] == ["1", "2"]
    assert any(finding.weight is Weight.GUESSED for finding in agenda.findings)


def test_lists_of_items_given_twice_are_joined() -> None:
    one, two = '[{"EventItemTitle": "One"}]', '[{"EventItemTitle": "Two"}]'
    text = f'{{"EventBodyName": "B", "EventItems": {one}, "EventItems": {two}}}'
    assert [item.title for item in read_legistar(text).items] == ["One", "Two"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "no JSON"),
        (b'{\n"a" 1}', "line 2 cannot be read"),
        (b"[" * 100_000, "too deeply"),
        (b"[" * 70 + b"]" * 70, "too deeply"),
        (b'{"EventItems": ' + b"[" * 150_000, "too many parts"),
        (b'{"EventItems": [' + b"{}," * 250_000 + b"{}]}", "too many parts"),
        (b'{"EventItems": [' + b"{}," * 5_000 + b"{}]}", "more than 5,000 items"),
        (b"1" * 5_000, "too long"),
        (b"null", "no answer"),
        (b'{"a": 1}', "no answer"),
        (b"[1, 2]", "no answer"),
        (json.dumps([EVENT, EVENT]).encode(), "2 events"),
        (b'[{"EventItemEventId": 1}, {"EventItemEventId": 2}]', "several events"),
        (b'{"EventBodyName": "B"}', "no item"),
        (b" " * 8_000_001, "larger than"),
    ],
)
def test_what_is_no_agenda_is_told_in_a_sentence(content: bytes, told: str) -> None:
    agenda = read_legistar(content)
    assert not agenda.usable
    assert told in " ".join(str(finding.said) for finding in agenda.findings)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=6,
)


@st.composite
def spoiled(draw: st.DrawFn) -> object:
    """The event with some of its values replaced by anything."""
    event = json.loads(json.dumps(EVENT))
    for _ in range(draw(st.integers(1, 4))):
        holder = draw(
            st.sampled_from(
                [event, *(i for i in event["EventItems"] if isinstance(i, dict))]
                if isinstance(event["EventItems"], list)
                else [event]
            )
        )
        if holder:
            holder[draw(st.sampled_from(sorted(holder)))] = draw(ANYTHING)
    return event


@given(spoiled() | ANYTHING)
def test_whatever_stands_in_the_fields_nothing_breaks(value: object) -> None:
    within_bounds(read(value))


@given(
    st.integers(0, len(json.dumps(EVENT))), st.sampled_from(["", '"', "}", "]", "\x00", "\\ud800"])
)
def test_a_cut_or_patched_answer_is_answered(place: int, patch: str) -> None:
    text = json.dumps(EVENT)
    within_bounds(read_legistar(text[:place] + patch))
    within_bounds(read_legistar(text[:place] + patch + text[place:]))


@st.composite
def agendas(draw: st.DrawFn) -> tuple[object, list[str]]:
    words: list[str] = []

    def word() -> str:
        words.append(f"w{len(words)}w")
        return words[-1]

    def attachment() -> dict[str, object]:
        url = draw(st.sampled_from(["https://x.example/", "", "ftp://", "/a b/"]))
        return {
            "MatterAttachmentName": word(),
            "MatterAttachmentHyperlink": url + word(),
            "MatterAttachmentShowOnInternetPage": draw(st.sampled_from([True, False, None])),
        }

    def item() -> dict[str, object]:
        return {
            "EventItemAgendaNumber": draw(st.sampled_from([None, "", "1", "1.", "A", "1.1", 7])),
            "EventItemAgendaSequence": draw(st.none() | st.integers() | st.text(max_size=2)),
            "EventItemTitle": draw(st.sampled_from(["", "x " * 400, "<p>a\n", "\n"])) + word(),
            "EventItemAgendaNote": draw(st.sampled_from(["", "y" * 11_000])) + word(),
            "EventItemActionText": word(),
            "EventItemMatterAttachments": [attachment() for _ in range(draw(st.integers(0, 3)))],
        }

    return [item() for _ in range(draw(st.integers(1, 6)))], words


@given(agendas())
def test_every_item_and_attachment_is_in_the_agenda_or_in_a_finding(
    given_: tuple[object, list[str]],
) -> None:
    agenda = read(given_[0])
    within_bounds(agenda)
    told = f"{agenda.items} " + "\n".join(finding.text for finding in agenda.findings)
    assert [word for word in given_[1] if word not in told] == []


def test_a_large_answer_is_answered() -> None:
    within_bounds(read([{"EventItemTitle": "<a " * 10, "EventItemAgendaNumber": "1"}] * 60_000))
