"""Chapters of the handbook nobody writes: the dictionary, the interface's reference and the changes, from what they speak of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from dashboard.api.spec import specification
from dashboard.text import t
from etl.catalog import load
from etl.commands.dictionary import render

HELP = Path(__file__).parent / "help"
_CHANGES = (HELP / "changes.md", HELP.parents[1] / "CHANGELOG.md")
"""Where a wheel carries the changes, and where the repository keeps them."""


def dictionary(_lang: str) -> str:
    """What `chitieu dictionary` prints."""
    return render(load())


def changes(_lang: str) -> str:
    """CHANGELOG.md as it is."""
    return next(file for file in _CHANGES if file.exists()).read_text("utf-8")


def reference(lang: str) -> str:
    """Every address of the API with what it may be asked and what it answers, from its specification."""
    told = specification(load())
    parts = [_address(path, answers["get"], lang) for path, answers in told["paths"].items()]
    return "\n".join(
        ["", f"## {t('handbook.addresses', lang)}", *(line for part in parts for line in part), ""]
    )


def _address(path: str, asked: Mapping[str, Any], lang: str) -> Iterator[str]:
    yield from ("", f"### `GET {path}`", "")
    if parameters := asked.get("parameters"):
        yield from _table(
            (t("handbook.parameter", lang), t("handbook.meaning", lang), t("handbook.values", lang)),
            ((f"`{one['name']}`", one.get("description", ""), _values(one["schema"])) for one in parameters),
        )
    if columns := _columns(asked["responses"]["200"]):
        told = ", ".join(f"`{name}`" for name in columns)
        yield from ("", t("handbook.answers", lang, columns=told))


def _values(schema: Mapping[str, Any]) -> str:
    """What a parameter takes, in short."""
    inner = schema.get("items", schema)
    words = ", ".join(inner["enum"]) if "enum" in inner else str(inner["type"])
    return words + (f" ({inner['default']})" if "default" in inner else "")


def _columns(answer: Mapping[str, Any]) -> list[str]:
    """The names of what one item of an answer holds; none where the answer is a file."""
    told = answer.get("content", {}).get("application/json", {}).get("schema", {}).get("properties", {})
    item = told.get("items", {}).get("items", {}).get("properties") or told
    return list(item)


def _table(heads: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> Iterator[str]:
    yield "| " + " | ".join(heads) + " |"
    yield "|" + "---|" * len(heads)
    yield from ("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows)


GENERATED: Mapping[str, Callable[[str], str]] = {
    "dictionary": dictionary,
    "api": reference,
    "changes": changes,
}
"""Address word → the text; it follows what somebody wrote under the same word."""
