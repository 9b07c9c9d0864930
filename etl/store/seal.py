"""Seals: hashes of content that no insertion number or clock enters, so that equal stores have equal hashes."""

from __future__ import annotations

import hashlib
import json
import sys
from array import array
from collections.abc import Iterable, Mapping, Sequence


def seal_of(*parts: object) -> str:
    """One hash of some plain values, in order."""
    return hashlib.sha256(_text(parts)).hexdigest()


def lot_seal(
    head: Sequence[object],
    nth: array[int],
    areas: Iterable[str],
    values: array[float],
    exact: Mapping[int, str],
) -> bytes:
    """The hash of one lot: its codes, and its figures in order of `nth` (`exact` by nth)."""
    told = hashlib.sha256(_text(head))
    told.update(_bytes(nth))
    told.update("\x1f".join(areas).encode())
    told.update(_bytes(values))
    told.update(_text(sorted(exact.items())))
    return told.digest()


def submission_seal(
    report: Sequence[object],
    lots: Iterable[bytes],
    wording: Iterable[object],
    basis: Iterable[object],
    findings: Iterable[object],
) -> str:
    """The hash of everything a submission holds; wording and basis in order of nth, findings as they were told."""
    told = hashlib.sha256(_text(report))
    for lot in sorted(lots):
        told.update(lot)
    for part in (wording, basis, findings):
        told.update(b"\x1d")
        for row in part:
            told.update(_text(row))
    return told.hexdigest()


def _text(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _bytes(values: array[int] | array[float]) -> bytes:
    if sys.byteorder == "big":
        values = values[:]
        values.byteswap()
    return values.tobytes()
