"""Who is summoned reads ahead what the summons says, and nothing under an interest of theirs."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from server.meeting.agenda import Access, AgendaItem, Link
from server.meeting.convened import PlannedItem
from server.meeting.interests import Dispensation, Interest
from server.meeting.people import Capacity, Person
from server.meeting.profile import InterestKind, Requires, SubstituteRule
from server.meeting.sides import Sides
from server.meeting.summons import NOTHING, Ahead, ahead, as_summoned, summons_of
from tests.conftest import CAST, CONVENED, PROFILE, Story, convened

GREY = Person("grey", "Cllr Lena Grey", Capacity.SUBSTITUTE, group="Plaid Cymru")
WARD = Person("ward", "Ola Ward", Capacity.OFFICER, items=("6",))
OFFER = Link("Offer", "https://council.example/offer.pdf", exempt=True)
TENDER = Link("Tender", "https://council.example/tender.pdf")
ARREARS = InterestKind("arrears", "Arrears", Requires.LEAVE, budget_only=True)
ITEMS = (
    PlannedItem("1", "Declarations", declarations=True),
    PlannedItem("2", "Land", summary="All is well.", papers=(Link("Plan", "/plan.pdf"), OFFER)),
    PlannedItem(
        "3",
        "A property matter",
        access=Access.EXEMPT,
        paragraphs=("3",),
        private_title="Mill Wharf",
        summary="The bidder offers £9.",
        recommendations=("That the wharf be sold.",),
        papers=(TENDER,),
    ),
    PlannedItem("3.1", "Terms", parent="3", summary="By instalments."),
    PlannedItem("3.2", "Costs", parent="3", summary="Legal costs."),
    PlannedItem("4", "Budget", budget=True, access=Access.CONFIDENTIAL, summary="Cuts."),
    PlannedItem("5", "Street lights", summary="All is bright."),
    PlannedItem("6", "A contract", access=Access.EXEMPT, papers=(TENDER, Link("Bid", "/b.pdf"))),
)
CLOSED = ("2", "3", "3.1", "3.2", "4", "6")


def called(**changes: object) -> Story:
    """A meeting some of whose items are closed, convened and nothing more."""
    profile = replace(
        PROFILE,
        substitutes=SubstituteRule(allowed=True),
        interest_kinds=(*PROFILE.interest_kinds, ARREARS),
    )
    return convened(
        **{"profile": profile, "people": (*CAST, GREY, WARD), "items": ITEMS, **changes}
    )


def told(sat: Story, person: str) -> Ahead:
    summons = summons_of(sat.recorded)
    assert summons is not None
    return ahead(summons, sat.sides, person)


def read(sat: Story, person: str) -> tuple[str, ...]:
    """The numbers of the items that somebody may read ahead."""
    return tuple(item.number for item in told(sat, person).readable)


def kept_back(sat: Story, person: str) -> tuple[str, ...]:
    return tuple(item.number for item in told(sat, person).kept_back)


def declare(sat: Story, item: str, kind: str = "pecuniary", **given: object) -> None:
    """The clerk records an interest of Owen."""
    sat.do("declare_interest", person="owen", kind=kind, item=item, **given)


def in_private(sat: Story, items: str) -> None:
    """The meeting sits and has excluded the public for these."""
    for person in ("amin", "shah", "owen", "ruiz"):
        sat.do("record_present", person=person)
    sat.do("open_meeting")
    sat.do("exclude_public", ground="own_rules", items=items)
    sat.do("take_item", item=items.split(",")[0])


# What


def test_a_closed_item_is_read_whole_and_an_open_one_for_its_exempt_paper() -> None:
    sat = called()
    assert read(sat, "owen") == CLOSED
    whole = {item.number: item for item in told(sat, "owen").readable}
    assert (whole["3"].private_title, whole["3"].papers) == ("Mill Wharf", (TENDER,))
    assert whole["3"].recommendations == ("That the wharf be sold.",)
    assert OFFER in whole["2"].papers
    assert not told(sat, "owen").kept_back


def test_what_stands_beneath_a_closed_item_is_as_closed() -> None:
    below = next(item for item in told(called(), "owen").readable if item.number == "3.1")
    assert (below.access, below.paragraphs, below.summary) == (
        Access.EXEMPT,
        ("3",),
        "By instalments.",
    )


def test_it_is_the_summons_that_was_published_last() -> None:
    sat = called()
    new = replace(ITEMS[2], summary="The bidder offers £8.", papers=())
    agenda = replace(sat.recorded[0].event, items=(*ITEMS[:2], new, *ITEMS[3:7]))
    given = {"agenda": msgspec.to_builtins(agenda), "what": "A new bid."}
    sat.do("revise_agenda", by="server", **given)
    assert read(sat, "owen") == CLOSED[:-1]
    assert told(sat, "owen").readable[1].summary == "The bidder offers £8."


def test_what_is_done_at_the_meeting_changes_nothing_of_it() -> None:
    sat = called()
    before = told(sat, "shah"), told(sat, "lloyd")
    sat.do("close_item", item="5", access="confidential")
    sat.do("open_item", item="6", reason="All of it was in the press.")
    in_private(sat, "3")
    sat.do("record_note", text="The bidder is bankrupt.")
    sat.do("declare_interest", person="ruiz", kind="pecuniary", item="3")
    sat.do("withdraw_item", item="4")
    assert (told(sat, "shah"), told(sat, "lloyd")) == before
    assert read(sat, "lloyd") == CLOSED


# Who


@pytest.mark.parametrize("who", ["amin", "shah", "lloyd", "hughes"])
def test_members_with_a_vote_or_without_and_officers_on_the_list_read_it(who: str) -> None:
    assert read(called(), who) == CLOSED


@pytest.mark.parametrize("who", ["patel", "nobody", "", "grey"])
def test_guests_strangers_and_substitutes_who_are_not_named_do_not(who: str) -> None:
    assert told(called(), who) == NOTHING


def test_an_officer_who_comes_for_one_item_reads_that_one() -> None:
    assert read(called(), "ward") == ("6",)
    for_some = replace(WARD, items=("3.1",))
    assert read(called(people=(*CAST, for_some)), "ward") == ("3.1",)


def test_a_substitute_reads_it_once_everybody_knows_for_whom_they_come() -> None:
    sat = called()
    sat.do("name_substitute", person="grey", member="owen")
    assert read(sat, "grey") == CLOSED
    assert read(sat, "owen") == CLOSED
    sat.do("undo")
    assert told(sat, "grey") == NOTHING


def test_an_interest_of_the_member_they_come_for_is_not_the_substitute_s() -> None:
    sat = called()
    declare(sat, "6")
    sat.do("name_substitute", person="grey", member="owen")
    assert "6" in read(sat, "grey")


def test_who_is_off_the_list_that_was_published_last_does_not() -> None:
    sat = called()
    agenda = replace(sat.recorded[0].event, people=tuple(p for p in CAST if p.id != "owen"))
    sat.do("revise_agenda", by="server", agenda=msgspec.to_builtins(agenda), what="A new list.")
    assert told(sat, "owen") == NOTHING


def test_who_does_not_come_reads_it_all_the_same_while_it_is_considered_in_private() -> None:
    sat = called()
    in_private(sat, "3")
    assert read(sat, "lloyd") == CLOSED


# Until when


def test_once_the_meeting_is_closed_there_is_nothing_to_read_ahead_of() -> None:
    sat = called()
    in_private(sat, "3")
    sat.do("readmit_public")
    assert read(sat, "owen") == CLOSED
    sat.do("close_meeting", override="It is late.")
    assert told(sat, "owen") == NOTHING


def test_nor_of_a_meeting_that_is_not_held_until_it_is_after_all() -> None:
    sat = called()
    sat.do("cancel_meeting", reason="Snow.")
    assert told(sat, "owen") == NOTHING
    sat.do("reinstate_meeting")
    assert read(sat, "owen") == CLOSED


# Interests


@pytest.mark.parametrize("kind", ["pecuniary", "registrable"])
def test_an_interest_for_which_one_must_leave_keeps_the_item_back(kind: str) -> None:
    sat = called()
    declare(sat, "6", kind)
    assert kept_back(sat, "owen") == ("6",)
    assert "6" not in read(sat, "owen")
    assert read(sat, "shah") == CLOSED


def test_an_interest_with_which_one_may_stay_does_not() -> None:
    sat = called()
    declare(sat, "3", "affected")
    assert read(sat, "owen") == CLOSED


def test_of_what_is_kept_back_there_is_no_more_than_everybody_knows() -> None:
    sat = called()
    declare(sat, "3")
    declare(sat, "2")
    for item in told(sat, "owen").kept_back:
        assert (item.private_title, item.recommendations) == ("", ())
        assert not any(paper.exempt for paper in item.papers)
        assert item.summary == ("All is well." if item.number == "2" else "")


@pytest.mark.parametrize(
    ("item", "barred"),
    [("3", ("3", "3.1", "3.2")), ("3.1", ("3", "3.1")), ("all", CLOSED)],
)
def test_it_keeps_back_what_stands_above_and_beneath(item: str, barred: tuple[str, ...]) -> None:
    sat = called()
    declare(sat, item)
    assert kept_back(sat, "owen") == barred
    assert read(sat, "owen") == tuple(n for n in CLOSED if n not in barred)


def test_an_interest_in_the_budget_keeps_back_the_budget_alone() -> None:
    sat = called()
    declare(sat, "all", "arrears")
    assert kept_back(sat, "owen") == ("4",)


def test_a_paper_of_an_item_that_is_kept_back_is_not_read_by_way_of_another() -> None:
    sat = called()
    declare(sat, "3.1")
    contract = next(item for item in told(sat, "owen").readable if item.number == "6")
    assert [paper.title for paper in contract.papers] == ["Bid"]


@pytest.mark.parametrize("leave", [Dispensation.SPEAK, Dispensation.SPEAK_AND_VOTE])
def test_who_has_leave_to_take_part_reads_what_it_is_about(leave: Dispensation) -> None:
    sat = called()
    declare(sat, "3", dispensation=leave.value)
    assert read(sat, "owen") == CLOSED


def test_an_interest_that_was_sent_and_waits_keeps_back_at_once() -> None:
    sat = called()
    sat.do("declare_interest", by="owen", kind="pecuniary", item="3")
    assert kept_back(sat, "owen") == ("3", "3.1", "3.2")
    assert read(sat, "shah") == CLOSED
    sat.do("withdraw_offer", by="owen", offer=sat.meeting.offers.waiting[0].id)
    assert read(sat, "owen") == CLOSED


def test_and_does_so_once_it_is_recorded() -> None:
    sat = called()
    sat.do("declare_interest", by="owen", kind="pecuniary", item="3")
    sat.do("take_up_offer", offer=sat.meeting.offers.waiting[0].id)
    assert kept_back(sat, "owen") == ("3", "3.1", "3.2")


def test_one_that_was_sent_of_a_kind_that_is_no_more_keeps_back_too() -> None:
    sat = called()
    sat.do("declare_interest", by="owen", kind="pecuniary", item="6")
    agenda = replace(sat.recorded[0].event, profile=replace(PROFILE, interest_kinds=()))
    sat.do("revise_agenda", by="server", agenda=msgspec.to_builtins(agenda), what="New rules.")
    assert kept_back(sat, "owen") == ("6",)


def test_one_sent_in_private_keeps_back_also_when_the_public_is_back() -> None:
    sat = called()
    in_private(sat, "6")
    sat.do("declare_interest", by="owen", kind="pecuniary", item="6")
    assert kept_back(sat, "owen") == ("6",)
    sat.do("readmit_public")
    assert kept_back(sat, "owen") == ("6",)


def test_one_declared_in_private_keeps_back_from_that_member_and_tells_no_other() -> None:
    sat = called()
    in_private(sat, "3")
    before = {p.id: told(sat, p.id) for p in sat.meeting.people}
    declare(sat, "6")
    assert not sat.outside.interests.declared
    assert kept_back(sat, "owen") == ("6",)
    assert all(told(sat, p.id) == before[p.id] for p in sat.meeting.people if p.id != "owen")


def test_one_that_was_struck_out_keeps_back_no_more() -> None:
    sat = called()
    declare(sat, "3")
    entry = sat.item("1").record[-1]
    sat.do("strike_entry", entry=entry.id, reason="It was another.")
    assert read(sat, "owen") == CLOSED


# The summons as a document


def test_the_summons_to_somebody_is_the_public_one_with_what_they_may_read() -> None:
    sat = called()
    declare(sat, "3")
    sat.do("close_item", item="2", access="confidential")
    sat.do("open_item", item="6", reason="All of it was in the press.", report=True)
    written = as_summoned(sat.outside, told(sat, "owen").readable)
    assert written.item("3") is sat.outside.item("3")
    assert written.item("5") is sat.outside.item("5")
    assert written.item("4").summary == "Cuts."
    assert (written.item("2").access, written.item("2").summary) == (
        Access.CONFIDENTIAL,
        "All is well.",
    )
    assert (written.item("6").access, written.item("6").report_exempt) == (Access.OPEN, False)


# Always

ANY_INTEREST = st.builds(
    Interest,
    st.just("i"),
    st.sampled_from(["owen", "owen", "shah"]),
    st.sampled_from(["", *(item.number for item in ITEMS), "99"]),
    st.just("any"),
    st.sampled_from(Requires),
    dispensation=st.sampled_from(Dispensation),
    budget_only=st.booleans(),
)


@st.composite
def agendas(draw: st.DrawFn) -> tuple[PlannedItem, ...]:
    """Any agenda: closed or open items, in any tree, with papers that several may share."""
    items: list[PlannedItem] = []
    for number in range(draw(st.integers(1, 7))):
        papers = st.lists(
            st.builds(Link, st.just("P"), st.sampled_from(["/a", "/b", "/c"]), st.booleans()),
            max_size=2,
        )
        items.append(
            PlannedItem(
                str(number),
                f"Title {number}",
                parent=draw(st.sampled_from(["", *(item.number for item in items)])),
                access=draw(st.sampled_from(Access)),
                private_title=f"Private {number}",
                summary=f"Summary {number}",
                papers=tuple(draw(papers)),
                budget=draw(st.booleans()),
            )
        )
    return tuple(items)


@given(agendas(), st.lists(ANY_INTEREST, max_size=3), st.lists(ANY_INTEREST, max_size=2))
def test_never_an_item_under_an_interest_and_never_what_is_not_in_the_summons(
    items: tuple[PlannedItem, ...], public: list[Interest], private: list[Interest]
) -> None:
    sat = convened(items=items)
    outside = _declared(sat, public)
    sides = Sides(_declared(sat, [*public, *private]).inside, outside.outside)
    agenda = sat.meeting
    readable = ahead(replace(CONVENED, items=items), sides, "owen").readable
    barred = {
        item.number
        for item in agenda.items
        for interest in (*public, *private)
        if interest.person == "owen"
        and interest.must_leave
        and any(
            interest in sides.inside.bearing(each)
            for each in agenda.items
            if item.number in agenda.line_of(each.number)
        )
    }
    summons = {item.number: item for item in items}
    kept = {
        paper.url
        for number in barred
        if _withheld(agenda.item(number), sat)
        for paper in agenda.item(number).papers
    }
    for item in readable:
        assert item.number not in barred
        said = summons[item.number]
        assert (item.private_title, item.summary) == (said.private_title, said.summary)
        assert set(item.papers) <= set(said.papers)
        assert not {paper.url for paper in item.papers} & kept
        assert not item.record
    known = {item.number for item in readable}
    for item in agenda.items:
        assert (item.number in known) == (_withheld(item, sat) and item.number not in barred)


def _declared(sat: Story, interests: list[Interest]) -> Sides:
    known = replace(sat.meeting.interests, declared=tuple(interests))
    return Sides(*(replace(side, interests=known) for side in sat.sides))


def _withheld(item: AgendaItem, sat: Story) -> bool:
    return sat.meeting.is_closed(item.number) or any(paper.exempt for paper in item.papers)
