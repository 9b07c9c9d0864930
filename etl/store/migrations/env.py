"""Alembic's entry: runs the migrations on the connection it is handed."""

from alembic import context

from etl.store.schema import META

context.configure(connection=context.config.attributes["connection"], target_metadata=META)
with context.begin_transaction():
    context.run_migrations()
