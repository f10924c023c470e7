"""The tables of the archive, as migrations: each one is frozen once released, and a change is a new one."""

from archive.schema_later import migrations
from archive.schema_raw import raw_migrations

__all__ = ["migrations", "raw_migrations"]
