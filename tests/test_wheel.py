"""The wheel carries all that a server needs, and runs where there is neither Node nor a clone."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from zipfile import ZipFile

import aiohttp
import pytest

from server.minutes import FORMATS

ROOT = Path(__file__).parent.parent
TAKEN = ("server", "config", "web/dist", "web/templates")
ALONE = ("pyproject.toml", "LICENSE", ".gitignore", ".ci/hatch_build.py")
WELSH = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8"\n\nmsgid "Yes"\nmsgstr "Ie"\n'
PO = "server/locale/cy/LC_MESSAGES/orderpaper.po"

Run = Callable[..., subprocess.CompletedProcess[str]]


def outside(folder: Path, **more: str) -> dict[str, str]:
    """An environment in which no program is found, and nothing says where this clone is."""
    kept = {name: os.environ[name] for name in ("LANG", "TMPDIR") if name in os.environ}
    return {**kept, "PATH": str(folder / "no-programs"), "PYTHONUNBUFFERED": "1", **more}


def copy(to: Path) -> None:
    """What a wheel is made of, copied: a build must not write among the files of other tests."""
    for folder in TAKEN:
        ignored = shutil.ignore_patterns("__pycache__", "*.mo")
        shutil.copytree(ROOT / folder, to / folder, ignore=ignored)
    for file in ALONE:
        (to / file).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / file, to / file)


def build(tree: Path) -> subprocess.CompletedProcess[str]:
    """Build a wheel of this tree where there is no Node."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tree / "made")]
    return subprocess.run(
        command, cwd=tree, env=outside(tree), capture_output=True, text=True, timeout=60
    )


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a wheel is made of, with a translation more."""
    tree = tmp_path_factory.mktemp("tree")
    copy(tree)
    (tree / PO).parent.mkdir(parents=True, exist_ok=True)
    (tree / PO).write_text(WELSH, encoding="utf-8")
    return tree


@pytest.fixture(scope="module")
def unpacked(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, unpacked as an installation unpacks it."""
    built = build(tree)
    assert built.returncode == 0, built.stdout + built.stderr
    (wheel,) = (tree / "made").iterdir()
    folder = tmp_path_factory.mktemp("unpacked")
    with ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


@pytest.fixture
def run(unpacked: Path, tmp_path: Path) -> Run:
    """Runs the installed program, in a folder that has nothing to do with it."""

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "server", *words],
            cwd=tmp_path,
            env=outside(tmp_path, PYTHONPATH=str(unpacked)),
            capture_output=True,
            text=True,
            timeout=60,
        )

    return run


def files(folder: Path) -> set[str]:
    """Every file under a folder, as it is named from there; but for what running leaves there."""
    found = (each for each in folder.rglob("*") if each.is_file() and each.suffix != ".pyc")
    return {str(each.relative_to(folder)) for each in found}


@pytest.mark.parametrize(
    ("inside", "in_work_tree"),
    [
        ("server/_web/dist", "web/dist"),
        ("server/_web/templates", "web/templates"),
        ("server/_config", "config"),
        ("server/journal/sqlite/steps", "server/journal/sqlite/steps"),
        ("server/journal/postgresql/steps", "server/journal/postgresql/steps"),
    ],
)
def test_it_carries_every_file_that_is_read_when_it_runs(
    unpacked: Path, tree: Path, inside: str, in_work_tree: str
) -> None:
    carried = files(unpacked / inside)
    assert carried
    hidden = {name for name in files(tree / in_work_tree) if name.startswith(".")}
    assert carried | hidden == files(tree / in_work_tree) | hidden


def test_it_carries_what_the_pages_ask_for(unpacked: Path) -> None:
    dist = unpacked / "server" / "_web" / "dist"
    manifest = json.loads((dist / "manifest.json").read_bytes())
    assert {"public.js", "inside.js", "app.css"} <= set(manifest)
    assert set(manifest.values()) <= files(dist)
    assert "licences.txt" in files(dist), "the terms of what went into the scripts"


def test_it_carries_the_profiles_and_the_demonstration(unpacked: Path) -> None:
    carried = files(unpacked / "server" / "_config")
    profiles = {f"profiles/{path.name}" for path in (ROOT / "config" / "profiles").iterdir()}
    assert carried >= profiles
    assert carried >= {"demonstration/script.jsonl", "demonstration/meeting.toml"}


def test_it_carries_compiled_translations_and_not_their_sources(unpacked: Path) -> None:
    assert (unpacked / PO).with_suffix(".mo").is_file()
    assert [name for name in files(unpacked) if name.endswith(".po")] == []


