"""Templates are translated when they are compiled, and say what they would have said."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from server.render.language import Voice
from server.render.templates import environment


class Shouting(Voice):
    """A language of capitals, which keeps count of what it was asked for."""

    def __init__(self) -> None:
        super().__init__("en", ZoneInfo("Europe/London"))
        self.asked: list[str] = []

    def gettext(self, sentence: str) -> str:
        self.asked.append(sentence)
        return sentence.replace("Item", "ITEM").replace("Leave", "LEAVE & GO")


def drawn(source: str, **given: object) -> str:
    return environment(Shouting()).from_string(source).render(given)


def test_a_template_speaks_the_language_of_its_voice() -> None:
    assert drawn('<b>{{ _("Item") }}</b>') == "<b>ITEM</b>"
    assert drawn("{% trans %}Item{% endtrans %}") == "ITEM"


def test_what_is_put_into_words_is_escaped_and_the_words_are_not() -> None:
    put = drawn('{{ _("Leave %(number)s", number=number) }}', number="<3>")
    assert put == "LEAVE & GO &lt;3&gt;"
    assert drawn("{% trans number=3 %}Item {{ number }}{% endtrans %}") == "ITEM 3"


def test_words_that_are_handed_on_are_escaped_once() -> None:
    handed = drawn('{% set words = _("Item %(a)s", a=a) %}{{ words ~ "&" }}', a="<4>")
    assert handed == "ITEM &lt;4&gt;&amp;"


def test_a_per_cent_sign_is_one_sign() -> None:
    assert drawn('{{ _("Item: 100%%") }}') == "ITEM: 100%"
    assert drawn('{{ _("Item %(a)s: 100%%", a=5) }}') == "ITEM 5: 100%"


def test_words_that_only_the_meeting_knows_are_translated_while_drawing() -> None:
    assert drawn("{{ _(title) }}", title="Item") == "ITEM"
    assert drawn('{{ ngettext("Item", "Items", count) }}', count=2) == "Items"


def test_a_sentence_is_looked_up_once_however_often_it_is_drawn() -> None:
    voice = Shouting()
    template = environment(voice).from_string('{{ _("Item %(a)s", a=a) }}')
    assert [template.render(a=a) for a in (1, 2)] == ["ITEM 1", "ITEM 2"]
    assert voice.asked == ["Item %(a)s"]
