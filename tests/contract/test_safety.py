"""The table of promises in dashboard/help/safety.md is true: each names tests that exist and bear its name, each test has its row."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOLD = (ROOT / "dashboard" / "help" / "safety.md").read_text("utf-8")
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in TOLD.splitlines() if re.match(r"\| [TB]\d+ \|", line)]  # fmt: skip
NAMED = re.compile(r"def test_([tb]\d+)_")


def files(row: list[str]) -> list[Path]:
    """The test modules a row names."""
    named = [ROOT / name for name in re.findall(r"`(tests/[^`]+)`", row[2])]
    assert all(path.exists() for path in named), row[2]
    return [file for path in named for file in (sorted(path.rglob("test_*.py")) if path.is_dir() else [path])]


@pytest.mark.parametrize("row", ROWS, ids=[f"{row[0]} {row[1][:20]}" for row in ROWS])
def test_every_promise_names_tests_that_bear_its_name(row: list[str]) -> None:
    code, _, tests, found = row
    assert tests
    bearing = {name for file in files(row) for name in NAMED.findall(file.read_text("utf-8"))}
    assert code.lower() in bearing
    assert found.isdecimal()


def test_every_test_named_after_a_promise_has_its_row_there() -> None:
    listed = {(row[0].lower(), file) for row in ROWS for file in files(row)}
    there = {
        (code, file) for file in sorted((ROOT / "tests").rglob("test_*.py")) for code in NAMED.findall(file.read_text("utf-8"))
    }  # fmt: skip
    assert sorted((code, str(file.relative_to(ROOT))) for code, file in there - listed) == []


def test_every_finding_that_is_counted_is_told() -> None:
    told = TOLD.partition("## Những gì được tìm thấy")[2]
    counted: dict[str, int] = {}
    for row in ROWS:
        counted[row[0]] = counted.get(row[0], 0) + int(row[3])
    for code, count in counted.items():
        assert bool(count) is bool(re.search(rf"^- [^:]*\b{code}\b", told, re.MULTILINE)), code
