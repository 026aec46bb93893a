"""The parts of GOV.UK Frontend that frame our pages, as functions with types.

Its macros look at options that nobody gave, so they have an environment of their own; ours
stays strict. Everything given here is escaped by the macros.
"""

from __future__ import annotations

from functools import lru_cache

from jinja2 import ChainableUndefined, Environment, PackageLoader, PrefixLoader
from markupsafe import Markup

_PACKAGE = "govuk_frontend_jinja"


def skip_link(text: str, href: str = "#main") -> Markup:
    """The link that is seen by whoever begins with the keyboard."""
    return _draw("skip-link", "govukSkipLink", text=text, href=href)


def header(name: str, url: str = "/") -> Markup:
    """The bar with the council's name: the generic header, which is not GOV.UK's."""
    return _draw("generic-header", "govukGenericHeader", logoText=name, url=url)


def back_link(text: str, href: str) -> Markup:
    """The way to the page above this one."""
    return _draw("back-link", "govukBackLink", text=text, href=href)


@lru_cache
def _environment() -> Environment:
    return Environment(
        loader=PrefixLoader({_PACKAGE: PackageLoader(_PACKAGE)}),
        undefined=ChainableUndefined,
        autoescape=True,
    )


def _draw(component: str, macro: str, **options: object) -> Markup:
    template = _environment().get_template(f"{_PACKAGE}/components/{component}/macro.html")
    return Markup(getattr(template.module, macro)(options)).strip()  # noqa: S704
