"""Runs the migrations on the connection that `geo.store.upgrade` opened."""

from alembic import context

from geo.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite alters most of a table only by making it anew
)
context.run_migrations()