def test_it_carries_the_licence(unpacked: Path) -> None:
    (licence,) = unpacked.glob("*.dist-info/licenses/LICENSE")
    assert licence.read_bytes() == (ROOT / "LICENSE").read_bytes()


def test_it_carries_nothing_that_only_developers_need(unpacked: Path) -> None:
    names = files(unpacked)
    unwanted = re.compile(r"(^|/)(tests|node_modules|bench|src|\.ci|__pycache__)/|\.(scss|db)$")
    assert [name for name in names if unwanted.search(name)] == []
    assert {name.split("/")[0].split("-")[0] for name in names} == {"server", "orderpaper"}


def test_it_says_what_it_is_and_which_libraries_it_needs(unpacked: Path) -> None:
    (metadata,) = unpacked.glob("*.dist-info/METADATA")
    (entries,) = unpacked.glob("*.dist-info/entry_points.txt")
    words = metadata.read_text("utf-8")
    assert "Name: orderpaper\n" in words
    assert "Requires-Dist: aiohttp" in words
    assert "orderpaper = server.__main__:main" in entries.read_text("utf-8")


def test_without_the_scripts_and_styles_it_is_not_built(tmp_path: Path) -> None:
    copy(tmp_path)
    shutil.rmtree(tmp_path / "web" / "dist")
    built = build(tmp_path)
    said = " ".join((built.stdout + built.stderr).split())
    assert built.returncode != 0
    assert "web/dist are missing" in said
    assert "Install Node.js 20 or newer with npm and build again" in said
    assert "Traceback" not in said
    assert list(tmp_path.rglob("*.whl")) == []


def test_where_the_pages_were_changed_since_it_is_not_built(tmp_path: Path) -> None:
    copy(tmp_path)
    for folder in ("web/src", "web/node_modules"):
        (tmp_path / folder).mkdir()
    changed = tmp_path / "web" / "src" / "public.js"
    changed.touch()
    made = (tmp_path / "web" / "dist" / "manifest.json").stat().st_mtime
    os.utime(changed, (made + 1, made + 1))
    built = build(tmp_path)
    assert built.returncode != 0
    assert "older than web/src" in " ".join((built.stdout + built.stderr).split())


def test_it_says_what_it_can_do(run: Run) -> None:
    told = run("--help")
    assert told.returncode == 0, told.stderr
    assert "convene" in told.stdout


def test_it_plays_the_demonstration_to_its_note(run: Run, unpacked: Path, tmp_path: Path) -> None:
    script = unpacked / "server" / "_config" / "demonstration" / "script.jsonl"
    told = run("play", str(script), "--out", "note")
    assert told.returncode == 0, told.stderr
    assert files(tmp_path / "note") == {f"note.{ending}" for ending in FORMATS}
    assert "Improvement & Innovation Board" in (tmp_path / "note" / "note.md").read_text("utf-8")


@pytest.fixture
async def served(unpacked: Path, tmp_path: Path) -> AsyncIterator[str]:
    """The address of the installed program, which serves from its wheel."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "server", "serve", "--port", "0", "--data", "data"),
        cwd=tmp_path,
        env=outside(tmp_path, PYTHONPATH=str(unpacked)),
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(30):
            first = (await process.stdout.readline()).decode()
        found = re.search(r"http://localhost:(\d+)", first)
        assert found, "it ended before it served"
        yield f"http://127.0.0.1:{found[1]}"
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 20) == 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def test_it_serves_pages_with_their_scripts_and_styles(
    served: str, unpacked: Path, run: Run
) -> None:
    meeting = unpacked / "server" / "_config" / "example_meeting.toml"
    convened = await asyncio.to_thread(run, "convene", str(meeting), "--data", "data")
    assert convened.returncode == 0, convened.stderr
    async with aiohttp.ClientSession(served) as session:
        async with session.get("/") as page:
            words = await page.text()
            assert page.status == 200
        assert "Little Oakham" in words
        linked = re.findall(r'(?:href|src)="(/[^"]+\.(?:css|js))"', words)
        assert linked
        for address in linked:
            async with session.get(address) as file:
                assert file.status == 200
                carried = unpacked / "server" / "_web" / "dist" / address.rpartition("/")[2]
                assert await file.read() == carried.read_bytes()
    verified = await asyncio.to_thread(run, "verify", "--data", "data")
    assert "meeting/little-oakham-2027-05-12: 1 lines, unbroken" in verified.stdout
