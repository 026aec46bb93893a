"""What profiles and meeting files say of private business, and what they are told about it."""
# ruff: noqa: RUF001 - the sentences say where with the sign that the program uses

from __future__ import annotations

import pytest

from server import places
from server.meeting.agenda import Access
from server.meeting.convened import MeetingConvened
from server.meeting.refused import Refused
from server.meeting.resolution import resolution
from server.meeting_file import (
    MeetingFileError,
    load_profiles,
    read_meeting_file,
    read_profile,
)
from tests.convened import folded

PROFILES = load_profiles(places.config() / "profiles")
RULES = {name: read_profile(name, text).private for name, text in PROFILES.items()}
SCHEDULED = ["english_planning_committee", "english_principal_council", "welsh_principal_council"]

AGENDA = """\
body = "Parks Committee"
starts_at = 2027-05-12T19:30:00
place = "Town Hall"
profile = "english_principal_council"

[overrides]
voting.named_on_demand = 1

[[people]]
name = "Cllr Ann Archer"

[[people]]
name = "Cllr Bob Brook"

[[items]]
title = "Café lease"
access = "exempt"
paragraphs = [3]
private_title = "Rent asked of Brown Ltd"

[[items.items]]
title = "Brown Ltd’s offer"
summary = "Brown Ltd offers £9,000."

[[items]]
title = "The pond"
papers = [
  { title = "Plan", url = "https://council.example/plan.pdf" },
  { title = "Tenders", url = "https://council.example/tenders.pdf", exempt = true },
]
"""


def read(text: str) -> MeetingConvened:
    return read_meeting_file(text, PROFILES)


def changed(old: str, new: str) -> str:
    assert AGENDA.count(old) == 1
    return AGENDA.replace(old, new)


def told(text: str) -> list[str]:
    with pytest.raises(MeetingFileError) as error:
        read(text)
    return [str(fault) for fault in error.value.faults]


def of_profile(name: str) -> str:
    paragraphs = RULES[name].paragraphs
    number = f"paragraphs = [{paragraphs[0].number}]" if paragraphs else ""
    return changed("english_principal_council", name).replace("paragraphs = [3]", number)


# The nations


def test_each_nation_numbers_its_own_paragraphs_of_exempt_information() -> None:
    numbers = {name: [p.number for p in rule.paragraphs] for name, rule in RULES.items()}
    england, wales = list("1234567"), ["12", "13", "14", "15", "16", "17", "18"]
    scotland = [str(number) for number in range(1, 16)]  # Northern Ireland numbers as England does
    assert numbers == {
        "board": [],
        "english_committee": england,
        "english_executive": england,
        "english_licensing": [],
        "english_parish": [],
        "english_planning_committee": england,
        "english_principal_council": england,
        "northern_irish_council": england,
        "scottish_council": scotland,
        "welsh_committee": wales,
        "welsh_principal_council": wales,
    }


def test_the_paragraphs_of_wales_are_those_of_england_but_for_the_first() -> None:
    england = [p.text for p in RULES["english_principal_council"].paragraphs]
    wales = [p.text for p in RULES["welsh_principal_council"].paragraphs]
    assert england[0] == "Information relating to any individual"
    assert wales[0] == "Information relating to a particular individual"
    assert wales[1:] == england[1:]


def test_a_planning_committee_excludes_the_public_as_its_council_does() -> None:
    assert RULES["english_planning_committee"] == RULES["english_principal_council"]


@pytest.mark.parametrize("name", SCHEDULED)
def test_a_principal_council_tests_the_public_interest_and_summarises(name: str) -> None:
    rules = RULES[name]
    assert rules.public_interest
    assert rules.confidential == "Local Government Act 1972 s.100A(2) and (3)"
    assert rules.summary.startswith("Local Government Act 1972 s.100C(2)")
    assert rules.own_rules == ""


def test_a_parish_council_has_one_way_alone_and_must_say_why() -> None:
    rules = RULES["english_parish"]
    assert rules.section == "Public Bodies (Admission to Meetings) Act 1960 s.1(2)"
    assert "{reason}" in rules.wording
    assert (rules.schedule, rules.confidential, rules.own_rules, rules.summary) == ("",) * 4
    assert not rules.public_interest


def test_a_board_goes_into_private_by_its_own_rules_without_a_resolution() -> None:
    rules = RULES["board"]
    assert (rules.wording, rules.section, rules.confidential) == ("", "", "")
    assert rules.own_rules == "The body’s own terms of reference"


# The resolution


