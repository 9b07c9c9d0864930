"""How much a test of many cases tries: enough for each day in the suite, all that is promised with FULL=1."""

from __future__ import annotations

import os

IS_FULL = os.environ.get("FULL", "") == "1"


def size(*, usual: int, full: int) -> int:
    """One count for the suite, another for `make full`."""
    return full if IS_FULL else usual
