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
        build_web(root / "web")
        if self.target_name == "wheel":
            compile_translations(root / "server" / "locale")
            build_data["force_include"] |= {
                str(root / "web" / "templates"): "server/_web/templates",
                str(root / "web" / "dist"): "server/_web/dist",
                str(root / "config"): "server/_config",
            }


def build_web(web: Path) -> None:
    """Build web/dist, unless this is an unpacked sdist, which brings it along and needs no Node."""
    fetched = (web / "node_modules").is_dir()
    if (web / "dist" / "manifest.json").is_file() and not fetched:
        return
    npm = shutil.which("npm")
    if npm is None:
        raise RuntimeError("The pages are built with Node.js 20 or newer and npm: install them.")
    if not fetched:
        subprocess.run([npm, "ci"], cwd=web, check=True)
    subprocess.run([npm, "run", "build"], cwd=web, check=True)


def compile_translations(locale: Path) -> None:
    """Compile every .po to the .mo beside it."""
    for source in locale.glob("*/LC_MESSAGES/*.po"):
        with source.open("rb") as po, source.with_suffix(".mo").open("wb") as mo:
            write_mo(mo, read_po(po))
