"""The string table: every key in every language with the same facts; every key used, every used key there."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

from dashboard.text import LANGUAGES, keys

ROOT = Path(__file__).parents[2]
SOURCES = [file for file in (ROOT / "dashboard").rglob("*.py") if "safety" not in file.parts]
GROUPS = {key.partition(".")[0] for key in keys()}


def _written() -> tuple[set[str], list[re.Pattern[str]]]:
    """Keys written out in the code, and the shapes of keys that it puts together after a group's name."""
    whole: set[str] = set()
    shapes: list[re.Pattern[str]] = []
    for file in SOURCES:
        nodes = list(ast.walk(ast.parse(file.read_text("utf-8"))))
        joined = [node for node in nodes if isinstance(node, ast.JoinedStr)]
        parts = {id(part) for node in joined for part in node.values}
        texts = (n for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str))
        whole |= {text.value for text in texts if id(text) not in parts and isinstance(text.value, str)}
        shapes += [shape for node in joined if (shape := _shape(node))]
    return whole, shapes


def _shape(node: ast.JoinedStr) -> re.Pattern[str] | None:
    told = [re.escape(str(p.value)) if isinstance(p, ast.Constant) else ".+" for p in node.values]
    starts = isinstance(node.values[0], ast.Constant) and "." in str(node.values[0].value)
    return re.compile("".join(told)) if starts else None


def _in_templates() -> set[str]:
    files = (ROOT / "dashboard").rglob("*.html")
    return {key for file in files for key in re.findall(r'\bt\("([a-z_.]+)"', file.read_text("utf-8"))}


WHOLE, SHAPES = _written()
WHOLE |= _in_templates()


@pytest.mark.parametrize("key", sorted(keys()))
def test_a_string_is_whole(key: str) -> None:
    words = keys()[key]
    assert set(words) == set(LANGUAGES)
    facts = {lang: sorted(f for _, f, _, _ in Formatter().parse(text) if f) for lang, text in words.items()}
    assert facts["vi"] == facts["en"], "the languages name different facts"
    assert all(text.strip() for text in words.values())


def test_every_string_is_used() -> None:
    unused = [key for key in keys() if key not in WHOLE and not any(shape.fullmatch(key) for shape in SHAPES)]
    pages = {f"{key}.title" for key in GROUPS}
    assert sorted(set(unused) - pages - _refusals()) == []


def _refusals() -> set[str]:
    """The safety layer answers outside any page; its own group is used there."""
    return {key for key in keys() if key.startswith("refused.")}


def test_every_used_string_is_there() -> None:
    looks = re.compile(rf"(?:{'|'.join(sorted(GROUPS))})\.[a-z_0-9.]+")
    files = re.compile(r".*\.(?:py|yml|css|js|html|md|csv|xlsx|png|svg)")
    used = {text for text in WHOLE if looks.fullmatch(text) and not files.fullmatch(text)}
    assert sorted(used - set(keys())) == []
