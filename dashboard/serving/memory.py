"""Memory before workers are forked: what starting took is given back, and what is left stays shared."""

from __future__ import annotations

import ctypes
import gc
import platform

_ARENA_MAX = -8
"""M_ARENA_MAX of malloc.h."""


def lean() -> None:
    """Give back what compressing and importing took, keep all threads to one arena, and leave what lives alone.

    glibc gives every thread an arena and returns little of it; other libraries are left as they are.
    """
    gc.collect()
    if platform.libc_ver()[0] == "glibc":
        libc = ctypes.CDLL(None)
        libc.mallopt(_ARENA_MAX, 1)
        libc.malloc_trim(0)
    gc.freeze()  # collecting would write to every page that workers share
