"""How much, how often and how slowly: within the limits all goes on, beyond them it is refused."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest
from websockets.asyncio.client import connect

from server.config import BadSetting, settings
from server.live import allowance, inside
from server.live.allowance import Allowance, TooMany
from server.pages.connections import Crowding
from server.pages.limits import LONGEST_WAIT, MOST_BYTES, MOST_FIELDS, Attempts, place_of
from tests.pages.wired import bare, browsing, clerk_of, comes, entered, handshake, wired
from tests.serve import Town

FEED = "/meetings/planning/feed?lang=en&hold=a:b"
DO = "/meetings/planning/clerk/do/open_meeting"
HERE, OFFICE, STRANGER = "198.51.100.1", "198.51.100.2", "203.0.113.9"


class Clock:
    """A clock that stands until it is put on."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(scope="module")
async def council(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    async with wired(tmp_path_factory.mktemp("limits")) as running:
        yield running


@pytest.fixture
def clock() -> Clock:
    return Clock()


# Signing in


def wrong(
    attempts: Attempts, times: int, address: str = STRANGER, login: str = "clerk", device: str = ""
) -> None:
    """So many wrong tries as one may make: whoever has to wait has none."""
    for _ in range(times):
        with suppress(TooMany), attempts.trying(login, address, device):
            pass


def wait(attempts: Attempts, address: str, login: str = "clerk", device: str = "") -> int:
    """The seconds that somebody must wait before the next try."""
    try:
        with attempts.trying(login, address, device):
            pass
    except TooMany as told:
        return told.seconds
    attempts.taken_back(login, address, device)
    return 0


def test_a_few_wrong_tries_cost_nothing_and_then_each_costs_twice_as_long(clock: Clock) -> None:
    attempts = Attempts(clock)
    wrong(attempts, 4)
    assert wait(attempts, STRANGER) == 0
    waits = []
    for _ in range(9):
        wrong(attempts, 1)
        waits.append(wait(attempts, STRANGER))
        clock.now += 61
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_no_wait_is_longer_than_a_minute_however_long_somebody_has_tried(clock: Clock) -> None:
    attempts = Attempts(clock)
    for _ in range(20):
        wrong(attempts, 1)
        clock.now += 61
    wrong(attempts, 1)
    assert wait(attempts, STRANGER) <= LONGEST_WAIT
    clock.now += LONGEST_WAIT
    assert wait(attempts, STRANGER) == 0


def test_asking_while_one_has_to_wait_makes_the_wait_no_longer(clock: Clock) -> None:
    attempts = Attempts(clock)
    wrong(attempts, 5)
    first = wait(attempts, STRANGER)
    assert [wait(attempts, STRANGER) for _ in range(50)] == [first] * 50


def test_somebody_who_tries_the_clerks_login_does_not_keep_the_clerk_out(clock: Clock) -> None:
    attempts = Attempts(clock)
    device = attempts.succeeded("clerk", OFFICE)
    wrong(attempts, 500)  # from elsewhere
    wrong(attempts, 500, OFFICE)  # and from the clerk's own building
    assert wait(attempts, OFFICE) > 0
    assert wait(attempts, OFFICE, device=device) == 0
    assert wait(attempts, HERE, device=device) == 0


def test_a_device_that_is_known_has_no_more_tries_than_others(clock: Clock) -> None:
    attempts = Attempts(clock)
    device = attempts.succeeded("clerk", OFFICE)
    wrong(attempts, 8, OFFICE, device=device)
    assert wait(attempts, OFFICE, device=device) == 1
    assert wait(attempts, OFFICE) == 0


def test_a_device_is_known_for_its_own_login_alone_and_cannot_be_made_up(clock: Clock) -> None:
    attempts = Attempts(clock)
    device = attempts.succeeded("deputy", OFFICE)
    wrong(attempts, 8, OFFICE)
    assert wait(attempts, OFFICE, device=device) > 0
    assert wait(attempts, OFFICE, device="made up") > 0


def test_many_addresses_that_try_one_login_are_slowed_together(clock: Clock) -> None:
    attempts = Attempts(clock)
    for number in range(60):
        wrong(attempts, 1, f"203.0.113.{number}")
    assert wait(attempts, HERE) > 0
    assert wait(attempts, HERE, login="deputy") == 0


def test_one_address_that_tries_many_logins_is_slowed(clock: Clock) -> None:
    attempts = Attempts(clock)
    for number in range(40):
        wrong(attempts, 1, STRANGER, f"person{number}")
    assert wait(attempts, STRANGER, login="clerk") > 0
    assert wait(attempts, HERE, login="clerk") == 0


def test_a_house_with_ipv6_is_one_address(clock: Clock) -> None:
    assert place_of("2001:db8:1:2:3::4") == place_of("2001:db8:1:2:ffff::9")
    assert place_of("2001:db8:1:2::1") != place_of("2001:db8:1:3::1")


def test_signing_in_forgets_ones_own_wrong_tries_and_a_quarter_of_an_hour_all(clock: Clock) -> None:
    attempts = Attempts(clock)
    wrong(attempts, 5, OFFICE)
    clock.now += 2
    with attempts.trying("clerk", OFFICE):
        attempts.succeeded("clerk", OFFICE)
    wrong(attempts, 1, OFFICE)
    assert wait(attempts, OFFICE) == 0
    wrong(attempts, 20, OFFICE)
    clock.now += 901
    wrong(attempts, 1, OFFICE)
    assert wait(attempts, OFFICE) == 0


def test_logins_do_not_differ_by_case_or_length(clock: Clock) -> None:
    attempts = Attempts(clock)
    wrong(attempts, 6, login=" Clerk")
    assert wait(attempts, STRANGER, login="clerk ") > 0
    wrong(attempts, 6, login="x" * 1_000_000 + "\ud800")


def test_what_is_remembered_of_tries_is_bounded(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.pages.limits.MOST_KNOWN", 30)
    attempts = Attempts(clock)
    for number in range(100):
        wrong(attempts, 1, f"2001:db8:{number:x}::1", f"login{number}")
    assert len(attempts) <= 30


def test_tries_that_are_made_at_the_same_time_are_as_many_as_in_a_row(clock: Clock) -> None:
    attempts = Attempts(clock)
    with ExitStack() as looked_at:
        for _ in range(5):
            looked_at.enter_context(attempts.trying("clerk", STRANGER))
        assert wait(attempts, STRANGER) == 1  # though not one of them is known to be wrong
    assert wait(attempts, STRANGER) == 1


def test_so_many_passphrases_wait_and_browsers_that_are_known_have_places_of_their_own(
    clock: Clock,
) -> None:
    attempts = Attempts(clock)
    device = attempts.succeeded("clerk", OFFICE)
    with ExitStack() as looked_at:
        for number in range(10):
            looked_at.enter_context(attempts.trying(f"person{number}", STRANGER))
        assert wait(attempts, STRANGER, login="another") > 0
        assert wait(attempts, HERE, login="another") == 0
        for number in range(20):
            looked_at.enter_context(attempts.trying(f"person{number}", f"203.0.114.{number}"))
        assert wait(attempts, HERE, login="another") > 0
        assert wait(attempts, OFFICE, device=device) == 0
    assert wait(attempts, HERE, login="another") == 0


# Commands and links


def test_an_allowance_is_so_many_at_once_and_then_so_many_a_second(clock: Clock) -> None:
    given = Allowance(3, 2.0, clock)
    for _ in range(3):
        given.take("clerk")
    with pytest.raises(TooMany, match="Try again in 1 seconds"):
        given.take("clerk")
    given.take("chair")
    clock.now += 0.5
    given.take("clerk")
    assert given.refused("clerk") == 0


def test_what_is_remembered_of_allowances_is_bounded(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(allowance, "MOST_KNOWN", 10)
    given = Allowance(3, 2.0, clock)
    for number in range(100):
        given.take(number)
    assert len(given) == 10


async def test_a_thousand_commands_in_a_second_are_refused_with_a_sentence_and_sixty_are_done(
    tmp_path: Path,
) -> None:
    async with wired(tmp_path) as council:
        clerk = await clerk_of(council)
        await clerk.call("do", {"command": "open_meeting", "id": "open"})
        await clerk.call("do", {"command": "take_item", "id": "take", "with": {"item": "2"}})
        calls = (
            clerk.call("do", {"command": "record_note", "id": f"n{n}", "with": {"text": f"{n}"}})
            for n in range(60)
        )
        assert all(answer["ok"] for answer in await asyncio.gather(*calls))
        calls = (clerk.call("do", {"command": "?", "id": f"f{n}"}) for n in range(1000))
        answers = await asyncio.gather(*calls)
        refused = [answer for answer in answers if "too much at once" in answer["problem"]]
        assert 500 < len(refused) < 800  # some more are allowed while they come
        await clerk.disconnect()


async def test_whoever_goes_on_and_on_is_hung_up_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inside, "COMMANDS_AT_ONCE", 5)
    monkeypatch.setattr(inside, "COMMANDS_A_SECOND", 0.01)
    monkeypatch.setattr(inside, "FLOOD", 20)
    async with wired(tmp_path) as council:
        clerk = await clerk_of(council)
        gone = asyncio.Event()
        clerk.on("disconnect", lambda reason: gone.set())
        for number in range(60):
            await clerk.emit("do", {"command": "?", "id": f"{number}"})
        await asyncio.wait_for(gone.wait(), 5)


async def test_forms_have_the_same_allowance_and_the_page_keeps_its_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inside, "COMMANDS_AT_ONCE", 1)
    monkeypatch.setattr(inside, "COMMANDS_A_SECOND", 0.01)
    async with wired(tmp_path) as council, browsing(council) as page:
        headers = {"Cookie": await entered(council), "Origin": council.url}
        async with page.post(DO, headers=headers, allow_redirects=False) as done:
            assert done.status == 303
        words = {"text": "Words that took a while."}
        path = DO.replace("open_meeting", "record_note")
        async with page.post(path, headers=headers, data=words) as refused:
            assert refused.status == 422
            told = await refused.text()
        assert "too much at once" in told
        assert words["text"] in told


async def test_links_are_opened_by_a_whole_council_at_once_but_not_guessed_at_such_a_rate(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.pages.wire.OPENINGS_A_SECOND", 0.01)
    async with wired(tmp_path) as council, browsing(council) as page:
        seen = []
        for number in range(301):
            async with page.get(f"/enter/guess-{number}") as answer:
                seen.append(answer.status)
                if answer.status == 429:
                    assert int(answer.headers["Retry-After"]) >= 1
                    assert "Try again in" in await answer.text()
        assert seen[:300].count(429) == 0
        assert seen[300] == 429


# Sizes


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("text=" + "x" * (MOST_BYTES + 1), 413),
        ("&".join(f"f{n}=" for n in range(MOST_FIELDS + 1)), 413),
        ("&".join(f"f{n}=" for n in range(MOST_FIELDS - 1)), 422),
        ("text=" + "x" * 100_000, 422),
    ],
    ids=["too large", "too many fields", "many fields", "a long text"],
)
async def test_a_form_may_be_large_but_not_too_large(council: Town, body: str, status: int) -> None:
    headers = {
        "Cookie": await entered(council),
        "Origin": council.url,
        "Content-Type": "application/x-www-form-urlencoded",
    }
    async with (
        browsing(council) as page,
        page.post(DO, headers=headers, data=io.BytesIO(body.encode())) as answer,
    ):
        assert answer.status == status


