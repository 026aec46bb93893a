"""A meeting file becomes a meeting, or is told where and why not."""
# ruff: noqa: RUF001 - the sentences say where with the sign that the program uses

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from server import places
from server.meeting.agenda import Access, Link, Purpose
from server.meeting.convened import MeetingConvened
from server.meeting.event import read_event, write_event
from server.meeting.people import Capacity
from server.meeting.profile import (
    Arrival,
    HybridRule,
    LimitRule,
    MotionRule,
    Paragraph,
    PrivateRule,
    QuorumRule,
    Requires,
    SpeakingKind,
    SpeakingRule,
    SubstituteRule,
    VotingRule,
)
from server.meeting.quorum import quorum
from server.meeting_file import (
    MeetingFileError,
    load_meeting_file,
    load_profiles,
    read_meeting_file,
    read_profile,
)
from server.meeting_file.form import WrittenItem, WrittenLink, WrittenMeeting, WrittenPerson
from server.meeting_file.lines import Lines
from server.words import Said
from tests import seed_note
from tests.convened import folded

PROFILES = load_profiles(places.config() / "profiles")
EXAMPLE = (places.config() / "example_meeting.toml").read_text(encoding="utf-8")

SMALL = """\
body = "Parks Committee"
starts_at = 2027-05-12T19:30:00
place = "Town Hall"
profile = "english_parish"

[[people]]
name = "Cllr Ann Archer"

[[people]]
name = "Cllr Bob Brook OBE"

[[people]]
name = "Cllr Cat Clay"

[[items]]
title = "Apologies"

[[items]]
title = "The pond"
purpose = "decision"

[[items.items]]
title = "Ducks"
"""


def read(text: str) -> MeetingConvened:
    return read_meeting_file(text, PROFILES)


def changed(old: str, new: str) -> str:
    assert SMALL.count(old) == 1
    return SMALL.replace(old, new)


def told(text: str) -> list[str]:
    with pytest.raises(MeetingFileError) as error:
        read(text)
    assert str(error.value) == str(error.value.faults[0])
    return [str(fault) for fault in error.value.faults]


# What a file gives


def test_a_small_file_is_enough() -> None:
    convened = read(SMALL)
    assert convened.key == "parks-committee-2027-05-12"
    assert (convened.name, convened.council) == ("Parks Committee", "")
    assert [person.id for person in convened.people] == ["archer", "brook", "clay"]


def test_items_without_numbers_are_counted() -> None:
    numbers = [(item.number, item.parent) for item in read(SMALL).items]
    assert numbers == [("1", ""), ("2", ""), ("2.1", "2")]


def test_an_item_keeps_the_number_that_it_is_given() -> None:
    text = changed('title = "The pond"', 'number = "7A"\ntitle = "The pond"')
    assert [item.number for item in read(text).items] == ["1", "7A", "7A.1"]


def test_a_time_without_offset_is_the_clock_on_the_wall() -> None:
    assert read(SMALL).starts_at.astimezone(UTC) == datetime(2027, 5, 12, 18, 30, tzinfo=UTC)


def test_a_time_with_an_offset_is_that_moment() -> None:
    text = changed("2027-05-12T19:30:00", '"2027-05-12 23:30+00:00"')
    convened = read(text)
    assert convened.starts_at == datetime(2027, 5, 12, 23, 30, tzinfo=UTC)
    assert convened.key == "parks-committee-2027-05-13"


def test_the_second_of_one_surname_is_called_by_the_whole_name() -> None:
    text = changed("Cllr Cat Clay", "Cllr Ann-Marie Ârcher")
    assert [p.id for p in read(text).people] == ["archer", "brook", "cllr-ann-marie-archer"]


def test_an_id_that_is_stated_is_nobody_elses() -> None:
    text = changed('name = "Cllr Cat Clay"', 'name = "Cllr Cat Clay"\nid = "archer"')
    assert [p.id for p in read(text).people] == ["cllr-ann-archer", "brook", "archer"]


