"""An agenda from Legistar: the JSON of its Web API, an event with its items or the items alone."""

from __future__ import annotations

from collections.abc import Iterator

from server.importing.agenda import Details, ImportedAgenda
from server.importing.days import day_of, time_of
from server.importing.decoding import Unusable
from server.importing.findings import Findings
from server.importing.foreign_agenda import written_items
from server.importing.foreign_item import ForeignItem, ForeignPaper, number_in
from server.importing.json_tree import Object, as_text, line_of, objects, read_json, words
from server.words import N_

MOST_SEQUENCE = 1_000_000_000
MOST_ENTRIES = 5_000
"""Of an event: Legistar has one for each heading and each line of an agenda too."""

_ATTACHMENTS = "EventItemMatterAttachments"
_AFTERWARDS = (
    "EventItemMinutesNote", "EventItemActionName", "EventItemActionText",
    "EventItemPassedFlagName", "EventItemMover", "EventItemSeconder", "EventItemTally",
)  # fmt: skip


def read_legistar(content: bytes | str) -> ImportedAgenda:
    """The agenda of one event, its items in the order of EventItemAgendaSequence.

    What was minuted, moved or decided is in the findings.
    """
    notes = Findings()
    try:
        value, findings = read_json(content)
        notes.add(findings)
        event, items = _event_and_items(value, notes)
        if len(items) > MOST_ENTRIES:
            sentence = N_("There are more than {most} items in this, too many for one meeting.")
            raise Unusable(sentence, most=f"{MOST_ENTRIES:,}")
    except Unusable as unusable:
        return ImportedAgenda(findings=(*notes.all(), unusable.finding))
    details = _details(event, notes)
    found = [_item(item, place, notes) for place, item in enumerate(_in_order(items), start=1)]
    written = written_items(found, notes)
    _tell_consent(items, notes)
    if not written:
        notes.wrong(N_("There is no item in this event. Ask the Web API for its EventItems too."))
    return ImportedAgenda(written, details, notes.all())


def _event_and_items(value: object, notes: Findings) -> tuple[Object, list[Object]]:
    """The one event, empty if there are items alone. Raises Unusable if there are several."""
    if isinstance(value, dict) and isinstance(value.get("value"), list):
        value = value["value"]  # as OData wraps a list
    given = objects(value)
    _leave_others(value, given, notes)
    events = [each for each in given if "EventItems" in each or "EventBodyName" in each]
    if len(events) > 1 or (events and len(given) > 1):
        sentence = N_("There are {count} events in this. Give one event with its items.")
        raise Unusable(sentence, count=len(given))
    if events:
        inside = events[0].get("EventItems")
        items = objects(inside)
        _leave_others(inside, items, notes)
        return events[0], items
    items = [each for each in given if _is_item(each)]
    if not items:
        sentence = N_("This is no answer of Legistar’s Web API: it has no event and no EventItems.")
        raise Unusable(sentence)
    if len({line_of(item.get("EventItemEventId")) for item in items}) > 1:
        raise Unusable(N_("These are items of several events. Give those of one event."))
    for other in given:
        if not _is_item(other):
            notes.leave(N_("This is no item and is left out."), 0, as_text(other))
    return {}, items


def _is_item(given: Object) -> bool:
    return any(name.startswith("EventItem") for name in given)


def _leave_others(value: object, read: list[Object], notes: Findings) -> None:
    """Entries of a list that are no objects, and a list that is none."""
    if isinstance(value, dict) or value is None:
        return
    others = value if isinstance(value, list) else [value]
    told = [as_text(each) for each in others if not isinstance(each, dict) and each is not None]
    if told:
        notes.leave(N_("This is no item and is left out."), 0, "\n".join(told))


def _in_order(items: list[Object]) -> list[Object]:
    """As their sequence says; those without one stay at the end, in the order given."""

    def place(item: Object) -> tuple[bool, float]:
        sequence = item.get("EventItemAgendaSequence")
        if not isinstance(sequence, int | float) or sequence != sequence:
            return True, 0.0
        return False, float(min(max(sequence, -MOST_SEQUENCE), MOST_SEQUENCE))

    return sorted(items, key=place)


