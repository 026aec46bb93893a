"""A meeting file becomes a meeting convened, if everything in it fits together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from zoneinfo import ZoneInfo

from server.meeting.conference import DialIn
from server.meeting.convened import MeetingConvened
from server.meeting.people import Capacity, Person
from server.meeting.profile import Profile
from server.meeting.quorum import counted
from server.meeting_file import private
from server.meeting_file.agenda import Placed, link, placed
from server.meeting_file.faults import Fault, MeetingFileError, Path, shown
from server.meeting_file.form import WrittenMeeting
from server.meeting_file.names import RESERVED, ids_of, meeting_key
from server.meeting_file.profiles import overridden, read_profile, resolve
from server.meeting_file.toml import parse, told
from server.meeting_file.values import Reading
from server.words import N_, Said


def read_meeting_file(text: str, profiles: Mapping[str, str]) -> MeetingConvened:
    """The meeting that this TOML text convenes; `profiles` are profile files' texts by name.

    Raises MeetingFileError, which tells the line and the field of everything that is wrong.
    """
    reading = Reading()
    written = reading.read(parse(text), WrittenMeeting)
    if written is None:
        raise told(text, reading.faults)
    convened, faults = convene(written, profiles)
    if convened is None or faults:
        raise told(text, faults)
    return convened


def convene(
    written: WrittenMeeting, profiles: Mapping[str, str]
) -> tuple[MeetingConvened | None, tuple[Fault, ...]]:
    """The meeting that this convenes, and what is wrong with it: with a fault it is not to be."""
    profile, faults = _profile(written, profiles)
    if profile is None or faults:
        return None, faults
    items = tuple(private.inherited(placed(written.items)))
    convened = _convened(written, profile, items)
    return convened, tuple(_faults(written, convened, items))


def _profile(
    written: WrittenMeeting, profiles: Mapping[str, str]
) -> tuple[Profile | None, tuple[Fault, ...]]:
    """The profile with the meeting's own rules in it, and what is wrong with those."""
    if written.profile not in profiles:
        names = ", ".join(sorted(profiles))
        sentence = N_("there is no profile “{name}”. There are {names}.")
        said = Said(sentence, name=shown(written.profile), names=names)
        return None, (Fault(("profile",), said),)
    try:
        profile = read_profile(written.profile, profiles[written.profile])
    except MeetingFileError as error:
        return None, tuple(Fault(("profile",), fault) for fault in error.faults)
    if not written.overrides:
        return profile, ()
    resolved, faults = resolve(overridden(profile, written.overrides))
    return resolved, tuple(Fault(("overrides", *path), said) for path, said in faults)


def _convened(
    written: WrittenMeeting, profile: Profile, items: tuple[Placed, ...]
) -> MeetingConvened:
    zone = ZoneInfo(profile.timezone)
    starts_at = written.starts_at
    # A time without an offset is meant as the clock on the wall of the body shows it.
    starts_at = starts_at.replace(tzinfo=zone) if starts_at.tzinfo is None else starts_at
    starts_at = starts_at.astimezone(zone)
    return MeetingConvened(
        key=written.key or meeting_key(written.body, starts_at.date()),
        body=written.body,
        name=written.title or written.body,
        council=written.council,
        starts_at=starts_at,
        place=written.place,
        profile=profile,
        people=tuple(_people(written)),
        rehearsal=written.rehearsal,
        vacancies=written.vacancies,
        disqualified=written.disqualified,
        items=tuple(item for _, item in items),
        join=link(written.join) if written.join else None,
        watch=link(written.watch) if written.watch else None,
        dial_in=tuple(_dial_in(written)),
        attend=written.attend,
    )


def _dial_in(written: WrittenMeeting) -> Iterator[DialIn]:
    for line in written.join.dial_in if written.join else ():
        yield DialIn(line.number, line.label, line.code)


def _people(written: WrittenMeeting) -> Iterator[Person]:
    for person, id in zip(written.people, ids_of(written.people), strict=True):
        fields = {name: getattr(person, name) for name in Person.__struct_fields__}
        yield Person(**{**fields, "id": id})


