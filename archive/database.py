"""Opening the archive: pragmas, migrations behind a backup copy, named errors, transactions and locks."""

from __future__ import annotations

import fcntl
import glob
import logging
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

import sqlite_utils
from sqlite_utils import Database, Migrations

from archive.schema import migrations, raw_migrations
from model import NetraError

log = logging.getLogger("netra.archive")

BUSY_TIMEOUT_SECONDS = 30
# Measured by benchmarks/archive/page_size.py; it can hardly be changed once an archive is large.
PAGE_SIZE = 8192
BACKUPS = "backups"
"""The folder beside an archive for its copies from before each migration."""
_MIGRATIONS_TABLE = Migrations.migrations_table
_OTHER_TABLES = re.compile(r"^no such (?:column|table|index)|has no column named|has \d+ columns but \d+ values")


class ArchiveError(NetraError):
    """The archive cannot be used; the text says why and what to do."""


class ArchiveTooNew(ArchiveError):
    """The archive was written by a newer version of Netra."""


class ArchiveDamaged(ArchiveError):
    """The file is no SQLite database, or a broken one."""


class ArchiveChanged(ArchiveError):
    """Its tables are not those that its version says: of an unreleased version, or changed by hand."""


class ArchiveBusy(ArchiveError):
    """Another process holds the archive."""


class ArchiveFull(ArchiveError):
    """The disk is full; nothing of the last transaction was written."""


@contextmanager
def _named_errors(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into sentences a user can act on."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        text = str(error).lower()
        if "locked" in text or "busy" in text:
            raise ArchiveBusy(
                f"{path} has been locked by another process for {BUSY_TIMEOUT_SECONDS} s. "
                "Find it with `fuser` and end it, then try again."
            ) from error
        if "full" in text:
            raise ArchiveFull(f"The disk that holds {path} is full. Free some space, then try again.") from error
        if "not a database" in text or "malformed" in text or "corrupt" in text:
            raise ArchiveDamaged(
                f"{path} is damaged or no SQLite database ({error}). {_what_to_do(path)}"
            ) from error
        if _OTHER_TABLES.search(text):
            raise ArchiveChanged(
                f"{path} does not have the tables of this version of Netra ({error}): an unreleased version"
                f" made it, or another program changed it. {_what_to_do(path)}"
            ) from error
        if isinstance(error, sqlite3.OperationalError) and (
            "unable to open" in text or "readonly" in text or "disk i/o" in text
        ):
            raise ArchiveError(f"{path} cannot be opened or written ({error}). Check folder and rights.") from error
        raise


def _what_to_do(path: Path) -> str:
    """How to go on without a file that cannot be used; a backup is named only when there is one."""
    copies = sorted((path.parent / BACKUPS).glob(f"{glob.escape(path.stem)}-[0-9]*T[0-9]*Z.db"))
    if copies:
        return f"Restore a backup, the newest is {copies[-1]}, or name another file in NETRA_DATABASE."
    return (
        f"There is no backup of it in {path.parent / BACKUPS}. Move it away ({path.name}, {path.name}-wal and"
        f" {path.name}-shm), and the next `netra crawl` makes a new one; or name another file in NETRA_DATABASE."
    )


class Archive:
    """An open archive. One thread uses it; other processes may use the file at the same time."""

    def __init__(self, db: Database, raw: Database, path: Path, raw_path: Path) -> None:
        self.db = db
        self.raw = raw
        self.path = path
        self.raw_path = raw_path

    @contextmanager
    def transaction(self) -> Iterator[Database]:
        """One short write: all of it or nothing. Takes the write lock at once (BEGIN IMMEDIATE).

        Raises ArchiveBusy, ArchiveFull, ArchiveDamaged or ArchiveChanged; then nothing was written.
        """
        with _named_errors(self.path), _immediate(self.db):
            yield self.db

    @contextmanager
    def raw_transaction(self) -> Iterator[Database]:
        """As :meth:`transaction`, for ``raw.db``."""
        with _named_errors(self.raw_path), _immediate(self.raw):
            yield self.raw

    def rows(self, sql: str, parameters: dict[str, Any] | list[Any] | tuple[Any, ...] = ()) -> list[dict[str, Any]]:
        """The rows of a query, whole: no read transaction stays open behind it."""
        with _named_errors(self.path):
            return list(self.db.query(sql, parameters))

    def value(self, sql: str, parameters: dict[str, Any] | list[Any] | tuple[Any, ...] = ()) -> Any:
        """The first column of the first row, or None."""
        with _named_errors(self.path):
            row = self.db.execute(sql, parameters).fetchone()
        return row[0] if row else None

    def close(self) -> None:
        """Close both files."""
        self.db.close()
        self.raw.close()

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@contextmanager
def _immediate(db: Database) -> Iterator[None]:
    # sqlite-utils' own db.atomic() begins deferred: two writers then fail with "database is locked" when
    # both have read; inside our transaction it becomes a savepoint.
    db.execute("begin immediate")
    try:
        yield
        db.execute("commit")
    except BaseException:
        if db.conn.in_transaction:
            db.execute("rollback")
        raise


def now_text(now: datetime | None = None) -> str:
    """A time as every table keeps it: ISO 8601, UTC, milliseconds, ``2026-11-22T01:30:00.000Z``."""
    return (now or datetime.now(UTC)).astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def parse_time(text: str) -> datetime:
    """The aware datetime of a time as the tables keep it."""
    return datetime.fromisoformat(text)


def _connect(path: Path, journal: str = "wal") -> Database:
    connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT_SECONDS, isolation_level=None)
    connection.execute(f"pragma page_size = {PAGE_SIZE}")  # of effect on a new file alone
    connection.execute(f"pragma journal_mode = {journal}")
    connection.execute("pragma synchronous = full")
    connection.execute("pragma foreign_keys = on")
    return sqlite_utils.Database(connection)


