"""Moments are stored as text that sorts as they do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from server.journal.moment import moment, written

moments = st.datetimes(
    min_value=datetime(1900, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=1)), timezone(timedelta(hours=-5))]),
)


@given(one=moments, other=moments)
def test_text_order_is_time_order(one: datetime, other: datetime) -> None:
    assert (written(one) < written(other)) == (one < other)


@given(one=moments)
def test_a_moment_is_read_back_to_the_microsecond(one: datetime) -> None:
    assert moment(written(one)) == one
