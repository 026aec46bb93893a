"""The templates: one environment a voice, strict about names and always escaping."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from functools import lru_cache, partial
from types import MappingProxyType
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined
from jinja2.environment import TemplateModule
from markupsafe import Markup

from server import places
from server.meeting.record import Entry
from server.render import govuk
from server.render.files import file_kind, file_size, file_told
from server.render.house import House
from server.render.language import Voice
from server.render.prose import prose
from server.render.translating import translating
from server.render.wording import compared

further_folders: list[str] = []
"""Folders of further templates, looked into after our own; filled once at start-up."""


class _Environment(Environment):
    """Jinja's environment, but what every template may use stands in one dictionary.

    Drawing a panel copies it, and copying Jinja's chain of dictionaries takes longer than
    drawing most panels does.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}


@lru_cache(maxsize=64)
def environment(voice: Voice) -> Environment:
    """The environment in which everything for this voice is drawn."""
    folders = [str(places.templates()), *further_folders]
    made = _Environment(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        auto_reload=False,
    )
    made.code_generator_class = translating(voice)
    made.policies["ext.i18n.trimmed"] = True
    made.install_gettext_callables(  # type: ignore[attr-defined]  # added by the extension
        voice.gettext, voice.ngettext, newstyle=True, pgettext=voice.pgettext
    )
    made.globals.update(
        voice=voice,
        govuk=govuk,
        live=partial(say, voice, "live"),
        minutes=partial(say, voice, "minutes"),
        form=partial(form, voice),
    )
    made.filters.update(
        date=voice.date,
        short_date=voice.short_date,
        time=voice.time,
        clock=voice.clock,
        listed=voice.listed,
        prose=prose,
        said=voice.say,
        compared=compared,
        file_kind=file_kind,
        file_size=file_size,
        file_told=lambda paper: file_told(paper.url, paper.size, voice.gettext),
        iso=lambda when: when.isoformat(),
    )
    return made


def warm(voice: Voice) -> Iterator[str]:
    """Compile every template, one at each step, so that no meeting waits for it later."""
    made = environment(voice)
    for name in made.list_templates(extensions=["html"]):
        made.get_template(name)
        yield name


def draw(voice: Voice, template: str, **given: object) -> Markup:
    """The template filled in; templates escape what they are given."""
    return Markup(environment(voice).get_template(template).render(given))  # noqa: S704


def say(voice: Voice, macro: str, entry: Entry, house: House, audience: str) -> Markup:
    """An entry in the words of its kind: the macro `live` or `minutes` of its template."""
    return _call(kind(voice, entry.kind), macro, entry, house, audience)


Kept = Mapping[str, Mapping[str, str]]
"""What a refused form held, by command and field, so that no word of it is lost."""


def form(
    voice: Voice,
    name: str,
    house: House,
    audience: str,
    item: str = "",
    kept: Kept = MappingProxyType({}),
) -> Markup:
    """The forms of a kind of business for an audience; nothing where it has none."""
    return _call(kind(voice, name), "form", house, audience, item, kept).strip()


@lru_cache(maxsize=512)
def kind(voice: Voice, name: str) -> TemplateModule:
    """The macros of a kind of business."""
    return environment(voice).get_template(f"business/{name}.html").module


def _call(macros: TemplateModule, name: str, *given: object) -> Markup:
    """What a macro draws; macros escape what they are given."""
    drawn: Markup = getattr(macros, name)(*given)
    return drawn
