"""Run by Alembic: the revisions go through the connection of whoever opens the store, within its transaction."""

from alembic import context

from copilot.adapters.store.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
