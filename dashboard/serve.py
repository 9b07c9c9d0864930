"""Mở bảng điều hành trên máy này. Ví dụ: chitieu serve"""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dashboard.app import create_app
from dashboard.safety import Limits
from dashboard.serving import slim, still
from dashboard.serving.memory import lean
from etl.model.people import WrongProvider
from etl.pipeline.office import Office, open_office
from etl.query import open_reader
from etl.words.messages import sentence

if TYPE_CHECKING:
    from dashboard.people.oidc import Provider

PATIENCE = 20.0
"""Seconds one question of a visitor may take."""
ENVIRONMENT = "CHITIEU_OIDC_SECRET"
THREADS = 6
"""Of a worker; some may wait for slow senders, the others answer."""


def add(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8050)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument(
        "--name", action="append", default=[], metavar="TÊN", help="tên miền hoặc tên máy mà người dùng gõ"
    )
    parser.add_argument(
        "--rate", type=int, default=int(Limits().per_second), help="số yêu cầu một giây của một người"
    )
    own = parser.add_argument_group(
        "đăng nhập bằng tài khoản của cơ quan (OpenID Connect); khóa bí mật của ứng dụng ở tệp hoặc biến môi trường "
        + ENVIRONMENT
    )
    own.add_argument("--oidc-issuer", default="", metavar="URL", help="địa chỉ hệ thống đăng nhập, https")
    own.add_argument("--oidc-client", default="", metavar="MÃ", help="mã ứng dụng này ở hệ thống ấy")
    own.add_argument("--oidc-secret-file", type=Path, metavar="TỆP", help="tệp chứa khóa bí mật của ứng dụng")
    own.add_argument(
        "--oidc-claim", default="email", metavar="TRƯỜNG", help="trường bằng tên đăng nhập ở đây (email)"
    )


def run(args: argparse.Namespace) -> int:
    """Serve in the foreground until interrupted."""
    office = open_office()
    server = create_app(
        open_reader(seconds=PATIENCE), office=office, limits=_limits(args), provider=provider_of(args)
    ).server
    still.warm(server)  # the first page also registers the scripts, which every forked worker must know
    address = f"http://{args.host}:{args.port}"
    sys.stdout.write(f"{address}\n{_other_version()}{_first_run(office, address)}")
    office.close()  # no connection is shared by forked workers
    lean()
    if sys.platform == "win32":
        from waitress import serve

        serve(server, host=args.host, port=args.port)
        return 0
    _gunicorn(server, args)
    return 0


def _limits(args: argparse.Namespace) -> Limits:
    """How often one may ask, and by which names; the name it listens on is one."""
    names = frozenset(name.lower().rstrip(".") for name in (*args.name, args.host))
    return replace(Limits.of_rate(args.rate), names=names)


def provider_of(args: argparse.Namespace) -> Provider | None:
    """The office's own sign-in, where the start names one; WrongProvider where it names half of one."""
    if not (args.oidc_issuer or args.oidc_client or args.oidc_secret_file):
        return None
    secret = _secret(args.oidc_secret_file)
    if not (args.oidc_issuer and args.oidc_client and secret):
        raise WrongProvider("provider_unfinished")
    try:
        from dashboard.people.oidc import Provider
    except ImportError as wrong:
        raise WrongProvider("provider_missing") from wrong
    return Provider(args.oidc_issuer, args.oidc_client, secret, args.oidc_claim)


def _secret(file: Path | None) -> str:
    """The client's secret: from its file, else from the environment; never from the command line, which all may see."""
    if file is None:
        return os.environ.get(ENVIRONMENT, "")
    try:
        found = file.read_text("utf-8").strip()
    except (OSError, ValueError):
        found = ""
    if not found:
        raise WrongProvider("provider_secret", file=file)
    return found


def _other_version() -> str:
    """What is said of a smaller plotly.js that is not of the packaged one's version, and so stays unused."""
    body, version = slim.told()
    if not body or version == slim.wanted():
        return ""
    return sentence("slim_other", file=slim.NAME, version=version, wanted=slim.wanted()) + "\n"


def _first_run(office: Office, address: str) -> str:
    """The one-time link by which the first administrator comes in; nothing once there is one."""
    token = office.accounts.setup_link() if office.is_writable else ""
    return sentence("setup_link", link=f"{address}/dat-mat-khau/{token}") + "\n" if token else ""


def _gunicorn(server: Any, args: argparse.Namespace) -> None:
    from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped, unused-ignore]

    from dashboard.serving.worker import Worker

    class Served(BaseApplication):  # type: ignore[misc, unused-ignore]
        """Gunicorn on an application that is already made."""

        def load_config(self) -> None:
            told = {
                "bind": f"{args.host}:{args.port}",
                "workers": args.workers,
                "threads": THREADS,
                "worker_class": Worker,
                "preload_app": True,
            }
            for name, value in (told | {"control_socket_disable": True}).items():
                if name in self.cfg.settings:
                    self.cfg.set(name, value)

        def load(self) -> Any:
            return server

    Served().run()