def _registered(known: Migrations) -> set[str]:
    return {migration.name for migration in known.pending(Database(memory=True))}


def _migrate(db: Database, known: Migrations, path: Path) -> None:
    names = _registered(known)
    applied = {migration.name for migration in known.applied(db)}
    if applied - names:
        raise ArchiveTooNew(
            f"{path} was written by a newer version of Netra (it knows {sorted(applied - names)[0]}). "
            "Update Netra, or name another file in NETRA_DATABASE."
        )
    if not known.pending(db):
        return
    if applied:
        _backup(db, path)
    elif set(db.table_names()) - {_MIGRATIONS_TABLE}:
        raise ArchiveDamaged(
            f"{path} is a SQLite database, but not an archive of Netra. Name another file in NETRA_DATABASE."
        )
    known.apply(db)


def _backup(db: Database, path: Path) -> Path:
    folder = path.parent / BACKUPS
    folder.mkdir(parents=True, exist_ok=True)
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    copy = folder / f"{path.stem}-{stamp}.db"
    try:
        db.execute("vacuum into ?", [str(copy)])
    except BaseException:
        copy.unlink(missing_ok=True)  # half a copy is none
        raise
    return copy


def _make(path: Path, known: Migrations) -> None:
    """Make a new file under another name and put it in its place when it is whole: a full disk leaves nothing."""
    place = path.resolve()  # through a link that leads to where no file is yet
    growing = place.with_name(place.name + ".new")
    journal = growing.with_name(growing.name + "-journal")
    try:
        growing.unlink(missing_ok=True)
        journal.unlink(missing_ok=True)
        db = _connect(growing, journal="delete")
        try:
            known.apply(db)
        finally:
            db.close()
        growing.replace(place)
    except BaseException:
        growing.unlink(missing_ok=True)
        journal.unlink(missing_ok=True)
        raise