async def test_a_follower_sends_nothing_long_and_a_page_inside_nothing_too_long(
    council: Town,
) -> None:
    async with connect(council.url.replace("http", "ws") + FEED) as follower:
        await follower.send("x" * 600)
        await asyncio.wait_for(follower.wait_closed(), 5)
        assert follower.close_code in (1008, 1009)
    clerk = await clerk_of(council)
    gone = asyncio.Event()
    clerk.on("disconnect", lambda reason: gone.set())
    words = {"command": "record_note", "id": "long", "with": {"text": "x" * 200_000}}
    told = (await clerk.call("do", words))["problem"]
    assert "characters long" in told or "not open" in told
    await clerk.emit("do", {"command": "x" * (inside.MOST_BYTES + 1)})
    await asyncio.wait_for(gone.wait(), 5)
    await clerk.disconnect()


@pytest.mark.parametrize("message", ["4", "42", '42["do",'])
async def test_brackets_within_brackets_are_no_fault_of_ours(
    council: Town, message: str, caplog: pytest.LogCaptureFixture
) -> None:
    clerk = await clerk_of(council)
    await clerk.eio.send(message[1:] + "[" * 100_000)
    another = await clerk_of(council)  # whoever comes next is served
    await another.disconnect()
    assert caplog.records == []
    await clerk.disconnect()


