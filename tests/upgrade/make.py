"""Makes what an upgrade is tested with: the data folder of a version, and what that version wrote.

In a clone of that version, with its libraries and its web/dist:

    PYTHONPATH=. python …/tests/upgrade/make.py 0.1.0.zip
"""

from __future__ import annotations

import asyncio
import json
import secrets
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zipfile import ZIP_LZMA, ZipFile

import aiohttp

from server import places
from server.app import Server, serving
from server.config import Settings
from server.live.meetings import Running
from server.live.order import Order
from server.live.signed_in import SignedIn
from server.live.turn import Clock
from server.meeting.command import Office
from server.meeting.meeting import Meeting
from server.meeting_file import load_meeting_file
from server.minutes import has_private_business, write, write_full
from server.render.language import voice
from tests.pages.knocking import PASSPHRASE, Guest

BEGAN = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
OPEN = "licensing-2026-07-14"
PRIVATE = "little-oakham-2027-05-12"
KEPT = ("md", "json")  # the other formats are made of the same note, by libraries that change

LAST = "the entry that was made last"

Told = list[tuple[str, dict[str, object]]]


def _present(*people: str) -> Told:
    return [("record_present", {"person": person}) for person in people]


IN_PRIVATE: Told = [
    *_present("hollis", "okafor", "nair", "tom-hollis"),
    ("open_meeting", {}),
    ("take_item", {"item": "1"}),
    ("record_apologies", {"person": "baird"}),
    ("take_item", {"item": "3.2"}),
    ("declare_interest", {"person": "nair", "kind": "disclosable_pecuniary", "item": "3.2"}),
    ("move_motion", {"text": "That the lower quotation be accepted.", "mover": "okafor"}),
    ("second_motion", {"seconder": "tom-hollis"}),
    ("put_question", {"way": "hands"}),
    ("record_counts", {"in_favour": 2, "against": 1}),
    ("close_vote", {}),
    ("record_action", {"who": "Ruth Calloway", "what": "order the fence"}),
    ("take_item", {"item": "5"}),
    (
        "move_exclusion",
        {"mover": "okafor", "seconder": "tom-hollis", "items": "6", "reason": "staff"},
    ),
    ("agree_without_dissent", {}),
    ("take_item", {"item": "6"}),
    ("record_note", {"text": "The groundsman’s letter was read out."}),
    ("record_decision", {"text": "That the hours be raised to thirty a week."}),
    ("readmit_public", {}),
    ("release_decision", {"item": "6", "text": "That the hours be raised."}),
    ("close_meeting", {}),
]

MOTIONS: Told = [
    ("move_motion", {"text": "That the licence be granted.", "mover": "shah", "seconder": "owen"}),
    ("move_amendment", {"text": "That the licence be granted for a year.", "mover": "ruiz"}),
    ("second_motion", {"seconder": "amin"}),
    ("put_question", {"way": "hands"}),
    ("record_counts", {"in_favour": 3, "against": 2}),
    ("close_vote", {}),
    ("put_question", {"way": "named", "named_by": "ruiz, owen"}),
    ("cast_vote", {"person": "owen", "choice": "for"}),
]

HALF_WAY: Told = [
    *_present("amin", "shah", "owen", "ruiz", "khan"),
    ("open_meeting", {}),
    ("take_item", {"item": "3"}),
    ("record_note", {"text": "Taken back at once."}),
    ("undo", {}),
    *MOTIONS,
]

IN_WALES: Told = [
    *_present("amin", "shah", "owen", "ruiz", "khan"),
    ("record_in_attendance", {"name": "Mair Jones", "position": "Head of Licensing"}),
    ("register_speaker", {"item": "3", "name": "Ifor Rees", "kind": "public"}),
    ("open_meeting", {}),
    ("admit_urgent_item", {"title": "Flood in Mill Lane", "reason": "The river rose last night."}),
    ("take_item", {"item": "3"}),
    ("give_floor", {"person": "shah"}),
    ("ask_to_speak", {"person": "ruiz", "kind": "point_of_order", "rule": "SO 9"}),
    ("call_speaker", {"request": LAST}),
    ("rule_on_point", {"ruling": "upheld", "text": "That it was not to the motion."}),
    ("end_speech", {}),
    ("ask_to_speak", {"person": "khan"}),
    ("call_speaker", {"request": LAST}),
    ("give_more_time", {"minutes": 1}),
    ("end_speech", {}),
    *MOTIONS,
    ("cast_vote", {"person": "amin", "choice": "against"}),
    ("cast_vote", {"person": "khan", "choice": "against"}),
    ("cast_vote", {"person": "ruiz", "choice": "abstain"}),
    ("close_vote", {"gap": True}),
    ("change_order", {"item": "6", "before": "5"}),
    ("adjourn_meeting", {"until": "7pm", "reason": "for a break"}),
    ("resume_meeting", {}),
    ("take_item", {"item": "6"}),
    ("record_departure", {"person": "ruiz"}),
    ("close_meeting", {}),
]