def test_nobody_is_called_like_an_office() -> None:
    text = changed("Cllr Cat Clay", "Cllr Cat Clerk").replace("Cllr Ann Archer", "李")
    assert [p.id for p in read(text).people] == ["person-1", "brook", "cllr-cat-clerk"]


def test_of_three_with_one_name_the_third_is_called_by_their_place() -> None:
    text = SMALL.replace("Bob Brook OBE", "Ann Archer").replace("Cat Clay", "Ann Archer")
    assert [p.id for p in read(text).people] == ["archer", "cllr-ann-archer", "person-3"]
    text = text.replace('"Cllr Ann Archer"', '"Cllr Ann Archer"\nid = "person-3"', 1)
    assert [p.id for p in read(text).people] == ["person-3", "archer", "cllr-ann-archer"]


def test_a_profile_is_whole_and_the_meetings_own_rules_are_in_it() -> None:
    over = '[overrides]\nchair_title = "Mayor"\n[overrides.quorum]\nminimum = 2\n[[people]]'
    profile = read(SMALL.replace("[[people]]", over, 1)).profile
    assert (profile.chair_title, profile.quorum.minimum) == ("Mayor", 2)
    assert profile.quorum.denominator == 3


def test_a_fraction_replaces_a_fixed_quorum_of_the_profile() -> None:
    fixed = 'name = "Fixed"\n[quorum]\nfixed = 3\n'
    over = "[overrides.quorum]\nnumerator = 2\ndenominator = 3\nminimum = 0\n[[people]]"
    text = changed("english_parish", "fixed").replace("[[people]]", over, 1)
    assert read_meeting_file(text, {"fixed": fixed}).profile.quorum.needed(9) == 6


def test_the_tables_of_rules_are_merged_field_by_field() -> None:
    over = (
        "[overrides]\nvoting.casting_vote = false\nmotions.seconder = false\nlimit.minutes = 180\n"
        "hybrid.wait = 5\n[overrides.substitutes]\nallowed = true\nnotice = 120\n"
        'arrival = "handover"\n[[people]]'
    )
    profile = read(SMALL.replace("[[people]]", over, 1)).profile
    parish = read(SMALL).profile
    assert profile.voting == replace(parish.voting, casting_vote=False)
    assert profile.motions == replace(parish.motions, seconder=False)
    assert profile.limit == replace(parish.limit, minutes=180)
    assert profile.hybrid == replace(parish.hybrid, wait=5)
    assert profile.substitutes == replace(
        parish.substitutes, allowed=True, notice=120, arrival=Arrival.HANDOVER
    )


def test_vacant_seats_are_counted_in() -> None:
    convened = read(changed('place = "Town Hall"', 'place = "Town Hall"\nvacancies = 2'))
    assert quorum(folded(convened)).membership == 5


def test_a_file_can_make_a_rehearsal_and_does_not_unless_it_says_so() -> None:
    assert not read(SMALL).rehearsal
    assert read(changed('place = "Town Hall"', 'place = "Town Hall"\nrehearsal = true')).rehearsal


def test_seats_of_members_disqualified_are_vacant_seats() -> None:
    text = changed('place = "Town Hall"', 'place = "Town Hall"\nvacancies = 6\ndisqualified = 6')
    assert quorum(folded(read(text))).needed == 3
    assert told(text.replace("vacancies = 6", "vacancies = 4")) == [
        "Line 5, disqualified: 6 of 4 vacant seats cannot be: count them in there."
    ]


def test_a_quorum_that_vacancies_put_out_of_reach_is_told() -> None:
    text = changed('place = "Town Hall"', 'place = "Town Hall"\nvacancies = 9')
    assert told(text) == ["Line 5, profile: the quorum is 4, but only 3 members count to it."]


def test_a_list_of_the_profile_is_replaced_whole() -> None:
    over = '[[overrides.phrases]]\noutcome = "noted"\ntext = "Noted by the {body}."\n[[people]]'
    phrases = read(SMALL.replace("[[people]]", over, 1)).profile.phrases
    assert [phrase.text for phrase in phrases] == ["Noted by the {body}."]


