"""What the note says, in the words of the meeting."""

from __future__ import annotations

from msgspec.structs import replace

from server.meeting.audience import seen_by
from server.meeting.meeting import Meeting
from server.meeting.record import Audience
from server.meeting.sides import sides_of
from server.minutes import FORMATS, compose, write
from server.minutes.model import ItemNote, Note
from server.render.language import voice
from tests.conftest import VOTERS, at_item, convened
from tests.minutes.made import ENGLISH, PROFILE, Made, everything, opened


def note(made: Made) -> Note:
    return compose(made.meeting, ENGLISH)


def item(made: Made, number: str) -> ItemNote:
    return next(each for each in note(made).items if each.number == number)


def markdown(meeting: Meeting) -> str:
    return write(meeting, ENGLISH)["md"].decode()


def section(made: Made, heading: str) -> str:
    """The text under a heading of the note, up to the next heading of any level."""
    return markdown(made.meeting).split(f" {heading}\n\n", 1)[1].split("\n#", 1)[0].strip()


def remarks(made: Made, person: str) -> str:
    (found,) = (member for member in note(made).members if member.person == person)
    return ", ".join(remark.text for remark in found.remarks)


def test_a_corrected_entry_stands_in_its_last_words() -> None:
    text = markdown(everything().meeting)
    assert "to publish the list." in text
    assert "lst" not in text
    assert "welcomd" not in text


def test_decisions_and_actions_stand_after_the_discussion_in_order() -> None:
    made = opened()
    made("13:02", "record_decision", text="Agreed one.")
    made("13:03", "record_action", who="Officers", what="to write")
    made("13:04", "record_note", text="Members talked.")
    assert section(made, "1 Welcome and declarations") == "Members talked."
    assert section(made, "Decision") == "Agreed one."
    assert section(made, "Action") == "Officers to write."


def test_two_decisions_are_headed_in_the_plural() -> None:
    made = opened()
    made("13:02", "record_decision", text="One.")
    made("13:03", "record_decision", text="Two.")
    assert section(made, "Decisions") == "One.\n\nTwo."


def test_an_action_without_a_decision_has_a_heading_of_its_own() -> None:
    made = opened()
    made("13:02", "record_action", who="Officers", what="write", by_when="June")
    assert section(made, "Action") == "Officers to write by June."


def test_an_action_for_somebody_on_the_list_gives_their_name() -> None:
    made = opened()
    made("13:02", "record_action", who="shah", what="write to <the> minister.")
    assert "Cllr Shah to write to \\<the> minister." in markdown(made.meeting)


def test_a_decision_taken_while_inquorate_says_so() -> None:
    made = opened()
    made("13:02", "record_departure", person="vice")
    made("13:03", "record_decision", text="Agreed.")
    inquorate = "Recorded as inquorate: 3 members counted to the quorum; 4 are needed."
    assert section(made, "Decision") == f"Agreed.\n\n{inquorate}"


def test_a_decision_taken_while_quorate_says_nothing_of_the_quorum() -> None:
    made = opened()
    made("13:03", "record_decision", text="Agreed.")
    assert section(made, "Decision") == "Agreed."


def test_that_nobody_declared_an_interest_is_said() -> None:
    made = opened()
    made("13:02", "declare_no_interests")
    assert "No declarations of interest were made." in markdown(made.meeting)


def test_leaving_and_returning_for_an_interest_stand_under_the_item_with_their_times() -> None:
    text = section(everything(), "3 Draft reports & findings")
    assert "Cllr Shah left the meeting at 1.10pm because of an interest." in text
    assert "Cllr Shah returned at 1.25pm." in text


def test_earlier_minutes_are_agreed_as_they_stood_or_subject_to_corrections() -> None:
    made = opened()
    made("13:02", "take_item", item="2")
    made("13:03", "agree_previous_minutes")
    agreed = "The minutes of the meeting held on Thursday 21 May 2020 were agreed"
    assert section(made, "2 Note of last meeting") == f"{agreed}."
    assert f"{agreed}, subject to the corrections above." in markdown(everything().meeting)


def test_a_correction_that_is_no_sentence_becomes_one() -> None:
    text = section(everything(), "2 Note of last meeting")
    assert "It was noted that page 3 should read “June”." in text
    assert text.startswith("Bournemouth Council is now called BCP Council\n")


def test_deferred_and_withdrawn_items_say_so() -> None:
    made = everything()
    deferred = "The item was deferred to the September meeting. Reason: The figures are late."
    assert section(made, "5 Budget") == deferred
    assert section(made, "6 Lease") == "The item was withdrawn."


def test_sub_items_stand_beneath_and_what_was_said_after_them_follows() -> None:
    digital = item(everything(), "4")
    assert [child.number for child in digital.children] == ["4(a)", "4(b)"]
    assert [block.text for block in digital.narrative] == ["The item was introduced."]
    assert [block.text for block in digital.afterwards] == ["Members thanked the speakers."]


def test_a_decision_on_an_item_is_not_read_as_one_on_its_last_sub_item() -> None:
    made = opened()
    made("13:02", "take_item", item="4")
    made("13:03", "record_decision", item="4", text="Agreed.")
    assert section(made, "Decision on item 4") == "Agreed."


def test_items_that_stand_beneath_each_other_are_not_lost() -> None:
    made = opened()
    ring = [replace(i, parent="8(a)" if i.number == "8" else i.parent) for i in made.meeting.items]
    numbers = compose(replace(made.meeting, items=tuple(ring)), ENGLISH).items
    assert [each.number for each in numbers][-1] == "8"


# Attendance


