"""Brings the translations up to date with the code and the templates, and lists what is missing."""

from __future__ import annotations

from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po, write_po

TEMPLATE = Path("server/locale/orderpaper.pot")
LANGUAGES = ["cy"]
HEADER = """\
# The words of Orderpaper in {language}.
# Copyright (C) 2026 Orderpaper contributors
# Under the same licence as Orderpaper itself.
# These words are drafts until somebody who writes {language} has read them.
#"""


def main() -> None:
    """Extract, merge, report. What is no longer said stays in the .po as obsolete, for reuse."""
    extract()
    with TEMPLATE.open("rb") as file:
        template = read_po(file)
    for language in LANGUAGES:
        report(merge(template, language))


def extract() -> None:
    """Write every sentence of server/ and web/templates/ into the template."""
    TEMPLATE.parent.mkdir(exist_ok=True)
    words = [
        "--mapping-file=pyproject.toml",
        f"--output-file={TEMPLATE}",
        "--add-location=file",  # line numbers would change with every edit
        "--add-comments=Translators:",
        "--sort-by-file",
    ]
    CommandLineInterface().run(["pybabel", "-q", "extract", *words, "."])  # type: ignore[no-untyped-call]


def merge(template: Catalog, language: str) -> Catalog:
    """Bring one language's .po up to date, or begin it."""
    path = TEMPLATE.parent / language / "LC_MESSAGES" / "orderpaper.po"
    if path.exists():
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language)
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        catalogue = begun(template, language)
    catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
    with path.open("wb") as file:
        write_po(file, catalogue)
    return catalogue


def begun(template: Catalog, language: str) -> Catalog:
    """Give an empty catalogue with a header that says whose it is."""
    name = english_name(language)
    return Catalog(
        locale=language,
        header_comment=HEADER.format(language=name),
        project="Orderpaper",
        version="1",
        msgid_bugs_address="Orderpaper contributors",
        last_translator="Orderpaper contributors",
        language_team=name,
        revision_date=template.creation_date,
        fuzzy=False,
    )


def report(catalogue: Catalog) -> None:
    """Print every sentence that has no translation, or one that is marked as doubtful."""
    sentences = [message for message in catalogue if message.id]
    missing = [message for message in sentences if not translated(message.string)]
    doubtful = [message for message in sentences if message.fuzzy]
    name = english_name(str(catalogue.locale))
    print(f"{name}: {len(sentences)} sentences, {len(missing)} missing, {len(doubtful)} doubtful")
    for message in missing:
        print(f"  missing: {first_form(message.id)}")
    for message in doubtful:
        print(f"  doubtful: {first_form(message.id)}")


def translated(words: str | list[str] | tuple[str, ...] | None) -> bool:
    """Say whether the sentence, or every plural form of it, has its words."""
    return all(words) if isinstance(words, list | tuple) else bool(words)


def first_form(words: str | list[str] | tuple[str, ...]) -> str:
    """Give the sentence itself, or its singular."""
    return words if isinstance(words, str) else words[0]


def english_name(language: str) -> str:
    """Name a language in English."""
    return Locale.parse(language).english_name or language


if __name__ == "__main__":
    main()