def test_a_meeting_of_a_file_survives_the_journal() -> None:
    convened = read(EXAMPLE)
    assert read_event("MeetingConvened", write_event(convened)) == convened


def test_windows_line_ends_and_marks_change_nothing() -> None:
    assert read("\ufeff" + SMALL.replace("\n", "\r\n")) == read(SMALL)


def test_what_cannot_be_printed_is_left_out() -> None:
    assert read(changed("The pond", "The\\u0000 pond\\u200b ")).items[1].title == "The pond"


# The files that come with the program


def test_the_example_shows_every_kind_of_field() -> None:
    convened = read(EXAMPLE)
    numbers = [item.number for item in convened.items]
    assert numbers == ["1", "2", "3", "3.1", "3.2", "3.3", "4", "5", "6"]
    assert convened.items[1].minutes_of == date(2027, 4, 14)
    assert convened.join == Link(
        "Join as a member or officer", "https://video.example/little-oakham"
    )
    assert convened.people[-1].capacity is Capacity.GUEST
    assert convened.people[-1].items == ("4",)
    assert [item.number for item in convened.items if item.budget] == ["3.3"]
    substitutes = [p.id for p in convened.people if p.capacity is Capacity.SUBSTITUTE]
    assert (substitutes, convened.profile.substitutes.allowed) == (["pryce"], True)
    assert (convened.vacancies, quorum(folded(convened)).membership) == (1, 6)
    assert [paper.exempt for paper in convened.items[4].papers] == [False, True]
    closed = [item for item in convened.items if item.closed]
    assert [(i.number, i.access, i.private_title) for i in closed] == [
        ("6", Access.EXEMPT, "Hours and pay of the groundsman")
    ]


def test_the_example_says_what_every_field_of_the_rules_means() -> None:
    rules = (QuorumRule, VotingRule, MotionRule, SubstituteRule, HybridRule, LimitRule)
    private = (PrivateRule, Paragraph, SpeakingRule, SpeakingKind)
    written = (WrittenMeeting, WrittenPerson, WrittenItem, WrittenLink)
    fields = {field for each in (*rules, *private, *written) for field in each.__struct_fields__}
    assert [field for field in sorted(fields) if field not in EXAMPLE] == []


@pytest.mark.parametrize("name", sorted(PROFILES))
def test_every_rule_of_a_profile_has_its_source(name: str) -> None:
    profile = read_profile(name, PROFILES[name])
    voting = profile.voting
    required = [
        profile.source,
        profile.quorum.source,
        profile.remote_source,
        profile.presiding_source,
        profile.motions.source,
        profile.substitutes.source,
        profile.hybrid.source,
        profile.limit.source,
        voting.majority_source,
        voting.casting_source,
        *(kind.source for kind in profile.interest_kinds),
    ]
    if_so = [
        (voting.named_on_demand, voting.named_source),
        (voting.budget_named, voting.budget_source),
        (voting.own_vote, voting.own_vote_source),
        (voting.present_throughout, voting.throughout_source),
        (voting.appointments_by_lot, voting.appointments_source),
        (profile.motions.suspension_half, profile.motions.suspension_source),
        (profile.private.wording, profile.private.section),
        (profile.private.paragraphs, profile.private.schedule),
    ]
    assert all(required)
    assert all(source for rule, source in if_so if rule)
    assert profile.interest_kinds
    assert profile.phrases


@pytest.mark.parametrize(
    ("name", "membership", "needed"),
    [
        ("english_principal_council", 43, 11),
        ("welsh_principal_council", 60, 15),
        ("english_parish", 7, 3),
        ("english_parish", 15, 5),
        ("english_parish", 16, 6),
        ("board", 22, 6),
        ("english_planning_committee", 11, 4),
        ("english_planning_committee", 7, 3),
    ],
)
def test_the_quorum_is_rounded_up(name: str, membership: int, needed: int) -> None:
    assert read_profile(name, PROFILES[name]).quorum.needed(membership) == needed


def test_remote_members_count_on_boards_and_in_every_nation_but_england() -> None:
    counting = {name for name in PROFILES if read_profile(name, PROFILES[name]).remote_counts}
    assert counting == {
        "board",
        "northern_irish_council",
        "scottish_council",
        "welsh_committee",
        "welsh_principal_council",
    }