def _faults(
    written: WrittenMeeting, convened: MeetingConvened, items: tuple[Placed, ...]
) -> Iterator[Fault]:
    """What does not fit together, though each field by itself is right."""
    yield from _of_people(convened)
    yield from _of_items(convened, items)
    yield from private.of_items(convened, items)
    yield from _of_quorum(written, convened)
    yield from _of_named_votes(written, convened)
    yield from _of_substitutes(convened)


def _of_people(convened: MeetingConvened) -> Iterator[Fault]:
    paths = [("people", n) for n in range(len(convened.people))]
    ids = [person.id for person in convened.people]
    yield from _twice(ids, paths, N_("two people have the id “{value}”."))
    numbers = {item.number for item in convened.items}
    for path, person in zip(paths, convened.people, strict=True):
        if person.id in RESERVED:
            sentence = N_("“{value}” is the name of an office and cannot be a person’s id.")
            yield Fault((*path, "id"), Said(sentence, value=person.id))
        for field in ("items", "votes_on"):
            for number in getattr(person, field):
                if number not in numbers:
                    sentence = N_("there is no item {number} on this agenda.")
                    yield Fault((*path, field), Said(sentence, number=number))
    if not any(person.member for person in convened.people):
        yield Fault(("people",), Said(N_("there must be at least one member.")))


def _of_items(convened: MeetingConvened, items: tuple[Placed, ...]) -> Iterator[Fault]:
    if not items:
        yield Fault(("items",), Said(N_("there must be at least one item.")))
    # 12/5 and 12.5 would have the same name in addresses.
    numbers = [item.number.replace("/", ".") for _, item in items]
    yield from _twice(
        numbers, [path for path, _ in items], N_("two items have the number {value}.")
    )
    for path, item in items:
        if item.minutes_of is not None and item.minutes_of >= convened.starts_at.date():
            sentence = N_("{date} is not before the day of this meeting.")
            yield Fault((*path, "minutes_of"), Said(sentence, date=item.minutes_of))


def _of_quorum(written: WrittenMeeting, convened: MeetingConvened) -> Iterator[Fault]:
    """A quorum that could never be reached is a slip of the pen."""
    if convened.disqualified > convened.vacancies:
        sentence = N_("{disqualified} of {vacancies} vacant seats cannot be: count them in there.")
        said = Said(sentence, disqualified=convened.disqualified, vacancies=convened.vacancies)
        yield Fault(("disqualified",), said)
    members = sum(1 for person in convened.people if person.counts)
    base = counted(members, convened.vacancies, convened.disqualified)
    needed = convened.profile.quorum.needed(base)
    if needed > members:
        path = _rule_path(written, "quorum")
        sentence = N_("the quorum is {needed}, but only {membership} members count to it.")
        yield Fault(path, Said(sentence, needed=needed, membership=members))


def _of_named_votes(written: WrittenMeeting, convened: MeetingConvened) -> Iterator[Fault]:
    """A named vote that never enough members could demand is a slip of the pen."""
    voting = sum(1 for person in convened.people if person.counts)
    demanded = convened.profile.voting.named_on_demand
    if demanded > voting:
        sentence = N_("{demanded} members can demand a named vote, but only {voting} have a vote.")
        said = Said(sentence, demanded=demanded, voting=voting)
        yield Fault(_rule_path(written, "voting", "named_on_demand"), said)


def _of_substitutes(convened: MeetingConvened) -> Iterator[Fault]:
    """Substitutes are of use only where the rules allow them."""
    if convened.profile.substitutes.allowed:
        return
    for n, person in enumerate(convened.people):
        if person.capacity is Capacity.SUBSTITUTE:
            sentence = N_("the rules of {body} do not allow substitutes.")
            yield Fault(("people", n, "capacity"), Said(sentence, body=convened.body))


def _rule_path(written: WrittenMeeting, table: str, field: str = "") -> Path:
    """Where a rule was written: among the meeting's own, else in the profile."""
    own = written.overrides.get(table)
    if not isinstance(own, dict) or (field and field not in own):
        return ("profile",)
    return ("overrides", table, field) if field else ("overrides", table)


def _twice(values: Iterable[str], paths: Iterable[Path], sentence: str) -> Iterator[Fault]:
    """A fault for every value that stood before."""
    seen: set[str] = set()
    for value, path in zip(values, paths, strict=True):
        if value in seen:
            yield Fault(path, Said(sentence, value=value))
        seen.add(value)
