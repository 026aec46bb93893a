"""How to take part in a meeting: coming, watching, speaking, and following it from elsewhere.

The rules are those of each body, as its meetings are convened with them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from server.council.register import Body, Council, Nation, Register
from server.meeting.profile import SpeakingKind, Speech
from server.pages.council.ready import of_body
from server.pages.statement.parts import (
    Own,
    Part,
    Points,
    Section,
    Sentence,
    Statement,
    Way,
    Words,
    contacts,
)
from server.words import N_, Said


def taking_part(register: Register, profiles: Mapping[str, str]) -> Statement:
    """The page for the councils and bodies of this register."""
    councils = tuple(register.councils.values())
    return Statement(
        N_("How to take part"),
        (
            Words(
                N_(
                    "Council meetings are open to everybody, but for what the law lets them deal "
                    "with in private. You need not live here, and need not say who you are."
                )
            ),
        ),
        (
            Section("coming", N_("Coming to a meeting"), tuple(_coming(register))),
            Section("following", N_("Following it from elsewhere"), tuple(_following(register))),
            Section("speaking", N_("Asking to speak"), tuple(_speaking(register, profiles))),
            Section("help", N_("If you cannot get online"), tuple(_help(councils))),
            _reader(),
            *_welsh(councils),
        ),
    )


def _coming(register: Register) -> Iterator[Part]:
    yield Words(
        N_(
            "When and where a meeting is stands on its page. Come a few minutes early. If you need "
            "a hearing loop, a ramp, an interpreter or anything else, tell the council as soon as "
            "you can."
        )
    )
    yield Way(N_("Coming meetings"), "/")
    for body in _meeting(register):
        if body.how_to_attend:
            yield Own(body.how_to_attend, _called(register, body))


def _following(register: Register) -> Iterator[Part]:
    yield Words(
        N_(
            "The page of a meeting tells, while it goes on, which item is being considered, who "
            "speaks, what is voted on and what was decided. It needs no account, and works on a "
            "slow connection and an old telephone."
        )
    )
    for body in _meeting(register):
        if body.watch:
            said = Said(N_("Watch: {body}"), body=_called(register, body))
            yield Way(said, body.watch)


def _speaking(register: Register, profiles: Mapping[str, str]) -> Iterator[Part]:
    told = tuple(
        _told(_called(register, body), rule)
        for body in _meeting(register)
        if (rule := _public(body, profiles)) is not None
    )
    if told:
        yield Words(N_("These bodies hear members of the public:"))
        yield Points(told)
    yield Words(
        N_(
            "To ask to speak, tell the council beforehand your name and the item; ask it by when. "
            "All rules of a meeting, with their sources, are led to from the foot of its page."
        )
    )
    yield Words(
        N_(
            "Your name is shown while you speak, and erased from this record once the minutes no "
            "longer need it."
        )
    )
    yield Way(N_("What is kept of those who speak"), "/privacy#erasure")


def _told(body: str, rule: SpeakingKind) -> Sentence:
    if not rule.seconds:
        return Said(N_("{body}: no limit of time is set"), body=body)
    minutes, seconds = divmod(rule.seconds, 60)
    if seconds:
        sentence = N_("{body}: up to {minutes} minutes and {seconds} seconds each")
        return Said(sentence, body=body, minutes=minutes, seconds=seconds)
    if minutes == 1:
        return Said(N_("{body}: up to 1 minute each"), body=body)
    return Said(N_("{body}: up to {minutes} minutes each"), body=body, minutes=minutes)


def _public(body: Body, profiles: Mapping[str, str]) -> SpeakingKind | None:
    """The rule for the public at a body's meetings, if it hears them."""
    profile = of_body(profiles, body)
    kinds = profile.speaking.kinds if profile is not None else ()
    return next((kind for kind in kinds if kind.kind is Speech.PUBLIC), None)


def _help(councils: tuple[Council, ...]) -> Iterator[Part]:
    yield Words(
        N_(
            "You need no computer to take part. You can come, telephone or write, and ask for "
            "agendas and papers on paper, in large print or in another form."
        )
    )
    yield from contacts(councils, "take_part")


def _reader() -> Section:
    return Section(
        "screen-reader",
        N_("With a screen reader"),
        (
            Points(
                (
                    N_(
                        "News of the meeting is announced by itself: what is considered, what is "
                        "voted on, what was decided. It waits until you have finished listening."
                    ),
                    N_(
                        "With “Pause updates” the page stays as it is until you let it go on. "
                        "Nothing is lost."
                    ),
                    N_(
                        "Each part of the page has a heading, and “On this page” leads to "
                        "decisions, agenda, attendance and declarations."
                    ),
                )
            ),
            Way(N_("Accessibility"), "/accessibility"),
        ),
    )


def _welsh(councils: tuple[Council, ...]) -> Iterator[Section]:
    """Welsh Language (Wales) Measure 2011, in short; where no council is of Wales, nothing."""
    in_welsh = [council for council in councils if council.welsh or council.nation is Nation.WALES]
    if councils and not in_welsh:
        return
    parts: list[Part] = []
    if in_welsh:
        parts.append(
            Words(
                N_(
                    "You may speak and write to the council in Welsh. Tell it beforehand if you "
                    "will speak Welsh at a meeting, so that there is an interpreter."
                )
            )
        )
    parts.append(
        Words(
            N_(
                "At the top of the page of a meeting that is kept in both languages there is a "
                "link to each."
            )
        )
    )
    yield Section("welsh", N_("In Welsh"), tuple(parts))


def _meeting(register: Register) -> Iterator[Body]:
    """The bodies that still meet, council by council."""
    for council in register.councils:
        yield from (body for body in register.bodies_of(council) if body.ended is None)


def _called(register: Register, body: Body) -> str:
    council = register.council_of(body)
    if len(register.councils) < 2 or council is None or council.name == body.name:
        return body.name
    return f"{body.name}, {council.name}"
