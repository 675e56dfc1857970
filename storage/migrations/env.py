"""Alembic's entry: `storage.database.Database.migrate` hands over the connection and its transaction."""

from alembic import context

from storage.base import Base

connection = context.config.attributes["connection"]
# A batch copies a table where SQLite cannot alter it.
context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
