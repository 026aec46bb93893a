"""The fold: changes make what is kept, less those that were taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from server.council.change import Changed, TakenBack

S = TypeVar("S")


def after(nothing: S, state: S, before: Sequence[Changed], new: Sequence[Changed]) -> S:
    """What is kept after `new`, where `before` has made `state` out of `nothing`."""
    if any(isinstance(each.change, TakenBack) for each in new):
        return _applied(nothing, standing([*before, *new]))
    return _applied(state, new)


def standing(changes: Sequence[Changed]) -> list[Changed]:
    """The changes that were not taken back."""
    back = {each.change.act for each in changes if isinstance(each.change, TakenBack)}
    return [each for each in changes if each.stamp.command not in back]


def _applied(state: S, changes: Sequence[Changed]) -> S:
    for each in changes:
        state = each.change.apply(state)
    return state
