"""Rates: a bucket of requests for each visitor and, wider, for each address; one table for all workers, of one size for ever."""

from __future__ import annotations

import mmap
import struct
import threading
import time
from typing import Any

ADDRESS_SHARE = 8
"""How many busy visitors one address (an office behind one router) may stand for."""
SETS, WAYS = 512, 8
"""A visitor's key names a set; of the eight buckets in it the one longest unasked makes room for a newcomer."""
_BUCKET = struct.Struct("=qdd")


class Rates:
    """Who asked how much lately: workers forked after it is made share what it holds.

    Between workers nothing is locked, for a killed one would leave the lock shut: a count lost to
    another worker's writing lets one request more through, no fewer.
    """

    def __init__(self, per_second: float, burst: int) -> None:
        self._per_second, self._burst = per_second, burst
        self._table = mmap.mmap(-1, SETS * WAYS * _BUCKET.size)
        self._lock = threading.Lock()

    def allows(self, environ: dict[str, Any]) -> bool:
        """Whether this visitor may ask once more now."""
        address = str(environ.get("REMOTE_ADDR", ""))
        visitor = str(environ.get("HTTP_COOKIE", ""))[:200]
        with self._lock:
            return self._take(f"{address} {visitor}", 1) and self._take(address, ADDRESS_SHARE)

    def _take(self, key: str, share: int) -> bool:
        now, most, mark = time.monotonic(), float(self._burst * share), hash(key) or 1
        place, (holder, left, at) = self._place(mark)
        left = min(most, left + (now - at) * self._per_second * share) if holder == mark else most
        _BUCKET.pack_into(self._table, place, mark, left - 1 if left >= 1 else left, now)
        return left >= 1

    def _place(self, mark: int) -> tuple[int, tuple[int, float, float]]:
        """Where the bucket of this mark is, or the one that makes room for it, and what is in it."""
        first = mark % SETS * WAYS
        places = [(first + n) * _BUCKET.size for n in range(WAYS)]
        held = [(place, _BUCKET.unpack_from(self._table, place)) for place in places]
        return next((one for one in held if one[1][0] == mark), min(held, key=lambda one: one[1][2]))
