"""The command line: `orderpaper`, or `python -m server`."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import logging
import os
import signal
import sys
from collections.abc import Coroutine, Sequence
from typing import Any, TypeVar

if sys.version_info < (3, 11):  # noqa: UP036  # before anything that it cannot read
    sys.exit("Orderpaper needs Python 3.11 or newer.")

import msgspec

from server import places
from server.app import feeding, serving, system_clock
from server.arguments import parser
from server.asking import ask
from server.config import Settings, names, settings
from server.control import Links, Told, reindexed
from server.journal.journal import InUse, open_journal, place_of
from server.journal.move import move as move_journal
from server.keeping import verbs as keeping
from server.keeping.erasing import Erased
from server.live.search import reindex as reindex_journal
from server.play import play_to_folder
from server.process import Process
from server.program_log import write_log
from server.setting_checks import require_scanner, unknown
from server.words import N_, Said

FIRST = N_(
    "Nobody can sign in with a passphrase yet. Make the first officer at this address, "
    "which works once, until tomorrow:"
)

T = TypeVar("T")

log = logging.getLogger("server")  # however it is started


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; 0 if it did what was asked, 1 with one sentence on stderr if it could not."""
    asked = parser(_RUNS).parse_args(arguments)
    given = {
        name: value for name, value in vars(asked).items() if name in Settings.__struct_fields__
    }
    try:
        chosen = settings(os.environ, **given)
        write_log(chosen.log_level, chosen.log_format, asked.command)
        for name in unknown(os.environ, names().values()):
            log.warning("there is no setting %s: it changes nothing", name)
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
    require_scanner(chosen.scanner)
    stop = _told_to_stop()
    async with serving(chosen) as server:
        _tell_that_it_serves(server.settings.link_base, server)
        if first := await server.control.first_officer():
            print(f"{FIRST}\n  {first}", flush=True)
        for path in chosen.meetings:
            _print_links(await server.control.convene(path))
        if chosen.demonstration:
            running = await server.demonstrations.demonstrate()
            _print_links(await server.control.links(running.live.meeting), one_member=True)
        await stop.wait()


async def feed(asked: argparse.Namespace, chosen: Settings) -> None:
    """Serve followers alone, until told to stop, be it while it waits for the journal."""
    stop = _told_to_stop()
    async with contextlib.AsyncExitStack() as running:
        process = await _unless(stop, running.enter_async_context(feeding(chosen)))
        if process is None:
            return
        _tell_that_it_serves(f"followers at {process.settings.link_base}", process)
        await stop.wait()


async def convene(asked: argparse.Namespace, chosen: Settings) -> None:
    """Make a meeting of a meeting file on the running server."""
    _print_links(await _ask_links(chosen, "convene", path=str(asked.file.resolve())))


async def rehearse(asked: argparse.Namespace, chosen: Settings) -> None:
    """Begin a rehearsal of the meeting of a file on the running server."""
    _print_links(await _ask_links(chosen, "rehearse", path=str(asked.file.resolve())))


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
    told = msgspec.json.decode(await ask(chosen, "officer", **about), type=Told)
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


async def reindex(asked: argparse.Namespace, chosen: Settings) -> None:
    """Make anew what can be searched: by the running server, if the journal is open in one."""
    await (await open_journal(chosen.journal, read_only=True)).close()  # or it would be made here
    try:
        journal = await open_journal(chosen.journal)
    except InUse:
        print(msgspec.json.decode(await ask(chosen, "reindex"), type=Told).said)
        return
    try:
        print(reindexed(await reindex_journal(journal)).said)
    finally:
        await journal.close()


async def move(asked: argparse.Namespace, chosen: Settings) -> None:
    """Move the journal from one store to another."""
    tell = _progress if sys.stdout.isatty() else lambda done, total: None
    moved = await move_journal(place_of(asked.source), place_of(asked.target), tell)
    print(
        f"{moved.streams} streams with {moved.lines} lines and {moved.answers} first answers, and"
        f" an audit log of {moved.audited} lines: all has arrived, and every chain is unbroken."
        "\nThe journal that it came from is as it was. Have no server write to it any more."
    )


async def backup(asked: argparse.Namespace, chosen: Settings) -> None:
    """Back up journal, drafts and papers, while the server runs, and read the copy back."""
    print(await keeping.backup(chosen, asked.place, system_clock()))


async def restore(asked: argparse.Namespace, chosen: Settings) -> None:
    """Put a backup where no journal is."""
    print(await keeping.restore(chosen, asked.backup))


async def export(asked: argparse.Namespace, chosen: Settings) -> None:
    """Write everything in open formats, while the server runs."""
    print(await keeping.export(chosen, asked.place))


async def erase(asked: argparse.Namespace, chosen: Settings) -> None:
    """Erase the names of the public from meetings that are long over: by the running server, if
    the journal is open in one."""
    clock = system_clock()
    before = keeping.day_of(chosen, asked.before, clock)
    try:
        erased = await keeping.erase(chosen, before, clock, dry=asked.dry_run)
    except InUse:
        erased = msgspec.json.decode(
            await ask(chosen, "erase", before=before.isoformat()), type=Erased
        )
    print(keeping.told_of(erased, before, dry=asked.dry_run))


def _progress(done: int, total: int) -> None:
    print(f"\r{done} of {total} rows", end="\n" if done == total else "", flush=True)


def _tell_that_it_serves(what: str, process: Process) -> None:
    print(f"Orderpaper serves {what} (Ctrl+C stops it).", flush=True)
    print(f"  {process.place}", flush=True)
    log.info("serving %s, %s", what, process.place)


def _told_to_stop() -> asyncio.Event:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


async def _unless(stop: asyncio.Event, work: Coroutine[Any, Any, T]) -> T | None:
    """What this comes to; or None if it was told to stop before, and then it is ended."""
    doing, told = asyncio.create_task(work), asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({doing, told}, return_when=asyncio.FIRST_COMPLETED)
        if not doing.done():
            doing.cancel()
            await asyncio.wait({doing})
        return None if doing.cancelled() else doing.result()
    finally:
        doing.cancel()
        told.cancel()


async def _ask_links(chosen: Settings, what: str, **asked: object) -> Links:
    return msgspec.json.decode(await ask(chosen, what, **asked), type=Links)


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


_RUNS = {
    run.__name__: run
    for run in (
        *(serve, feed, convene, rehearse, links, officer, play, verify, reindex, move),
        *(backup, restore, export, erase),
    )
}


if __name__ == "__main__":
    sys.exit(main())
