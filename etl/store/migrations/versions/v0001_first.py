"""The first tables: reports with their bytes, observations with their place, releases, the audit chain."""

from alembic import op

from etl.store.tables import META, guards

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create every table and the triggers that keep history append-only."""
    connection = op.get_bind()
    META.create_all(connection)
    for statement in guards(connection.dialect.name):
        op.execute(statement)


def downgrade() -> None:
    """The first version has nothing before it."""
    raise RuntimeError("restore a backup to go back before the first version")
