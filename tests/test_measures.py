"""What is measured, and that the dashboard and the alerts ask for nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from prometheus_client import REGISTRY
from prometheus_client.parser import text_string_to_metric_families

from server import places
from server.app import CannotStart, serving
from server.config import BadSetting, Settings, settings
from server.live.order import Order
from server.meeting.command import Office
from server.meeting.refused import Refused
from server.pages import health
from tests.journal.given import said
from tests.pages.wired import clerk_of, comes, wired
from tests.serve import Town

DASHBOARD = places.config() / "grafana-dashboard.json"
ALERTS = places.config() / "prometheus-alerts.yml"
NAME = re.compile(r"\b(?:orderpaper|process|python)_\w+")
OF_A_FAMILY = re.compile(r"_(bucket|count|sum)$")


@pytest.fixture(scope="module")
async def council(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    """A town whose operator has a port."""
    async with wired(tmp_path_factory.mktemp("measured"), metrics_port=0) as running:
        yield running


def value(name: str, **labels: str) -> float:
    """What a measure says now; 0 if it has nothing to say yet."""
    return REGISTRY.get_sample_value(name, labels) or 0.0


async def scraped(council: Town) -> str:
    """What Prometheus is told."""
    address = f"http://127.0.0.1:{council.server.operators.port}/metrics"
    async with aiohttp.ClientSession() as session, session.get(address) as answer:
        assert answer.status == 200
        assert answer.headers["Content-Type"].startswith("text/plain; version=1.0.0")
        return await answer.text()


def told() -> set[str]:
    """The names under which measures are told, with those of their parts."""
    found = set()
    for family in REGISTRY.collect():
        found.add(family.name)
        found |= {sample.name for sample in family.samples}
        if family.type == "histogram":  # one that was never observed has no samples yet
            found |= {f"{family.name}_{part}" for part in ("bucket", "count", "sum")}
    return found


# What happens is measured


async def test_a_command_is_measured_by_what_came_of_it(
    council: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    def so_far() -> dict[str, float]:
        name = "orderpaper_command_seconds_count"
        return {each: value(name, outcome=each) for each in ("stored", "refused", "failed")}

    async def broken(*given: object) -> None:
        raise OSError

    before = so_far()
    await council.do("record_present", person="shah")
    with pytest.raises(Refused):
        await council.do("record_present", person="nobody")
    monkeypatch.setattr(council.server.journal, "append", broken)
    with pytest.raises(OSError):  # noqa: PT011  # the one above
        await council.do("record_present", person="owen")
    now = so_far()
    assert {outcome: now[outcome] - before[outcome] for outcome in now} == {
        "stored": 1,
        "refused": 1,
        "failed": 1,
    }


async def test_a_command_given_again_is_not_measured_again(council: Town) -> None:
    order = Order(Office.CLERK, "record_present", {"person": "ruiz"}, "given-twice")
    first = await council.running.live.handle(order)
    before = value("orderpaper_command_seconds_count", outcome="stored")
    assert await council.running.live.handle(order) == first
    assert value("orderpaper_command_seconds_count", outcome="stored") == before


async def test_a_transaction_of_the_journal_is_measured_unless_it_stores_nothing(
    council: Town,
) -> None:
    journal, before = council.server.journal, value("orderpaper_journal_seconds_count")
    await journal.append([])
    assert value("orderpaper_journal_seconds_count") == before
    await journal.append(said("Noted."))
    assert value("orderpaper_journal_seconds_count") == before + 1


async def test_drawings_are_measured_by_audience(council: Town) -> None:
    def drawn() -> float:
        return value("orderpaper_drawing_seconds_count", audience="clerk")

    before = drawn()
    clerk = await clerk_of(council)
    await council.do("record_present", person="chair")
    assert await comes(lambda: drawn() > before)
    await clerk.disconnect()
    assert await comes(lambda: not council.server.inside.sign_ins)


async def test_those_inside_are_counted_until_they_go(council: Town) -> None:
    before = value("orderpaper_people_inside")
    clerk = await clerk_of(council)
    assert await comes(lambda: value("orderpaper_people_inside") == before + 1)
    await clerk.disconnect()
    assert await comes(lambda: value("orderpaper_people_inside") == before)


async def test_meetings_are_counted_and_those_that_cannot_be_read_beside_them(
    tmp_path: Path,
) -> None:
    async with wired(tmp_path) as town:
        await town.server.journal.append(said("This is no event.", stream="meeting/broken"))
    loaded, unreadable = value("orderpaper_meetings"), value("orderpaper_unreadable_meetings")
    async with serving(Settings(port=0, data=tmp_path)):
        assert value("orderpaper_meetings") == loaded + 1
        assert value("orderpaper_unreadable_meetings") == unreadable + 1


async def test_it_is_measured_how_late_the_loop_gets_round_to_a_timer(council: Town) -> None:
    assert await comes(lambda: value("orderpaper_loop_lag_seconds_count") > 0)


async def test_it_is_told_whether_the_journal_can_be_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken() -> None:
        raise OSError

    monkeypatch.setattr(health, "EVERY", 0.01)
    async with wired(tmp_path) as town:
        assert await comes(lambda: value("orderpaper_journal_usable") == 1)
        with monkeypatch.context() as away:
            away.setattr(town.server.journal, "ends", broken)
            assert await comes(lambda: value("orderpaper_journal_usable") == 0)
        assert await comes(lambda: value("orderpaper_journal_usable") == 1)
    assert value("orderpaper_journal_usable") == 0


# What the measures tell, and to whom


async def test_prometheus_is_told_all_of_it_in_its_own_words(council: Town) -> None:
    families = {family.name for family in text_string_to_metric_families(await scraped(council))}
    assert {"orderpaper_followers", "orderpaper_command_seconds", "orderpaper_pushes"} <= families
    assert not [name for name in families if name.endswith("_created")]


async def test_no_measure_tells_of_one_meeting(council: Town) -> None:
    text = await scraped(council)
    lines = [line for line in text.splitlines() if line.startswith("orderpaper_")]
    labels = {name for line in lines for name in re.findall(r"[{,](\w+)=", line)}
    assert labels <= {"le", "outcome", "audience", "why", "from"}
    assert council.key not in text


async def test_measures_are_told_on_the_operators_port_alone(council: Town) -> None:
    async with aiohttp.ClientSession(council.url) as session, session.get("/metrics") as answer:
        assert answer.status == 404


async def test_there_is_no_such_port_unless_it_is_asked_for(tmp_path: Path) -> None:
    async with wired(tmp_path) as town:
        assert town.server.operators.port == 0


@pytest.mark.parametrize("taken", ["metrics_port", "port"])
async def test_a_port_that_is_taken_is_said_and_the_other_let_go(
    tmp_path: Path, council: Town, taken: str, unused_tcp_port: int
) -> None:
    own = {"port": council.server.port, "metrics_port": council.server.operators.port}
    chosen: dict[str, Any] = {"port": unused_tcp_port, "metrics_port": unused_tcp_port}
    chosen[taken] = own[taken]
    option = "--" + taken.replace("_", "-")
    with pytest.raises(CannotStart, match=rf"is taken .* another port: {option} {own[taken] + 1}"):
        async with serving(Settings(data=tmp_path, **chosen)):
            pass
    for mended in ({"port": unused_tcp_port}, {"port": 0, "metrics_port": unused_tcp_port}):
        async with serving(Settings(data=tmp_path, **mended)) as server:
            assert unused_tcp_port in (server.port, server.operators.port)


def test_the_port_and_the_form_of_the_log_are_settings() -> None:
    made = settings({"ORDERPAPER_METRICS_PORT": "9464", "ORDERPAPER_LOG_FORMAT": "json"})
    assert (made.metrics_port, made.metrics_host, made.log_format) == (9464, "127.0.0.1", "json")
    assert settings({}).metrics_port is None
    with pytest.raises(BadSetting, match="must lie between 1 and 65535, not 70000"):
        settings({"ORDERPAPER_METRICS_PORT": "70000"})
    with pytest.raises(BadSetting, match="ORDERPAPER_LOG_FORMAT"):
        settings({"ORDERPAPER_LOG_FORMAT": "xml"})


# The dashboard and the alerts


def asked(expression: str) -> set[str]:
    return set(NAME.findall(expression))


def panels() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(DASHBOARD.read_text())["panels"]
    return found


def test_the_dashboard_asks_for_measures_that_there_are() -> None:
    expressions = [target["expr"] for panel in panels() for target in panel.get("targets", ())]
    names = set().union(*map(asked, expressions))
    assert len(names) >= 10
    assert names - told() == set()


def test_every_measure_of_ours_is_on_the_dashboard() -> None:
    ours = {name for name in told() if name.startswith("orderpaper_")}
    text = DASHBOARD.read_text()
    families = {OF_A_FAMILY.sub("", name).removesuffix("_total") for name in ours}
    assert {family for family in families if family not in text} == set()


def test_each_panel_has_an_id_a_place_and_the_source_that_is_chosen() -> None:
    every = panels()
    assert len({panel["id"] for panel in every}) == len(every)
    taken: set[tuple[int, int]] = set()
    for panel in every:
        place = panel["gridPos"]
        cells = {
            (x, y)
            for x in range(place["x"], place["x"] + place["w"])
            for y in range(place["y"], place["y"] + place["h"])
        }
        assert not cells & taken, panel["title"]
        assert max(x for x, _ in cells) < 24
        taken |= cells
        if panel["type"] != "row":
            assert panel["datasource"] == {"type": "prometheus", "uid": "${DS_PROMETHEUS}"}
            assert panel["description"]
    (variable,) = json.loads(DASHBOARD.read_text())["templating"]["list"][:1]
    assert (variable["name"], variable["type"]) == ("DS_PROMETHEUS", "datasource")


def test_how_long_things_take_is_told_of_each_process_on_the_dashboard_and_in_alerts() -> None:
    expressions = re.findall(r"^ +expr: (.+)$", ALERTS.read_text(), re.MULTILINE)
    shown = [target["expr"] for panel in panels() for target in panel.get("targets", ())]
    slowest = [each for each in (*expressions, *shown) if "quantile(0.99" in each]
    assert len(slowest) >= 4
    assert [each for each in slowest if "instance" not in each] == []


def test_somebody_is_woken_when_the_journal_is_away() -> None:
    assert "- alert: OrderpaperJournalAway" in ALERTS.read_text()


def test_the_alerts_ask_for_measures_that_there_are() -> None:
    expressions = re.findall(r"^ +expr: (.+)$", ALERTS.read_text(), re.MULTILINE)
    assert len(expressions) == ALERTS.read_text().count("- alert:") >= 4
    assert set().union(*map(asked, expressions)) - told() == set()
