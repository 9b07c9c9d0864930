"""The tables and the only writers: stage, publish, withdraw, undo."""

from sqlalchemy import Engine

from etl.store import desk, people
from etl.store.backup import backup, restore
from etl.store.check import problems
from etl.store.engine import database_url, home, open_engine, writing
from etl.store.publish import give_back, publish, rebuild, state, undo, withdraw
from etl.store.seals import store_hash
from etl.store.stage import Staged, stage

__all__ = [
    "Engine",
    "Staged",
    "backup",
    "database_url",
    "desk",
    "give_back",
    "home",
    "open_engine",
    "people",
    "problems",
    "publish",
    "rebuild",
    "restore",
    "stage",
    "state",
    "store_hash",
    "undo",
    "withdraw",
    "writing",
]
