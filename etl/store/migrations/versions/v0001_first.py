"""The first tables: reports with their bytes, lots and observations with their place, releases, the audit chain."""

from alembic import op

from etl.store.schema import create

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create every table, the triggers that keep history append-only, and the views."""
    create(op.get_bind())


def downgrade() -> None:
    """The first version has nothing before it."""
    raise RuntimeError("restore a backup to go back before the first version")
