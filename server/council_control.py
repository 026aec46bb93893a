"""What the command line can ask of a server about its councils: each as one act, or not at all."""

from __future__ import annotations

import asyncio
from base64 import b64decode
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from pathlib import PurePath

import msgspec
from aiohttp import web

from server.council.applying import Against, applied
from server.council.change import Change
from server.council.clear_days import clear_days, latest_publication
from server.council.council_file import read_council_file
from server.council.known_ids import named
from server.council.naming import FreeIds
from server.council.plan import Arrangements, Plan, flattened
from server.council.planning import counted
from server.council.register import Register
from server.council.registered import BodySet, CouncilSet, PeopleSet
from server.importing.agenda import ImportedAgenda
from server.importing.people import comparing
from server.importing.private_rules import as_rules_have_it
from server.importing.reading import MOST_FILE, read_agenda
from server.live.council import LiveCouncil
from server.live.meetings import Meetings
from server.live.publishing import Publisher, Unready
from server.meeting.convened import MeetingConvened
from server.meeting.refused import Refused
from server.meeting_file.faults import Fault, MeetingFileError, label
from server.meeting_file.toml import told
from server.meeting_file.values import Reading
from server.pages.council.reading import read_people
from server.pages.council.ready import of_body
from server.render.language import voice
from server.told import Outcome, of_comparison, of_findings
from server.words import N_, Said

BY = "command line"
_CHANGED = N_("The register was changed meanwhile: look at the list once more.")


class CouncilControl:
    """What is asked by command line of the register and of agendas."""

    def __init__(
        self,
        council: LiveCouncil,
        meetings: Meetings,
        now: Callable[[], datetime],
        base: Callable[[], str],
    ) -> None:
        self._council = council
        self._publisher = Publisher(council, meetings)
        self._now = now
        self._base = base

    def add_to(self, app: web.Application) -> None:
        """Answer at that door too."""
        app.router.add_post("/{what:council-import|council-apply|agenda-import}", self._asked)

    async def import_people(
        self,
        content: bytes,
        body: str = "",
        who: dict[str, str] | None = None,
        *,
        take: bool = False,
    ) -> Outcome:
        """Hold a list of people against the register; take it over, if that is asked and nothing
        is against it. `who`: for a line who is meant, by id, or ANOTHER."""
        found = await asyncio.to_thread(read_people, content)
        findings = of_findings(found.findings)
        if not found.usable:
            return Outcome(findings, done=False)
        register = self._council.register
        chosen = self._body(body) if body else ""
        council = register.bodies[chosen].council if chosen else next(iter(register.councils), "")
        today = self._now().astimezone(voice("en", "Europe/London").zone).date()
        ids = FreeIds(self._council.kept.changes)
        against = comparing.Against(register, council, chosen, today, ids, self._council.new_id)
        chosen_by = {int(line): each for line, each in (who or {}).items()}
        comparison = await asyncio.to_thread(comparing.compared, found.people, against, chosen_by)
        lines, decided = of_comparison(comparison, register)
        if not take or not decided:
            return Outcome((*findings, *lines), done=decided)

        def decide(newest: Register) -> Iterable[Change]:
            if newest is not register:
                raise Refused(_CHANGED)
            change = comparison.change(register)
            return [change] if change is not None else []

        stored = await self._council.kept.change(decide, BY)
        done = "It is taken over." if stored else "There is nothing to change."
        return Outcome((*findings, *lines, done))

    async def apply(self, text: str) -> Outcome:
        """Make the register what a council file says. Raises MeetingFileError."""
        written = read_council_file(text)
        made: list[Change] = []

        def decide(register: Register) -> Iterable[Change]:
            ids = FreeIds(self._council.kept.changes)
            against = Against(register, self._council.profiles, ids, self._council.new_id)
            changes, faults = applied(written, against)
            if faults:
                raise told(text, faults)
            made[:] = changes
            return changes

        await self._council.kept.change(decide, BY)
        return Outcome((_applied(made),))

    async def import_agenda(
        self, name: str, content: bytes, arranged: dict[str, object], *, publish: bool = False
    ) -> Outcome:
        """Begin an agenda with the items of a file, and publish it if that is asked."""
        arrangements = self._arrangements(arranged)
        found = await asyncio.to_thread(read_agenda, name, content)
        rules = of_body(self._council.profiles, self._council.register.bodies[arrangements.body])
        found = as_rules_have_it(found, rules.private) if rules is not None else found
        findings = of_findings(found.findings)
        if not found.usable:
            return Outcome((*findings, "No agenda was begun."), done=False)
        plan = self._plan(arrangements, found)
        convened, faults = self._publisher.tried(plan)
        if publish and faults:
            return Outcome((*findings, *map(_unready, faults), "No agenda was begun."), done=False)
        if publish and convened is not None:
            today = self._now().astimezone(convened.starts_at.tzinfo).date()
            if convened.starts_at.date() < today:
                past = "That day has passed: nothing was published, and no agenda was begun."
                return Outcome((*findings, past), done=False)
            findings = (*findings, *_late(convened, today))
        stream = await self._council.begin_plan(arrangements, plan.items, BY, plan.id)
        begun = f"The agenda is at {self._base()}/agendas/{plan.id}"
        if not publish:
            return Outcome((*findings, begun))
        try:
            running = await self._publisher.publish(stream, BY)
        except Unready as unready:  # something was changed in this very moment
            return Outcome((*findings, begun, *map(_unready, unready.faults)), done=False)
        public = f"It is published at {self._base()}/meetings/{running.live.meeting.key}"
        return Outcome((*findings, begun, public))

    def _plan(self, arrangements: Arrangements, found: ImportedAgenda) -> Plan:
        items = tuple(flattened(counted(found.items), self._council.refs()))
        return Plan(self._council.new_id(), arrangements, items)

    def _arrangements(self, arranged: dict[str, object]) -> Arrangements:
        body = self._body(str(arranged.get("body", "")))
        reading = Reading()
        read = reading.read({**arranged, "body": body}, Arrangements)
        if read is None:
            fault = reading.faults[0]
            names = {"starts_at": "--at", "place": "--place"}
            option = names.get(str(fault.path[0]) if fault.path else "", "")
            raise Refused(N_("{option}: {fault}"), option=option, fault=fault.said)
        if read.starts_at.tzinfo is not None:
            raise Refused(N_("--at: write the time as the clock on the wall shows it, as 19:30."))
        return read

    def _body(self, words: str) -> str:
        bodies = self._council.register.bodies
        found = named(words, bodies)
        if found is None:
            known = ", ".join(bodies) or "none"
            sentence = N_("There is no body “{words}”. The bodies are: {known}.")
            raise Refused(sentence, words=words, known=known)
        return found

    async def _asked(self, request: web.Request) -> web.Response:
        asked = await request.json()
        content = b64decode(asked.pop("content"))
        try:
            match request.match_info["what"]:
                case "council-import":
                    outcome = await self.import_people(content, **asked)
                case "council-apply":
                    outcome = await self.apply(content.decode())
                case _:
                    name = PurePath(asked.pop("name")).name
                    outcome = await self.import_agenda(name, content, **asked)
        except MeetingFileError as error:
            outcome = Outcome((*map(str, error.faults), "Nothing was changed."), done=False)
        except UnicodeDecodeError:
            outcome = Outcome((_NO_TEXT,), done=False)
        except Said as said:
            outcome = Outcome((str(said),), done=False)
        return web.Response(body=msgspec.json.encode(outcome), content_type="application/json")


