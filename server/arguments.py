"""What may be said on the command line: the commands and their options."""

from __future__ import annotations

import argparse
from collections.abc import Awaitable, Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from server import council_verbs
from server.config import Settings
from server.follow import verb as follow
from server.keeping.manifest import version
from server.settings_told import settings_told

Run = Callable[[argparse.Namespace, Settings], Awaitable[int | None]]

ACTS = {
    "add": "add an officer; prints the address to choose a passphrase at",
    "reset": "print an address at which the officer chooses another passphrase",
    "disable": "shut an officer out, at once",
    "enable": "let a disabled officer sign in again",
}


class _Gather(argparse.Action):
    """Gathers what is given several times, before the command and after it, in `const`."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: object,
        option_string: str | None = None,
    ) -> None:
        self.const.append(values)
        setattr(namespace, self.dest, self.const)


def parser(runs: Mapping[str, Run]) -> argparse.ArgumentParser:
    """The whole command line, to be read once; `runs`: what does each command, by its name.

    Options may stand before the command or after it; what is not given has no attribute.
    """
    common, process, serving = _shared()
    told: dict[str, Any] = {
        "formatter_class": argparse.RawDescriptionHelpFormatter,
        "epilog": settings_told(),
    }
    made = argparse.ArgumentParser(prog="orderpaper", parents=[serving], **told)
    made.add_argument("--version", action="version", version=f"Orderpaper {version()}")
    verbs = made.add_subparsers(metavar="COMMAND", dest="command")
    made.set_defaults(run=runs["serve"], command="serve")
    verb = verbs.add_parser("serve", parents=[serving], help="serve (what it does anyway)", **told)
    verb.set_defaults(run=runs["serve"])
    verb = verbs.add_parser(
        "web", parents=[serving], help="serve, as one of several processes", **told
    )
    verb.set_defaults(run=runs["serve"])
    verb = verbs.add_parser("feed", parents=[process], help="serve followers alone", **told)
    verb.set_defaults(run=runs["feed"])
    _add_meetings(verbs, common, runs)
    verb = verbs.add_parser("officer", help="let officers in and shut them out")
    _add_acts(verb, common, runs["officer"])
    verb = verbs.add_parser("play", parents=[common], help="play a script")
    _add_play_options(verb, runs["play"])
    verb = verbs.add_parser("verify", parents=[common], help="check the journal's hash chain")
    verb.set_defaults(run=runs["verify"])
    verb = verbs.add_parser("reindex", parents=[common], help="make anew what can be searched")
    verb.set_defaults(run=runs["reindex"])
    _add_keeping(verbs, common, runs)
    council_verbs.options(verbs, common)
    follow.options(verbs.add_parser("follow", help=follow.HELP))
    return made


def _shared() -> list[argparse.ArgumentParser]:
    """The options of every command, of every process, and of those that take commands."""
    made: list[argparse.ArgumentParser] = []
    for add in (_add_common_options, _add_process_options, _add_serving_options):
        # A default would undo what stands before the command.
        options = argparse.ArgumentParser(
            add_help=False, parents=made[-1:], argument_default=argparse.SUPPRESS
        )
        add(options)
        made.append(options)
    return made


def _add_common_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, help="the folder of journal and drafts (./data)")
    parser.add_argument("--database-url", help="a PostgreSQL database for the journal (none)")


def _add_serving_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--meeting",
        dest="meetings",
        action=_Gather,
        const=[],
        type=Path,
        help="convene this meeting file",
    )
    parser.add_argument(
        "--demo", dest="demonstration", action="store_true", help="perform the demonstration"
    )
    parser.add_argument("--speed", type=float, help="how fast a script is performed (20)")


def _add_process_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--further", type=Path, help="a folder of further kinds of business")
    parser.add_argument("--host", help="the address to listen on (127.0.0.1)")
    parser.add_argument("--port", type=int, help="the port to listen on (8000)")
    parser.add_argument("--address", help="what links begin with, behind a proxy")
    parser.add_argument("--trusted-proxies", help="proxies whose word on clients is taken (none)")
    parser.add_argument("--connections", help="how many one address may have open (1000)")
    parser.add_argument("--metrics-port", help="a port for measures and health (none)")
    parser.add_argument("--metrics-host", help="the address of that port (127.0.0.1)")
    parser.add_argument("--log-format", help="text, or json: one JSON object a line (text)")
    parser.add_argument("--framed-by", help="sites that may frame the public panel (none)")


def _add_acts(verb: argparse.ArgumentParser, common: argparse.ArgumentParser, run: Run) -> None:
    acts = verb.add_subparsers(dest="act", metavar="ACT", required=True)
    for act, told in ACTS.items():
        one = acts.add_parser(act, parents=[common], help=told)
        if act == "add":
            one.add_argument("name", help="the officer's name")
            one.add_argument("--administrator", action="store_true", help="who manages officers")
        one.add_argument("login", help="the name to sign in with")
        one.set_defaults(run=run)


def _add_meetings(verbs: Any, common: argparse.ArgumentParser, runs: Mapping[str, Run]) -> None:
    verb = verbs.add_parser("convene", parents=[common], help="make a meeting of a meeting file")
    verb.add_argument("file", type=Path)
    verb.set_defaults(run=runs["convene"])
    verb = verbs.add_parser("rehearse", parents=[common], help="rehearse the meeting of a file")
    verb.add_argument("file", type=Path)
    verb.set_defaults(run=runs["rehearse"])
    verb = verbs.add_parser("links", parents=[common], help="make new links to a meeting")
    verb.add_argument("key")
    verb.set_defaults(run=runs["links"])


def _add_keeping(verbs: Any, common: argparse.ArgumentParser, runs: Mapping[str, Run]) -> None:
    _add_places(verbs.add_parser("move", help="move the journal between stores"), runs["move"])
    verb = verbs.add_parser("backup", parents=[common], help="back everything up, and read it back")
    verb.add_argument("place", metavar="DEST", type=Path, help="a folder that is not there yet")
    verb.set_defaults(run=runs["backup"])
    verb = verbs.add_parser("restore", parents=[common], help="put a backup where nothing is")
    verb.add_argument("backup", metavar="BACKUP", type=Path, help="a folder made by backup")
    verb.set_defaults(run=runs["restore"])
    verb = verbs.add_parser("export", parents=[common], help="write everything in open formats")
    verb.add_argument("place", metavar="DEST", type=Path, help="a folder that is not there yet")
    verb.set_defaults(run=runs["export"])
    verb = verbs.add_parser("erase", parents=[common], help="erase names of the public")
    verb.add_argument(
        "--before",
        metavar="DATE",
        type=_day,
        help="from meetings closed before that day, like 2026-01-31 (by ORDERPAPER_RETENTION)",
    )
    verb.add_argument("--dry-run", action="store_true", help="say what would be erased")
    verb.set_defaults(run=runs["erase"])


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise argparse.ArgumentTypeError(f"a day is written 2026-01-31, not {text}") from fault


def _add_places(verb: argparse.ArgumentParser, run: Run) -> None:
    verb.set_defaults(run=run)
    place = "a data folder, a journal file, or postgresql://user@host/database"
    verb.add_argument("source", metavar="FROM", help=f"{place}; it stays as it is")
    verb.add_argument("target", metavar="TO", help="another such place, where no journal is yet")


def _add_play_options(verb: argparse.ArgumentParser, run: Run) -> None:
    verb.set_defaults(run=run)
    verb.add_argument("script", type=Path)
    verb.add_argument("--out", type=Path, default=Path("played"), help="where the note goes")
    verb.add_argument("--live", action="store_true", help="perform it on the running server")
    verb.add_argument(
        "--speed", type=float, default=argparse.SUPPRESS, help="how fast it is performed (20)"
    )
