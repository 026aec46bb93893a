"""The load tool and a real server: what it reports is what happened, and the rest it refuses."""

from __future__ import annotations

import asyncio
import io
from pathlib import Path

import pytest
from msgspec.structs import replace

from server.__main__ import main
from server.app import serving
from server.config import Settings
from server.follow import target
from server.follow.bar import Bar
from server.follow.connection import UNANSWERED
from server.follow.crowd import Crowd
from server.follow.held import held_by_page
from server.follow.load import load
from server.follow.reckoning import Followed, report
from server.follow.report import text
from server.follow.target import NotFollowed
from server.follow.task import Newest
from server.follow.wish import OutOfBounds, Wish
from server.meeting.record import Audience
from tests.follow.conftest import REHEARSAL, address, come, feed, take, task, until
from tests.live.conftest import CONVENED
from tests.serve import Town, town

MANY = 30


def followers(council: Town) -> int:
    return council.server.followers.count(feed(council))


def newest(council: Town) -> Newest:
    return Newest(feed(council).drawing.root, 0)


async def test_the_report_adds_up(rehearsal: Town) -> None:
    before, stop = feed(rehearsal).drawing.root, asyncio.Event()
    clerk = rehearsal.door(rehearsal.links.clerk)
    wish = Wish(address(rehearsal), MANY, rate=500, processes=2, as_clerk=clerk)
    following = asyncio.create_task(load(wish, Bar(io.StringIO()), stop))
    try:
        await until(lambda: followers(rehearsal) == MANY, "all have come in")
        await until(lambda: feed(rehearsal).drawing.root != before, "the tool gives a command")
        await take(rehearsal, "3")
        await take(rehearsal, "2")
    finally:
        stop.set()
        made = await following
    assert (made.asked, made.let_in, made.following, made.refused) == (MANY, MANY, MANY, {})
    assert (made.lost, made.came_back, made.gaps.anybody, made.all_well) == (0, 0, 0, True)
    assert len(made.changes) >= 3
    assert {(change.had_by, change.early) for change in made.changes} == {(MANY, False)}
    assert made.messages >= MANY * len(made.changes)
    assert made.bytes_down > made.bytes_up > 200 * MANY
    assert all(0 <= c.spread.median <= c.spread.p95 <= c.spread.last for c in made.changes)
    [answered] = made.answered
    assert (answered.had_by, answered.refused) == (MANY, "")
    assert answered.spread is not None
    assert 0 < answered.first_ms <= answered.spread.last
    tried, entry = rehearsal.running.live.meeting.item("2").record
    assert (tried.struck, entry.struck) == ("Load test", "Load test")
    assert f"{MANY} asked for, {MANY} let in, {MANY} at the end" in text(made)


async def test_what_followers_hold_is_what_a_fresh_page_holds(rehearsal: Town) -> None:
    crowd = Crowd(await task(rehearsal, 3))
    await come(crowd, 3)
    await rehearsal.do("record_action", who="Officers", what="to write")
    await rehearsal.do("record_decision", text="That it be agreed.")
    await take(rehearsal, "3")
    await crowd.settle(newest(rehearsal))
    fresh = (await task(rehearsal, 1)).held
    assert {page.held.hold for page in crowd.pages} == {fresh.hold}
    assert crowd.everything(newest(rehearsal)).gaps.anybody == 0
    await crowd.go()


async def test_who_is_lost_comes_back_and_is_current(rehearsal: Town, soon: None) -> None:
    crowd = Crowd(await task(rehearsal, MANY))
    await come(crowd, MANY)
    lost = crowd.pages[7].link
    assert lost is not None
    lost.cut()
    await take(rehearsal, "3")
    await until(lambda: crowd.counts.came_back == 1, "it is back")
    await crowd.settle(newest(rehearsal))
    assert crowd.counts.lost == 1
    assert crowd.counts.following == MANY
    assert crowd.everything(newest(rehearsal)).gaps.anybody == 0
    assert crowd.pages[7].held.root == feed(rehearsal).drawing.root
    await crowd.go()


async def test_who_is_asked_what_they_hold_says_it_and_is_given_the_rest(rehearsal: Town) -> None:
    asked = await task(rehearsal, 2)
    await take(rehearsal, "3")
    crowd = Crowd(replace(asked, held=replace(asked.held, root="of before a restart")))
    await come(crowd, 2)
    await until(lambda: crowd.counts.asked_again == 2, "both are asked")
    now = rehearsal.running.show.feed(Audience.PUBLIC, "en").drawing.root
    await until(lambda: {page.held.root for page in crowd.pages} == {now}, "both have the rest")
    assert crowd.everything(newest(rehearsal)).gaps.anybody == 0
    assert (crowd.counts.lost, crowd.counts.came_back) == (0, 0)
    await crowd.go()