def _open(path: Path, known: Migrations) -> Database:
    """Open a file of the archive for writing; make or migrate it when needed."""
    with _named_errors(path):
        if not path.exists():
            _make(path, known)
        db = _connect(path)
        try:
            _migrate(db, known, path)
        except BaseException:
            db.close()
            raise
        return db


def _migrating(path: Path) -> Lock:
    """Held while a file is made or migrated: two processes that start together must not both do it."""
    return Lock(path.with_name(path.name + ".migrate.lock"), wait=True, archive=path)


def open_archive(path: Path, raw_path: Path) -> Archive:
    """Open the archive for reading and writing; make or migrate it when needed.

    A migration keeps a copy of the file as it was in ``backups/``.

    Raises ArchiveTooNew, ArchiveDamaged, ArchiveBusy or ArchiveError.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ArchiveError(
            f"The folder of the archive {path} cannot be made: {error.strerror}. Make it, or name another file in"
            " NETRA_DATABASE."
        ) from error
    with _migrating(path):
        if not path.exists():
            log.warning("A new archive is made: %s", path)
        db = _open(path, migrations)
        try:
            raw = _open(raw_path, raw_migrations)
        except BaseException:
            db.close()
            raise
    return Archive(db, raw, path, raw_path)


def read_only(path: Path) -> Database:
    """Open an existing archive to query it; it cannot be changed through this connection.

    One of an older version is migrated first, after a copy. Raises ArchiveError when there is none yet,
    ArchiveTooNew or ArchiveDamaged.
    """
    none_yet = f"There is no archive at {path} yet. Run `netra crawl` first, or set NETRA_DATABASE."
    if not path.is_file():
        raise ArchiveError(none_yet)
    with _named_errors(path):
        db = _connect_to_read(path)
        try:
            applied = {migration.name for migration in migrations.applied(db)}
            tables = set(db.table_names()) - {_MIGRATIONS_TABLE}
        finally:
            db.close()
    if not applied:
        if not tables:
            raise ArchiveError(none_yet)
        raise ArchiveDamaged(f"{path} is not an archive of Netra. Name another file in NETRA_DATABASE.")
    if applied != _registered(migrations):
        with _migrating(path):
            _open(path, migrations).close()  # or ArchiveTooNew
    with _named_errors(path):
        return _connect_to_read(path)


def _connect_to_read(path: Path) -> Database:
    connection = sqlite3.connect(
        f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=BUSY_TIMEOUT_SECONDS, isolation_level=None
    )
    return sqlite_utils.Database(connection)


@contextmanager
def reading(path: Path) -> Iterator[Database]:
    """As :func:`read_only`, closed at the end; what fails meanwhile is a named error too."""
    with _named_errors(path), closing(read_only(path)) as db:
        yield db


class Lock:
    """A lock file that the kernel frees when its holder dies: one crawl, one sender per archive.

    As a context manager it raises ArchiveBusy when another process holds it (unless ``wait``), and ArchiveError
    when the file cannot be made, with the name of the ``archive`` that it is for.
    """

    def __init__(self, path: Path, busy: str = "", *, wait: bool = False, archive: Path | None = None) -> None:
        self.path = path
        self.archive = archive
        self.busy = busy or f"{path} is held by another process."
        self.wait = wait
        self._file: IO[str] | None = None

    def __enter__(self) -> Lock:
        try:
            self._file = self.path.open("a")
        except OSError as error:
            unwritable = self.path if self.path.exists() else f"the folder {self.path.parent}"
            raise ArchiveError(
                f"The archive {self.archive or self.path} cannot be written: {unwritable}: {error.strerror}. Give"
                " this user the right to write there, or name another file in NETRA_DATABASE."
            ) from error
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | (0 if self.wait else fcntl.LOCK_NB))
        except BlockingIOError as error:
            self._file.close()
            raise ArchiveBusy(self.busy) from error
        return self

    def __exit__(self, *_: object) -> None:
        if self._file:
            os.set_inheritable(self._file.fileno(), False)
            self._file.close()