# Many


async def test_one_address_has_so_many_connections_and_each_that_ends_makes_room(
    tmp_path: Path,
) -> None:
    async with wired(tmp_path, connections=2) as council:
        async with bare(council) as first, bare(council) as second:
            first.send(*handshake(council, FEED))
            second.send(*handshake(council, FEED))
            assert [await first.status(), await second.status()] == [101, 101]
            async with bare(council) as third:
                assert await third.ended()
        assert await comes(lambda: council.server.wire.crowding.count("127.0.0.1") == 0)
        async with bare(council) as again:
            again.send("GET / HTTP/1.1", "Host: localhost")
            assert await again.status() == 200


async def test_behind_a_proxy_each_address_is_counted_by_itself(tmp_path: Path) -> None:
    async with (
        wired(tmp_path, connections=1, trusted_proxies="127.0.0.1") as council,
        bare(council) as first,
        bare(council) as second,
        bare(council) as third,
    ):
        for wire, address, status in (
            (first, HERE, 101),
            (second, HERE, 503),
            (third, OFFICE, 101),
        ):
            wire.send(*handshake(council, FEED, f"X-Forwarded-For: {address}"))
            assert await wire.status() == status


def test_by_default_a_council_building_has_a_thousand_and_this_machine_any_number() -> None:
    crowding = Crowding()
    assert all(crowding.arrive(STRANGER) for _ in range(1000))
    assert not crowding.arrive(STRANGER)
    crowding.leave(STRANGER)
    assert crowding.arrive(STRANGER)
    assert all(crowding.arrive("127.0.0.1") for _ in range(20_000))


@pytest.mark.parametrize("wrong", ["0", "many", "-1"])
def test_a_bound_that_would_keep_everybody_out_is_refused(wrong: str) -> None:
    with pytest.raises(BadSetting):
        settings({"ORDERPAPER_CONNECTIONS": wrong})
    assert settings({"ORDERPAPER_CONNECTIONS": "20"}).connections == 20
