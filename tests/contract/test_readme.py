"""The README promises only what a test proves, and names it; its commands exist."""

import re
from pathlib import Path

import pytest

from etl.commands import COMMANDS

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
PROMISES = re.findall(r"(?ms)^(\d)\. \*\*(.+?)(?=^\d\. |^## )", README)


def test_there_are_five_promises() -> None:
    assert [number for number, _ in PROMISES] == ["1", "2", "3", "4", "5"]


@pytest.mark.parametrize("number", range(5))
def test_a_promise_names_tests_that_exist(number: int) -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", PROMISES[number][1])
    assert named
    for file, test in named:
        assert f"def {test}(" in (ROOT / file).read_text("utf-8"), test


def test_every_command_stands_in_the_table() -> None:
    table = README.partition("## Lệnh")[2].partition("## ")[0]
    assert {*COMMANDS, "serve"} <= set(re.findall(r"`([a-z]+)`", table))


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`((?:etl|data|dashboard|tests)/[\w/.]*)`", README))))
def test_places_named_exist(path: str) -> None:
    assert (ROOT / path).exists()
