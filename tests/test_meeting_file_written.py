"""Meeting files that are written: read back, they convene the same meeting."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from server import places
from server.importing.reading import read_agenda
from server.meeting.convened import MeetingConvened
from server.meeting.profile import QuorumRule
from server.meeting_file import load_profiles, read_meeting_file, read_profile
from server.meeting_file.form import WrittenItem, WrittenLink, WrittenMeeting
from server.meeting_file.profiles import overridden, resolve
from server.meeting_file.rewritten import as_of_a_file, rewritten, rules_of
from server.meeting_file.toml_written import toml_of
from server.meeting_file.values import clean

CONFIG = places.config()
PROFILES = load_profiles(CONFIG / "profiles")
EXAMPLES = (CONFIG / "example_meeting.toml", CONFIG / "demonstration" / "meeting.toml")


def example() -> MeetingConvened:
    return read_meeting_file(EXAMPLES[0].read_text(), PROFILES)


def again(convened: MeetingConvened) -> MeetingConvened:
    return read_meeting_file(toml_of(rewritten(convened, PROFILES)), PROFILES)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_a_meeting_is_written_as_the_file_that_convenes_it_again(path: Path) -> None:
    convened = read_meeting_file(path.read_text(), PROFILES)
    assert again(convened) == convened


@pytest.mark.parametrize("name", PROFILES)
def test_rules_that_are_ready_are_written_by_their_name_alone(name: str) -> None:
    profile = read_profile(name, PROFILES[name])
    assert rules_of(profile, PROFILES) == (name, {})
    own = replace(profile, remote_counts=not profile.remote_counts)
    assert rules_of(own, PROFILES) == (name, {"remote_counts": own.remote_counts})


@pytest.mark.parametrize(
    "quorum",
    [
        QuorumRule(fixed=2, source="ours"),
        QuorumRule(numerator=1, denominator=2, minimum=2, source="ours"),
    ],
)
def test_a_quorum_of_its_own_is_written_whole_so_that_a_fraction_undoes_a_number(
    quorum: QuorumRule,
) -> None:
    convened = replace(example(), profile=replace(example().profile, quorum=quorum))
    assert again(convened).profile.quorum == quorum


def test_a_fraction_is_written_where_the_ready_rules_have_a_fixed_number() -> None:
    profiles = {"ours": 'name = "Ours"\n[quorum]\nfixed = 4\n'}
    ready = read_profile("ours", profiles["ours"])
    wanted = replace(ready, quorum=QuorumRule())
    _, overrides = rules_of(wanted, profiles)
    assert resolve(overridden(ready, overrides))[0] == wanted


def test_where_it_came_from_is_not_written() -> None:
    convened = replace(example(), body_id="planning", plan_id="p1")
    assert again(convened) == as_of_a_file(convened) == example()


def test_a_meeting_of_rules_that_no_file_can_state_is_refused_and_not_written_otherwise() -> None:
    zone = replace(example().profile, timezone="Nowhere")
    with pytest.raises(Exception, match=r"Nowhere|no meeting file"):
        rewritten(replace(example(), profile=zone), PROFILES)


def test_what_is_written_is_known_for_a_meeting_file_by_the_import_of_agendas() -> None:
    found = read_agenda("meeting.toml", toml_of(rewritten(example(), PROFILES)).encode())
    assert [item.title for item in found.items] == [
        i.title for i in example().items if not i.parent
    ]
    assert found.usable


_TEXT = st.text(max_size=40).map(clean)
_TITLE = _TEXT.map(lambda text: " ".join(text.split())).filter(bool)
_VALUES: st.SearchStrategy[Any] = st.recursive(
    _TEXT | st.booleans() | st.integers(-5, 5),
    lambda more: (
        st.lists(more, max_size=3) | st.dictionaries(st.text(max_size=5), more, max_size=3)
    ),
    max_leaves=8,
)


@given(
    st.lists(st.tuples(_TITLE, _TEXT, st.lists(_TEXT, max_size=2)), max_size=3),
    st.dictionaries(st.text(max_size=5), _VALUES, max_size=3),
)
@settings(deadline=None)
def test_every_word_is_read_back_as_it_was(
    items: list[tuple[str, str, list[str]]], overrides: dict[str, Any]
) -> None:
    written = replace(
        rewritten(example(), PROFILES),
        items=tuple(
            WrittenItem(
                title,
                summary=summary,
                recommendations=tuple(words),
                papers=(WrittenLink(title, "https://a.example"),),
                items=(WrittenItem(title),),
            )
            for title, summary, words in items
        ),
        overrides=overrides,
    )
    read = msgspec.convert(tomllib.loads(toml_of(written)), WrittenMeeting)
    assert read == msgspec.convert(
        msgspec.to_builtins(written, builtin_types=(type(written.starts_at),)), WrittenMeeting
    )
