"""One typed settings object, from ``netra.toml`` and the environment.

The environment wins over the file; secrets come from the environment alone.
"""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from model import NetraError

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

PROJECT = Path(__file__).resolve().parent
DATA = PROJECT / "data"
FILE_NAME = "netra.toml"
PREFIX = "NETRA_"
NAMES_FILE = "NETRA_SETTINGS"
"""The variable that names the settings file."""
_OTHERS = (NAMES_FILE, "NETRA_PARENT")
"""Variables that are no settings: the one above, and what the daemon tells its crawl."""
_BENCHMARKS = "NETRA_BENCH_"
SECRETS = frozenset({"telegram_token"})
"""What is taken from the environment alone."""
_WRONG_TYPES = {
    "path_type": "must be a file's path in quotes",
    "string_type": "must be text in quotes",
    "tuple_type": 'must be a list of texts, e.g. ["127.0.0.1:8080"]',
}
"""What pydantic's types of error are called here."""
_LIMITS = ("ge", "gt", "le")
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")
_HOST_PORT = re.compile(r"^(?:\[[0-9A-Fa-f:.]+\]|[^\s:/@\[\]]+):\d{1,5}$")


class SettingsError(NetraError):
    """The settings cannot be used; the text says which key and why."""


class Settings(BaseSettings):
    """Everything an operator can set. Field ``x`` is key ``x`` of netra.toml and variable ``NETRA_X``."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, extra="forbid", frozen=True, env_ignore_empty=True, hide_input_in_errors=True
    )

    database: Path = Field(DATA / "netra.db", description="The archive's SQLite file.")
    telegram_token: SecretStr | None = Field(
        None, description="The bot's token (environment only). Without it alerts go to the console."
    )
    telegram_api: str = Field(
        "https://api.telegram.org", description="Address of the Bot API server, without /bot."
    )
    sources: Path = Field(DATA / "sources.csv", description="The catalogue of sources, a CSV file.")
    networks: Path = Field(
        DATA / "networks.csv", description="Which hosts share a publisher's servers, a CSV file."
    )
    never_read: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="Hosts that asked not to be read, their subdomains included, parted by commas."
    )
    allow_hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="host:port pairs that may be fetched although private, parted by commas."
    )
    crawl_gap_seconds: float = Field(
        5,
        ge=0,
        le=600,
        allow_inf_nan=False,
        description="Least pause between requests to one host or publisher's network.",
    )
    crawl_rest_seconds: float = Field(
        30, ge=0, le=86400, allow_inf_nan=False, description="Least rest after a host answers 429."
    )
    crawl_min_interval_seconds: float = Field(
        180, ge=0, le=86400, allow_inf_nan=False, description="Least time between two readings of one source."
    )
    crawl_tick_seconds: float = Field(
        60, gt=0, le=86400, allow_inf_nan=False, description="How often the daemon starts a crawl of what is due."
    )
    crawl_budget_seconds: float = Field(
        240, gt=0, le=86400, allow_inf_nan=False, description="After this long a crawl takes nothing new and ends."
    )
    alerts_window_hours: float = Field(
        48,
        ge=0,
        le=8784,
        allow_inf_nan=False,
        description="Only stories published within this many hours alert; 0 means any age.",
    )
    incident_confidence: float = Field(
        0,
        ge=0,
        le=1,
        allow_inf_nan=False,
        description="Incidents of less confidence are kept and alert nobody; 0 tells all that stories are about.",
    )
    circular_confidence: float = Field(0, ge=0, le=1, allow_inf_nan=False, description="The same for circulars.")
    contact: str = Field(
        "", description="Your address or mailbox, named in the User-Agent so that a site can reach you."
    )

    @field_validator("*", mode="before")
    @classmethod
    def _no_yes_or_no(cls, value: object) -> object:
        if value is True or value is False:  # Python takes them for 1 and 0
            raise ValueError("must not be true or false")
        return value

    @field_validator("allow_hosts", "never_read", mode="before")
    @classmethod
    def _split_hosts(cls, value: object) -> object:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("allow_hosts")
    @classmethod
    def _check_hosts(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for pair in value:
            if not _HOST_PORT.match(pair) or int(pair.rsplit(":", 1)[1]) > 65535:
                raise ValueError(f"{pair!r} is not host:port, e.g. 127.0.0.1:8080")
        return tuple(pair.lower() for pair in value)

    @field_validator("never_read")
    @classmethod
    def _check_never_read(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for host in value:
            if not _HOST.fullmatch(host):
                raise ValueError(f"{host!r} is not a host, e.g. example.id, without scheme and path")
        return tuple(host.lower().removeprefix("www.") for host in value)

    @field_validator("database")
    @classmethod
    def _check_database(cls, value: Path) -> Path:
        if "\x00" in str(value):
            raise ValueError("must be a file's path, without a NUL character")
        if value.is_dir():
            raise ValueError(f"{value} is a folder; name a file in it, e.g. {value / 'netra.db'}")
        return value

    @field_validator("telegram_api")
    @classmethod
    def _check_api(cls, value: str) -> str:
        if not re.match(r"^https?://[^\s/@]+/?$", value):
            raise ValueError("must be http://host:port or https://host, without a path or a password")
        return value.rstrip("/")

    @field_validator("contact")
    @classmethod
    def _check_contact(cls, value: str) -> str:
        if not value.isascii() or not value.isprintable():
            raise ValueError("must be one line of plain text: an address or a mailbox")
        return value.strip()

    @property
    def raw_database(self) -> Path:
        """Where the bytes as received are kept: ``raw.db`` beside ``netra.db``, else ``<name>-raw.db``."""
        name = "raw.db" if self.database.name == "netra.db" else f"{self.database.stem}-raw.db"
        return self.database.with_name(name)

    @property
    def user_agent(self) -> str:
        """The product and a contact, as robots.txt and site operators see it."""
        return f"Netra/0.1 (news monitor; {self.contact})" if self.contact else "Netra/0.1 (news monitor)"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Environment over file: the file's values are handed in by :func:`load_settings`."""
        del settings_cls, dotenv_settings, file_secret_settings
        return env_settings, init_settings


