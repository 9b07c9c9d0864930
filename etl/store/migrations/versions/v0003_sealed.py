"""Cases and remembered answers are sealed from here on; everyone signs in again, for older sessions bear no mark."""

from alembic import op

from etl.store import cases, desk, people
from etl.store.audit import record
from etl.store.sealed import held, newest
from etl.store.tables import AUDIT

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Tell the seal of what an earlier version left; a new store begins with none."""
    tx = op.get_bind()
    if not newest(tx, AUDIT):
        return
    for volatile in (people.SESSION, people.LINK):
        tx.execute(volatile.delete())
    seals = {"cases": held(tx, cases.SEALED), "answers": held(tx, (desk.ANSWER,))}
    record(tx, "chitieu", "upgrade", version=revision, **seals)


def downgrade() -> None:
    """The lines of the chain stay; an earlier version reads past what it does not know."""
