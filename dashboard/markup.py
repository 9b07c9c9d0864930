"""What no callback touches is sent as markup: a table of a thousand cells is one component, not three thousand.

The browser's side of it is in assets/app.js: it puts the markup in place and lets links go without loading the page.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from html import escape
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.components.attributes import data

_NAMES = {"className": "class", "htmlFor": "for"}
_VOID = {"br", "col", "hr", "img", "input", "wbr"}
_TAGS = {"MapEl": "map", "ObjectEl": "object"}


def settle(node: Any, live: Collection[str]) -> Any:
    """The same tree with every largest part that no callback touches turned into markup; `live` are callbacks' ids."""
    if isinstance(node, (list, tuple)):
        return _children(node, live)
    if not isinstance(node, Component) or not _plain_tag(node):
        return node
    if _is_still(node, live):
        return static(markup(node))
    if getattr(node, "children", None) is not None:
        node.children = settle(node.children, live)
    return node


def static(inner: str) -> html.Div:
    """A place for markup; it takes no room of its own."""
    return html.Div(className="static", **data(html=inner))


def markup(node: Any) -> str:
    """The HTML of plain components, every word of it escaped."""
    if node is None or isinstance(node, bool):
        return ""
    if isinstance(node, (list, tuple)):
        return "".join(map(markup, node))
    if not isinstance(node, Component):
        return escape(str(node), quote=False)
    plain: Any = node
    known = plain._prop_names  # as to_plotly_json reads them, at a third of its cost
    told = {
        name: value
        for name, value in vars(node).items()
        if name not in ("children", "key") and (name in known or name.startswith(("data-", "aria-")))
    }
    return element(_plain_tag(node), told, markup(getattr(node, "children", None)))


def element(tag: str, attributes: Mapping[str, Any], inner: str = "") -> str:
    """One element; an attribute that is None or False is left out."""
    told = "".join(_attribute(name, value) for name, value in sorted(attributes.items()))
    return f"<{tag}{told}>" if tag in _VOID else f"<{tag}{told}>{inner}</{tag}>"


def _children(nodes: Iterable[Any], live: Collection[str]) -> list[Any]:
    """Neighbours that are both still become one place."""
    settled: list[Any] = []
    run: list[Any] = []

    def close() -> None:
        if run:
            settled.append(static("".join(map(markup, run))))
            run.clear()

    for node in nodes:
        if _is_still(node, live):
            run.append(node)
        else:
            close()
            settled.append(settle(node, live))
    close()
    return settled


def _is_still(node: Any, live: Collection[str]) -> bool:
    if isinstance(node, (list, tuple)):
        return all(_is_still(child, live) for child in node)
    if not isinstance(node, Component):
        return True
    own = getattr(node, "id", None)
    if not _plain_tag(node) or isinstance(own, dict) or (own and own in live):
        return False
    return _is_still(getattr(node, "children", None), live)


def _plain_tag(node: Component) -> str:
    """The tag of a component that is nothing but an element; "" for any other."""
    if isinstance(node, dcc.Link):
        return "a"
    kind = type(node)
    if kind.__module__.startswith(html.__name__):
        return _TAGS.get(kind.__name__, kind.__name__.lower())
    return ""


def _attribute(name: str, value: Any) -> str:
    if value is None or value is False:
        return ""
    shown = _NAMES.get(name, name if "-" in name else name.lower())
    if value is True:
        return f" {shown}"
    text = _style(value) if name == "style" else str(value)
    return f' {shown}="{escape(text)}"'


def _style(rules: Mapping[str, Any]) -> str:
    named = ((re.sub(r"([A-Z])", r"-\1", name).lower(), value) for name, value in rules.items())
    return ";".join(f"{name}:{value}" for name, value in named)
