"""Every setting is told by `--help` and in the table for IT officers, and by both as it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from server.__main__ import main
from server.arguments import _shared
from server.config import Settings, name_of, names
from server.settings_told import SETTINGS

ROOT = Path(__file__).parent.parent
ALL, SOME = ROOT / "config" / "README.md", ROOT / "README.md"
BY_OPTION_ALONE = {"demonstration", "meetings", "speed"}
IN_WORDS = {"address", "connections", "strict_transport"}
"""Settings whose default is worked out, or would be long."""

Row = tuple[str, str, str, str]


def rows(paper: Path) -> list[Row]:
    """The rows of the table of settings: what it is, in the environment, as an option, default."""
    table = paper.read_text("utf-8").split("| setting | environment |")[1].split("\n\n")[0]
    cells = (line.strip("|").split("|") for line in table.splitlines()[2:])
    return [tuple(re.sub(r"`|\*", "", cell).strip() for cell in row) for row in cells]  # type: ignore[misc]


def options() -> dict[str, str]:
    """The option of each setting that has one."""
    (*_, serving) = _shared()
    return {action.dest: action.option_strings[-1] for action in serving._actions}


def test_every_setting_is_told_and_no_other() -> None:
    assert SETTINGS.keys() == names().keys()
    assert set(Settings.__struct_fields__) - BY_OPTION_ALONE == names().keys()


def test_the_table_has_every_setting_with_its_names_and_its_default() -> None:
    assert rows(ALL) == [
        (what, name_of(field), options().get(field, ""), default)
        for field, (what, default) in SETTINGS.items()
    ]


def test_the_first_page_has_some_of_them_in_the_same_words_and_leads_to_all() -> None:
    assert set(rows(SOME)) < set(rows(ALL))
    assert "(config/README.md#settings)" in SOME.read_text("utf-8")


@pytest.mark.parametrize("field", sorted(SETTINGS.keys() - IN_WORDS))
def test_a_default_is_told_as_it_is(field: str) -> None:
    told, default = SETTINGS[field][1], getattr(Settings(), field)
    assert told.partition(":")[0] == ("none" if default in ("", None) else str(default))


@pytest.mark.parametrize("words", [(), ("serve",), ("web",), ("feed",)])
def test_help_lists_every_setting_with_its_default(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main([*words, "--help"])
    told = capsys.readouterr().out
    listed = told.partition("settings from the environment")[2]
    for field, (what, default) in SETTINGS.items():
        assert re.search(rf"^  {name_of(field)} ", listed, re.MULTILINE), field
        assert f"{what} ({default})" in " ".join(listed.split()), field
    assert all(len(line) <= 80 for line in listed.splitlines())
