"""Opening the archive, its schema, its transactions and its errors."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import sqlite_utils

from archive import (
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
from archive import database as module
from archive.schema import migrations

DICTIONARY = Path(__file__).resolve().parents[2] / "data" / "dictionary.toml"
SHADOW = ("articles_fts_", "_sqlite_migrations", "sqlite_")


def described() -> dict[str, set[str]]:
    tables = tomllib.loads(DICTIONARY.read_text(encoding="utf-8"))
    assert all(table["description"] and all(table["columns"].values()) for table in tables.values())
    return {name: set(table["columns"]) for name, table in tables.items()}


def test_every_table_and_column_is_described_and_nothing_else(archive: Archive) -> None:
    schema = {
        table.name: set(table.columns_dict)
        for db in (archive.db, archive.raw)
        for table in db.tables
        if not table.name.startswith(SHADOW)
    }
    assert described() == schema


def test_writes_are_durable_and_shared(archive: Archive) -> None:
    assert archive.value("pragma journal_mode") == "wal"
    assert archive.value("pragma synchronous") == 2
    assert archive.value("pragma foreign_keys") == 1
    assert archive.value("pragma page_size") == module.PAGE_SIZE


def test_a_transaction_that_fails_writes_nothing(archive: Archive) -> None:
    with pytest.raises(RuntimeError), archive.transaction() as db:
        db.table("stories").insert({"title": "a", "first_seen": "2026"})
        raise RuntimeError
    assert archive.value("select count(*) from stories") == 0


def test_a_transaction_takes_the_write_lock_at_once(archive: Archive) -> None:
    other = sqlite3.connect(archive.path, timeout=0, isolation_level=None)
    with archive.transaction(), pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("begin immediate")
    other.close()


def test_a_locked_archive_is_a_named_error(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    archive.db.execute("pragma busy_timeout = 0")
    other = sqlite3.connect(archive.path, isolation_level=None)
    other.execute("begin immediate")
    with pytest.raises(ArchiveBusy, match="locked by another process"), archive.transaction():
        pass
    other.execute("rollback")
    other.close()


def test_a_full_disk_is_a_named_error_and_loses_nothing_kept_before(archive: Archive) -> None:
    with archive.transaction() as db:
        db.table("stories").insert({"title": "kept", "first_seen": "2026"})
    pages = archive.value("pragma page_count")
    archive.db.execute(f"pragma max_page_count = {pages}")  # SQLite's own way to run out of room
    with pytest.raises(ArchiveFull, match="disk"), archive.transaction() as db:
        db.table("stories").insert({"title": "x" * 200_000, "first_seen": "2026"})
    assert [row["title"] for row in archive.rows("select title from stories")] == ["kept"]


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "netra.db").write_bytes(b"not a database, " * 1000)
    with pytest.raises(ArchiveDamaged, match=r"netra\.db is damaged"):
        open_archive(tmp_path / "netra.db", tmp_path / "raw.db")
    with pytest.raises(ArchiveDamaged):
        read_only(tmp_path / "netra.db")


def test_a_backup_is_named_only_when_there_is_one(tmp_path: Path) -> None:
    (tmp_path / "netra.db").write_bytes(b"not a database, " * 1000)
    with pytest.raises(ArchiveDamaged) as raised:
        read_only(tmp_path / "netra.db")
    assert f"There is no backup of it in {tmp_path}/backups. Move it away" in str(raised.value)
    (tmp_path / "backups").mkdir()
    for name in ("netra-20261101T000000000000Z.db", "netra-20261120T000000000000Z.db", "netra-raw-20261121T0Z.db"):
        (tmp_path / "backups" / name).touch()
    with pytest.raises(ArchiveDamaged) as raised:
        read_only(tmp_path / "netra.db")
    newest = tmp_path / "backups" / "netra-20261120T000000000000Z.db"
    assert f"Restore a backup, the newest is {newest}, or" in str(raised.value)


def test_damaged_raw_bytes_are_named_by_their_own_file(tmp_path: Path) -> None:
    (tmp_path / "raw.db").write_bytes(b"not a database, " * 1000)
    with pytest.raises(ArchiveDamaged, match=r"raw\.db is damaged"):
        open_archive(tmp_path / "netra.db", tmp_path / "raw.db")


def test_a_disk_that_is_full_while_an_archive_is_made_leaves_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = module._connect

    def on_a_small_disk(path: Path, journal: str = "wal") -> sqlite_utils.Database:
        db = connect(path, journal)
        db.execute("pragma max_page_count = 20")
        return db

    with monkeypatch.context() as small:
        small.setattr(module, "_connect", on_a_small_disk)
        with pytest.raises(ArchiveFull, match="disk"):
            open_archive(tmp_path / "netra.db", tmp_path / "raw.db")
    assert [file.name for file in tmp_path.iterdir()] == ["netra.db.migrate.lock"]
    with pytest.raises(ArchiveError, match="no archive"):
        read_only(tmp_path / "netra.db")
    open_archive(tmp_path / "netra.db", tmp_path / "raw.db").close()
    read_only(tmp_path / "netra.db").close()


def test_an_archive_that_an_earlier_version_only_began_is_made(tmp_path: Path) -> None:
    db = sqlite_utils.Database(tmp_path / "netra.db")
    migrations.ensure_migrations_table(db)
    db.close()
    with pytest.raises(ArchiveError, match="no archive"):
        read_only(tmp_path / "netra.db")
    with open_archive(tmp_path / "netra.db", tmp_path / "raw.db") as archive:
        assert archive.value("select count(*) from sources") == 0


def test_an_archive_is_made_where_a_link_leads(tmp_path: Path) -> None:
    (tmp_path / "large").mkdir()
    (tmp_path / "netra.db").symlink_to(tmp_path / "large" / "netra.db")
    open_archive(tmp_path / "netra.db", tmp_path / "raw.db").close()
    assert (tmp_path / "netra.db").is_symlink()
    assert (tmp_path / "large" / "netra.db").is_file()


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    other = sqlite_utils.Database(tmp_path / "netra.db")
    other.table("birds").insert({"id": 1})
    other.close()
    with pytest.raises(ArchiveDamaged, match="not an archive of Netra"):
        open_archive(tmp_path / "netra.db", tmp_path / "raw.db")


@pytest.mark.parametrize(
    "change", ["alter table sources drop column begun", "drop table hosts", "alter table sources rename to others"]
)
def test_tables_that_are_not_ours_are_a_named_error_with_advice(archive: Archive, change: str) -> None:
    archive.db.execute(change)
    with pytest.raises(ArchiveChanged, match=r"no backup of it in .*backups.* or name another") as raised:
        archive.rows("select begun, host from sources, hosts")
    assert str(archive.path) in str(raised.value)
    with pytest.raises(ArchiveChanged), archive.transaction() as db:
        db.execute("insert into sources (id, begun) select host, 0 from hosts")


def test_a_folder_that_cannot_be_written_names_the_archive_and_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:  # root, as whom tests may run, would be let in
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(ArchiveError) as raised:
        open_archive(tmp_path / "netra.db", tmp_path / "raw.db")
    assert str(raised.value).startswith(
        f"The archive {tmp_path}/netra.db cannot be written: the folder {tmp_path}: Permission denied. "
    )
    assert "NETRA_DATABASE" in str(raised.value)


def test_a_folder_that_cannot_be_made_names_the_archive(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ArchiveError, match=r"archive .*/file/netra\.db cannot be made: (File|Not)"):
        open_archive(tmp_path / "file" / "netra.db", tmp_path / "raw.db")


def test_a_newer_archive_is_refused_with_a_clear_line(tmp_path: Path) -> None:
    open_archive(tmp_path / "netra.db", tmp_path / "raw.db").close()
    db = sqlite_utils.Database(tmp_path / "netra.db")
    db.table("_sqlite_migrations").insert(
        {"migration_set": "netra", "name": "m999_of_the_future", "applied_at": "2030"}
    )
    db.close()
    with pytest.raises(ArchiveTooNew, match="Update Netra"):
        open_archive(tmp_path / "netra.db", tmp_path / "raw.db")
    with pytest.raises(ArchiveTooNew):
        read_only(tmp_path / "netra.db")


def test_an_older_archive_is_migrated_after_a_copy_was_kept(tmp_path: Path) -> None:
    db = sqlite_utils.Database(tmp_path / "netra.db")
    migrations.apply(db, stop_before="m004_alerts")
    db.table("stories").insert({"title": "old", "first_seen": "2026"})
    db.close()
    with open_archive(tmp_path / "netra.db", tmp_path / "raw.db") as archive:
        assert "outbox" in archive.db.table_names()
        assert archive.value("select title from stories") == "old"
    (copy,) = (tmp_path / "backups").glob("netra-*.db")
    old = sqlite_utils.Database(copy)
    assert "outbox" not in old.table_names()
    assert next(old.query("select title from stories"))["title"] == "old"
    old.close()


def test_asking_an_older_archive_migrates_it_after_a_copy(tmp_path: Path) -> None:
    db = sqlite_utils.Database(tmp_path / "netra.db")
    migrations.apply(db, stop_before="m005_furniture")
    db.close()
    with reading(tmp_path / "netra.db") as db:
        assert "furniture" in db.table_names()
    assert len(list((tmp_path / "backups").glob("netra-*.db"))) == 1


def test_a_copy_that_finds_no_room_is_not_kept(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    def half(sql: str, parameters: list[str]) -> None:
        Path(parameters[0]).write_bytes(b"half")
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(archive.db, "execute", half)
    with pytest.raises(sqlite3.OperationalError):
        module._backup(archive.db, archive.path)
    assert list((archive.path.parent / "backups").iterdir()) == []


def test_opening_an_archive_that_is_up_to_date_makes_no_copy(tmp_path: Path) -> None:
    for _ in range(2):
        open_archive(tmp_path / "netra.db", tmp_path / "raw.db").close()
    assert not (tmp_path / "backups").exists()


def test_asking_where_there_is_no_archive_says_so(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="no archive"):
        read_only(tmp_path / "none.db")
    assert not (tmp_path / "none.db").exists()


def test_a_reader_cannot_write(archive: Archive) -> None:
    db = read_only(archive.path)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        db.table("stories").insert({"title": "a", "first_seen": "2026"})
    db.close()


def test_a_lock_is_held_against_another_process_and_freed_by_its_death(tmp_path: Path) -> None:
    path = tmp_path / "x.lock"
    code = (
        "import sys; from pathlib import Path; from archive import Lock\n"
        "with Lock(Path(sys.argv[1])):\n    print('held', flush=True); sys.stdin.read()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).resolve().parents[2],
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(ArchiveBusy, match="a sentence"), Lock(path, "a sentence"):
        pass
    holder.kill()
    holder.communicate()
    with Lock(path):
        pass
