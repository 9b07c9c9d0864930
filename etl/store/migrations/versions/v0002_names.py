"""Names beside the codes, and views with plain names, for people who ask the store in SQL."""

import sqlalchemy as sa
from alembic import op

from etl.catalog import load
from etl.store.naming import NAMING, name_terms
from etl.store.schema import views
from etl.store.tables import TERM
from etl.store.views import VIEWS

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what a store made by an earlier version lacks."""
    tx = op.get_bind()
    NAMING.create(tx, checkfirst=True)
    for statement in views(tx):
        tx.execute(sa.text(statement))
    if tx.scalar(sa.select(TERM.c.id).limit(1)):
        name_terms(tx, load(), anew=True)


def downgrade() -> None:
    """Take the names away again; nothing that was read or decided is in them."""
    for name in VIEWS.keys() - {"current"}:
        op.execute(sa.text(f"DROP VIEW {name}"))
    NAMING.drop(op.get_bind())
