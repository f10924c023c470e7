"""The conveyor: a fetched page → article → findings → archive, registers and outbox, all in one transaction.

The live crawl, ``netra check``, and every later way in go through here. The bytes are kept first, by their hash; a
crash before the transaction leaves at most an orphan in ``raw.db``, and the address is read again.
"""

from intake.conveyor import STORY_DEADLINE, Intake
from intake.documents import read
from intake.judging import Examined, examine

__all__ = ["STORY_DEADLINE", "Examined", "Intake", "examine", "read"]
