"""What may stand on the wrong side and changes nothing outside, each with the reason.

A kind or field is left out of the mutants only if it stands here.
"""

from __future__ import annotations

UNCHANGED = {
    "the list of meetings shows the inside": "it has title, time and phase alone",
    "the form that corrects an entry is filled for everybody": "the clerk’s page alone has it",
}
"""Places that might take the inside and would change nothing."""

NEVER_PRIVATE = {
    "MeetingConvened": "it is the first event, before anything can be private",
    "MeetingOpened": "before the meeting is opened it cannot be in private",
    "ExclusionMoved": "it is given in public alone",
    "PublicExcluded": "it is given in public alone",
    "UrgentItemAdmitted": "it is given in public alone",
    "OrderChanged": "it is given in public alone",
    "ItemClosed": "it is given in public alone",
    "ItemOpened": "it is given in public alone",
    "SeatHandedOver": "it is given in public alone",
    "SubstituteNamed": "it is given in public alone",
    "SpeakerRegistered": "it is given in public alone",
    "DecisionReleased": "it is given in public alone",
    "SummaryReleased": "it is given in public alone",
    "NoInterestsDeclared": "it is given in public alone",
}
"""Kinds that no act in private is of. A stated time in private makes them private all the same,
which changes nothing that those outside are not to know."""

OF_PRIVATE_ENTRIES = {
    "EntryCorrected": "what it corrects is unknown outside, so that nothing changes there",
    "EntryStruck": "what it strikes out is unknown outside, so that nothing changes there",
    "NoteEdited": "the note is unknown outside, so that nothing changes there",
    "MotionSeconded": "the motion is unknown outside, so that nothing changes there",
    "NamedVoteDemanded": "the motion is unknown outside, so that nothing changes there",
    "DemandWithdrawn": "the motion is unknown outside, so that nothing changes there",
    "RequestWithdrawn": "the request is unknown outside, so that nothing changes there",
    "SpeakerPutFirst": "the request is unknown outside, so that nothing changes there",
    "SpeechHeld": "the speech is unknown outside, so that nothing changes there",
    "SpeechResumed": "the speech is unknown outside, so that nothing changes there",
    "SpeechEnded": "the speech is unknown outside, so that nothing changes there",
    "MoreTimeGiven": "the speech is unknown outside, so that nothing changes there",
    "OfferTakenUp": "what was sent is unknown outside, so that nothing changes there",
    "OfferPutAside": "what was sent is unknown outside, so that nothing changes there",
    "OfferWithdrawn": "what was sent is unknown outside, so that nothing changes there",
}
"""Kinds that refer to private entries alone: what is public is changed in public (privacy.py)."""

TOLD_NOBODY = {
    "CommandOffered": "it is between the member and the clerk",
    "DeviceConnected": "it is evidence for the clerk",
    "DeviceLost": "it is evidence for the clerk",
    "LateArrivalExpected": "it is word for the clerk",
}
"""Kinds of which those outside hear nothing in public either (`told`), private or not."""

RELEASED_WHOLE = {
    "PublicReadmitted": "all of it is released, so that it may be heard as what it is",
    "MeetingClosed": "all of it is released; when it is given no reason is asked",
}
"""Kinds that change nothing when they are heard whole."""

PUBLIC_FIELDS = {
    "key": "it is the same inside: it is set when the meeting is convened",
    "body": "it is the same inside",
    "title": "it is the same inside",
    "council": "it is the same inside",
    "starts_at": "it is the same inside",
    "place": "it is the same inside",
    "profile": "it is the same inside",
    "people": "it is the same inside: the list is made when the meeting is convened",
    "watch": "it is the same inside",
    "exclusions": "they are released: since when, for what, by which paragraphs, until when",
    "rehearsal": "it is the same inside",
    "vacancies": "it is the same inside",
    "disqualified": "it is the same inside",
    "order": "the running order is changed in public alone",
    "substitutions": "substitutes are named in public alone",
    "dial_in": "it is told to nobody outside, and is the same in every meeting",
    "join": "it is told to nobody outside, and is the same in every meeting",
}
"""Fields of a meeting in which inside and outside are always the same."""

SAME_ITEM = {
    "number": "it names the item",
    "title": "a title is always open",
    "parent": "it is the same inside",
    "purpose": "it is the same inside",
    "minutes": "it is the same inside",
    "minutes_of": "it is the same inside",
    "declarations": "it is the same inside",
    "budget": "it is the same inside",
    "urgent": "urgent items are admitted in public alone",
    "access": "it is changed in public alone",
    "report_exempt": "it is changed in public alone",
    "paragraphs": "they are the same inside",
    "public_interest": "it is the same inside",
}

SAME_PARTS = {
    "Vote.id": "it names the vote",
    "Vote.question": "only its reasons differ, which `told` scrubs: see there",
    "Vote.put_at": "it is the same inside",
    "Vote.unheard": "inside it is never set",
    "Motion.id": "it names the motion",
    "Motion.item": "it is the same inside",
    "Motion.kind": "it is the same inside",
    "Motion.mover": "it is the same inside",
    "Motion.seconder": "what was moved in public is seconded in public alone",
    "Motion.about": "it is the same inside",
    "Motion.amends": "it is the same inside",
    "Motion.minutes": "it is the same inside",
    "Motion.until": "it is the same inside",
    "Motion.moved_at": "it is the same inside",
    "Motion.excludes": "it is the same inside",
    "Motion.paragraphs": "they are the same inside",
    "Motion.demanded": "what was moved in public has its demands in public alone",
    "Interest.id": "it names the interest",
    "Interest.person": "it is the same inside",
    "Interest.item": "it is the same inside",
    "Interest.kind": "it is the same inside",
    "Interest.requires": "it is the same inside",
    "Interest.nature": "what was declared in public is reworded in public alone",
    "Interest.sensitive": "it is the same inside",
    "Interest.dispensation": "it is the same inside",
    "Interest.budget_only": "it is the same inside",
    "Interest.apparent_at": "it is the same inside",
    "Interests.none_declared": "it is said in public alone",
    "Attendance.person": "it names the person",
    "Entry.id": "it names the entry",
    "Entry.at": "it is the same inside",
    "Entry.recorded_at": "it is the same inside",
    "Entry.struck": "what was said in public is struck out in public alone",
    "Entry.earlier": "what was said in public is reworded in public alone",
    "Entry.actor": "it is the same inside",
    "Entry.private": "it differs for what is released alone, and there always",
    "Change.phase": "that the sitting stopped or went on is released",
    "Change.at": "it is released",
    "Change.until": "it is released",
    "Change.id": "it is released",
    "Exclusion.since": "it is the same inside",
    "Exclusion.ground": "it is the same inside",
    "Exclusion.items": "it is the same inside",
    "Exclusion.paragraphs": "it is the same inside",
    "Exclusion.by": "it is the same inside",
    "Exclusion.until": "the return is released",
    "Exclusion.closed": "it is the same inside",
}
"""Fields of the parts that are the same inside, or make no difference."""