COUNCILS = [
    "english_parish",
    "english_principal_council",
    "scottish_council",
    "welsh_principal_council",
]


@pytest.mark.parametrize("name", COUNCILS)
def test_arrears_of_council_tax_bar_from_the_vote_on_the_budget_alone(name: str) -> None:
    kind = read_profile(name, PROFILES[name]).interest_kind("arrears")
    assert kind is not None
    assert (kind.requires, kind.budget_only) == (Requires.NO_VOTE, True)


def test_names_are_minuted_after_votes_on_the_budget_of_principal_councils_in_england() -> None:
    named = {name for name in PROFILES if read_profile(name, PROFILES[name]).voting.budget_named}
    assert named == {"english_principal_council"}


def test_one_parish_councillor_can_have_the_vote_recorded_and_nobody_on_a_board() -> None:
    asked = {n: read_profile(n, PROFILES[n]).voting.named_on_demand for n in PROFILES}
    assert (asked["english_parish"], asked["board"]) == (1, 0)


def test_a_planning_committee_has_substitutes_and_votes_only_of_those_who_heard_it_all() -> None:
    profile = read_profile("planning", PROFILES["english_planning_committee"])
    rule = profile.substitutes
    assert (rule.allowed, rule.notice, rule.same_group) == (True, 24 * 60, True)
    assert rule.arrival is Arrival.FIRST_HOLDS
    assert profile.voting.present_throughout
    full_councils = [read_profile(n, PROFILES[n]) for n in COUNCILS]
    assert not any(each.substitutes.allowed for each in full_councils)


def test_a_pecuniary_interest_takes_a_member_out_of_the_room() -> None:
    for name in (name for name in PROFILES if name.startswith("english")):
        kind = read_profile(name, PROFILES[name]).interest_kind("disclosable_pecuniary")
        assert kind is not None
        assert kind.requires is Requires.LEAVE


@pytest.fixture(scope="module")
def board_meeting() -> MeetingConvened:
    folder = places.config()
    return load_meeting_file(folder / "demonstration/meeting.toml", folder / "profiles")


def test_the_demonstration_has_the_membership_of_the_note(board_meeting: MeetingConvened) -> None:
    members = [(p.role, p.name, p.authority) for p in board_meeting.people if p.member]
    assert members == [*seed_note.PRESENT, *seed_note.APOLOGIES]
    observers = [p.name for p in board_meeting.people if p.member and not p.votes]
    assert observers == ["Mr Richard Priestman", "Mr Philip Sellwood CBE"]


def test_the_demonstration_has_the_guests_and_officers_of_the_note(
    board_meeting: MeetingConvened,
) -> None:
    people = board_meeting.people
    guests = [(p.name, p.items, p.authority) for p in people if p.capacity is Capacity.GUEST]
    officers = {p.name: p.position for p in people if p.capacity is Capacity.OFFICER}
    assert guests == [(g.name, (g.item,), g.authority) for g in seed_note.IN_ATTENDANCE]
    assert officers == seed_note.OFFICERS


def test_the_demonstration_has_the_agenda_of_the_note(board_meeting: MeetingConvened) -> None:
    titles = {item.number: item.title for item in board_meeting.items if not item.parent}
    under = [(i.number, i.minutes) for i in board_meeting.items if i.parent == "6"]
    assert titles == seed_note.ITEMS
    assert under == [("6.1", 5), ("6.2", 5), ("6.3", 10)]
    assert board_meeting.items[5].purpose is Purpose.INFORMATION


def test_the_demonstration_has_the_presenters_of_the_note(board_meeting: MeetingConvened) -> None:
    meeting = folded(board_meeting)
    presenters = {
        item.number: tuple(meeting.name_of(id) for id in item.presenters)
        for item in meeting.items
        if item.presenters and item.number != "6.3"
    }
    assert presenters == seed_note.PRESENTERS
    assert quorum(meeting).needed == 6


