"""The address is the whole state: written and read again it is the same; nonsense in it is left out."""

from urllib.parse import quote

from hypothesis import given
from hypothesis import strategies as st

from dashboard.state import KEPT, Choice

CODES = st.from_regex(r"[a-z0-9_@.-]{0,30}", fullmatch=True)
NUMBERS = st.integers(0, 10**15 - 1)
CHOICES = st.builds(
    Choice,
    lang=st.sampled_from(["vi", "en"]),
    indicator=CODES,
    area=CODES,
    year=NUMBERS,
    as_of=st.sampled_from(["", "12", "2021-09-30"]),
    areas=st.lists(CODES.filter(bool), max_size=4, unique=True).map(tuple),
    period=st.sampled_from(["", "2020", "2020-01/2020-09", "2020-Q3", "2020/2025"]),
    leaves=st.lists(st.integers(1, 10**15 - 1), max_size=60, unique=True).map(tuple),
    obs=NUMBERS,
    q=st.text(alphabet="aăâđ Đông%&?#+=", max_size=20).map(lambda text: " ".join(text.split())),
)


@given(CHOICES)
def test_a_choice_written_to_an_address_is_read_again(choice: Choice) -> None:
    assert Choice.from_query(choice.to_query()) == choice


@given(st.text(max_size=60))
def test_no_address_fails(text: str) -> None:
    Choice.from_query("?" + text)
    for name in ("year", "as_of", "areas", "leaves", "indicator", "q"):
        read = Choice.from_query(f"?{name}={quote(text)}")
        assert Choice.from_query(read.to_query()) == read


def test_the_first_screen_has_a_plain_address() -> None:
    assert Choice().to_query() == ""


@given(CHOICES)
def test_a_link_to_another_page_keeps_the_filters_and_nothing_else(choice: Choice) -> None:
    path, _, query = choice.link("/xa").partition("?")
    there = Choice.from_query(query)
    assert path == "/xa"
    assert all(getattr(there, name) == getattr(choice, name) for name in KEPT)
    assert (there.obs, there.leaves, there.q) == (0, (), "")


@given(CHOICES)
def test_a_link_on_the_same_page_keeps_everything_but_the_change(choice: Choice) -> None:
    there = Choice.from_query(choice.here("/xa", year=2020).partition("?")[2])
    assert (there.year, there.obs, there.areas) == (2020, choice.obs, choice.areas)
