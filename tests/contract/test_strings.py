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
    """Keys written out in the code, and the shapes of keys that it puts together."""
    whole: set[str] = set()
    shapes: list[re.Pattern[str]] = []
    for file in SOURCES:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                parts = [
                    re.escape(str(p.value)) if isinstance(p, ast.Constant) else r"[^ ]+" for p in node.values
                ]
                shapes.append(re.compile("".join(parts)))
    return whole, [shape for shape in shapes if "." in shape.pattern]


WHOLE, SHAPES = _written()


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
