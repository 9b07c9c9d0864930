"""People: signing in and out, choosing a password, the gate every request passes, and who may what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Flask

from dashboard import settling, uploads
from dashboard.people import administration, entrance, gate
from etl.pipeline.office import Office

if TYPE_CHECKING:
    from dashboard.people.oidc import Provider


def guard(server: Flask, office: Office | None, provider: Provider | None = None) -> None:
    """Deny by default: the gate first, then the routes by which people come in and are managed."""
    gate.stand(server, office)
    if provider:
        server.extensions[entrance.PROVIDER] = provider
    server.register_blueprint(entrance.ROUTES)
    server.register_blueprint(administration.ROUTES)
    server.register_blueprint(uploads.ROUTES)
    server.register_blueprint(settling.ROUTES)
