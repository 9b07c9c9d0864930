"""Period: one code, one parser, one printer."""

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.model import SEASONS, BadPeriod, Period, PeriodKind, cumulative

YEARS = st.integers(1990, 2090)
CODES = st.one_of(
    YEARS.map(str),
    st.builds("{}-H{}".format, YEARS, st.integers(1, 2)),
    st.builds("{}-Q{}".format, YEARS, st.integers(1, 4)),
    st.builds("{}-{:02d}".format, YEARS, st.integers(1, 12)),
    st.builds("{}-{}".format, YEARS, st.sampled_from(SEASONS)),
    st.builds("{0}-01/{0}-{1:02d}".format, YEARS, st.integers(2, 12)),
    st.dates(date(1990, 1, 1), date(2090, 12, 31)).map(str),
    st.builds(lambda first, span: f"{first}/{first + span}", YEARS, st.integers(0, 9)),
)


@given(CODES)
def test_a_code_is_printed_as_it_was_read(code: str) -> None:
    period = Period.parse(code)
    assert str(period) == code
    assert period.first <= period.last


@given(CODES, st.integers(-20, 20))
def test_a_shift_keeps_the_kind_and_moves_the_year(code: str, years: int) -> None:
    period = Period.parse(code)
    moved = period.shifted(years)
    assert moved.kind is period.kind
    assert moved.year == period.year + years


@given(st.text(alphabet="0123456789-/QHDX２ ", max_size=20))
def test_any_other_text_is_refused_not_guessed(text: str) -> None:
    with contextlib.suppress(BadPeriod):
        assert str(Period.parse(text)) == text
        assert text.isascii()


@pytest.mark.parametrize(
    "text", ["", "2020-13", "2020-00", "2020-Q5", "2020-02-30", "2025/2020", "2020-09/2020-01"]
)
def test_impossible_spans_are_refused(text: str) -> None:
    with pytest.raises(BadPeriod):
        Period.parse(text)


def test_nine_months_and_a_whole_year() -> None:
    assert cumulative(2020, 9).code == "2020-01/2020-09"
    assert cumulative(2020, 12).kind is PeriodKind.YEAR
    assert cumulative(2020, 1).kind is PeriodKind.MONTH
    assert cumulative(2020, 9).is_cumulative
    assert not Period.parse("2020-DX").is_cumulative
