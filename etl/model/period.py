"""Period: one code, one parser, one printer; months are the common measure of all of them."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from etl.model.errors import BadPeriod


class PeriodKind(StrEnum):
    """The shapes a period can have; the order is from short to long."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    SEASON = "season"
    CUMULATIVE = "cumulative"
    YEAR = "year"
    TERM = "term"


SEASONS = ("DX", "XUAN", "HT", "MUA", "DONG")
"""đông xuân · xuân · hè thu · mùa · đông; all are booked to the year of harvest (DOMAIN 2.3)."""

_CODE = re.compile(
    r"""(?P<year>\d{4})
    (?: -H(?P<half>[12]) | -Q(?P<quarter>[1-4]) | -(?P<season>DX|XUAN|HT|MUA|DONG)
      | -(?P<month>\d\d)(?:-(?P<day>\d\d))? (?: /(?P<to_year>\d{4})-(?P<to_month>\d\d) )?
      | /(?P<last>\d{4}) )?""",
    re.VERBOSE | re.ASCII,
)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A span of whole months, or one day; `code` is its only spelling (DESIGN 2).

    `2020` · `2020-H1` · `2020-Q3` · `2020-09` · `2020-01/2020-09` · `2020-DX` · `2020-12-31` · `2020/2025`.
    """

    first: date
    last: date
    kind: PeriodKind
    code: str

    @classmethod
    def parse(cls, code: str) -> Period:
        """The period a code names; BadPeriod says what is wrong with any other text."""
        return _parse(code)

    @property
    def year(self) -> int:
        """The year a figure of this period is booked to."""
        return self.last.year

    @property
    def months(self) -> tuple[int, int]:
        """First and last month as ordinals (year × 12 + month − 1), for coverage arithmetic."""
        return _ordinal(self.first), _ordinal(self.last)

    @property
    def is_cumulative(self) -> bool:
        """Whether the span starts in January and runs for more than a month."""
        return self.first.month == 1 and self.kind not in (
            PeriodKind.DAY,
            PeriodKind.MONTH,
            PeriodKind.SEASON,
        )

    def shifted(self, years: int) -> Period:
        """The same span so many years later; 29 February becomes the 28th."""
        return Period.parse(_shift(self.code, years))

    def __str__(self) -> str:
        return self.code


def is_period(code: str) -> bool:
    """Whether a text is the code of a period that exists (no 31 February, no term that ends before it begins)."""
    try:
        _parse(code)
    except BadPeriod:
        return False
    return True


def cumulative(year: int, month: int) -> Period:
    """January to `month`: “9 tháng” is cumulative(2020, 9); twelve months are the year itself."""
    if month == 12:
        return Period.parse(f"{year}")
    if month == 1:
        return Period.parse(f"{year}-01")
    return Period.parse(f"{year:04d}-01/{year:04d}-{month:02d}")


def _ordinal(day: date) -> int:
    return day.year * 12 + day.month - 1


def _shift(code: str, years: int) -> str:
    moved = re.sub(r"\d{4}", lambda found: f"{int(found[0]) + years:04d}", code)
    return re.sub(r"-02-29$", "-02-28", moved)


@lru_cache(maxsize=8192)
def _parse(code: str) -> Period:
    found = _CODE.fullmatch(code)
    if not found:
        raise BadPeriod(code, period=code)
    try:
        first, last, kind = _span(found.groupdict())
    except ValueError as wrong:
        raise BadPeriod(code, period=code) from wrong
    if last < first:
        raise BadPeriod(code, period=code)
    return Period(first, last, kind, code)


def _span(part: dict[str, str | None]) -> tuple[date, date, PeriodKind]:
    year = int(part["year"] or 0)
    if part["half"]:
        end = 6 * int(part["half"])
        return date(year, end - 5, 1), _month_end(year, end), PeriodKind.HALF
    if part["quarter"]:
        end = 3 * int(part["quarter"])
        return date(year, end - 2, 1), _month_end(year, end), PeriodKind.QUARTER
    if part["season"]:
        return date(year, 1, 1), date(year, 12, 31), PeriodKind.SEASON
    if part["last"]:
        return date(year, 1, 1), date(int(part["last"]), 12, 31), PeriodKind.TERM
    if part["month"]:
        return _month_span(year, part)
    return date(year, 1, 1), date(year, 12, 31), PeriodKind.YEAR


def _month_span(year: int, part: dict[str, str | None]) -> tuple[date, date, PeriodKind]:
    month = int(part["month"] or 0)
    if part["day"]:
        if part["to_year"]:
            raise ValueError("a day does not start a span")
        day = date(year, month, int(part["day"]))
        return day, day, PeriodKind.DAY
    if part["to_year"]:
        last = _month_end(int(part["to_year"]), int(part["to_month"] or 0))
        return date(year, month, 1), last, PeriodKind.CUMULATIVE
    return date(year, month, 1), _month_end(year, month), PeriodKind.MONTH


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1]) if 1 <= month <= 12 else date(year, month, 1)