def test_who_came_late_left_early_or_came_back_is_said_with_times() -> None:
    made = everything()
    assert remarks(made, "owen") == "joined at 1.20pm"
    assert remarks(made, "vice") == "left at 1.50pm, rejoined remotely at 1.55pm"
    assert remarks(made, "ruiz") == "remote, left at 2.05pm"
    assert remarks(made, "shah") == ""


def test_a_member_called_after_the_opening_did_not_come_late() -> None:
    made = opened()
    made("13:05", "record_present", person="owen")
    assert remarks(made, "owen") == ""


def test_a_mode_put_right_at_the_roll_call_is_no_absence() -> None:
    made = opened()
    made("12:56", "record_present", person="shah", remote=True, heard=True)
    assert remarks(made, "shah") == "remote"


def test_a_member_who_went_on_remotely_neither_left_nor_joined() -> None:
    made = opened()
    made("13:10", "record_present", person="shah", remote=True, heard=True)
    assert remarks(made, "shah") == "remotely from 1.10pm"


def test_where_everybody_is_remote_nobody_is_said_to_be() -> None:
    made = Made()
    made("12:55", "record_present", person="shah", remote=True, heard=True)
    assert remarks(made, "shah") == ""


def test_a_member_who_was_never_called_is_not_said_to_be_absent() -> None:
    text = markdown(everything().meeting)
    assert "| Absent | Cllr Absent |" in text
    assert "| Attendance not recorded | Cllr Uncalled |" in text


def test_the_office_of_a_member_who_sent_apologies_is_still_given() -> None:
    assert "| Apologies | Cllr Deputy (Deputy-chair) |" in markdown(everything().meeting)


def test_guests_are_given_with_their_items() -> None:
    text = markdown(everything().meeting)
    assert "| In attendance | Phil Swann (items 3 and 4) | Shared Intelligence |" in text
    assert "| In attendance | Cllr Guest (item 5) | Ward member |" in text


# The sitting


def test_an_adjournment_is_given_with_its_reason() -> None:
    times = section(everything(), "Times of the meeting")
    assert "The meeting was adjourned at 1.30pm until 1.40pm. Reason: fire alarm." in times
    assert "The meeting resumed at 1.42pm." in times


def test_what_happened_on_another_day_bears_its_date() -> None:
    made = opened()
    made("13:30", "adjourn_meeting", until="tomorrow", reason="it is late")
    (change,) = (c for c in made.meeting.sitting.changes if c.until)
    later = replace(change, at=change.at.replace(day=15))
    sitting = replace(made.meeting.sitting, changes=(made.meeting.sitting.changes[0], later))
    text = markdown(replace(made.meeting, sitting=sitting))
    assert "adjourned at 1.30pm on Wednesday 15 July 2020 until tomorrow." in text


def test_items_left_undone_are_listed_and_say_so() -> None:
    made = everything()
    assert "Not reached: items 7 and 8." in section(made, "Times of the meeting")
    assert section(made, "7 Work programme") == "This item was not reached."
    assert section(made, "5 Budget") != "This item was not reached."


def test_an_item_counts_as_reached_when_a_sub_item_was() -> None:
    made = opened()
    made("13:02", "take_item", item="4(b)")
    made("13:03", "close_meeting")
    assert note(made).unreached == ("2", "3", "4(a)", "5", "6", "7", "8")


def test_nothing_is_left_undone_while_the_meeting_goes_on() -> None:
    made = opened()
    assert note(made).unreached == ()
    assert "The meeting has not been closed: this is the note so far." in markdown(made.meeting)


def test_a_note_can_be_written_before_anything_happened() -> None:
    assert note(Made()).sitting == ()
    assert set(write(Made().meeting, ENGLISH)) == set(FORMATS)


# The house


def test_a_body_that_keeps_minutes_is_given_minutes() -> None:
    made = opened(profile=replace(PROFILE, document="minutes", house_style="unheard-of"))
    text = markdown(made.meeting)
    assert "# Minutes of the Improvement & Innovation Board meeting" in text
    assert "Appendix A to these minutes." in text


def test_the_note_can_be_written_in_welsh() -> None:
    welsh = compose(everything().meeting, voice("cy", "Europe/London"))
    files = write(welsh, voice("cy", "Europe/London"))
    assert b"Dydd Mawrth 14 Gorffennaf 2020" in files["md"]
    assert b'<html lang="cy">' in files["html"]


def test_the_public_note_holds_no_note_of_the_discussion() -> None:
    meeting = seen_by(sides_of(everything().recorded), Audience.PUBLIC)
    text = write(compose(meeting, ENGLISH, Audience.PUBLIC), ENGLISH)["md"].decode()
    assert "Members thanked the speakers" not in text
    assert "The work be welcomed." in text


def test_the_times_without_a_quorum_are_told() -> None:
    sat = at_item("3", "shah", "owen")
    sat.wait_until("18:50")
    sat.do("record_departure", person="owen", at="18:40")
    sat.do("record_arrival", person="amin", at="18:45")
    [(since, until)] = compose(sat.meeting, ENGLISH).short
    assert (since, until) == (sat.time("18:40"), sat.time("18:45"))
    told = "The meeting was without a quorum from 6.40pm until 6.45pm."
    assert told in write(sat.meeting, ENGLISH)["md"].decode()


def test_while_the_roll_is_being_called_no_quorum_is_missed() -> None:
    sat = convened()
    sat.wait_until("18:30")
    sat.do("open_meeting")
    for person in VOTERS:
        sat.do("record_present", person=person)
    assert compose(sat.meeting, ENGLISH).short == ()