# What a file is told


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            '"decision"',
            '"inform"',
            "Line 20, items 2 › purpose: “inform” is not one of information, discussion, decision.",
        ),
        (
            "purpose =",
            "pupose =",
            "Line 20, items 2 › pupose: there is no field “pupose”. Is “purpose” meant?",
        ),
        (
            'title = "Ducks"',
            "minutes = 10",
            "Line 22, items 2 › items 1: “title” is missing.",
        ),
        ('place = "Town Hall"\n', "", "Line 1: “place” is missing."),
        (
            'title = "Ducks"',
            'title = "Ducks"\nnumber = 1',
            "Line 22, items 2 › items 1: two items have the number 1.",
        ),
        (
            'title = "Ducks"',
            'title = "Ducks"\nnumber = 6.1',
            "Line 24, items 2 › items 1 › number: “6.1” must be text in quotation marks.",
        ),
        (
            'title = "Ducks"',
            'title = "Ducks"\nminutes_of = 2027-05-12',
            "Line 24, items 2 › items 1 › minutes_of: 2027-05-12 is not before the day of this "
            "meeting.",
        ),
        (
            'title = "Ducks"',
            'title = "Ducks"\nminutes_of = "2027-02-30"',
            "Line 24, items 2 › items 1 › minutes_of: “2027-02-30” must be a date such as "
            "2020-07-14.",
        ),
        (
            'title = "Ducks"',
            'title = "Ducks"\npapers = [{ title = "Plan", url = "javascript:1" }]',
            "Line 24, items 2 › items 1 › papers 1 › url: “javascript:1” must be an address that "
            "begins with https:// or http://.",
        ),
        (
            'title = "Ducks"',
            "title = '''Ducks\nand geese'''",
            "Line 23, items 2 › items 1 › title: this must stand on one line.",
        ),
        ('title = "Ducks"', 'title = " "', "Line 23, items 2 › items 1 › title: this is empty."),
        (
            '"Cllr Cat Clay"',
            '"Cllr Cat Clay"\nitems = [1, 9]',
            "Line 14, people 3 › items: there is no item 9 on this agenda.",
        ),
        (
            '"Cllr Cat Clay"',
            '"Cllr Cat Clay"\nvotes = "no"',
            "Line 14, people 3 › votes: “no” must be true or false.",
        ),
        (
            '"Cllr Cat Clay"',
            '"Cllr Cat Clay"\nid = "Cat Clay"',
            "Line 14, people 3 › id: “Cat Clay” must be made of small letters a to z, digits and "
            "single hyphens.",
        ),
        (
            '"Cllr Cat Clay"',
            '"Cllr Cat Clay"\nid = "chair"',
            "Line 14, people 3 › id: “chair” is the name of an office and cannot be a person’s id.",
        ),
        (
            "english_parish",
            "parish",
            "Line 4, profile: there is no profile “parish”. There are "
            f"{', '.join(sorted(PROFILES))}.",
        ),
        (
            "2027-05-12T19:30:00",
            "2027-05-12",
            "Line 2, starts_at: “2027-05-12” must be a date and a time such as "
            "2020-07-14T13:00:00.",
        ),
        (
            "2027-05-12T19:30:00",
            '"next Tuesday"',
            "Line 2, starts_at: “next Tuesday” must be a date and a time such as "
            "2020-07-14T13:00:00.",
        ),
        (
            "2027-05-12T19:30:00",
            "2027-05-12T19:30 # sharp",
            "Line 2: a time needs seconds here, such as 13:00:00.",
        ),
        (
            "2027-05-12T19:30:00",
            "tomorrow",
            'Line 2: words stand in quotation marks, such as "Council Chamber".',
        ),
    ],
)
def test_a_fault_is_told_with_its_line_and_field(old: str, new: str, fault: str) -> None:
    assert told(changed(old, new)) == [fault]