def test_the_resolution_in_england_names_the_items_and_describes_the_information() -> None:
    text, numbers = resolution(folded(read(AGENDA)), ["1"], "3, 5", "", public_interest=True)
    assert numbers == ("3", "5")
    assert text == (
        "That under section 100A(4) of the Local Government Act 1972 the press and public be "
        "excluded from the meeting for item 1 (Café lease) on the grounds that this business "
        "involves the likely disclosure of exempt information as defined in paragraphs 3 "
        "(information relating to the financial or business affairs of any particular person "
        "(including the authority holding that information)) and 5 (information in respect of "
        "which a claim to legal professional privilege could be maintained in legal proceedings) "
        "of Part 1 of Schedule 12A to the Act, and that the public interest in maintaining the "
        "exemption outweighs the public interest in disclosing the information."
    )


def test_the_resolution_in_wales_names_the_part_of_wales() -> None:
    meeting = folded(read(of_profile("welsh_principal_council")))
    text, _ = resolution(meeting, ["1", "2"], "18", "", public_interest=True)
    assert "for items 1 (Café lease) and 2 (The pond) on the grounds" in text
    assert "in paragraph 18 (information relating to any action taken" in text
    assert "of Part 4 of Schedule 12A to the Act, and that, where the public interest test" in text
    with pytest.raises(Refused, match="Part 4 of Schedule 12A to the Local Government Act 1972 "):
        resolution(meeting, ["1"], "3", "", public_interest=True)


def test_the_resolution_of_a_parish_states_the_reason() -> None:
    meeting = folded(read(small_parish()))
    text, numbers = resolution(meeting, ["1"], "", "tenders are open.", public_interest=False)
    assert numbers == ()
    assert text == (
        "That under section 1(2) of the Public Bodies (Admission to Meetings) Act 1960 the press "
        "and public be excluded from the meeting for item 1 (Café lease), as publicity would be "
        "prejudicial to the public interest by reason of the confidential nature of the business "
        "or for the special reason stated here: tenders are open."
    )
    with pytest.raises(Refused, match="must state the reason"):
        resolution(meeting, ["1"], "", "", public_interest=False)


def small_parish() -> str:
    third = '[[people]]\nname = "Cllr Cat Clay"\n\n[[items]]'
    return of_profile("english_parish").replace("[[items]]", third, 1)


# The agenda


def test_what_stands_under_a_closed_item_is_closed_too() -> None:
    items = {item.number: item.access for item in read(AGENDA).items}
    assert items == {"1": Access.EXEMPT, "1.1": Access.EXEMPT, "2": Access.OPEN}


def test_an_item_that_is_confidential_is_so_though_it_stands_under_an_exempt_one() -> None:
    text = changed("summary =", 'access = "confidential"\nsummary =')
    assert [item.access for item in read(text).items][1] is Access.CONFIDENTIAL


def test_an_exempt_appendix_leaves_its_item_open() -> None:
    pond = read(AGENDA).items[2]
    assert not pond.closed
    assert [paper.title for paper in pond.outside().papers] == ["Plan"]


def test_those_outside_read_of_closed_items_their_titles_and_their_ground_alone() -> None:
    outside = [item.outside() for item in read(AGENDA).items if item.closed]
    assert [(item.title, item.paragraphs) for item in outside] == [
        ("Café lease", ("3",)),
        ("Brown Ltd’s offer", ()),
    ]
    assert not any(item.summary or item.private_title or item.papers for item in outside)


# What a file is told


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            "paragraphs = [3]",
            "paragraphs = [3, 9]",
            "Line 18, items 1 › paragraphs: Part 1 of Schedule 12A to the Local Government Act "
            "1972 has no paragraph 9: it has 1, 2, 3, 4, 5, 6, 7.",
        ),
        (
            'title = "The pond"',
            'title = "The pond"\nprivate_title = "What the pond cost"',
            "Line 27, items 2 › private_title: item 2 is open. Close it with access “exempt” or "
            "“confidential”, or leave this out.",
        ),
        (
            'title = "The pond"',
            'title = "The pond"\nparagraphs = [1]',
            "Line 27, items 2 › paragraphs: item 2 is open. Close it with access “exempt” or "
            "“confidential”, or leave this out.",
        ),
        (
            'title = "The pond"',
            'title = "The pond"\npublic_interest = "It is for the best."',
            "Line 27, items 2 › public_interest: item 2 is open. Close it with access “exempt” or "
            "“confidential”, or leave this out.",
        ),
        (
            'access = "exempt"',
            'access = "secret"',
            "Line 17, items 1 › access: “secret” is not one of open, exempt, confidential.",
        ),
    ],
)
def test_an_agenda_that_the_rules_do_not_fit_is_told_where(old: str, new: str, fault: str) -> None:
    assert told(changed(old, new)) == [fault]


