"""In từ điển dữ liệu: mọi chỉ tiêu, đơn vị tính, bộ tiêu chí, ký hiệu. Ví dụ: chitieu dictionary > data/README.md"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from itertools import groupby

from etl.catalog import Catalogue, Indicator, load
from etl.catalog.files import read_yaml
from etl.words.messages import sentences


def add(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments: none."""


def run(args: argparse.Namespace) -> int:
    """Print the dictionary as Markdown."""
    sys.stdout.write(render(load()))
    return 0


def render(catalogue: Catalogue) -> str:
    """The data dictionary as Markdown, Vietnamese with English beside it."""
    parts = (
        _indicators(catalogue),
        _units(catalogue),
        _areas(catalogue),
        _criteria(catalogue),
        _marks(catalogue),
    )
    return "\n".join(
        [f"# {_word('title')}", "", _word("intro"), *(line for part in parts for line in part), ""]
    )


def _word(code: str) -> str:
    """A word of the dictionary in both languages; one text where they are the same."""
    told = sentences()["dictionary"][code]
    return str(told["vi"]) if told["vi"] == told["en"] else f"{told['vi']} · {told['en']}"


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    words = [_word(head) for head in heads]
    yield ""
    yield "| " + " | ".join(words) + " |"
    yield "|" + "---|" * len(words)
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"


def _indicators(catalogue: Catalogue) -> Iterator[str]:
    yield from ("", f"## {_word('indicators')}")
    by_topic = sorted(catalogue.indicators.values(), key=lambda i: i.topic)
    for topic, members in groupby(by_topic, key=lambda i: i.topic):
        yield from ("", f"### {_word(f'topic.{topic}')}")
        heads = ("name", "code", "unit", "nature", "over_areas", "over_periods", "part_of")
        yield from _table(heads, (_indicator(one, catalogue) for one in members))


def _indicator(one: Indicator, catalogue: Catalogue) -> tuple[str, ...]:
    whole = catalogue.indicators[one.part_of].name["vi"] if one.part_of else ""
    kind, _, named = one.over_areas.partition(":")
    rule = _word(f"rule.{kind}") + (f" `{named}`" if named else "")
    return (
        f"{one.name['vi']} · {one.name['en']}", f"`{one.code}`", catalogue.units[one.unit].name["vi"],
        _word(f"nature.{one.nature}"), rule, _word(f"rule.{one.over_periods}"), whole,
    )  # fmt: skip


def _units(catalogue: Catalogue) -> Iterator[str]:
    yield from ("", f"## {_word('units')}")
    rows = (
        (f"{u.name['vi']} · {u.name['en']}", u.kind, f"{u.factor:f}", ", ".join(u.spellings))
        for u in catalogue.units.values()
    )
    yield from _table(("unit", "kind", "factor", "spellings"), rows)


def _areas(catalogue: Catalogue) -> Iterator[str]:
    yield from ("", f"## {_word('areas')}")
    changes = (
        (
            f"{change.date:%d/%m/%Y}", change.act,
            ", ".join(catalogue.areas.label(old) for old, _, _ in change.shares),
            ", ".join(sorted({catalogue.areas.label(new) for _, new, _ in change.shares})),
        )
        for change in catalogue.areas.changes
    )  # fmt: skip
    yield from _table(("date", "act", "before", "after"), changes)


def _criteria(catalogue: Catalogue) -> Iterator[str]:
    yield from ("", f"## {_word('criteria')}")
    for years, entry in read_yaml(catalogue.home / "criteria.yml").items():
        yield from ("", f"### {years}: {entry['act']}", "")
        yield from (f"{number}. {words[0]}" for number, words in entry["names"].items())


def _marks(catalogue: Catalogue) -> Iterator[str]:
    yield from ("", f"## {_word('marks')}")
    raw = read_yaml(catalogue.home / "marks.yml")
    rows = (
        (
            " ".join(f"`{s}`" for s in mark["spellings"] if s),
            mark["meaning"]["vi"] + " · " + mark["meaning"]["en"],
        )
        for mark in raw.values()
    )
    yield from _table(("mark", "meaning"), rows)
