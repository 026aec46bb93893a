"""The parts of GOV.UK Frontend that frame our pages, as functions with types.

Its macros look at options that nobody gave, so they have an environment of their own; ours
stays strict. Everything given here is escaped by the macros.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NotRequired, TypedDict, Unpack

from jinja2 import ChainableUndefined, Environment, PackageLoader, PrefixLoader
from markupsafe import Markup

_PACKAGE = "govuk_frontend_jinja"


def skip_link(text: str, href: str = "#main") -> Markup:
    """The link that is seen by whoever begins with the keyboard."""
    return _draw("skip-link", "govukSkipLink", text=text, href=href)


def header(name: str, url: str = "/", logo: str = "") -> Markup:
    """The bar with the council's name: the generic header, which is not GOV.UK's.

    `logo`: the address of a picture beside the name, which says no more than the name does.
    """
    if not logo:
        return _draw("generic-header", "govukGenericHeader", logoText=name, url=url)
    html = Markup('<img class="app-logo" src="{}" alt=""> {}').format(logo, name)
    return _draw("generic-header", "govukGenericHeader", logoHtml=html, url=url)


def back_link(text: str, href: str) -> Markup:
    """The way to the page above this one."""
    return _draw("back-link", "govukBackLink", text=text, href=href)


def button(text: str, style: str = "") -> Markup:
    """A button that sends its form. `style` is "secondary" or "warning"."""
    classes = f"govuk-button--{style}" if style else ""
    return _draw("button", "govukButton", text=text, classes=classes, preventDoubleClick=True)


def error_summary(title: str, errors: Mapping[str, str]) -> Markup:
    """What is wrong with a form, at its top: each sentence, by the id of what it leads to; "" for
    nothing."""
    listed = [
        {"text": text, **({"href": f"#{field}"} if field else {})} for field, text in errors.items()
    ]
    return _draw("error-summary", "govukErrorSummary", titleText=title, errorList=listed)


def text_input(  # the parts of a field
    name: str,
    label: str,
    *,
    hint: str = "",
    value: str = "",
    error: str = "",
    autocomplete: str = "off",
    **look: Unpack[Look],
) -> Markup:
    """A line to be typed into, with what was typed before, and what is wrong with it.

    `autocomplete` is what browsers fill in by themselves ("username", "name", or "off"). `look`:
    what is typed, and how long the line is.
    """
    return _draw(
        "input",
        "govukInput",
        **_field(name, label, hint, error),
        value=value,
        type=look.get("kind", "text"),
        autocomplete=autocomplete,
        spellcheck=False,
        autocapitalize="none" if autocomplete == "username" else "",
        classes=f"govuk-!-width-{look.get('width', 'two-thirds')}",
    )


def text_area(  # the parts of a field
    name: str,
    label: str,
    *,
    hint: str = "",
    value: str = "",
    error: str = "",
    rows: int = 5,
    marks: Mapping[str, str] | None = None,
) -> Markup:
    """Several lines to be typed into. `marks`: attributes by which a script knows it."""
    field = _field(name, label, hint, error)
    told = {"value": value, "rows": rows, "spellcheck": True, "attributes": marks or {}}
    return _draw("textarea", "govukTextarea", **field, **told)


def select(  # the parts of a field
    name: str,
    label: str,
    choices: Sequence[tuple[str, str]],
    *,
    chosen: str = "",
    hint: str = "",
    error: str = "",
) -> Markup:
    """One choice of a list. A choice is its value and its words."""
    items = [{"value": value, "text": text} for value, text in choices]
    return _draw(
        "select", "govukSelect", **_field(name, label, hint, error), items=items, value=chosen
    )


def checkbox(name: str, label: str, *, ticked: bool = False, hint: str = "") -> Markup:
    """A box to be ticked."""
    item = {"value": "on", "text": label, "checked": ticked, "id": name}
    if hint:
        item["hint"] = {"text": hint}
    return _draw("checkboxes", "govukCheckboxes", name=name, idPrefix=name, items=[item])


def file_upload(
    name: str, label: str, *, accept: str, hint: str = "", error: str = "", several: bool = False
) -> Markup:
    """Files to be chosen from the computer. `accept`: their endings, such as ".pdf,.docx"."""
    more = {"accept": accept, **({"multiple": "multiple"} if several else {})}
    return _draw(
        "file-upload", "govukFileUpload", **_field(name, label, hint, error), attributes=more
    )


def password_input(
    name: str, label: str, words: PasswordWords, *, hint: str = "", error: str = "", new: bool
) -> Markup:
    """A line for a passphrase, which is never sent back. A script lets it be shown and hidden."""
    return _draw(
        "password-input",
        "govukPasswordInput",
        **_field(name, label, hint, error),
        autocomplete="new-password" if new else "current-password",
        formGroup={"classes": "app-passphrase"},
        **words,
    )


def radios(  # the parts of a question
    name: str,
    legend: str,
    choices: Sequence[tuple[str, str, str]],
    *,
    chosen: str = "",
    hint: str = "",
    error: str = "",
) -> Markup:
    """A question with one answer among a few. A choice is its value, its words and a hint."""
    field = _field(name, legend, hint, error)
    del field["label"], field["id"]
    items = [
        {"value": value, "text": text, "hint": {"text": more} if more else {}}
        for value, text, more in choices
    ]
    size = "govuk-fieldset__legend--s"
    return _draw(
        "radios",
        "govukRadios",
        **field,
        idPrefix=name,
        value=chosen,
        fieldset={"legend": {"text": legend, "classes": size}},
        items=items,
    )


def notification(title: str, text: str) -> Markup:
    """The news that what was asked for is done, at the top of the page."""
    return _draw(
        "notification-banner",
        "govukNotificationBanner",
        type="success",
        titleText=title,
        text=text,
    )


def pagination(label: str, previous: tuple[str, str], following: tuple[str, str]) -> Markup:
    """The ways to the pages before and after: each its words and its address, if it is there."""
    ways = {
        name: {"text": text, "href": href}
        for name, (text, href) in (("previous", previous), ("next", following))
        if href
    }
    return _draw("pagination", "govukPagination", landmarkLabel=label, **ways)


class Look(TypedDict):
    """What is typed into a line ("text", "date", "time", "number", "search" or "url"), and how long
    the line is, in words."""

    kind: NotRequired[str]
    width: NotRequired[str]


class PasswordWords(TypedDict):
    """What the button beside a passphrase says, and what is told of it aloud."""

    showPasswordText: str
    hidePasswordText: str
    showPasswordAriaLabelText: str
    hidePasswordAriaLabelText: str
    passwordShownAnnouncementText: str
    passwordHiddenAnnouncementText: str


def _field(name: str, label: str, hint: str, error: str) -> dict[str, object]:
    """What all fields have."""
    field: dict[str, object] = {"id": name, "name": name, "label": {"text": label}}
    if hint:
        field["hint"] = {"text": hint}
    if error:
        field["errorMessage"] = {"text": error}
    return field


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
