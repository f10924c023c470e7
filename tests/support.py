"""What several rooms' tests share."""

from datetime import UTC, datetime

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
