"""The archive: all that was collected, found and told in one SQLite file, the bytes as received in another.

It is a public interface: people query it with SQL. ``data/dictionary.toml`` describes every table and column.
"""

from archive.database import (
    Archive,
    ArchiveBusy,
    ArchiveChanged,
    ArchiveDamaged,
    ArchiveError,
    ArchiveFull,
    ArchiveTooNew,
    Lock,
    open_archive,
    read_only,
    reading,
)

__all__ = [
    "Archive",
    "ArchiveBusy",
    "ArchiveChanged",
    "ArchiveDamaged",
    "ArchiveError",
    "ArchiveFull",
    "ArchiveTooNew",
    "Lock",
    "open_archive",
    "read_only",
    "reading",
]
