"""The command line: `orderpaper`, or `python -m server`."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036  # before anything that it cannot read
    sys.exit("Orderpaper needs Python 3.11 or newer.")

import aiohttp
import msgspec

from server import places
from server.app import serving
from server.config import Settings, settings
from server.control import Links, Told
from server.journal.journal import open_journal
from server.play import play_to_folder
from server.program_log import write_log
from server.words import N_, Said

FIRST = N_(
    "Nobody can sign in with a passphrase yet. Make the first officer at this address, "
    "which works once, until tomorrow:"
)
ACTS = {
    "add": "add an officer; prints the address to choose a passphrase at",
    "reset": "print an address at which the officer chooses another passphrase",
    "disable": "shut an officer out, at once",
    "enable": "let a disabled officer sign in again",
}


class NotRunning(Said):
    """No server runs on this data folder."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; 0 if it did what was asked, 1 with one sentence on stderr if it could not."""
    asked = _parser().parse_args(arguments)
    given = {
        name: value for name, value in vars(asked).items() if name in Settings.__struct_fields__
    }
    try:
        chosen = settings(os.environ, **given)
        write_log(chosen.log_level)
        return int(_loop().run(asked.run(asked, chosen)) or 0)
    except Said as said:
        print(said, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{error.strerror}: {error.filename}" if error.filename else error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


async def serve(asked: argparse.Namespace, chosen: Settings) -> None:
    """Serve until told to stop."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with serving(chosen) as server:
        print(f"Orderpaper serves {server.settings.link_base} (Ctrl+C stops it).", flush=True)
        if first := await server.control.first_officer():
            print(f"{FIRST}\n  {first}", flush=True)
        for path in chosen.meetings:
            _print_links(await server.control.convene(path))
        if chosen.demonstration:
            running = await server.demonstrations.demonstrate()
            _print_links(await server.control.links(running.live.meeting), one_member=True)
        await stop.wait()


async def convene(asked: argparse.Namespace, chosen: Settings) -> None:
    """Make a meeting of a meeting file on the running server."""
    _print_links(await _ask_links(chosen, "convene", path=str(asked.file.resolve())))


async def links(asked: argparse.Namespace, chosen: Settings) -> None:
    """Make new links to a meeting."""
    _print_links(await _ask_links(chosen, "links", key=asked.key))


async def play(asked: argparse.Namespace, chosen: Settings) -> None:
    """Play a script: to documents in a folder, or live on the running server."""
    if asked.live:
        path = str(asked.script.resolve())
        _print_links(await _ask_links(chosen, "perform", path=path, speed=chosen.speed))
        return
    for written in play_to_folder(asked.script, asked.out, places.config() / "profiles"):
        print(written)


async def officer(asked: argparse.Namespace, chosen: Settings) -> None:
    """Let an officer in, or shut one out: the way back for an administrator who is locked out."""
    about = {"act": asked.act, "login": asked.login}
    if asked.act == "add":
        role = "administrator" if asked.administrator else "clerk"
        about |= {"name": asked.name, "role": role}
    told = msgspec.json.decode(await _ask(chosen, "officer", **about), type=Told)
    print(told.said)


async def verify(asked: argparse.Namespace, chosen: Settings) -> None:
    """Check the hash chain of every stream of the journal, and of the audit log."""
    journal = await open_journal(chosen.journal, read_only=True)
    try:
        for stream in await journal.streams():
            print(f"{stream}: {await journal.verify(stream)} lines, unbroken")
        print(f"audit log: {await journal.secrets.audit.verify()} lines, unbroken")
    finally:
        await journal.close()


async def _ask_links(chosen: Settings, what: str, **asked: object) -> Links:
    return msgspec.json.decode(await _ask(chosen, what, **asked), type=Links)


async def _ask(chosen: Settings, what: str, **asked: object) -> bytes:
    if not chosen.control.exists():
        raise NotRunning(
            N_("No Orderpaper runs on the data folder {folder}. Start it first: orderpaper serve."),
            folder=chosen.data,
        )
    connector = aiohttp.UnixConnector(str(chosen.control))
    async with aiohttp.ClientSession(connector=connector) as session:
        try:
            async with session.post(f"http://orderpaper/{what}", json=asked) as response:
                body = await response.read()
        except aiohttp.ClientConnectionError as error:
            raise NotRunning(
                N_("The Orderpaper of the data folder {folder} does not answer. Start it anew."),
                folder=chosen.data,
            ) from error
    if response.status != 200:
        raise NotRunning(str(json.loads(body).get("problem", response.reason)))
    return body


def _print_links(made: Links, *, one_member: bool = False) -> None:
    shown = dict(list(made.members.items())[1:2]) if one_member else made.members
    clerk = ("Officers sign in", made.sign_in) if made.sign_in else ("Clerk", made.clerk)
    rows = [clerk, ("Chair", made.chair)] if made.chair else [clerk]
    rows += [(f"Member ({name})", link) for name, link in shown.items()]
    if not one_member:
        rows += [(f"Officer ({name})", link) for name, link in made.officers.items()]
    rows += [("Public", made.public)]
    width = min(max(len(label) for label, _ in rows), 40)
    print(f"\n{made.title}")
    for label, link in rows:
        print(f"  {label:<{width}}  {link}")
    print(f"\n{made.notice}\n" if made.notice else "", flush=True)


def _loop() -> asyncio.Runner:
    try:
        import uvloop
    except ImportError:  # not to be had on this system; asyncio's own is right, if less quick
        return asyncio.Runner()
    return asyncio.Runner(loop_factory=uvloop.new_event_loop)


def _officer_verb(verb: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    acts = verb.add_subparsers(dest="act", metavar="ACT", required=True)
    for act, told in ACTS.items():
        one = acts.add_parser(act, parents=[common], help=told)
        if act == "add":
            one.add_argument("name", help="the officer's name")
            one.add_argument("--administrator", action="store_true", help="who manages officers")
        one.add_argument("login", help="the name to sign in with")
        one.set_defaults(run=officer)


def _add_wire_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", help="the address to listen on (127.0.0.1)")
    parser.add_argument("--port", type=int, help="the port to listen on (8000)")
    parser.add_argument("--address", help="what links begin with, behind a proxy")
    parser.add_argument("--trusted-proxies", help="proxies whose word on clients is taken (none)")
    parser.add_argument("--connections", help="how many one address may have open (1000)")
    parser.add_argument("--framed-by", help="sites that may frame the public panel (none)")


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--data", type=Path, help="the folder of journal and drafts (./data)")
    serving_options = argparse.ArgumentParser(add_help=False, parents=[common])
    _add_wire_options(serving_options)
    serving_options.add_argument(
        "--further", type=Path, help="a folder of further kinds of business"
    )
    serving_options.add_argument(
        "--meeting", dest="meetings", action="append", type=Path, help="convene this meeting file"
    )
    serving_options.add_argument(
        "--demo", dest="demonstration", action="store_true", help="perform the demonstration"
    )
    serving_options.add_argument("--speed", type=float, help="how fast a script is performed (20)")
    parser = argparse.ArgumentParser(prog="orderpaper", parents=[serving_options])
    parser.set_defaults(run=serve)
    verbs = parser.add_subparsers(metavar="COMMAND")
    verb = verbs.add_parser("serve", parents=[serving_options], help="serve (what it does anyway)")
    verb.set_defaults(run=serve)
    verb = verbs.add_parser("convene", parents=[common], help="make a meeting of a meeting file")
    verb.add_argument("file", type=Path)
    verb.set_defaults(run=convene)
    verb = verbs.add_parser("links", parents=[common], help="make new links to a meeting")
    verb.add_argument("key")
    verb.set_defaults(run=links)
    _officer_verb(verbs.add_parser("officer", help="let officers in and shut them out"), common)
    verb = verbs.add_parser("play", parents=[common], help="play a script")
    verb.add_argument("script", type=Path)
    verb.add_argument("--out", type=Path, default=Path("played"), help="where the note goes")
    verb.add_argument("--live", action="store_true", help="perform it on the running server")
    verb.add_argument("--speed", type=float, help="how fast it is performed (20)")
    verb.set_defaults(run=play)
    verb = verbs.add_parser("verify", parents=[common], help="check the journal's hash chain")
    verb.set_defaults(run=verify)
    return parser


if __name__ == "__main__":
    sys.exit(main())
