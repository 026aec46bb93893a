"""The profile: the rules of a body, resolved when its meeting is convened and fixed from then."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Requires(StrEnum):
    """What an interest requires of the member who has it, while its item is considered."""

    STAY = "stay"
    NO_VOTE = "no_vote"
    SPEAK_THEN_LEAVE = "speak_then_leave"
    LEAVE = "leave"


class InterestKind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of interest, what it requires, and the code or standing order that says so.

    `budget_only`: it binds on the items that set the budget and on no other (LGFA 1992 s.106).
    """

    key: str
    name: str
    requires: Requires
    source: str = ""
    budget_only: bool = False


class Outcome(StrEnum):
    """What a decision comes to. Its wording in the note is the council's own."""

    RESOLVED = "resolved"
    NOTED = "noted"
    AGREED = "agreed"
    RECOMMENDED = "recommended"
    DEFERRED = "deferred"
    REFERRED = "referred"
    WITHDRAWN = "withdrawn"


class StandardPhrase(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A usual wording of a decision; {body} and {recommendation} are filled in when offered."""

    outcome: Outcome
    text: str


class QuorumRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many members are needed: a fixed number, or a fraction of the membership rounded up.

    `minimum` is the least that a fraction may come to (three for a parish: LGA 1972 Sch 12).
    `by_law`: a statute asks for it, so that no reason lifts it; else it is the body's own rule.
    """

    fixed: int | None = None
    numerator: int = 1
    denominator: int = 4
    minimum: int = 1
    source: str = ""
    by_law: bool = False

    def __post_init__(self) -> None:
        if self.denominator < 1 or self.numerator < 0 or self.minimum < 0:
            raise ValueError("a quorum needs a fraction of whole numbers, such as 1 in 4")

    def needed(self, membership: int) -> int:
        """The members needed, of a whole membership with its vacancies counted in."""
        if self.fixed is not None:
            return self.fixed
        return max(self.minimum, -(-membership * self.numerator // self.denominator))


class Majority(StrEnum):
    """How many votes carry a question."""

    SIMPLE = "simple"
    TWO_THIRDS = "two_thirds"
    FOUR_FIFTHS = "four_fifths"
    WHOLE = "whole"


class VotingRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the body votes.

    `majority`: what carries a question if nothing else is said: more for than against, two thirds
    or four fifths of those voting, or more than half of the whole membership. `casting_vote`:
    whether whoever presides has a second or casting vote on a tie; `appointments_by_lot`: not on
    an appointment.
    `named_on_demand`: as many members can demand a named vote; 0 is none. `budget_named`: names
    are minuted after every vote on the budget. `own_vote`: a member may have their own vote
    minuted. `may_change`: a member may change their own vote before the close.
    `present_throughout`: only who heard the whole item votes on it. `hands_source`: what has votes
    taken by a show of hands unless the body's own rules say otherwise; empty where none is known.
    """

    hands_source: str = ""
    majority: Majority = Majority.SIMPLE
    majority_source: str = ""
    casting_vote: bool = True
    casting_source: str = ""
    appointments_by_lot: bool = False
    appointments_source: str = ""
    named_on_demand: int = 0
    named_source: str = ""
    budget_named: bool = False
    budget_source: str = ""
    own_vote: bool = True
    own_vote_source: str = ""
    may_change: bool = True
    may_change_source: str = ""
    present_throughout: bool = False
    throughout_source: str = ""


class MotionRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How motions are made. `suspension_half`: rules are suspended only while half of the whole
    membership is present. `suspension_majority`: what carries it, if not what carries the rest."""

    seconder: bool = True
    source: str = ""
    suspension_half: bool = False
    suspension_source: str = ""
    suspension_majority: Majority | None = None


class Arrival(StrEnum):
    """What happens when a member comes after all whose substitute is here."""

    FIRST_HOLDS = "first_holds"
    HANDOVER = "handover"


class SubstituteRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whether and how a member may be replaced: minutes of notice, whether the substitute must be
    of the same group, and who holds the seat when both come."""

    allowed: bool = False
    notice: int = 0
    same_group: bool = True
    arrival: Arrival = Arrival.FIRST_HOLDS
    source: str = ""


class HybridRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is done when the stream or the conference fails: `wait` minutes, then adjourn."""

    wait: int = 10
    source: str = ""


class LimitRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How long a sitting may last, in minutes (0: no limit), and by how much a vote extends it."""

    minutes: int = 0
    extension: int = 30
    source: str = ""


class Speech(StrEnum):
    """As what somebody speaks."""

    POINT_OF_ORDER = "point_of_order"
    EXPLANATION = "explanation"
    PUBLIC = "public"
    WARD_MEMBER = "ward_member"
    SPEECH = "speech"
    QUESTION = "question"
    REPLY = "reply"


class SpeakingKind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of speech: how many `seconds` it may last (0: no limit), and how many of them before
    the end the speaker is `warned`. `interrupts`: it is heard at once, and whoever speaks waits.
    """

    kind: Speech
    seconds: int = 0
    warned: int = 30
    interrupts: bool = False
    source: str = ""


class SpeakingRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who speaks when, and for how long: the kinds of speech in the order in which they are called.

    `new_first`: of one kind, who has not spoken on the item before who has. `on_record`: the
    minutes tell who spoke, and for how long.
    """

    kinds: tuple[SpeakingKind, ...] = (
        SpeakingKind(Speech.POINT_OF_ORDER, interrupts=True),
        SpeakingKind(Speech.EXPLANATION, interrupts=True),
        SpeakingKind(Speech.PUBLIC),
        SpeakingKind(Speech.WARD_MEMBER),
        SpeakingKind(Speech.SPEECH),
        SpeakingKind(Speech.QUESTION),
        SpeakingKind(Speech.REPLY),
    )
    new_first: bool = False
    on_record: bool = False
    source: str = ""

    def __post_init__(self) -> None:
        named = [each.kind for each in self.kinds]
        if len(set(named)) < len(named):
            raise ValueError("two rules are of one kind of speech")


class Paragraph(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A description of exempt information, by the number that it has in the schedule.

    `public_interest`: the test of the public interest applies to it.
    """

    number: str
    text: str
    public_interest: bool = True


class PrivateRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When the press and public are excluded.

    `wording` is the resolution, in which {items}, {paragraphs} and {reason} are filled in; without
    one no resolution excludes them. `section` is the section that it is made under, `schedule`
    holds the `paragraphs` that describe exempt information. `public_interest`: the public interest
    in keeping it exempt must outweigh that in disclosing it, for the paragraphs that it tests.
    `confidential` is the section under which they are excluded without a resolution; `own_rules`
    the body's own rule, if it has one. `summary` is the section that asks for a written summary
    where the record gives none.
    """

    wording: str = ""
    section: str = ""
    schedule: str = ""
    paragraphs: tuple[Paragraph, ...] = ()
    public_interest: bool = False
    confidential: str = ""
    own_rules: str = ""
    summary: str = ""

    def __post_init__(self) -> None:
        known = [paragraph.number for paragraph in self.paragraphs]
        if len(set(known)) < len(known):
            raise ValueError("two paragraphs have one number")

    @property
    def states_reason(self) -> bool:
        """Whether the resolution states its reason, as no schedule says what is exempt."""
        return "{reason}" in self.wording and not self.schedule

    @property
    def special_reason(self) -> bool:
        """Whether that reason alone is the ground, with no test of the public interest: as in the
        Public Bodies (Admission to Meetings) Act 1960 s.1(2)."""
        return self.states_reason and not self.public_interest

    def paragraph(self, number: str) -> Paragraph | None:
        """The paragraph with this number, if the schedule has it."""
        return next((p for p in self.paragraphs if p.number == number), None)


class PublicationRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many clear days before the meeting its agenda must be public (0: no rule), and why.

    `urgent_items`: what comes later is lawful where whoever presides says why it is urgent
    (Local Government Act 1972 s.100B(4)(b), 1973 (Scotland) s.50B(4)(b)); no such rule is known
    of parish councils.
    """

    clear_days: int = 0
    urgent_items: bool = False
    source: str = ""


class Profile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The rules and words of a kind of body.

    `remote_counts`: whether a member who takes part remotely is present in law.
    `presiding_by_law`: a statute has the chair preside if present, so that no reason lifts it.
    `dispensation_source`: who can lift the bar of an interest. `signing_source`: what has the
    minutes signed at the same or the next suitable meeting; empty where no such rule is known.
    `by_law`: the other rules that a statute sets, by their names, such as `voting.casting_vote` and
    `interest_kinds.arrears`: rules of a body's own do not go below them (`server.meeting.law`).
    `document`: what the record of a meeting is called ("note", "minutes").
    """

    name: str
    nation: str = "England"
    source: str = ""
    quorum: QuorumRule = QuorumRule()
    remote_counts: bool = False
    remote_source: str = ""
    chair_title: str = "Chair"
    document: str = "minutes"
    house_style: str = "board"
    timezone: str = "Europe/London"
    languages: tuple[str, ...] = ("en",)
    interest_kinds: tuple[InterestKind, ...] = ()
    phrases: tuple[StandardPhrase, ...] = ()
    presiding_source: str = ""
    presiding_by_law: bool = False
    voting: VotingRule = VotingRule()
    motions: MotionRule = MotionRule()
    substitutes: SubstituteRule = SubstituteRule()
    hybrid: HybridRule = HybridRule()
    limit: LimitRule = LimitRule()
    private: PrivateRule = PrivateRule()
    speaking: SpeakingRule = SpeakingRule()
    publication: PublicationRule = PublicationRule()
    dispensation_source: str = ""
    signing_source: str = ""
    by_law: tuple[str, ...] = ()

    def majority(self, *, suspends: bool = False) -> tuple[Majority, str]:
        """What carries a question, or a motion that `suspends` rules, and what says so."""
        if suspends and self.motions.suspension_majority is not None:
            return self.motions.suspension_majority, self.motions.suspension_source
        return self.voting.majority, self.voting.majority_source

    def interest_kind(self, key: str) -> InterestKind | None:
        """The kind with this key, if the body has it."""
        return next((kind for kind in self.interest_kinds if kind.key == key), None)