async def test_who_stays_away_is_a_gap(rehearsal: Town) -> None:
    crowd = Crowd(await task(rehearsal, 3))
    await come(crowd, 3)
    link = crowd.pages[0].link
    assert link is not None
    link.cut()
    await until(lambda: crowd.counts.following == 2, "it is lost")
    gaps = crowd.everything(newest(rehearsal)).gaps
    assert (gaps.anybody, gaps.away, gaps.never_in) == (1, 1, 0)
    await crowd.go()


async def test_a_server_that_takes_no_more_from_one_address_is_told_of(tmp_path: Path) -> None:
    settings = Settings(port=0, data=tmp_path / "data", connections=12)
    async with serving(settings) as server:
        running = await server.meetings.convene(REHEARSAL, "test")
        links = await server.control.links(running.live.meeting)
        council = Town(server, running, links)
        crowd = Crowd(await task(council, MANY))
        await until(lambda: server.wire.crowding.count("127.0.0.1") == 0, "the page was read")
        await crowd.come()
        await until(lambda: crowd.counts.been + _refused(crowd) == MANY, "all were answered")
        assert crowd.counts.been == 12
        followed = Followed(
            meeting="it", rehearsal=True, asked=MANY, begun=0, ended=1, here=True, root="x",
            counts=crowd.counts, everything=[crowd.everything(newest(council))], given=[],
        )  # fmt: skip
        made = report(followed)
        assert made.gaps.never_in == MANY - 12
        assert not made.all_well
        assert any("ORDERPAPER_CONNECTIONS=130" in note for note in made.notes)
        await crowd.go()


def _refused(crowd: Crowd) -> int:
    return crowd.counts.refused.get(UNANSWERED, 0)


async def test_a_real_meeting_is_followed_by_nobody(tmp_path: Path) -> None:
    async with town(tmp_path / "data", CONVENED) as council:
        with pytest.raises(NotFollowed, match=r"not marked as a rehearsal.*--not-a-rehearsal"):
            await load(Wish(address(council)), Bar(io.StringIO()), asyncio.Event())
        wish = Wish(address(council), as_clerk=council.links.clerk, not_a_rehearsal=True)
        with pytest.raises(NotFollowed, match="in a rehearsal alone"):
            await load(wish, Bar(io.StringIO()), asyncio.Event())
        assert followers(council) == 0


def test_a_public_address_is_refused_in_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["follow", "http://203.0.113.5/meetings/planning"]) == 1
    said = capsys.readouterr().err
    assert "203.0.113.5, which is neither this machine nor a private network" in said
    assert "--my-own-server" in said


@pytest.mark.parametrize(
    ("ip", "own"),
    [
        ("127.0.0.1", True), ("::1", True), ("10.1.2.3", True), ("172.31.0.1", True),
        ("192.168.1.1", True), ("fd12::1", True), ("169.254.1.1", True), ("fe80::1%eth0", True),
        ("::ffff:10.0.0.1", True), ("172.32.0.1", False), ("8.8.8.8", False),
        ("2001:db8::1", False), ("::ffff:8.8.8.8", False), ("100.64.0.1", False),
    ],
)  # fmt: skip
def test_private_networks_are_those_of_the_standards(ip: str, own: bool) -> None:
    assert target.of_one_s_own(ip) is own


@pytest.mark.parametrize(
    "url", ["planning", "http://localhost:8000/", "ftp://h/meetings/x", "http://h:99999/meetings/x"]
)
def test_what_is_no_meeting_is_told(url: str) -> None:
    with pytest.raises(NotFollowed, match="is not the address of a meeting"):
        target.where(url)


async def test_a_page_of_something_else_is_told(rehearsal: Town) -> None:
    with pytest.raises(NotFollowed, match="has no meeting nothing to show"):
        await load(Wish(f"{rehearsal.url}/meetings/nothing"), Bar(io.StringIO()), asyncio.Event())
    assert not held_by_page("<html><body></body></html>", "").digests


@pytest.mark.parametrize(
    "wish",
    [
        Wish("", followers=20_001), Wish("", followers=0), Wish("", seconds=1801),
        Wish("", rate=0.5), Wish("", processes=65), Wish("", every=0),
    ],
)  # fmt: skip
def test_there_are_bounds_to_what_it_does(wish: Wish) -> None:
    with pytest.raises(OutOfBounds, match="must lie between"):
        wish.require_bounds()
