"""Councils and agendas by file and command line: `orderpaper council …`, `orderpaper agenda …`."""

from __future__ import annotations

import argparse
import sys
from base64 import b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import msgspec

from server import places
from server.asking import ask
from server.config import Settings
from server.council.council_file import write_council_file
from server.council.register import Register
from server.importing.people import write_popolo, write_table
from server.journal.journal import Journal, open_journal
from server.keeping.agenda_file import agenda_file
from server.keeping.verbs import load_further
from server.live.kept import kept_register
from server.meeting_file.folder import load_profiles
from server.pages.council.exporting import exported
from server.told import Outcome
from server.words import N_, Said

_WHO = "who is meant on a line, or LINE=another for somebody new"
_WRITERS = {".csv": write_table, ".json": write_popolo}


class CannotRead(Said):
    """The file cannot be read."""


class CannotExport(Said):
    """It cannot be written so; the sentence says what to do."""


def options(verbs: Any, common: argparse.ArgumentParser) -> None:
    """The commands and their options, each with what does it."""
    council = verbs.add_parser("council", help="councils, bodies and people as files")
    acts = council.add_subparsers(dest="act", metavar="ACT", required=True)
    act = _act(acts, common, "import", "people from CSV, Popolo or ModernGov", import_people)
    act.add_argument("file", type=Path)
    act.add_argument("--body", default="", help="the body of rows that name none")
    act.add_argument("--who", action="append", metavar="LINE=ID", default=[], help=_WHO, type=_who)
    act.add_argument("--take", action="store_true", help="take it over (else: say what changes)")
    act = _act(acts, common, "export", "people as .csv, or .json (Popolo)", export_people)
    act.add_argument("file", type=Path)
    act.add_argument("--council", default="", help="which, where there are several")
    act = _act(acts, common, "apply", "make the register what a council file says", apply)
    act.add_argument("file", type=Path)
    _act(acts, common, "show", "write the register as a council file", show)
    agenda = verbs.add_parser("agenda", help="agendas as files")
    acts = agenda.add_subparsers(dest="act", metavar="ACT", required=True)
    act = _act(acts, common, "import", "begin an agenda with the items of a file", import_agenda)
    act.add_argument("file", type=Path)
    act.add_argument("--body", required=True, help="which body meets, by id or name")
    act.add_argument("--at", required=True, help="when, like 2026-12-01T19:30")
    act.add_argument("--place", required=True, help="where, like “Council Chamber”")
    act.add_argument("--publish", action="store_true", help="publish it at once, if it can be")
    act = _act(acts, common, "export", "write an agenda as a meeting file", export_agenda)
    act.add_argument("which", metavar="PLAN|KEY", help="an agenda, or a meeting that is published")


async def import_people(asked: argparse.Namespace, chosen: Settings) -> int:
    """Say what a list of people would change, or take it over."""
    content = _content(asked.file)
    about = {"body": asked.body, "who": dict(asked.who), "take": asked.take}
    return await _ask(chosen, "council-import", content, **about)


async def apply(asked: argparse.Namespace, chosen: Settings) -> int:
    """Make the register of the running server what a council file says."""
    return await _ask(chosen, "council-apply", _content(asked.file))


async def import_agenda(asked: argparse.Namespace, chosen: Settings) -> int:
    """Begin an agenda on the running server with the items of a file."""
    arranged = {"body": asked.body, "starts_at": asked.at, "place": asked.place}
    about = {"name": asked.file.name, "arranged": arranged, "publish": asked.publish}
    return await _ask(chosen, "agenda-import", _content(asked.file), **about)


async def export_people(asked: argparse.Namespace, chosen: Settings) -> None:
    """Write everybody’s seats on the bodies of a council, now and before, to a file."""
    write = _WRITERS.get(asked.file.suffix.lower())
    if write is None:
        sentence = N_("{file} must end in .csv, for a table, or in .json, for Popolo.")
        raise CannotExport(sentence, file=asked.file.name)
    async with _reading(chosen) as journal:
        register = await kept_register(journal)
    council = asked.council or _only(register)
    if council not in register.councils:
        known = ", ".join(register.councils) or "none"
        sentence = N_("Say which council by --council. The councils are: {known}.")
        raise CannotExport(sentence, known=known)
    people = list(exported(register, council))
    asked.file.write_bytes(write(people))
    print(f"{len(people)} seats written to {asked.file}.")


async def show(asked: argparse.Namespace, chosen: Settings) -> None:
    """Write the register as a council file."""
    async with _reading(chosen) as journal:
        register = await kept_register(journal)
    sys.stdout.write(write_council_file(register))


async def export_agenda(asked: argparse.Namespace, chosen: Settings) -> None:
    """Write an agenda, or a meeting that is published, as a meeting file."""
    load_further(chosen)
    profiles = load_profiles(places.config() / "profiles")
    async with _reading(chosen) as journal:
        sys.stdout.write(await agenda_file(journal, asked.which, profiles))


@asynccontextmanager
async def _reading(chosen: Settings) -> AsyncIterator[Journal]:
    """The journal, to read it alone, while a server may write it."""
    journal = await open_journal(chosen.journal, read_only=True)
    try:
        yield journal
    finally:
        await journal.close()


async def _ask(chosen: Settings, what: str, content: bytes, **about: object) -> int:
    answer = await ask(chosen, what, content=b64encode(content).decode(), **about)
    outcome = msgspec.json.decode(answer, type=Outcome)
    for line in outcome.lines:
        print(line)
    return 0 if outcome.done else 1


def _who(words: str) -> tuple[str, str]:
    line, _, who = words.partition("=")
    if not (line.isascii() and line.isdecimal() and who):
        raise argparse.ArgumentTypeError(f"who is meant is written 12=ann-owen, not {words}")
    return line, who


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        sentence = N_("{file} cannot be read: {fault}.")
        raise CannotRead(sentence, file=file.name, fault=error.strerror or error) from error


def _only(register: Register) -> str:
    return next(iter(register.councils)) if len(register.councils) == 1 else ""


def _act(
    acts: Any, common: argparse.ArgumentParser, name: str, told: str, run: object
) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = acts.add_parser(name, parents=[common], help=told)
    made.set_defaults(run=run)
    return made