@pytest.mark.parametrize(
    ("over", "fault"),
    [
        ('timezone = "Europe"', "timezone: “Europe” is no time zone, such as Europe/London."),
        ('timezone = "../etc"', "timezone: “../etc” is no time zone, such as Europe/London."),
        ('languages = ["en", "fr"]', "languages 2: “fr” is not one of en, cy."),
        ("languages = []", "languages: there must be at least one language."),
        ("quorum.denominator = 0", "quorum: 1 in 0 is no part of a membership: write 1 in 4."),
        ("quorum.numerator = 4", "quorum: 4 in 3 is no part of a membership: write 1 in 4."),
        ("quorum.fixed = -1", "quorum › fixed: -1 is not between 0 and 1,000,000."),
        ("quorum.fixed = 4", "quorum: the quorum is 4, but only 3 members count to it."),
        ("quorum = 3", "quorum: “3” must be a table of fields."),
        ('quorum.numerator = "x"', "quorum › numerator: “x” must be a whole number."),
        (
            'phrases = [{ outcome = "noted", text = "{" }]',
            "phrases 1 › text: only these can be filled in: {body}, {recommendation}.",
        ),
        (
            'interest_kinds = [{ key = "a", name = "A", requires = "stay" }, '
            '{ key = "a", name = "B", requires = "leave" }]',
            "interest_kinds 2 › key: there are two kinds called “a”.",
        ),
        (
            'phrases = [{ outcome = "noted", text = "{who} noted it" }]',
            "phrases 1 › text: only these can be filled in: {body}, {recommendation}.",
        ),
        (
            'gavel = "Oak"',
            "gavel: there is no field “gavel”. There are name, nation, source, quorum, "
            "remote_counts, remote_source, chair_title, document, house_style, timezone, "
            "languages, interest_kinds, phrases, presiding_source, presiding_by_law, voting, "
            "motions, substitutes, hybrid, limit, private, speaking, publication, "
            "dispensation_source, signing_source, by_law.",
        ),
        (
            "substitutes.notice = -1",
            "substitutes › notice: -1 is not between 0 and 1,000,000.",
        ),
        (
            "substitutes.notice = 50_000",
            "substitutes › notice: 50,000 minutes are too many: at most 43,200 are allowed.",
        ),
        ("limit.minutes = -1", "limit › minutes: -1 is not between 0 and 1,000,000."),
        (
            "limit.minutes = 1_441",
            "limit › minutes: 1,441 minutes are too many: at most 1,440 are allowed.",
        ),
        ("limit.extension = -30", "limit › extension: -30 is not between 0 and 1,000,000."),
        (
            "hybrid.wait = 2_000",
            "hybrid › wait: 2,000 minutes are too many: at most 1,440 are allowed.",
        ),
        ("voting = 3", "voting: “3” must be a table of fields."),
        (
            'voting.majority = "half"',
            "voting › majority: “half” is not one of simple, two_thirds, four_fifths, whole.",
        ),
        (
            "voting.named_on_demand = 4",
            "voting › named_on_demand: 4 members can demand a named vote, but only 3 have a vote.",
        ),
        (
            'substitutes.arrival = "last"',
            "substitutes › arrival: “last” is not one of first_holds, handover.",
        ),
        (
            "motions.secoder = true",
            "motions › secoder: there is no field “secoder”. Is “seconder” meant?",
        ),
    ],
)
def test_a_rule_that_cannot_be_is_told_where_it_is_overridden(over: str, fault: str) -> None:
    text = SMALL.replace("[[people]]", f"[overrides]\n{over}\n\n[[people]]", 1)
    assert told(text) == [f"Line 7, overrides › {fault}"]


def test_all_faults_are_told_in_the_order_of_their_lines() -> None:
    text = changed("purpose =", "pupose =").replace('"The pond"', "7.5").replace("Ducks", "")
    faults = told(text.replace('"Town Hall"', "7.5"))
    assert [fault.split(":")[0] for fault in faults] == [
        "Line 3, place",
        "Line 19, items 2 › title",
        "Line 20, items 2 › pupose",
        "Line 23, items 2 › items 1 › title",
    ]


def test_two_people_cannot_have_one_id() -> None:
    text = changed("Cllr Ann Archer", 'Ann"\nid = "ann').replace("Cllr Cat Clay", 'A"\nid = "ann')
    assert told(text) == ["Line 13, people 3: two people have the id “ann”."]


