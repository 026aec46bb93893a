"""Bad input is refused with the reason, and nothing happens."""

from __future__ import annotations

import pytest

from tests.traps.told import Told, told


@pytest.fixture(scope="module")
def story() -> Told:
    return told("bad_input").to_the_end()


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("his-own", "Cllr Bilal Shah moved it and cannot second it: another member must."),
        ("another-vote", "A vote is open on item 3, since 6.35pm. Close it first, or make it void"),
        ("unknown", "Nobody on the list of this meeting has the id “nobody”."),
        ("absent", "Cllr Farah Khan is not on the roll of this vote: not present."),
        ("odd-choice", "“maybe” is not one of the choices for “choice”: for, against, abstain."),
        ("second-vote", "Cllr Ann Amin has voted for already."),
        ("turned", "Cllr Ann Amin has voted for already."),
        ("counted-by-name", "This vote is taken by names: take down each member’s vote."),
        ("forced", "By the count, with 3 for and 1 against, it is not lost."),
        ("after-the-close", "No vote is open. Put the question first."),
        ("to-a-decided-motion", "The motion on item 3 has been decided: it cannot be amended."),
        ("above-the-roll", "5 votes are more than the 4 members who may vote on this."),
        ("below-none", "A count cannot be less than none."),
        ("uncounted", "Nothing was counted yet. Take down the count first."),
        ("by-name", "This vote is counted, not taken by names: take down the count."),
        ("counted-twice", "It was counted already. Say why it is counted again."),
        ("forced-again", "By the count, with 2 for and 1 against, it is not lost."),
        ("recount-above", "The count must come to no more than the 4 who may vote on this"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(story: Told, line: str, sentence: str) -> None:
    assert story.answer(line).startswith(sentence)


def test_what_was_refused_left_no_trace_in_the_votes() -> None:
    story = told("bad_input").until("closed")
    assert (story.totals, story.result) == ((3, 1, 0, 0), "carried")
    assert story.reads() == ("That the licence be granted.", "carried")
    story.to_the_end()
    assert (story.totals, story.result) == ((2, 1, 1, 0), "carried")
    assert len(story.meeting.votes.taken) == 2
