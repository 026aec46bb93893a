"""Nothing of ModernGov's answers is lost or disclosed, however odd or spoiled they are."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.importing.moderngov import read_moderngov
from server.meeting.agenda import Access
from tests.importing.agendas_read import everything, within_bounds
from tests.importing.answers import CANARY, MEETING, spoiled


@given(spoiled(MEETING))
def test_a_spoiled_answer_is_read_within_bounds_and_tells_no_address(document: str) -> None:
    agenda = read_moderngov(document)
    within_bounds(agenda)
    assert agenda.findings
    # An address that was moved out of its field is no longer known as one.
    assert CANARY not in everything(agenda) or f'homeaddress="{CANARY}"' not in document


NUMBERS = st.sampled_from(["", "0", "1", "2", "2.1", "2.2", "3(a)", "Item 4.", "– –", "9" * 30])
FLAGS = st.sampled_from(["True", "False", "", "?"])
SCHEMES = st.sampled_from(["http://x.example/", "/documents/", "javascript:", "https://", "a b"])
FILLING = st.sampled_from(
    ["", "<p>", "&amp;lt;", "<![CDATA[<b>bold</b>]]>", "é " * 300, "x" * 11_000]
)


@st.composite
def meetings(draw: st.DrawFn) -> tuple[str, list[str]]:
    """An answer, and words each of which stands once in it and must be found again."""
    words: list[str] = []

    def word() -> str:
        words.append(f"w{len(words)}w")
        return words[-1]

    def document() -> str:
        url = draw(SCHEMES) + word() + ".pdf"
        flag = draw(FLAGS)
        return (
            f"<linkeddoc><title>{word()}</title><url>{url}</url>"
            f"<isrestricted>{flag}</isrestricted></linkeddoc>"
        )

    def item() -> str:
        number, flag, filling = draw(NUMBERS), draw(FLAGS), draw(FILLING)
        documents = "".join(document() for _ in range(draw(st.integers(0, 3))))
        text = f"<agendatext>{filling} {word()}</agendatext>" if draw(st.booleans()) else ""
        after = draw(st.sampled_from(["decision", "minutes", "x"])) + "nonemptyhtmlbody"
        return (
            f"<agendaitem><agendaitemnumber>{number}</agendaitemnumber>"
            f"<agendaitemtitle>{word()}</agendaitemtitle>{text}<isrestricted>{flag}</isrestricted>"
            f"<{after}>{word()}</{after}>"
            f"<linkeddocuments>{documents}</linkeddocuments></agendaitem>"
        )

    items = "".join(item() for _ in range(draw(st.integers(1, 7))))
    return f"<meeting><agendaitems>{items}</agendaitems>{document()}</meeting>", words


@given(meetings())
def test_every_item_and_document_is_in_the_agenda_or_in_a_finding(
    given_: tuple[str, list[str]],
) -> None:
    document, words = given_
    agenda = read_moderngov(document)
    within_bounds(agenda)
    told = everything(agenda)
    assert [word for word in words if word not in told] == []


@given(meetings())
def test_what_is_restricted_stands_in_nothing_that_is_open(given_: tuple[str, list[str]]) -> None:
    document, _ = given_
    open_words = "".join(
        f"{i.title} {i.summary if i.access is Access.OPEN else ''}"
        f"{[p.url for p in i.papers if not p.exempt]}"
        for item in read_moderngov(document).items
        for i in (item, *item.items)
    )
    for item in re.findall(r"<agendaitem>.*?</agendaitem>", document, re.DOTALL):
        closed = re.sub(r"<linkeddoc>.*?</linkeddoc>", "", item, flags=re.DOTALL)
        if re.search(r"<isrestricted>(True|\?)<", closed):
            assert not [w for w in re.findall(r"w\d+w", item) if w in open_words]


@given(st.binary(max_size=200) | st.text(max_size=200))
def test_anything_at_all_is_answered_with_a_finding(content: bytes | str) -> None:
    assert read_moderngov(content).findings


@pytest.mark.parametrize(
    "item",
    [
        "<agendatext>",
        "<agendatext><a href='http://x.example/",
        "<agendatext><!--",
        "<agendaitem><agendatext>",
        "&amp;",
        "<agendatext>&lt;a &lt;a &lt;!",
    ],
)
def test_a_large_broken_answer_is_answered(item: str) -> None:
    within_bounds(read_moderngov("<meeting>" + item * (2_000_000 // len(item)) + "</meeting>"))