def test_a_meeting_needs_members_and_items() -> None:
    text = SMALL[: SMALL.index("[[people]]")] + "people = []\nitems = []\n"
    faults = told(text)
    assert "Line 6, people: there must be at least one member." in faults
    assert "Line 7, items: there must be at least one item." in faults


def test_a_body_of_guests_is_no_body() -> None:
    text = SMALL.replace('name = "Cllr', 'capacity = "guest"\nname = "Cllr')
    assert "Line 6, people: there must be at least one member." in told(text)


def test_a_substitute_is_of_use_only_where_the_rules_allow_substitutes() -> None:
    text = SMALL + '[[people]]\nname = "Cllr Dee Dale"\ncapacity = "substitute"\n'
    assert told(text) == [
        "Line 26, people 4 › capacity: the rules of Parks Committee do not allow substitutes."
    ]
    allowed = "[overrides.substitutes]\nallowed = true\n[[people]]"
    convened = read(text.replace("[[people]]", allowed, 1))
    assert convened.people[-1].capacity is Capacity.SUBSTITUTE
    assert not convened.people[-1].member


def test_a_named_vote_by_the_profile_that_too_few_can_demand_is_told() -> None:
    assert told(changed("english_parish", "english_principal_council")) == [
        "Line 4, profile: 10 members can demand a named vote, but only 3 have a vote."
    ]


def test_a_member_may_vote_on_some_items_alone() -> None:
    text = changed('name = "Cllr Cat Clay"', 'name = "Cllr Cat Clay"\nvotes_on = [2]')
    assert read(text).people[2].votes_on == ("2",)


def test_an_item_under_which_alone_somebody_votes_must_be_on_the_agenda() -> None:
    text = changed('name = "Cllr Cat Clay"', 'name = "Cllr Cat Clay"\nvotes_on = [2, 7]')
    assert told(text) == ["Line 14, people 3 › votes_on: there is no item 7 on this agenda."]


def test_a_quorum_of_the_profile_that_cannot_be_reached_is_told() -> None:
    text = SMALL.replace('[[people]]\nname = "Cllr Ann Archer"\n', "")
    assert told(text) == [
        "Line 4, profile: the quorum is 3, but only 2 members count to it.",
    ]


def test_a_faulty_profile_is_told_with_its_own_line() -> None:
    with pytest.raises(MeetingFileError) as error:
        read_meeting_file(changed("english_parish", "odd"), {"odd": 'name = "Odd"\nnation = 3.5\n'})
    assert str(error.value) == (
        "Line 4, profile: In the profile “odd”: Line 2, nation: “3.5” must be text in quotation "
        "marks."
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("body = “Parks”", "Line 1: words stand in straight quotation marks"),
        ("people = [\n", "Line 1: “people = [” is no TOML"),
        ('body = "Parks\nplace = 1', "Line 1: a quotation mark is missing."),
        ("a = " + "[" * 5_000, "This file is no TOML"),
        ("a." * 1_200 + "a = 1", "Line 1: names within names are allowed 20 deep at most."),
        ("\n[" + "a." * 20_000 + "a]", "Line 2: names within names are allowed 20 deep at most."),
        (
            "a = " + "{ a = " * 30 + "1" + " }" * 30,
            "In this file names stand within names more than 20 deep.",
        ),
        ("a = " + "9" * 5_000, "This file is no TOML"),
        ("# " + "a" * 500_000, "The file is 500,002 characters long; at most 500,000 are allowed."),
        ("place = 0x" + "f" * 6_000, "Line 1, place: “0xfff"),
    ],
)
def test_a_text_that_is_no_meeting_file_is_told_so(text: str, sentence: str) -> None:
    assert any(fault.startswith(sentence) for fault in told(text))


def test_too_much_is_told_with_the_bound() -> None:
    many = SMALL + '[[items]]\ntitle = "One more"\n' * 400
    assert told(many) == ["Line 15, items: there are 402 of them; at most 400 are allowed."]
    long = changed("The pond", "x" * 501)
    assert told(long) == [
        "Line 19, items 2 › title: this is 501 characters long; at most 500 are allowed."
    ]


