"""What a council keeps between its meetings, written in open formats."""

from __future__ import annotations

from pathlib import Path

from server.council.change import UnknownChange
from server.council.council_file import write_council_file
from server.council.plan import Plan
from server.council.register import Register
from server.importing.people import write_popolo, write_table
from server.journal.journal import Journal
from server.keeping.agenda_file import plan_file
from server.keeping.places import make_folder
from server.live.kept import kept_plans, kept_register
from server.pages.council.exporting import exported

UNREAD = "register"


async def write_council(folder: Path, journal: Journal) -> tuple[str, ...]:
    """Write the register, if anything is in it, and each plan as a meeting file to `plans/`; what
    this version could not read."""
    try:
        register = await kept_register(journal)
        plans = await kept_plans(journal)
    except UnknownChange:
        return (UNREAD,)
    if register.councils:
        _write_register(folder, register)
    for plan in plans:
        _write_plan(folder / "plans", plan, register)
    return ()


def _write_register(folder: Path, register: Register) -> None:
    _put(folder / "council.toml", write_council_file(register).encode())
    for council in register.councils:
        people = list(exported(register, council))
        name = "people" if len(register.councils) == 1 else f"people-{council}"
        _put(folder / f"{name}.csv", write_table(people))
        _put(folder / f"{name}.json", write_popolo(people))


def _write_plan(folder: Path, plan: Plan, register: Register) -> None:
    text = plan_file(plan, register)
    if text is not None:
        _put(folder / f"{plan.id}.toml", text.encode())


def _put(path: Path, content: bytes) -> None:
    make_folder(path.parent)
    path.touch(mode=0o600)
    path.write_bytes(content)