class Ticking(Clock):
    """A clock that goes on by a second whenever somebody looks at it."""

    def __init__(self, began: datetime) -> None:
        self.time = began
        super().__init__(self._tick, lambda: secrets.token_hex(6))

    def _tick(self) -> datetime:
        self.time += timedelta(seconds=1)
        return self.time


def state(meeting: Meeting) -> dict[str, Any]:
    """What a meeting has come to, in few words that every version has."""
    vote = meeting.votes.latest
    return {
        "phase": meeting.sitting.phase.value,
        "item": meeting.in_hand.number if meeting.in_hand else "",
        "record": {item.number: len(item.record) for item in meeting.items if item.record},
        "roll": list(vote.roll) if vote else [],
        "cast": {who: choice.value for who, choice in vote.cast.items()} if vote else {},
        "result": vote.result.value if vote and vote.result else "",
    }


def notes(running: Running) -> dict[str, bytes]:
    """The notes of a meeting, public and restricted, in each language, by the file's name."""
    sides = running.live.sides
    made: dict[str, bytes] = {}
    for language in sides.inside.profile.languages:
        tongue = voice(language, sides.inside.profile.timezone)
        written = {"note": write(sides.outside, tongue)}
        if has_private_business(sides.inside):
            written["full"] = write_full(sides, tongue)
        for name, files in written.items():
            made |= {f"{name}.{language}.{ending}": files[ending] for ending in KEPT}
    return made


async def _convene(server: Server, file: Path) -> Running:
    convened = load_meeting_file(file, places.config() / "profiles")
    return await server.meetings.convene(convened, "command-line")


async def _tell(running: Running, told: Told) -> None:
    last = ""
    for number, (command, given) in enumerate(told):
        meant = {name: last if value == LAST else value for name, value in given.items()}
        order = Order(Office.CLERK, command, meant, f"told-{number}")
        last = (await running.live.handle(order)).entry


async def _meetings(server: Server, traps: Path, scripts: Sequence[Path], folder: Path) -> None:
    demonstration = places.config() / "demonstration" / "script.jsonl"
    for script in (demonstration, *scripts):
        await server.demonstrations.perform(script, 1e9)
    for performance in server.demonstrations._performances:
        await performance.finished()
    await _tell(await _convene(server, places.config() / "example_meeting.toml"), IN_PRIVATE)
    await _tell(await _convene(server, _in_wales(traps, folder)), IN_WALES)
    half = await _convene(server, traps / "committee.toml")
    await _tell(half, HALF_WAY)
    by_device = Order(Office.MEMBER, "cast_vote", {"choice": "against"}, "phone-1", "ruiz")
    await half.live.handle(by_device)


def _in_wales(traps: Path, folder: Path) -> Path:
    """The same committee under the rules of Wales, with its notes in two languages."""
    words = (traps / "committee.toml").read_text("utf-8")
    for before, now in {"english_principal": "welsh_principal", OPEN: "wales"}.items():
        assert before in words
        words = words.replace(before, now)
    (folder / "wales.toml").write_text(words, "utf-8")
    return folder / "wales.toml"


async def _people(server: Server) -> dict[str, object]:
    """An officer with a passphrase, who is signed in; a link, good still, to the open meeting."""
    first = await server.doors.first_officer()
    url = f"http://127.0.0.1:{server.port}"
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
        guest = Guest(session, url)
        made = await guest.post(first, name="Jo Hughes", login="jo", passphrase=PASSPHRASE)
        assert made.status == 303, made.told
        link = await server.doors.link(SignedIn(OPEN, Office.MEMBER, "khan"), by="Jo Hughes")
        return {"login": "jo", "passphrase": PASSPHRASE, "cookies": guest.cookies, "link": link}


async def make(archive: Path, clone: Path, scripts: Sequence[Path]) -> None:
    """Have this version hold its meetings, and keep its data folder with what it wrote."""
    with tempfile.TemporaryDirectory() as folder, ZipFile(archive, "w", ZIP_LZMA) as kept:
        data, clock = Path(folder) / "data", Ticking(BEGAN)
        async with serving(Settings(port=0, data=data), clock) as server:
            await _meetings(server, clone / "tests" / "traps", scripts, Path(folder))
            people = await _people(server)
            met, wrote = {}, {}
            for running in server.meetings:
                key, rows = running.live.meeting.key, len(running.live.recorded)
                met[key] = {"lines": rows, **state(running.live.meeting)}
                wrote[key] = {name: content.decode() for name, content in notes(running).items()}
        ended = clock.time.isoformat()
        found = {"ended": ended, "people": people, "meetings": met}
        kept.writestr("wrote.json", json.dumps(wrote))
        kept.writestr("found.json", json.dumps(found, indent=1))
        kept.write(data / "journal.db", "data/journal.db")


if __name__ == "__main__":
    here = Path.cwd()
    asyncio.run(make(Path(sys.argv[1]), here, sorted(here.glob("tests/traps/*.jsonl"))))