def test_a_file_that_is_not_there_or_not_utf8_is_told(tmp_path: Path) -> None:
    (tmp_path / "latin.toml").write_bytes('body = "Caf\xe9"'.encode("latin-1"))
    for name, end in (("none.toml", "No such file or directory."), ("latin.toml", "encoding.")):
        with pytest.raises(MeetingFileError) as error:
            load_meeting_file(tmp_path / name, places.config() / "profiles")
        assert str(error.value).startswith(name)
        assert str(error.value).endswith(end)


# Any text at all

FRAGMENTS = [
    *SMALL.split("\n"),
    "[overrides]",
    "[[overrides.phrases]]",
    "[overrides.quorum]",
    "[items.items]",
    "[people]",
    '"""',
    "'''",
    "x = {a = [1, {b = '''\n]'''}]}",
    "key = ''",
    "body = [[]]",
    "starts_at = 23:59:00",
    "starts_at = '9999-12-31T23:59:59-12:00'",
    "quorum = {fixed = -9}",
    "denominator = nan",
    "votes = 1e300",
    "minutes = 99999999999999999999",
    'timezone = "\\u0001"',
    'url = "http://"',
    "[join]",
    'access = "exempt"',
    "paragraphs = [3, 3]",
    'private_title = "Rent"',
    "[overrides.private]",
    'wording = "{items} {"',
    "[[overrides.private.paragraphs]]",
    "number = 3",
    'number = " 3"',
    'text = "Rent"',
]


def has_an_answer(text: str) -> None:
    convened, faults = tried(text)
    if convened is None:
        assert faults
        assert all(str(fault).strip() for fault in faults)
    else:
        assert folded(read_event("MeetingConvened", write_event(convened))).date.year >= 1969


def tried(text: str) -> tuple[MeetingConvened | None, tuple[Said, ...]]:
    try:
        return read(text), ()
    except MeetingFileError as error:
        return None, error.faults


@given(st.text())
def test_any_text_is_a_meeting_or_has_a_sentence(text: str) -> None:
    has_an_answer(text)


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=30).map("\n".join))
def test_any_mixture_of_lines_is_a_meeting_or_has_a_sentence(text: str) -> None:
    has_an_answer(text)


@given(
    st.integers(0, len(EXAMPLE)),
    st.integers(0, 30),
    st.text(max_size=10) | st.sampled_from(FRAGMENTS),
)
def test_a_slip_of_the_pen_is_a_meeting_or_has_a_sentence(at: int, out: int, put: str) -> None:
    has_an_answer(EXAMPLE[:at] + put + EXAMPLE[at + out :])


# Lines


def test_a_line_is_found_however_the_toml_is_written() -> None:
    lines = Lines(
        '# [[a]]\na = """\n[[a]]\n""" # ]\n"b c" . d = [ # [\n  { e = "]" },\n]\n\n'
        "[[t]] # one\nk = '''x\n'''''\n[t.in]\nk = 2\n[[t]]\n[[t.s]]\n[[t.s]]\nk.l = 3\n"
    )
    places = {
        ("a",): 2,
        ("b c", "d"): 5,
        ("b c", "d", 0, "e"): 5,
        ("t",): 9,
        ("t", 1, "s"): 15,
        ("t", 0): 9,
        ("t", 0, "k"): 10,
        ("t", 0, "in", "k"): 13,
        ("t", 1): 14,
        ("t", 1, "s", 0): 15,
        ("t", 1, "s", 1, "k", "l"): 17,
        ("t", 1, "s", 1, "m"): 16,
        ("nowhere",): 1,
    }
    assert {path: lines.of(path) for path in places} == places


def test_items_stand_on_rising_lines() -> None:
    lines = Lines(EXAMPLE)
    found = [lines.of(("items", n)) for n in range(5)]
    assert all(a < b for a, b in pairwise(found))
    assert all(EXAMPLE.split("\n")[line - 1] == "[[items]]" for line in found)
