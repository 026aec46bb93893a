"""Templates are translated when they are compiled, not each time they are drawn.

An environment has one voice, so what its templates say is known beforehand: a page with hundreds
of entries need not look up the same few words for each. What is counted (ngettext), or becomes
known only while drawing, is translated then.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from server.render.language import Voice

_GAP = re.compile(r"%\((\w+)\)s")


def translating(voice: Voice) -> type[CodeGenerator]:
    """The compiler of templates for this voice."""

    class Translating(CodeGenerator):
        def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
            super().visit_Template(_Translation(voice).visit(node), frame)

    return Translating


class _Translation(NodeTransformer):
    """Puts the words themselves in the place of the calls that ask for them."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice

    def visit_Output(self, node: nodes.Output) -> nodes.Node:
        self.generic_visit(node)
        node.nodes = [piece for said in node.nodes for piece in _pieces(said)]
        return node

    def visit_Call(self, node: nodes.Call) -> nodes.Node:
        self.generic_visit(node)
        match node:
            case nodes.Call(
                node=nodes.Name(name="_" | "gettext"),
                args=[nodes.Const(value=str(sentence))],
                dyn_args=None,
                dyn_kwargs=None,
            ):
                return self._said(node, sentence)
        return node

    def _said(self, asked: nodes.Call, sentence: str) -> nodes.Node:
        """What the call would return: safe words, that escape what is put into them."""
        words = nodes.Const(Markup(self._voice.gettext(sentence)))  # noqa: S704  # our own words
        given = nodes.Dict([nodes.Pair(nodes.Const(k.key), k.value) for k in asked.kwargs])
        return nodes.Mod(words, given, lineno=asked.lineno, environment=asked.environment)


def _pieces(said: nodes.Expr) -> Iterator[nodes.Expr]:
    """Words with gaps, one piece after the other: to put them together first would cost more."""
    match said:
        case nodes.Mod(left=nodes.Const(value=Markup() as words), right=nodes.Dict(items=pairs)):
            given = {pair.key.as_const(): pair.value for pair in pairs}
            texts = _GAP.split(words)
            if set(texts[1::2]) <= given.keys() and not any("%" in text for text in texts[::2]):
                for place, text in enumerate(texts):
                    yield given[text] if place % 2 else nodes.TemplateData(text, lineno=said.lineno)
                return
    yield said
