"""One layer in front of everything: same origin, sizes, rates, headers, and errors without their insides."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from dash import Dash

from dashboard.safety.headers import inline_scripts
from dashboard.safety.layer import Guarded, Limits
from dashboard.safety.refusals import speak

__all__ = ["Guarded", "Limits", "protect"]


def protect(app: Dash, limits: Limits | None = None) -> None:
    """Put the layer in front of the dashboard; every request passes it, whoever added the route."""
    page: Callable[[], str] = app.index

    @lru_cache(maxsize=1)
    def own_scripts() -> tuple[str, ...]:
        with app.server.test_request_context("/"):
            return inline_scripts(page())

    speak(app.server)
    app.server.config["PROPAGATE_EXCEPTIONS"] = True
    app.server.wsgi_app = Guarded(app.server.wsgi_app, limits or Limits(), own_scripts)