def test_what_is_private_under_a_closed_item_is_not_told_that_its_item_is_open() -> None:
    text = changed("summary =", 'private_title = "Rent"\nparagraphs = [2]\nsummary =')
    assert read(text).items[1].paragraphs == ("2",)


def test_a_parish_agenda_has_no_paragraphs_and_no_confidential_item() -> None:
    faults = told(small_parish().replace('access = "exempt"\n', 'access = "confidential"\n'))
    assert faults == [
        "Line 20, items 1 › access: the rules of Parks Committee close nothing by law alone: "
        "give it access “exempt”, so that it is taken in private if the meeting so resolves."
    ]
    faults = told(small_parish().replace("private_title", "paragraphs = [1]\nprivate_title"))
    assert faults == [
        "Line 22, items 1 › paragraphs: the rules of Parks Committee have no paragraphs of exempt "
        "information."
    ]


def test_a_body_that_cannot_exclude_the_public_has_no_exempt_item() -> None:
    text = of_profile("board").replace("[overrides]\n", '[overrides]\nprivate.own_rules = ""\n')
    assert told(text) == [
        "Line 18, items 1 › access: the rules of Parks Committee do not say how the press and "
        "public are excluded."
    ]


PARAGRAPH = '{ number = "8", text = "Water" }'


@pytest.mark.parametrize(
    ("over", "fault"),
    [
        (
            'private.wording = "That {who} leave for {items}: {paragraphs}."',
            "wording: only these can be filled in: {items}, {paragraphs}, {reason}.",
        ),
        (
            'private.wording = "That all leave for {items: {paragraphs}."',
            "wording: only these can be filled in: {items}, {paragraphs}, {reason}.",
        ),
        (
            'private.wording = "That all leave for {}: {items}, {paragraphs}."',
            "wording: only these can be filled in: {items}, {paragraphs}, {reason}.",
        ),
        (
            'private.wording = "That all leave for {items}."',
            "wording: the resolution must describe the exempt information by its paragraphs: "
            "write {paragraphs} in it.",
        ),
        (
            'private.wording = ""',
            "wording: the resolution must describe the exempt information by its paragraphs: "
            "write {paragraphs} in it.",
        ),
        (
            'private.wording = "That all leave: {paragraphs}."',
            "wording: the resolution must say for which items it is: write {items} in it.",
        ),
        (
            "private.paragraphs = []",
            "wording: there are no paragraphs to fill in: write them, or leave {paragraphs} out.",
        ),
        (
            'private.wording = "That all leave\\nfor {items}: {paragraphs}."',
            "wording: this must stand on one line.",
        ),
        ('private.section = ""', "section: say under which section the resolution is made."),
        ('private.schedule = ""', "schedule: say which schedule has these paragraphs."),
        (
            f"private.paragraphs = [{PARAGRAPH}, {PARAGRAPH}]",
            "paragraphs 2 › number: there are two paragraphs numbered “8”.",
        ),
        (
            f'private.paragraphs = [{PARAGRAPH}, {{ number = 8, text = "Ice" }}]',
            "paragraphs 2 › number: there are two paragraphs numbered “8”.",
        ),
        (
            f'private.paragraphs = [{PARAGRAPH}, {{ number = " 8\\u200b", text = "Ice" }}]',
            "paragraphs 2 › number: there are two paragraphs numbered “8”.",
        ),
        (
            'private.paragraphs = [{ number = "3, 4", text = "Ice" }]',
            "paragraphs 1 › number: “3, 4” is no number of a paragraph, such as 3 or 18A.",
        ),
        (
            'private.paragraphs = [{ number = "3", text = "" }]',
            "paragraphs 1 › text: this is empty.",
        ),
        (
            'private.paragraphs = [{ number = "3" }]',
            "paragraphs 1: “text” is missing.",
        ),
        ("private.paragraphs = 3", "paragraphs: “3” must be a list in square brackets."),
    ],
)
def test_rules_that_no_resolution_could_be_made_by_are_told_where(over: str, fault: str) -> None:
    faults = told(changed("[overrides]\n", f"[overrides]\n{over}\n"))
    assert [each.split("overrides › private › ")[-1] for each in faults] == [fault]


def test_a_profile_is_told_of_two_paragraphs_with_one_number() -> None:
    two = f'name = "Odd"\n[private]\nparagraphs = [{PARAGRAPH}, {PARAGRAPH}]\n'
    with pytest.raises(MeetingFileError) as error:
        read_profile("odd", two)
    assert str(error.value) == (
        "In the profile “odd”: Line 3, private › paragraphs 2 › number: there are two paragraphs "
        "numbered “8”."
    )
