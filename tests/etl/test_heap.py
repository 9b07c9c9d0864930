"""Reading searches for no cycles meanwhile, and always searches again behind it."""

from __future__ import annotations

import gc

import pytest

from etl.model.heap import uncollected


def _broken() -> None:
    with uncollected():
        assert not gc.isenabled()
        with uncollected():
            pass
        assert not gc.isenabled()
        raise ValueError("broken")


def test_the_search_for_cycles_rests_while_a_file_is_read_and_goes_on_even_after_an_error() -> None:
    assert gc.isenabled()
    with pytest.raises(ValueError, match="broken"):
        _broken()
    assert gc.isenabled()