def settings_file() -> Path | None:
    """The settings file in force: ``$NETRA_SETTINGS``, else ``netra.toml`` here, else in Netra's folder.

    Raises SettingsError when ``$NETRA_SETTINGS`` names a file that is not there.
    """
    named = os.environ.get(NAMES_FILE)
    if named:
        if not Path(named).is_file():
            raise SettingsError(f"{NAMES_FILE} names {named}, but there is no such file.")
        return Path(named)
    for folder in (Path.cwd(), PROJECT):
        if (folder / FILE_NAME).is_file():
            return folder / FILE_NAME
    return None


def _read_file(path: Path) -> dict[str, Any]:
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise SettingsError(f"{path} cannot be read: {error}.") from error
    unknown = sorted(set(values) - set(Settings.model_fields))
    if unknown:
        known = sorted(set(Settings.model_fields) - SECRETS)
        meant = _nearest(unknown[0], known)
        hint = f" Do you mean {meant}?" if meant else ""
        raise SettingsError(f"{path}: unknown key {unknown[0]!r}.{hint} Known keys: {', '.join(known)}.")
    for key in SECRETS & set(values):
        raise SettingsError(f"{path}: {key} is a secret; set the variable {PREFIX}{key.upper()} instead.")
    for key in ("database", "sources", "networks"):
        if isinstance(values.get(key), str):  # a path in the file is relative to the file
            values[key] = path.parent / Path(values[key]).expanduser()
    return values


def load_settings() -> Settings:
    """Read file and environment. Raises SettingsError with one sentence when a key or value is wrong."""
    path = settings_file()
    values = _read_file(path) if path else {}
    try:
        return Settings(**values)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        key = str(first["loc"][0]) if first["loc"] else "settings"
        where = f"{PREFIX}{key.upper()}" if os.environ.get(PREFIX + key.upper()) else f"{path}: {key}"
        raise SettingsError(f"{where}: {_sentence(key, first)}.") from None


def _sentence(key: str, error: ErrorDetails) -> str:
    """What is wrong with a value, in words that need no knowledge of Python."""
    field = Settings.model_fields.get(key)
    if error["type"] == "value_error" or field is None:
        return error["msg"].removeprefix("Value error, ")
    if field.annotation is not float:
        return _WRONG_TYPES.get(error["type"], error["msg"])
    limits = {name: getattr(limit, name) for limit in field.metadata for name in _LIMITS if hasattr(limit, name)}
    least = f"from {limits['ge']}" if "ge" in limits else f"above {limits['gt']}"
    return f"must be a number {least} to {limits['le']}"


def unknown_variables() -> list[str]:
    """A sentence for each NETRA_ variable that is no setting, with the one that was probably meant.

    They have no effect, and another program's may begin so: a reason to warn, not to stop. No value is told, as it
    may be a secret.
    """
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    sentences = []
    for name in sorted(os.environ):
        told = name.upper()
        if not told.startswith(PREFIX) or told.startswith(_BENCHMARKS) or told in known or told in _OTHERS:
            continue
        meant = _nearest(told.removeprefix(PREFIX).lower(), list(Settings.model_fields))
        hint = f"Do you mean {PREFIX}{meant.upper()}?" if meant else "See `netra settings`."
        sentences.append(f"the variable {_printable(name)} is no setting and has no effect. {hint}")
    return sentences


def _nearest(key: str, known: list[str]) -> str | None:
    return next(iter(difflib.get_close_matches(key, known, n=1, cutoff=0.5)), None)


def _printable(name: str) -> str:
    return name if name.isprintable() else ascii(name)


class InForce(NamedTuple):
    """A setting as it is in force."""

    key: str  # of netra.toml; "(none)" when it cannot stand there
    value: str  # a secret masked; "(not set)" when there is none
    origin: str  # "default", "environment", or the name of the settings file
    variable: str
    purpose: str


def describe(settings: Settings) -> list[InForce]:
    """Every setting with its value in force, where that comes from, and its names in file and environment."""
    path = settings_file()
    in_file = _read_file(path) if path else {}
    in_environment = {name.upper() for name, value in os.environ.items() if value}
    rows = []
    for name, info in Settings.model_fields.items():
        value, variable = getattr(settings, name), PREFIX + name.upper()
        secret = name in SECRETS
        if variable in in_environment:
            origin = "environment"
        else:
            origin = path.name if path and name in in_file else "default"
        rows.append(
            InForce(
                "(none)" if secret else name, _shown(value) or "(not set)", origin, variable, info.description or ""
            )
        )
    return rows


def _shown(value: object) -> str:
    if isinstance(value, SecretStr):
        return "********"
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)
