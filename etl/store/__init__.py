"""The tables and the only writers: stage, publish, withdraw, undo."""

from sqlalchemy import Engine

from etl.store import people
from etl.store.check import problems
from etl.store.current import rebuild
from etl.store.engine import database_url, home, open_engine
from etl.store.publish import publish, state, undo, withdraw
from etl.store.stage import Staged, stage

__all__ = [
    "Engine",
    "Staged",
    "database_url",
    "home",
    "open_engine",
    "people",
    "problems",
    "publish",
    "rebuild",
    "stage",
    "state",
    "undo",
    "withdraw",
]
