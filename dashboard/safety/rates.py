"""Rates: a bucket of requests for each visitor and, wider, for each address; memory is bounded."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from typing import Any

MOST_VISITORS = 4096
ADDRESS_SHARE = 8
"""How many busy visitors one address (an office behind one router) may stand for."""


class Rates:
    """Who asked how much lately, in this worker."""

    def __init__(self, per_second: float, burst: int) -> None:
        self._per_second, self._burst = per_second, burst
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def allows(self, environ: dict[str, Any]) -> bool:
        """Whether this visitor may ask once more now."""
        address = str(environ.get("REMOTE_ADDR", ""))
        visitor = str(environ.get("HTTP_COOKIE", ""))[:200]
        with self._lock:
            return self._take(f"{address} {visitor}", 1) and self._take(address, ADDRESS_SHARE)

    def _take(self, key: str, share: int) -> bool:
        now = time.monotonic()
        left, at = self._buckets.pop(key, (float(self._burst * share), now))
        left = min(self._burst * share, left + (now - at) * self._per_second * share)
        self._buckets[key] = (left - 1 if left >= 1 else left, now)
        while len(self._buckets) > MOST_VISITORS:
            self._buckets.popitem(last=False)
        return left >= 1