def _details(event: Object, notes: Findings) -> Details:
    date, clock = line_of(event.get("EventDate")), line_of(event.get("EventTime"))
    day, begins = day_of(date).day, time_of(clock)
    for written, read in ((date, day), (clock, begins)):
        if written and read is None:
            notes.leave(
                N_("This is no day or time that can be read; write it by hand."), 0, written
            )
    for name in ("EventAgendaFile", "EventMinutesFile", "EventVideoPath"):
        if address := line_of(event.get(name)):
            sentence = N_("A document of the whole meeting is left out: it belongs to no item.")
            notes.leave(sentence, 0, address)
    place, body = line_of(event.get("EventLocation")), line_of(event.get("EventBodyName"))
    title = line_of(event.get("EventComment"))
    for words_of_it in (place, body, title):
        if len(words_of_it) > 500:
            notes.leave(N_("This is too long; its end is left out."), 0, words_of_it[500:])
    return Details(body[:500], title[:500], day, begins, place[:500])


def _item(item: Object, place: int, notes: Findings) -> ForeignItem:
    number = line_of(item.get("EventItemAgendaNumber"))
    title = words(item.get("EventItemTitle")) or words(item.get("EventItemMatterName"))
    first, _, rest = title.partition("\n")
    file = line_of(item.get("EventItemMatterFile"))
    text = (rest, words(item.get("EventItemAgendaNote")), f"File {file}" if file else "")
    found = ForeignItem(
        number=number,
        title=first,
        text="\n".join(part for part in text if part),
        papers=tuple(_papers(item, number, notes)),
        closed=item.get("EventItemMatterRestrictViewViaWeb") in (True, 1, "true", "True"),
    )
    _leave_odd(item, place, notes)
    _leave_afterwards(item, found, notes)
    return found


def _papers(item: Object, number: str, notes: Findings) -> Iterator[ForeignPaper]:
    attachments = item.get(_ATTACHMENTS)
    _leave_others(attachments, objects(attachments), notes)
    for each in objects(attachments):
        title = line_of(each.get("MatterAttachmentName") or each.get("MatterAttachmentFileName"))
        url = line_of(each.get("MatterAttachmentHyperlink"))
        hidden = each.get("MatterAttachmentShowOnInternetPage", True) in (
            False,
            0,
            "false",
            "False",
        )
        if hidden:
            sentence = N_(
                "A document of item {number} is not shown to the public; it stays closed."
            )
            notes.guessed(sentence, 0, title, number=number or "–")
        if title or url:
            yield ForeignPaper(title, url, hidden)
        elif each:
            notes.leave(
                N_("A document without a name or an address is left out."), 0, as_text(each)
            )


def _leave_odd(item: Object, place: int, notes: Findings) -> None:
    """Fields of words in which something else stands."""
    for name in (
        "EventItemTitle",
        "EventItemMatterName",
        "EventItemAgendaNumber",
        "EventItemAgendaNote",
        "EventItemMatterFile",
    ):
        if isinstance(item.get(name), list | dict):
            sentence = N_("The field “{name}” is left out.")
            notes.leave(sentence, 0, as_text(item[name]), name=name)


def _leave_afterwards(item: Object, found: ForeignItem, notes: Findings) -> None:
    told = "\n".join(text for text in (words(item.get(name)) for name in _AFTERWARDS) if text)
    if told:
        sentence = N_("What was minuted or decided under {item} is left out.")
        notes.leave(sentence, 0, told, item=found.number or "–")


def _tell_consent(items: list[Object], notes: Findings) -> None:
    """Items to be agreed together: here each is taken by itself unless somebody moves otherwise."""
    numbers = [
        number_in(line_of(item.get("EventItemAgendaNumber"))) or line_of(item.get("EventItemTitle"))
        for item in items
        if item.get("EventItemConsent") in (1, True, "1", "true")
    ]
    if numbers:
        sentence = N_(
            "These stand on a consent agenda, to be agreed together: here each is taken by itself."
        )
        notes.leave(sentence, 0, "\n".join(numbers))
