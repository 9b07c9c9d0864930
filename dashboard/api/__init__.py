"""The read API: the pages' numbers for programs, under /api/v1, behind the same gate and the same limits."""

from dashboard.api.routes import register

__all__ = ["register"]
