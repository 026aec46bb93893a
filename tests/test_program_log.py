"""The program's log: when, in UTC; of a fault its kind and its place, and nothing typed."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import re
import sys
import time
from collections.abc import Iterator

import pytest

from server.program_log import AsJson, LogFormat, WithoutWords, write_log

TYPED = "canary"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    text = io.StringIO()
    handler = logging.StreamHandler(text)
    handler.setFormatter(WithoutWords())
    loggers = [logging.getLogger(name) for name in ("server.test", "asyncio")]
    for each in loggers:
        each.addHandler(handler)
    yield text
    for each in loggers:
        each.removeHandler(handler)


def stumble() -> None:
    try:
        int(TYPED)
    except ValueError as fault:
        raise KeyError(TYPED) from fault


def test_a_fault_is_told_by_its_kind_and_place_and_those_that_it_came_from(
    written: io.StringIO,
) -> None:
    try:
        stumble()
    except KeyError:
        logging.getLogger("server.test").exception("the page failed")
    text = written.getvalue()
    assert TYPED not in text
    assert re.findall(r"builtins\.(\w+)$", text, re.MULTILINE) == ["ValueError", "KeyError"]
    assert text.count("test_program_log.py, line ") == 3
    assert text.count(", in stumble") == 2


def test_it_is_so_though_another_handler_has_written_the_fault_out(written: io.StringIO) -> None:
    log = logging.getLogger("server.test")
    first = logging.StreamHandler(io.StringIO())
    log.handlers.insert(0, first)
    try:
        try:
            stumble()
        except KeyError:
            log.exception("the page failed")
    finally:
        log.removeHandler(first)
    assert TYPED not in written.getvalue()


async def test_a_task_that_fails_alone_is_told_of_without_its_words(written: io.StringIO) -> None:
    async def fail() -> None:
        stumble()

    task = asyncio.ensure_future(fail())
    await asyncio.wait([task])
    given = {"message": "Task exception was never retrieved", "future": task}
    asyncio.get_running_loop().default_exception_handler({**given, "exception": task.exception()})
    assert "Task exception was never retrieved" in written.getvalue()
    assert TYPED not in written.getvalue()


def test_the_time_is_utc_and_says_so(written: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        logging.getLogger("server.test").error("said")
    finally:
        monkeypatch.undo()
        time.tzset()
    (line,) = written.getvalue().splitlines()
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z ERROR said", line)
    told = time.strptime(line[:19], "%Y-%m-%dT%H:%M:%S")
    assert abs(time.mktime(told) - time.mktime(time.gmtime())) < 60, sys.version


def as_json(written: io.StringIO) -> list[dict[str, str]]:
    """The lines that were written, each an object by itself."""
    return [json.loads(line) for line in written.getvalue().splitlines()]


@pytest.fixture
def in_json(written: io.StringIO) -> io.StringIO:
    for name in ("server.test", "asyncio"):
        for handler in logging.getLogger(name).handlers:
            if isinstance(handler, logging.StreamHandler) and handler.stream is written:
                handler.setFormatter(AsJson("serve"))
    return written


def test_on_request_each_line_is_a_json_object(
    in_json: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = logging.getLogger("server.test")
    monkeypatch.setattr(log, "propagate", False)  # pytest cannot pass half a character on
    log.warning("drawing %s took\nlong", "meeting/\udcff")
    (line,) = as_json(in_json)
    told = line.pop("time")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", told)
    assert line == {
        "level": "WARNING",
        "logger": "server.test",
        "process": "serve",
        "message": "drawing meeting/\udcff took\nlong",
    }


async def test_in_json_too_a_fault_is_told_by_its_kind_and_place_and_nothing_typed(
    in_json: io.StringIO,
) -> None:
    try:
        stumble()
    except KeyError:
        logging.getLogger("server.test").exception("the page failed", stack_info=True)

    async def fail() -> None:
        stumble()

    task = asyncio.ensure_future(fail())
    await asyncio.wait([task])
    given = {"message": "Task exception was never retrieved", "future": task}
    asyncio.get_running_loop().default_exception_handler({**given, "exception": task.exception()})
    page, alone = as_json(in_json)
    assert (page["message"], alone["message"]) == ("the page failed", given["message"])
    for told in (page, alone):
        assert re.findall(r"builtins\.(\w+)$", told["exception"], re.MULTILINE) == [
            "ValueError",
            "KeyError",
        ]
        assert ", in stumble" in told["exception"]
    assert TYPED not in in_json.getvalue()


@pytest.mark.parametrize("form", ["text", "json"])
def test_the_form_of_the_log_is_as_it_was_chosen(
    form: LogFormat, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = logging.getLogger()
    monkeypatch.setattr(root, "handlers", [])
    level = root.level
    try:
        write_log("WARNING", form, "serve")
        (handler,) = root.handlers
    finally:
        root.setLevel(level)
    assert isinstance(handler.formatter, WithoutWords)
    assert isinstance(handler.formatter, AsJson) == (form == "json")
