"""What an amendment changes is told word by word, and no word of either text is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from server.render.wording import Change, compared

WORDS = st.lists(
    st.sampled_from(("That", "the", "report", "be", "noted", ".", " ", "\n", "£5,000", "’", "é")),
    max_size=24,
).map("".join)


def read(before: str, after: str, without: Change) -> str:
    return "".join(text for change, text in compared(before, after) if change is not without)


@given(WORDS | st.text(max_size=40), WORDS | st.text(max_size=40))
def test_without_what_goes_in_it_is_the_old_text_and_without_what_goes_out_the_new(
    before: str, after: str
) -> None:
    assert read(before, after, Change.IN) == before
    assert read(before, after, Change.OUT) == after


def test_a_word_goes_out_and_another_comes_in_its_place() -> None:
    pieces = compared("That it be approved now.", "That it be refused now.")
    assert pieces == (
        (Change.STAYS, "That it be "),
        (Change.OUT, "approved"),
        (Change.IN, "refused"),
        (Change.STAYS, " now."),
    )


def test_words_are_compared_and_not_letters() -> None:
    changed = [
        text
        for change, text in compared("£5,000 a year", "£6,000 a year")
        if change is not Change.STAYS
    ]
    assert "5,000" in changed
    assert "6,000" in changed


def test_words_that_change_side_by_side_are_one_change() -> None:
    pieces = compared("by 1 May", "by 30 June")
    assert [text for change, text in pieces if change is Change.OUT] == ["1 May"]


def test_the_same_words_do_not_change() -> None:
    assert compared("As it is.", "As it is.") == ((Change.STAYS, "As it is."),)
    assert compared("", "") == ()
