"""Percent columns and changes that only the columns before them explain: of a plan and what was done, of a count, of two years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from etl.catalog import Catalogue, Concept
from etl.model import Measure
from etl.recognise.phrases import share_of
from etl.recognise.tables.column import Column
from etl.recognise.tables.silent import is_silent
from etl.recognise.tables.spans import Told
from etl.recognise.tables.subjects import Meaning

_CHANGES = (Measure.CHANGE_ABS, Measure.CHANGE_PCT_YOY, Measure.PCT_OF_SAME_PERIOD)


def of_plans(found: Sequence[Column]) -> list[Column]:
    """`Giao | Đạt | %`: a bare percent after a plan and what was done, in one group with them, is of that plan."""
    out: list[Column] = []
    for c in found:
        if _is_bare(replace(c, measure=None) if c.measure is Measure.ACTUAL else c):
            before = [o for o in out if o.kind == "value" and o.unit != "%" and o.words[:-1] == c.words[:-1]]
            planned = {o.told.year for o in before if o.measure is Measure.PLAN}
            done = {o.told.year for o in before if o.measure in (None, Measure.ACTUAL)}
            if planned and done and min(planned) <= max(done):
                c = replace(c, measure=Measure.PCT_OF_PLAN)
        out.append(c)
    return out


def of_counts(found: Sequence[Column], catalogue: Catalogue) -> list[Column]:
    """`Hộ cận nghèo | Tỷ lệ (%)`: a percent that says nothing is the rate of the count before it, or one nobody knows."""
    out: list[Column] = []
    for c in found:
        before = [o for o in out if o.kind == "value" and o.unit != "%" and o.words[:-1] == c.words[:-1]]
        if _is_bare(c) and not c.subject.concepts and before and before[-1].subject.concepts:
            c = replace(c, subject=_rate(before[-1], c, catalogue))
        out.append(c)
    return out


def of_neighbours(found: Sequence[Column]) -> list[Column]:
    """`Dự toán thu | Thực hiện thu | Đạt %`: a share that names nothing is of what the column before it names, known or not."""
    out: list[Column] = []
    for c in found:
        before = [o for o in out if o.kind == "value" and o.unit != "%" and o.words[:-1] == c.words[:-1]]
        is_open = (
            c.kind == "value"
            and c.unit == "%"
            and c.measure in (Measure.PCT_OF_PLAN, Measure.PCT_OF_SAME_PERIOD)
        )
        if (
            is_open
            and before
            and not c.subject.concepts
            and is_silent(c.words[-1])
            and not before[-1].subject.is_silent
        ):
            named = before[-1].subject
            c = replace(c, subject=replace(named, words=f"{c.words[-1]} · {named.words}"))
        out.append(c)
    return out


def _is_bare(c: Column) -> bool:
    return c.kind == "value" and c.unit == "%" and c.measure is None and is_silent(c.words[-1])


def _rate(count: Column, share: Column, catalogue: Catalogue) -> Meaning:
    known = share_of(catalogue)
    rates = [known[c.code] for c in count.subject.concepts if c.code in known]
    words = f"{share.words[-1]} · {count.subject.words}"
    return Meaning(words, tuple(map(Concept, rates[:1])), count.subject.season, is_silent=False)


def of_latest(found: Sequence[Column], told: Told) -> list[Column]:
    """A change beside the years it is between is of the later of them, unless the title names a later time."""
    done = _done(found)
    if len({one.year for one in done}) < 2 or (last := max(done, key=lambda one: one.last)).year <= told.year:
        return list(found)
    return [
        replace(c, counted_in=last)
        if c.kind == "value" and c.measure in _CHANGES and not c.told.is_own and c.counted_in is None
        else c
        for c in found
    ]


def reported_in(found: Sequence[Column]) -> Told | None:
    """The span a table without a title reports on: the latest its headings name over what was done; None where they name none."""
    last = max(_done(found), key=lambda one: (one.last, one.period.count("/")), default=None)
    return replace(last, is_own=False) if last else None


def _done(found: Sequence[Column]) -> list[Told]:
    """The spans that the headings over what was done name themselves."""
    values = (c for c in found if c.kind == "value" and c.unit != "%")
    return [c.told for c in values if c.measure in (None, Measure.ACTUAL) and c.told.is_own]