MOST_ASKED = 2 * MOST_FILE
"""Bytes of a request: a file is a third longer on its way."""
_NO_TEXT = "This file is not written in UTF-8: save it again in that encoding."


def _unready(fault: Fault) -> str:
    return f"{label(fault.path)}: {fault.said}" if fault.path else str(fault.said)


def _applied(changes: Iterable[Change]) -> str:
    counts = {"council": 0, "body": 0, "person": 0, "seat": 0}
    for change in changes:
        match change:
            case CouncilSet():
                counts["council"] += 1
            case BodySet():
                counts["body"] += 1
            case PeopleSet(people, seats):
                counts["person"] += len(people)
                counts["seat"] += len(seats)
    many = {"council": "councils", "body": "bodies", "person": "people", "seat": "seats"}
    told = [f"{n} {what if n == 1 else many[what]}" for what, n in counts.items() if n]
    if not told:
        return "There is nothing to change: all of it is so already."
    return f"Added or changed: {', '.join(told)}."


def _late(convened: MeetingConvened, today: date) -> Iterator[str]:
    """That the agenda is public later than the rule asks for, if so."""
    rule, day = convened.profile.publication, convened.starts_at.date()
    if clear_days(today, day, convened.profile.nation) < rule.clear_days:
        latest = latest_publication(day, rule.clear_days, convened.profile.nation)
        told = voice("en", convened.profile.timezone).date(latest)
        yield f"The rule is {rule.clear_days} clear days: it had to be public by {told}. " + (
            "What comes late is only lawful where the chair says at the meeting why it is urgent."
            if rule.urgent_items
            else "What counts is the notice that was put up and the summons that was sent. If they "
            "were late too, what is decided may be challenged: choose a later day, or take advice."
        )
