"""Puts into the wheel what a work tree keeps outside the package or has to build first."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CarryFiles(BuildHookInterface):
    """Builds web/dist and the translations, and carries them, the templates and config/ along."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Run before a wheel or an sdist is built; an editable install uses the work tree."""
        if version == "editable":
            return
        root = Path(self.root)
        try:
            build_web(root / "web")
        except NotBuilt as why:
            self.app.abort(str(why))
        if self.target_name == "wheel":
            compile_translations(root / "server" / "locale")
            build_data["force_include"] |= {
                str(root / "web" / "templates"): "server/_web/templates",
                str(root / "web" / "dist"): "server/_web/dist",
                str(root / "config"): "server/_config",
            }


class NotBuilt(Exception):
    """There are no scripts and styles to carry; the sentence says what to do."""


def build_web(web: Path) -> None:
    """Build web/dist, unless it is there. Raises NotBuilt."""
    fetched = (web / "node_modules").is_dir()
    if is_built(web, fetched):
        return
    npm = shutil.which("npm")
    if npm is None:
        raise NotBuilt(
            "The scripts and styles in web/dist are missing, or older than web/src, and there is no"
            " npm to build them with. Install Node.js 20 or newer with npm and build again; or take"
            " a wheel that was built elsewhere (make wheel), which needs neither."
        )
    try:
        if not fetched:
            subprocess.run([npm, "ci"], cwd=web, check=True)
        subprocess.run([npm, "run", "build"], cwd=web, check=True)
    except subprocess.CalledProcessError as failed:
        raise NotBuilt("The scripts and styles could not be built: npm says why above.") from failed


def is_built(web: Path, fetched: bool) -> bool:
    """Whether web/dist is there, and as new as what it is made from. In an unpacked sdist, where
    nothing was fetched, it is, whatever the times of the files say."""
    manifest = web / "dist" / "manifest.json"
    if not manifest.is_file():
        return False
    sources = [*(web / "src").rglob("*"), web / "build.mjs", web / "package-lock.json"]
    made = manifest.stat().st_mtime
    return not fetched or all(source.stat().st_mtime <= made for source in sources)


def compile_translations(locale: Path) -> None:
    """Compile every .po to the .mo beside it."""
    for source in locale.glob("*/LC_MESSAGES/*.po"):
        with source.open("rb") as po, source.with_suffix(".mo").open("wb") as mo:
            write_mo(mo, read_po(po))
