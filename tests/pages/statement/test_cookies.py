"""The page on cookies names all that the program puts into a browser, and nothing else."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from server.pages.doors import cookies as doors
from server.pages.statement.cookies import COOKIES, STORED

ROOT = Path(__file__).parents[3]
SERVER, SCRIPTS = ROOT / "server", ROOT / "web" / "src"
GIVING = {  # each place of the code that gives a browser a cookie, and the names that it gives
    ("server/pages/doors/cookies.py", "set_cookie"): set(),  # those of `Key`, below
    ("server/pages/doors/links.py", "Key"): {
        "standing",
        "clerk-…",
        "chair-…",
        "member-…",
        "officer-…",
    },
    ("server/pages/doors/officers.py", "Key"): {"officer"},
    ("server/pages/sign_in.py", "Key"): {"known", "signed-out"},
    ("server/pages/single_sign_on/pages.py", "set_cookie"): {"single-sign-on"},
}


def calls(path: Path) -> set[str]:
    """What is called there, by its last name."""
    found = (n.func for n in ast.walk(ast.parse(path.read_text())) if isinstance(n, ast.Call))
    return {f.attr if isinstance(f, ast.Attribute) else getattr(f, "id", "") for f in found}


def test_every_place_that_sets_a_cookie_is_known_and_every_cookie_is_on_the_page() -> None:
    giving = {
        (str(path.relative_to(ROOT)), name)
        for path in SERVER.rglob("*.py")
        for name in calls(path) & {"set_cookie", "Key"}
        if name == "set_cookie" or "doors.cookies" in path.read_text()
    }
    assert giving == set(GIVING)
    assert {each.name for each in COOKIES} == set().union(*GIVING.values())


def test_the_names_on_the_page_are_those_that_browsers_get() -> None:
    for office in ("clerk", "chair", "member", "officer"):
        assert doors.cookie("planning", office) == f"{office}-planning"
    assert "document.cookie" not in "".join(path.read_text() for path in SCRIPTS.glob("*.js"))


def test_everything_that_scripts_keep_is_on_the_page() -> None:
    named: set[str] = set()
    for path in SCRIPTS.glob("*.js"):
        source = "\n".join(
            line for line in path.read_text().splitlines() if "locks.request" not in line
        )
        if re.search(r"\b(localStorage|sessionStorage|keep|kept|indexedDB|caches)\b", source):
            named |= set(re.findall(r"[\"`](orderpaper\.[a-z]+\.?)", source))
    named.discard("orderpaper.window.")  # a lock, which is gone with the window
    assert named == {each.name for each in STORED}


def test_nothing_else_writes_to_the_browser() -> None:
    """Through store.js, or where this test knows of it."""
    writing = {
        path.name
        for path in SCRIPTS.glob("*.js")
        if re.search(r"(localStorage|sessionStorage)\.setItem|indexedDB|caches\.", path.read_text())
    }
    assert writing == {"store.js", "own-window.js", "doors.js"}
