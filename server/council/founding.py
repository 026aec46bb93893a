"""What a council begins with: its first body, and the ready rules that are usual for a body."""

from __future__ import annotations

from enum import StrEnum

from server.council.register import Body, BodyKind, Council, Nation, Register


class Sort(StrEnum):
    """What sort of council it is."""

    COUNTY = "county"
    DISTRICT = "district"
    UNITARY = "unitary"
    LOCAL = "local"
    BOARD = "board"


FULL_COUNCIL = "Full Council"
BOARD = "board"
_PARISH = "english_parish"
_COUNCILS = {
    Nation.ENGLAND: "english_principal_council",
    Nation.WALES: "welsh_principal_council",
    Nation.SCOTLAND: "scottish_council",
    Nation.NORTHERN_IRELAND: "northern_irish_council",
}
# A community council in Scotland goes by a constitution of its own. For one in Wales there are no
# ready rules (LGA 1972 Sch 12 Part IV), and Northern Ireland has none.
_LOCAL = {Nation.ENGLAND: _PARISH, Nation.SCOTLAND: BOARD}
_OF_ENGLAND = {
    BodyKind.COUNCIL: "english_principal_council",
    BodyKind.EXECUTIVE: "english_executive",
    BodyKind.BOARD: BOARD,
}


def first_body(council: Council, sort: Sort, id: str) -> Body:
    """The body with which a council begins: the full council, or the board itself."""
    own_name = sort in (Sort.LOCAL, Sort.BOARD)
    return Body(
        id=id,
        council=council.id,
        name=council.name if own_name else FULL_COUNCIL,
        kind=BodyKind.BOARD if sort is Sort.BOARD else BodyKind.COUNCIL,
        profile=_first_profile(council.nation, sort),
    )


def usual_profile(register: Register, council: Council, kind: BodyKind, name: str) -> str:
    """The name of the ready rules that are usual for a body of a council; empty for none."""
    if kind is BodyKind.BOARD:
        return BOARD
    first = next((b.profile for b in register.bodies_of(council.id)), "")
    if first in (_PARISH, BOARD):  # its committees go by its standing orders
        return first
    if council.nation is Nation.WALES and kind is not BodyKind.COUNCIL:
        return "welsh_committee"
    if council.nation is not Nation.ENGLAND:
        return _COUNCILS[council.nation]
    return _OF_ENGLAND.get(kind) or _committee(name.casefold())


def _committee(name: str) -> str:
    if "licensing" in name and "sub" in name:
        return "english_licensing"
    return "english_planning_committee" if "planning" in name else "english_committee"


def _first_profile(nation: Nation, sort: Sort) -> str:
    if sort is Sort.BOARD:
        return BOARD
    return _LOCAL.get(nation, "") if sort is Sort.LOCAL else _COUNCILS[nation]
