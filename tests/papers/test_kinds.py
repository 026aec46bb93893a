"""Which files are taken is told by what is in them."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from server.papers.kinds import ACCEPTED, KINDS, NotTaken, kind_of
from server.render.files import KINDS as SHOWN
from server.render.files import file_kind
from tests.papers.files import BAD, GOOD, bomb, office


def written(folder: Path, content: bytes) -> Path:
    file = folder / "incoming"
    file.write_bytes(content)
    return file


@pytest.mark.parametrize("ending", GOOD)
def test_each_kind_is_known_by_its_content(tmp_path: Path, ending: str) -> None:
    name = "Figures.csv" if ending == "csv" else "Figures.exe"
    assert kind_of(written(tmp_path, GOOD[ending]), name).ending == ending


@pytest.mark.parametrize("name", BAD)
def test_what_is_something_else_is_refused_in_a_sentence(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotTaken) as refused:
        kind_of(written(tmp_path, BAD[name]), name)
    assert f"“{name}”" in str(refused.value)


def test_a_file_with_macros_is_told_to_be_saved_without_them(tmp_path: Path) -> None:
    with pytest.raises(NotTaken, match="Save it without them"):
        kind_of(written(tmp_path, BAD["Macros.docx"]), "Macros.docx")


def test_an_archive_that_would_grow_without_end_is_not_unpacked(tmp_path: Path) -> None:
    file = written(tmp_path, bomb())
    tracemalloc.start()
    kind = kind_of(file, "Bomb.docx")
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert kind.ending == "docx"  # it is one: whoever opens it is warned by Word
    assert most < 4_000_000


def test_an_archive_of_too_many_parts_is_not_listed(tmp_path: Path) -> None:
    content = office("docx", more={f"{'x' * 200}{n}": b"" for n in range(5_000)})
    with pytest.raises(NotTaken):
        kind_of(written(tmp_path, content), "Many.docx")


def test_every_kind_is_served_as_what_no_browser_takes_for_a_page() -> None:
    for kind in KINDS.values():
        assert not any(word in kind.type for word in ("html", "svg", "javascript", "/xml"))
    shown = {ending for ending, kind in KINDS.items() if kind.shown}
    assert shown == {"pdf", "png", "jpg", "txt"}


def test_pages_call_the_kinds_as_the_store_does() -> None:
    assert {ending: kind.words for ending, kind in KINDS.items()} == SHOWN
    assert file_kind(f"/papers/{'a' * 64}/Plan.pdf") == "PDF"
    assert file_kind("https://elsewhere.example/papers/Plan.pdf") == ""
    assert set(ACCEPTED.split(",")) == {f".{ending}" for ending in (*KINDS, "jpeg")}
